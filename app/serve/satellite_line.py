"""The way out to a Wyoming satellite.

The protocol has no way to take back sound that was sent, so it is sent hardly earlier than it is heard.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from wyoming.event import Event, async_write_event

from app.serve.limits import SEND_TIMEOUT_S
from app.serve.satellite_ear import SatelliteEar
from app.serve.wyoming_sound import pieces, started, stopped
from core.audio import AudioChunk, SpeechChunk
from core.ports import Microphone
from voice.cancel import EchoCanceller
from voice.chunks import CHUNK_BYTES, CHUNK_MS
from voice.played import Played
from voice.sound_card import DeviceFormat

AHEAD_S = 0.25
"""So much sound is with the satellite before it is heard; what is sent cannot be stopped any more."""
SENT_MOST_MS = 1_000
"""Of what was sent and not yet heard: a quarter of a second goes ahead, in pieces of a tenth."""
SAID_CLAUSES = 8
"""Of what was said last, to know our own words when they come back."""


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
        self._sent = Played(SENT_MOST_MS)
        self._canceller = _canceller(self._sent)
        self._heard = bytearray()
        self._at_ms = 0
        self._said: deque[str] = deque(maxlen=SAID_CLAUSES)

    def ear(self, microphone: Microphone, playing: Callable[[], bool]) -> SatelliteEar:
        """Hears while we speak, where our voice can be taken out."""
        return SatelliteEar(microphone, playing, lambda: " ".join(tuple(self._said)), self._canceller)

    def clean(self, pcm: bytes) -> bytes:
        """Sound as it comes in, without our voice; at once, as the two streams go side by side only here."""
        if self._canceller is None:
            return pcm
        self._heard += pcm
        cleaned = bytearray()
        while len(self._heard) >= CHUNK_BYTES:
            piece = AudioChunk(bytes(self._heard[:CHUNK_BYTES]), self._at_ms)
            del self._heard[:CHUNK_BYTES]
            self._at_ms += CHUNK_MS
            cleaned += self._canceller.clean(piece).pcm
        return bytes(cleaned)

    def sound(self, chunk: SpeechChunk) -> None:
        """Add it to what is waiting."""
        self._said.append(chunk.text)
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
            rate_hz, pcm = int(event.data["rate"]), event.payload or b""
            self._until_s = max(self._until_s, time.monotonic()) + len(pcm) / 2 / rate_hz
            self._sent.put(pcm, DeviceFormat(rate_hz, 1))
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


def _canceller(sent: Played) -> EchoCanceller | None:
    try:
        return EchoCanceller(sent)
    except ImportError:
        return None
