"""What the loudspeaker plays, kept until the microphone hears it: the reference for echo cancellation."""

import threading

import numpy as np
import soxr

from core.audio import SAMPLE_RATE_HZ
from voice.sound_card import DeviceFormat

MOST_MS = 160
"""Loudspeaker and microphone each move 20 ms at a time; sound systems bundle up to four such blocks.
More than that waiting means that the microphone has lost some: the oldest is dropped."""
BYTES_PER_MS = 2 * SAMPLE_RATE_HZ // 1000


class Played:
    """A queue of played sound as 16 kHz mono: the loudspeaker's thread puts, the listener's takes.

    What is put is heard a little later and taken in step with the microphone, so that the echo in a
    piece of microphone sound is never older than the reference that comes with it.
    """

    def __init__(self, most_ms: int = MOST_MS) -> None:
        self._most_bytes = most_ms * BYTES_PER_MS
        self._lock = threading.Lock()
        self._waiting = bytearray()
        self._resampler: tuple[int, soxr.ResampleStream] | None = None

    def put(self, pcm: bytes, fmt: DeviceFormat) -> None:
        """A block as the device got it."""
        mono = np.frombuffer(pcm, "<i2")[:: fmt.channels]
        if fmt.rate_hz != SAMPLE_RATE_HZ:
            if self._resampler is None or self._resampler[0] != fmt.rate_hz:
                self._resampler = fmt.rate_hz, soxr.ResampleStream(fmt.rate_hz, SAMPLE_RATE_HZ, 1, dtype="int16")
            mono = self._resampler[1].resample_chunk(np.ascontiguousarray(mono))
        with self._lock:
            self._waiting += mono.tobytes()
            if len(self._waiting) > self._most_bytes:
                del self._waiting[: len(self._waiting) - self._most_bytes]

    def take(self, size: int) -> bytes:
        """The next `size` bytes; silence where nothing was played."""
        with self._lock:
            taken = bytes(self._waiting[:size])
            del self._waiting[:size]
        return taken.ljust(size, b"\0")
