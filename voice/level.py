"""How loud somebody speaks."""

import numpy as np

from voice.window import samples

FRAME = 320
"""20 ms."""


def speech_db(pcm: bytes) -> float:
    """Level of the louder part of an utterance in dB of full scale: of the frames within 20 dB of the loudest."""
    sound = samples(pcm)
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    if not len(frames):
        return -100.0
    power = np.mean(frames.astype(np.float64) ** 2, axis=1)
    return float(10 * np.log10(np.mean(power[power >= 0.01 * power.max()]) + 1e-10))
