"""Soft sounds for states: thinking, open, locked."""

from functools import cache

import numpy as np

from core.audio import SpeechChunk

RATE_HZ = 22_050
LEVEL = 0.06
"""Of full scale: well under the voice."""
FADE_MS = 8


def _tones(*parts: tuple[float, int]) -> SpeechChunk:
    """A row of soft tones, each of (frequency in Hz, milliseconds)."""
    sounds = []
    for hz, ms in parts:
        t = np.arange(RATE_HZ * ms // 1000) / RATE_HZ
        fade = np.clip(np.minimum(t, t[::-1]) * 1000 / FADE_MS, 0, 1)
        sounds.append(np.sin(2 * np.pi * hz * t) * fade * LEVEL)
    pcm = (np.concatenate(sounds) * 32_767).astype("<i2").tobytes()
    return SpeechChunk(pcm, RATE_HZ, "")


@cache
def tick() -> SpeechChunk:
    """Thinking goes on."""
    return _tones((880.0, 40))


@cache
def opened() -> SpeechChunk:
    """The record is open: a rising third."""
    return _tones((523.0, 120), (659.0, 160))


@cache
def closed() -> SpeechChunk:
    """The record is locked: a falling third."""
    return _tones((659.0, 120), (523.0, 160))
