"""Wyoming satellites: microphones and loudspeakers elsewhere in the house, which we call."""

import asyncio
import ssl
from typing import Any
from urllib.parse import urlparse

from wyoming.asr import Transcript as Heard
from wyoming.satellite import RunSatellite

from app.household.home import Device
from app.household.papers import satellite_name
from app.serve.satellite_line import SatelliteLine
from app.serve.session import Session
from app.serve.sessions import Sessions
from app.serve.wyoming_events import LINE_BYTES, Malformed, read_event
from app.serve.wyoming_port import LOOPBACK, certificate_of
from app.serve.wyoming_sound import Ear

LOOK_S = 2.0
FLOOR_S = 8.0
"""After an answer the floor stays open so long; then a satellite with a wake word waits for that again."""


class Satellites:
    """Keeps a conversation going with every satellite of the household."""

    def __init__(self, sessions: Sessions, calls: ssl.SSLContext | None = None) -> None:
        """`calls`: with what satellites elsewhere in the home are called; without, only those of this machine are."""
        self._sessions = sessions
        self._tls = calls
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
        try:
            async with asyncio.timeout(5):
                reader, writer = await self._reach(device)
        except (OSError, TimeoutError):
            return
        try:
            await self._hold(device, reader, SatelliteLine(writer))
        except (Malformed, TimeoutError, ConnectionError, ssl.SSLError):
            self._sessions.house.metrics.add("plainspoken.satellite.lost")
        finally:
            writer.close()

    async def _reach(self, device: Device) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Plain on this machine; elsewhere only by its own certificate. Raises `OSError`."""
        address = urlparse(device.address)
        if address.scheme == "tls" and device.certificate and self._tls is not None:
            secure: dict[str, Any] = {"ssl": self._tls, "server_hostname": satellite_name(device.id)}
        elif address.scheme == "tcp" and address.hostname in LOOPBACK:
            secure = {}
        else:
            raise ConnectionRefusedError
        reader, writer = await asyncio.open_connection(address.hostname, address.port, limit=LINE_BYTES, **secure)
        if device.certificate and certificate_of(writer) != device.certificate:
            writer.close()
            raise ConnectionRefusedError
        return reader, writer

    async def _hold(self, device: Device, reader: asyncio.StreamReader, line: SatelliteLine) -> None:
        task = asyncio.current_task()
        session = await self._sessions.admit(device, line, lambda: _cancel(task))
        if session is None:
            return
        pump = asyncio.create_task(line.pump())
        floor = asyncio.create_task(_floor(session, line))
        try:
            await line.send(RunSatellite().event())
            await _listen(session, reader, line)
        finally:
            pump.cancel()
            floor.cancel()
            await self._sessions.dismiss(session)


async def _listen(session: Session, reader: asyncio.StreamReader, line: SatelliteLine) -> None:
    ear = Ear()
    while (event := await read_event(reader)) is not None:
        match event.type:
            case "audio-chunk":
                if pcm := line.clean(ear.pcm(event)):
                    session.mailbox.put(pcm)
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
