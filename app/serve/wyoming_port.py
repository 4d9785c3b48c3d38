"""The port for Home Assistant: Wyoming over TCP, on this machine only, as it knows neither token nor TLS."""

import asyncio

from wyoming.event import async_write_event

from app.serve.assistant_desk import AssistantDesk
from app.serve.house import House
from app.serve.limits import SEND_TIMEOUT_S
from app.serve.web_port import Where
from app.serve.wyoming_events import LINE_BYTES, Malformed, read_event
from app.serve.wyoming_talk import WyomingTalk
from core.errors import NeedsLoopback, PortTaken

CONNECTIONS = 64
IDLE_S = 120.0
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class WyomingPort:
    """Answers Wyoming clients."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._desk = AssistantDesk(house)
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def open(self, where: Where) -> int:
        """Begin to listen; raises `NeedsLoopback` or `PortTaken`."""
        if where.host not in LOOPBACK:
            raise NeedsLoopback(address=where.host)
        try:
            self._server = await asyncio.start_server(self._met, where.host, where.port, limit=LINE_BYTES)
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
        except (Malformed, TimeoutError, ConnectionError):
            self._house.metrics.add("plainspoken.door.refused", outcome="wyoming")
        except asyncio.CancelledError:
            pass
        finally:
            self._talks.discard(task)
            writer.transport.abort() if writer.transport.get_write_buffer_size() else writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def send(event):  # type: ignore[no-untyped-def] # the library's own type
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await async_write_event(event, writer)

        talk = WyomingTalk(self._desk, send)
        try:
            while True:
                async with asyncio.timeout(IDLE_S):
                    event = await read_event(reader)
                if event is None:
                    return
                await talk.take(event)
        finally:
            talk.close()
