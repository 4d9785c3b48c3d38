"""Work early for clients that decide themselves when a turn is over: what was said is read in the silence before.

Home Assistant waits 0.7 s and more before it says `audio-stop`; by then the words are there.
"""

import asyncio

from app.serve.assistant_desk import AssistantDesk
from app.settings import Listening
from app.wiring import make_taker
from core.audio import SAMPLE_RATE_HZ, AudioChunk, EndedBy, Utterance
from voice.chunks import CHUNK_BYTES, CHUNK_MS
from voice.turns import Paused, Resumed, SpeechStarted, TurnEvent


class EarlyEar:
    """One stream of sound, from `audio-start` to `audio-stop`."""

    def __init__(self, desk: AssistantDesk, listening: Listening) -> None:
        self._desk = desk
        self._taker = make_taker(listening)
        self._sound = bytearray()
        self._seen = 0
        self._starts = 0
        self._reading: asyncio.Task[str] | None = None
        self._early: asyncio.Task[str] | None = None
        """The reading, while it is of all that was said."""

    @property
    def size(self) -> int:
        """Bytes so far."""
        return len(self._sound)

    def hear(self, pcm: bytes) -> None:
        """The next piece."""
        self._sound += pcm
        while len(self._sound) - self._seen >= CHUNK_BYTES:
            piece = bytes(self._sound[self._seen : self._seen + CHUNK_BYTES])
            for event in self._taker.hear(AudioChunk(piece, self._seen // CHUNK_BYTES * CHUNK_MS)):
                self._take(event)
            self._seen += CHUNK_BYTES

    async def words(self) -> str:
        """What was said in all of it."""
        # Two turns in one stream are one to the client: then all of it is read at once.
        if self._early is not None and self._starts == 1:
            return await self._early
        self.drop()
        if not self._sound:
            return ""
        length_ms = len(self._sound) * 1000 // (2 * SAMPLE_RATE_HZ)
        return await asyncio.to_thread(self._desk.hear, Utterance(bytes(self._sound), 0, length_ms, EndedBy.SOURCE))

    def drop(self) -> None:
        """What is being read is of no use any more."""
        self._early = None

    def _take(self, event: TurnEvent) -> None:
        match event:
            case SpeechStarted():
                self._starts += 1
            case Paused(utterance):
                self._read(utterance)
            case Resumed():
                self.drop()

    def _read(self, utterance: Utterance) -> None:
        """One reading at a time: who pauses often must not fill the queue for the ear with what is stale."""
        self.drop()
        if self._reading is None or self._reading.done():
            self._reading = self._early = asyncio.create_task(asyncio.to_thread(self._desk.hear, utterance))
