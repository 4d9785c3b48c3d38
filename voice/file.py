"""Sound files -> AudioChunk: WAV and FLAC of any rate, channels and width as a microphone."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from core.audio import SAMPLE_RATE_HZ, AudioChunk
from core.errors import EmptySound, NotFound, NotSound
from voice.chunks import chunked, silence

BLOCK_S = 1
"""How much of a file is read at a time: an hour of sound does not have to fit into memory."""
FORMATS = frozenset({"WAV", "WAVEX", "RF64", "FLAC"})
RATES_HZ = range(4_000, 384_001)
"""What a recorder can mean; a header that says otherwise is damaged."""

Samples = npt.NDArray[np.float32]


class Pace(StrEnum):
    """How fast a file is heard."""

    REAL = "real"
    """As a microphone would: 20 ms every 20 ms."""
    FAST = "fast"
    """As fast as it is read."""


@dataclass(frozen=True, slots=True)
class Staging:
    """How a file is turned into a stream."""

    pace: Pace = Pace.FAST
    lead_ms: int = 0
    """Silence before it."""
    tail_ms: int = 0
    """Silence after it, so that a turn can end."""


class FileMicrophone:
    """`core.ports.Microphone` on a WAV or FLAC file; raises `NotFound`, `NotSound` or `EmptySound`."""

    def __init__(self, path: Path, staging: Staging = Staging()) -> None:
        self._path = path
        self._staging = staging
        self._open = True
        # Refuse at once, not at the first chunk.
        with _opened(path):
            pass

    def chunks(self) -> Iterator[AudioChunk]:
        """The file in pieces of 20 ms, the last one filled with silence."""
        began_s = time.monotonic()
        for chunk in chunked(self._stream()):
            if not self._open:
                return
            if self._staging.pace is Pace.REAL:
                # A microphone hands a piece over when it has heard all of it.
                due_s = began_s + (chunk.start_ms + chunk.duration_ms) / 1000
                time.sleep(max(0.0, due_s - time.monotonic()))
            yield chunk

    def close(self) -> None:
        """End `chunks`."""
        self._open = False

    def _stream(self) -> Iterator[bytes]:
        yield silence(self._staging.lead_ms)
        yield from _pcm(self._path)
        yield silence(self._staging.tail_ms)


def read_sound(path: Path) -> bytes:
    """A whole file as 16 kHz, 16-bit mono PCM; raises `NotFound`, `NotSound` or `EmptySound`."""
    return b"".join(_pcm(path))


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise NotFound(path=path)
    try:
        file = soundfile.SoundFile(str(path))
    except (soundfile.SoundFileError, OSError, TypeError) as error:
        raise NotSound(path=path) from error
    if file.format not in FORMATS or file.samplerate not in RATES_HZ:
        raise NotSound(path=path)
    if not file.frames:
        raise EmptySound(path=path)
    return file


def _pcm(path: Path) -> Iterator[bytes]:
    with _opened(path) as file:
        resampler = soxr.ResampleStream(file.samplerate, SAMPLE_RATE_HZ, 1, dtype="float32")
        while True:
            block = _block(file, path)
            last = not len(block)
            yield _as_pcm(block if file.samplerate == SAMPLE_RATE_HZ else resampler.resample_chunk(block, last=last))
            if last:
                return


def _block(file: Any, path: Path) -> Samples:
    try:
        frames = file.read(file.samplerate * BLOCK_S, dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise NotSound(path=path) from error
    return np.ascontiguousarray(np.clip(np.nan_to_num(frames), -1, 1).mean(axis=1), np.float32)


def _as_pcm(sound: Samples) -> bytes:
    return bytes(np.clip(np.rint(sound * 32_768.0), -32_768, 32_767).astype("<i2").tobytes())
