"""Microphone -> AudioChunk; the rate is converted here, once."""

import queue
import threading
from collections.abc import Iterator

import numpy as np
import soxr

from core.audio import SAMPLE_RATE_HZ, AudioChunk
from core.errors import DeviceLost
from voice.chunks import chunked
from voice.sound_card import BLOCK_MS, SILENT_DEVICE_S, Direction, PortAudioCard, SoundCard

QUEUE_S = 10
"""How far the listener may fall behind before sound is lost."""


class DeviceMicrophone:
    """`core.ports.Microphone` on a sound card, by default that of the machine.

    Opens the device at once: raises `NoSoundLibrary` or `NoMicrophone` here, and `DeviceLost` from
    `chunks` when it goes away. Sound that was lost because nobody took it is silence of the same length,
    so that time stays true.
    """

    def __init__(self, card: SoundCard | None = None) -> None:
        card = card or PortAudioCard()
        self._format = card.format(Direction.IN, SAMPLE_RATE_HZ)
        self._blocks: queue.Queue[bytes] = queue.Queue(QUEUE_S * 1000 // BLOCK_MS)
        self._closed = threading.Event()
        self._lost_bytes = 0
        self._overruns = 0
        self._stream = card.listen(self._format, self._heard)

    def __enter__(self) -> "DeviceMicrophone":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def overruns(self) -> int:
        """How often sound was lost, in the card or because the listener fell behind."""
        return self._overruns

    def chunks(self) -> Iterator[AudioChunk]:
        """20 ms pieces, until `close`; raises `DeviceLost`."""
        return chunked(self._resampled())

    def close(self) -> None:
        """Let go of the device; `chunks` then ends."""
        self._closed.set()
        self._stream.close()

    def _heard(self, block: bytes, lost_before: bool) -> None:
        self._overruns += lost_before
        try:
            self._blocks.put_nowait(bytes(self._lost_bytes) + block)
            self._lost_bytes = 0
        except queue.Full:
            self._overruns += not self._lost_bytes
            self._lost_bytes += len(block)

    def _resampled(self) -> Iterator[bytes]:
        resampler = soxr.ResampleStream(self._format.rate_hz, SAMPLE_RATE_HZ, 1, dtype="int16")
        for block in self._taken():
            mono = _mono(block, self._format.channels)
            same = self._format.rate_hz == SAMPLE_RATE_HZ
            yield (mono if same else resampler.resample_chunk(mono)).tobytes()

    def _taken(self) -> Iterator[bytes]:
        waited_s = 0.0
        while not self._closed.is_set():
            try:
                yield self._blocks.get(timeout=0.1)
                waited_s = 0.0
            except queue.Empty:
                waited_s += 0.1
                if not self._closed.is_set() and (not self._stream.running or waited_s >= SILENT_DEVICE_S):
                    self.close()
                    raise DeviceLost from None


def _mono(block: bytes, channels: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    frames = np.frombuffer(block, "<i2").reshape(-1, channels)
    return frames[:, 0] if channels == 1 else frames.mean(axis=1).astype(np.int16)
