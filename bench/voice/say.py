"""Speech made to measure, kept in `out/bench-voice` so that a second run hears the same samples.

Needs what `audio_fixtures/make_fixtures.py` needs: flite, and hibari-tts in the Python that HIBARI_PYTHON names.
"""

import hashlib
from pathlib import Path

import numpy as np
import soundfile

from audio_fixtures.sound import at_16_khz, levelled, trimmed
from bench.voice.rooms import Samples

RATE_HZ = 16_000
KEPT = Path(__file__).resolve().parents[2] / "out" / "bench-voice"


def spoken(voice: str, text: str, pace: float = 1.0) -> Samples:
    """A text by a voice of `audio_fixtures.voices`, at -24 dB; pace 1.25 takes a quarter longer."""
    from audio_fixtures.voices import VOICES

    name = hashlib.sha256(f"{voice}|{pace}|{text}".encode()).hexdigest()[:20]
    kept = KEPT / f"{voice}-{name}.flac"
    if not kept.is_file():
        sound = levelled(trimmed(at_16_khz(*VOICES[voice].speak(VOICES[voice].spelled(text), pace))))
        kept.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(kept, sound, RATE_HZ)
    return np.asarray(soundfile.read(kept, dtype="float32")[0], np.float32)
