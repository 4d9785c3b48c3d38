"""Sound in Wyoming's events: any rate, width and channels in, ours out."""

import numpy as np
import soxr
from wyoming.audio import AudioChunk as Chunk
from wyoming.audio import AudioStart, AudioStop
from wyoming.event import Event

from app.serve.wyoming_events import Malformed
from core.audio import SAMPLE_RATE_HZ, SpeechChunk

RATES_HZ = range(8_000, 192_001)
PIECE_MS = 100
"""Of outgoing sound in one event."""


class Ear:
    """Turns one stream of `audio-chunk` into 16 kHz 16-bit mono."""

    def __init__(self) -> None:
        self._rate_hz = 0
        self._resampler: soxr.ResampleStream | None = None

    def pcm(self, event: Event) -> bytes:
        """The sound of one event; raises `Malformed` for a format that nobody records in."""
        try:
            chunk = Chunk.from_event(event)
            right = chunk.rate in RATES_HZ and chunk.width == 2 and chunk.channels in (1, 2)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Malformed from None
        if not right or len(chunk.audio) % (2 * chunk.channels):
            raise Malformed
        sound = np.frombuffer(chunk.audio, "<i2").reshape(-1, chunk.channels)
        mono = sound[:, 0] if chunk.channels == 1 else sound.mean(axis=1).astype(np.int16)
        if chunk.rate == SAMPLE_RATE_HZ:
            return bytes(mono.tobytes())
        if chunk.rate != self._rate_hz:
            self._rate_hz = chunk.rate
            self._resampler = soxr.ResampleStream(chunk.rate, SAMPLE_RATE_HZ, 1, dtype="int16")
        assert self._resampler is not None  # noqa: S101 - set just above
        return bytes(self._resampler.resample_chunk(np.ascontiguousarray(mono)).tobytes())


def started(rate_hz: int) -> Event:
    """`audio-start`."""
    return AudioStart(rate=rate_hz, width=2, channels=1).event()


def stopped() -> Event:
    """`audio-stop`."""
    return AudioStop().event()


def pieces(chunk: SpeechChunk) -> list[Event]:
    """One clause as `audio-chunk`s."""
    step = 2 * (chunk.rate_hz * PIECE_MS // 1000)
    parts = (chunk.pcm[start : start + step] for start in range(0, len(chunk.pcm), step))
    return [Chunk(rate=chunk.rate_hz, width=2, channels=1, audio=part).event() for part in parts]
