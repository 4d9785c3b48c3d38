"""Telling the home network where we are (mDNS): only when asked for, and without a name of anybody."""

import ipaddress

from zeroconf import ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

NAME = "plainspoken"
PAGE, WYOMING = "_https._tcp.local.", "_wyoming._tcp.local."


class Announcement:
    """Made known while it is open; `interfaces` are the addresses it is told on, all of the machine for None."""

    def __init__(self, interfaces: list[str] | None = None) -> None:
        self._told = AsyncZeroconf(interfaces=interfaces) if interfaces else AsyncZeroconf()

    async def tell(self, kind: str, address: str, port: int) -> None:
        """One service, `PAGE` or `WYOMING`."""
        info = ServiceInfo(
            kind, f"{NAME}.{kind}", port, addresses=[ipaddress.ip_address(address).packed], server=f"{NAME}.local."
        )
        await self._told.async_register_service(info, allow_name_change=True)

    async def close(self) -> None:
        """Take all back."""
        await self._told.async_close()
