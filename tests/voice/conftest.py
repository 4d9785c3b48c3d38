"""Speech for the tests of `voice`, made by the real Piper voice that the whole session shares."""

import functools

import numpy as np
import pytest
import soxr
from sounds import RATE_HZ, Samples, Say

from core.ports import Manner
from voice.piper import PiperVoice


@pytest.fixture(scope="session")
def say(joe: PiperVoice) -> Say:
    """What a text sounds like, at 16 kHz."""

    @functools.cache
    def said(text: str) -> Samples:
        parts = [np.frombuffer(chunk.pcm, "<i2") for chunk in joe.speak(text, Manner())]
        return soxr.resample(np.concatenate(parts).astype(np.float32) / 32_768, joe.rate_hz, RATE_HZ)

    return said
