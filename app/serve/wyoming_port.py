"""The port for Home Assistant: Wyoming over TCP; plain on this machine, on the home network for known certificates.

Wyoming knows neither token nor TLS. On the home network it is wrapped in TLS on which both sides show a
certificate (`app.household.papers`); which Home Assistant it is, and whose record it may know, is read there.
"""

import asyncio
import ssl
from collections.abc import Callable

from wyoming.event import async_write_event

from app.household.home import Device
from app.household.papers import fingerprint_of
from app.serve.assistant_desk import AssistantDesk
from app.serve.house import House
from app.serve.limits import OPEN_TIMEOUT_S, SEND_TIMEOUT_S
from app.serve.web_port import Where
from app.serve.wyoming_events import LINE_BYTES, Malformed, read_event
from app.serve.wyoming_talk import WyomingTalk
from core.errors import NeedsLoopback, PortTaken

CONNECTIONS = 64
IDLE_S = 120.0
LOOPBACK = ("127.0.0.1", "::1", "localhost")
Who = Callable[[], Device | None]


class WyomingPort:
    """Answers Wyoming clients."""

    def __init__(self, house: House, kept: Callable[[str], None] = lambda _: None) -> None:
        """`kept` is told whose book of visits changed."""
        self._house = house
        self._kept = kept
        self._desks: dict[str, AssistantDesk] = {}
        """By the hash of the certificate; empty for this machine."""
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def open(self, where: Where) -> int:
        """Begin to listen; raises `NeedsLoopback` for plain Wyoming elsewhere, or `PortTaken`."""
        if where.host not in LOOPBACK and (where.tls is None or where.tls.verify_mode is not ssl.CERT_REQUIRED):
            raise NeedsLoopback(address=where.host)
        patience = {"ssl_handshake_timeout": OPEN_TIMEOUT_S} if where.tls else {}
        try:
            self._server = await asyncio.start_server(
                self._met, where.host, where.port, limit=LINE_BYTES, ssl=where.tls, **patience
            )
        except OSError as error:
            raise PortTaken(host=where.host, port=where.port, option="--wyoming-port") from error
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening and end what goes on."""
        if self._server is not None:
            self._server.close()
        for talk in tuple(self._talks):
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._talks) >= CONNECTIONS:
            writer.close()
            return
        self._talks.add(task)
        try:
            await self._talk(reader, writer)
        except (Malformed, TimeoutError, ConnectionError, ssl.SSLError):
            self._house.metrics.add("plainspoken.door.refused", outcome="wyoming")
        except asyncio.CancelledError:
            pass
        finally:
            self._talks.discard(task)
            writer.transport.abort() if writer.transport.get_write_buffer_size() else writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def send(event):  # type: ignore[no-untyped-def] # the library's own type
            # Who hung up is not written to: asyncio would say so in the log each time.
            if writer.is_closing():
                raise ConnectionResetError
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await async_write_event(event, writer)

        certificate = certificate_of(writer)
        talk = WyomingTalk(self._desk(certificate), send)
        try:
            while True:
                async with asyncio.timeout(IDLE_S):
                    event = await read_event(reader)
                if event is None:
                    return
                # One that was revoked gets nothing more, not even on a connection that it had.
                if certificate and event.type != "audio-chunk" and self._house.assistant_with(certificate) is None:
                    raise Malformed
                await talk.take(event)
        finally:
            talk.close()

    def _desk(self, certificate: str) -> AssistantDesk:
        who: Who = (lambda: self._house.assistant_with(certificate)) if certificate else self._house.plain_assistant
        # Only who was let in keeps one, so that there are never more than devices.
        desk = self._desks.get(certificate) or AssistantDesk(self._house, who, self._kept)
        if who() is not None or not certificate:
            self._desks[certificate] = desk
        return desk


def certificate_of(writer: asyncio.StreamWriter) -> str:
    """The hash of the certificate that the other side showed; empty without TLS."""
    secured = writer.get_extra_info("ssl_object")
    der = secured.getpeercert(binary_form=True) if secured is not None else b""
    return fingerprint_of(der) if der else ""
