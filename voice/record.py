"""Spoken sound -> a WAV or FLAC file, whole or not at all."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr

from core.audio import SpeechChunk
from voice.verify import write_atomically

FORMATS = ("wav", "flac")


def joined(chunks: Sequence[SpeechChunk]) -> tuple[bytes, int]:
    """The sound of all chunks in a row as 16-bit PCM, and its rate in Hz: that of the first."""
    rate_hz = chunks[0].rate_hz
    return b"".join(resampled(chunk, rate_hz) for chunk in chunks), rate_hz


def resampled(chunk: SpeechChunk, rate_hz: int) -> bytes:
    """The PCM of a chunk at another rate; untouched when the rate is right."""
    if chunk.rate_hz == rate_hz:
        return chunk.pcm
    return bytes(soxr.resample(np.frombuffer(chunk.pcm, "<i2"), chunk.rate_hz, rate_hz).tobytes())


def write_sound(path: Path, pcm: bytes, rate_hz: int) -> None:
    """Write 16-bit mono PCM to `path` as WAV or FLAC, by its suffix; atomically."""
    content = io.BytesIO()
    soundfile.write(content, np.frombuffer(pcm, "<i2"), rate_hz, format=path.suffix[1:].upper(), subtype="PCM_16")
    write_atomically(path, content.getvalue())
