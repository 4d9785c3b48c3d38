"""Speech for the tests of `voice`, made by the real Piper engine."""

import functools

import numpy as np
import pytest
import soxr
from piper import PiperVoice as Engine
from piper import SynthesisConfig
from sounds import RATE_HZ, Samples, Say

from voice.models import voice_files


@pytest.fixture(scope="session")
def say() -> Say:
    """What a text sounds like, at 16 kHz; without Piper's random variation, so that a run can be repeated."""
    files = voice_files()
    engine = Engine.load(files.weights, files.config)
    even = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, volume=0.5)

    @functools.cache
    def said(text: str) -> Samples:
        sound = np.concatenate([part.audio_float_array for part in engine.synthesize(text, even)])
        return soxr.resample(sound, engine.config.sample_rate, RATE_HZ)

    return said
