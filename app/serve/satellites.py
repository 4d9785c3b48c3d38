"""Wyoming satellites: microphones and loudspeakers elsewhere in the house, which we call.

The protocol has no way to take back sound that was sent, so it is sent hardly earlier than it is heard.
"""

import asyncio
import time
from typing import Any
from urllib.parse import urlparse

from wyoming.asr import Transcript as Heard
from wyoming.event import Event, async_write_event
from wyoming.satellite import RunSatellite

from app.household.home import Device
from app.serve.limits import SEND_TIMEOUT_S
from app.serve.session import Session
from app.serve.sessions import Sessions
from app.serve.wyoming_events import LINE_BYTES, Malformed, read_event
from app.serve.wyoming_port import LOOPBACK
from app.serve.wyoming_sound import Ear, pieces, started, stopped
from core.audio import SpeechChunk

LOOK_S = 2.0
AHEAD_S = 0.25
"""So much sound is with the satellite before it is heard; what is sent cannot be stopped any more."""
FLOOR_S = 8.0
"""After an answer the floor stays open so long; then a satellite with a wake word waits for that again."""


class SatelliteLine:
    """`app.serve.stream.Line` on a satellite: sound in real time, no screen."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[tuple[int, Event]] = asyncio.Queue()
        self._until_s = 0.0
        self._number = 0
        """Of the reply: what was taken from the queue before a hush is of an older one."""
        self._go_on = asyncio.Event()
        self._go_on.set()

    def sound(self, chunk: SpeechChunk) -> None:
        """Add it to what is waiting."""
        self._loop.call_soon_threadsafe(self._add, chunk)

    def hush(self) -> None:
        """Forget what is waiting."""
        self._loop.call_soon_threadsafe(self._drop)

    def hold(self, on: bool) -> None:
        """What is not sent yet waits; the quarter of a second that the satellite has is heard."""
        self._loop.call_soon_threadsafe(self._go_on.clear if on else self._go_on.set)

    def tell(self, event: dict[str, Any]) -> None:
        """A satellite shows nothing, and what was said is not for its log."""

    async def pump(self) -> None:
        """Send what is waiting, for ever."""
        sounding = False
        while True:
            left_s = self._until_s - time.monotonic()
            try:
                number, event = await asyncio.wait_for(self._waiting.get(), max(left_s, 0.02) if sounding else None)
            except TimeoutError:
                await self.send(stopped())
                sounding = False
                continue
            await self._go_on.wait()
            if number != self._number:
                continue
            if not sounding:
                await self.send(started(int(event.data["rate"])))
                sounding, self._until_s = True, time.monotonic()
            self._until_s = max(self._until_s, time.monotonic()) + len(event.payload or b"") / 2 / int(
                event.data["rate"]
            )
            await self.send(event)
            await asyncio.sleep(max(0.0, self._until_s - time.monotonic() - AHEAD_S))

    async def send(self, event: Event) -> None:
        """One event, if the satellite takes it in time."""
        async with asyncio.timeout(SEND_TIMEOUT_S):
            await async_write_event(event, self._writer)

    def _add(self, chunk: SpeechChunk) -> None:
        for piece in pieces(chunk):
            self._waiting.put_nowait((self._number, piece))

    def _drop(self) -> None:
        self._number += 1
        self._go_on.set()
        while not self._waiting.empty():
            self._waiting.get_nowait()


class Satellites:
    """Keeps a conversation going with every satellite of the household."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._calls: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Call who is not connected, for ever."""
        try:
            while True:
                home = await asyncio.to_thread(self._sessions.house.home)
                there = {one.id: one for one in home.devices if one.kind == "satellite"}
                for id, device in there.items():
                    if id not in self._calls or self._calls[id].done():
                        self._calls[id] = asyncio.create_task(self._call(device))
                for id in set(self._calls) - set(there):
                    self._calls.pop(id).cancel()
                await asyncio.sleep(LOOK_S)
        finally:
            for call in self._calls.values():
                call.cancel()
            await asyncio.gather(*self._calls.values(), return_exceptions=True)

    async def _call(self, device: Device) -> None:
        address = urlparse(device.address)
        if address.hostname not in LOOPBACK or not address.port:
            return
        try:
            async with asyncio.timeout(5):
                reader, writer = await asyncio.open_connection(address.hostname, address.port, limit=LINE_BYTES)
        except (OSError, TimeoutError):
            return
        try:
            await self._hold(device, reader, SatelliteLine(writer))
        except (Malformed, TimeoutError, ConnectionError):
            self._sessions.house.metrics.add("plainspoken.satellite.lost")
        finally:
            writer.close()

    async def _hold(self, device: Device, reader: asyncio.StreamReader, line: SatelliteLine) -> None:
        task = asyncio.current_task()
        session = await self._sessions.admit(device, line, lambda: _cancel(task))
        if session is None:
            return
        pump = asyncio.create_task(line.pump())
        floor = asyncio.create_task(_floor(session, line))
        try:
            await line.send(RunSatellite().event())
            await _listen(session, reader)
        finally:
            pump.cancel()
            floor.cancel()
            await self._sessions.dismiss(session)


async def _listen(session: Session, reader: asyncio.StreamReader) -> None:
    ear = Ear()
    while (event := await read_event(reader)) is not None:
        match event.type:
            case "audio-chunk":
                session.mailbox.put(ear.pcm(event))
            case "detection":
                session.woken = True


async def _floor(session: Session, line: SatelliteLine) -> None:
    """A satellite that was woken by its word streams until it is told that the turn is over."""
    while True:
        await asyncio.sleep(0.5)
        if session.woken and session.idle_s > FLOOR_S:
            session.woken = False
            await line.send(Heard(text="").event())


def _cancel(task: "asyncio.Task[Any] | None") -> None:
    if task is not None:
        task.cancel()
