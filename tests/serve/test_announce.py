"""What is told over mDNS is found by a browser of the same machine, and is gone afterwards."""

import asyncio
import ipaddress

from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from app.serve.announce import NAME, WYOMING, Announcement

LOOPBACK = "127.0.0.1"


async def found() -> tuple[int, list[str]]:
    announcement, other = Announcement([LOOPBACK]), AsyncZeroconf(interfaces=[LOOPBACK])
    try:
        await announcement.tell(WYOMING, LOOPBACK, 10460)
        info = AsyncServiceInfo(WYOMING, f"{NAME}.{WYOMING}")
        assert await info.async_request(other.zeroconf, 5_000)
        return info.port or 0, [str(ipaddress.ip_address(address)) for address in info.addresses]
    finally:
        await other.async_close()
        await announcement.close()


def test_home_assistant_finds_us() -> None:
    assert asyncio.run(found()) == (10460, [LOOPBACK])
