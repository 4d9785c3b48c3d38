"""`python -m evals.red_flags_spoken [VOICE…] [--every N]`: emergencies spoken in kitchen noise.

A voice of `audio_fixtures` says the phrases of `evals.red_flags`, kitchen noise lies 10 dB below, and the
ear of the product listens with the hints that the demo record gives it. Whatever reading raises an alarm
counts, as in a conversation. Look-alikes, the ordinary questions of `questions.txt` in the same noise,
and the recordings of `audio_fixtures` as they are must raise none. Joe (Piper) draws noise of his own: no
two runs are alike, and half a per cent between two runs is nothing.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from app.prepare import Assistant
from audio_fixtures.sound import NOISE_SNR_DB, RATE_HZ, Samples, at_16_khz, frame_levels
from audio_fixtures.voices import VOICES
from bench.material import fixtures, make_demo_assistant
from core.audio import EndedBy, Transcript, Utterance
from core.conversation import FRESH
from core.hints import choose_hints
from evals.red_flags import HALVES, OPEN, phrases_of, raises
from evals.shared import SHARED
from voice.file import read_sound

SPOKEN_BAR = 0.97
ODD = 7_919
"""Spreads the lengths of phrases over the noise."""
QUESTIONS = Path(__file__).with_name("questions.txt")
Ear = Callable[[Samples], Transcript]


def main() -> int:
    """Print the table and the failures of the open halves; 1 when a bar is missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("voices", nargs="*", default=["joe"], metavar="VOICE", help=", ".join(VOICES))
    asked.add_argument("--every", type=int, default=1, help="only every so many-th phrase")
    options = asked.parse_args()
    noise = kitchen_noise()
    if noise is None:
        print(f"The kitchen noise is not here ({SHARED / 'noise'}): nothing was spoken.")
        return 0
    ear = product_ear(make_demo_assistant())
    met = [_half(half, voice, options.every, noise, ear) for voice in options.voices for half in HALVES]
    ordinary = [_ordinary(voice, options.every, noise, ear) for voice in options.voices]
    return 0 if all((*met, *ordinary, _recordings(options.every, ear))) else 1


def _half(half: str, voice: str, every: int, noise: Samples, ear: Ear) -> bool:
    heard = {
        part: [(phrase, ear(in_noise(said(phrase, voice), noise))) for phrase in phrases_of(half, part)[::every]]
        for part in ("alarms", "look_alikes")
    }
    missed = [(phrase, read) for phrase, read in heard["alarms"] if not alarms(read)]
    false = [(phrase, read) for phrase, read in heard["look_alikes"] if alarms(read)]
    total = len(heard["alarms"])
    share = 1 - len(missed) / total
    print(f"{half}, spoken by {voice} in kitchen noise at {NOISE_SNR_DB:.0f} dB:", end=" ")
    print(f"raised {total - len(missed)} of {total} ({share:.1%}, bar {SPOKEN_BAR:.0%}),", end=" ")
    print(f"{sum(raises(read.text) for _, read in heard['alarms'])} by the first reading;", end=" ")
    print(f"false {len(false)} of {len(heard['look_alikes'])}", flush=True)
    if half in OPEN:
        _print_failures(missed, false)
    return share >= SPOKEN_BAR


def _print_failures(missed: list[tuple[str, Transcript]], false: list[tuple[str, Transcript]]) -> None:
    for kind, listed in (("missed", missed), ("false", false)):
        for phrase, read in listed:
            print(f"  {kind}: {phrase}\n   heard: {' / '.join(readings(read))}", flush=True)


def _ordinary(voice: str, every: int, noise: Samples, ear: Ear) -> bool:
    heard = [(question, ear(in_noise(said(question, voice), noise))) for question in ordinary_questions()[::every]]
    false = [(question, read) for question, read in heard if alarms(read)]
    print(f"ordinary questions by {voice}: false {len(false)} of {len(heard)} (bar 0)")
    _print_failures([], false)
    return not false


def _recordings(every: int, ear: Ear) -> bool:
    files = [fixture for fixture in fixtures() if fixture.row["outcome"] != "emergency"][::every]
    heard = [(f.row["words"], ear(np.frombuffer(read_sound(f.path), np.int16) / 32_768)) for f in files]
    false = [(words, read) for words, read in heard if alarms(read)]
    print(f"recordings of audio_fixtures: false {len(false)} of {len(heard)} (bar 0)")
    _print_failures([], false)
    return not false


def ordinary_questions() -> list[str]:
    """The questions of `questions.txt`."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def alarms(heard: Transcript) -> bool:
    """Whether any reading raises an alarm, as `core.turn.comprehend` looks at them."""
    return any(map(raises, readings(heard)))


def readings(heard: Transcript) -> tuple[str, ...]:
    """The first reading and the others."""
    return heard.text, *heard.alternatives, *heard.feared


def product_ear(assistant: Assistant) -> Ear:
    """Whisper with the hints of the record, as in a conversation that has just begun."""
    hints = choose_hints(assistant.mind.lexicon, FRESH)

    def listen(sound: Samples) -> Transcript:
        pcm = (np.clip(sound, -1, 1) * 32_767).astype(np.int16).tobytes()
        utterance = Utterance(pcm, 0, len(sound) * 1_000 // RATE_HZ, EndedBy.SILENCE)
        return assistant.transcriber.transcribe(utterance, hints)

    return listen


def said(phrase: str, name: str) -> Samples:
    """The phrase by a voice of `audio_fixtures`, with a fifth of a second of silence around it."""
    voice = VOICES[name]
    spoken = at_16_khz(*voice.speak(voice.spelled(phrase), 1.0))
    edge = np.zeros(RATE_HZ // 5)
    return np.concatenate([edge, spoken * (0.06 / _loudness(spoken)), edge])


def kitchen_noise() -> Samples | None:
    """The first recording of `shared/noise`, or nothing when it is not here."""
    import soundfile

    for file in sorted((SHARED / "noise").glob("*.flac")):
        samples, rate_hz = soundfile.read(file, dtype="float64")
        return at_16_khz(samples if samples.ndim == 1 else samples.mean(axis=1), rate_hz)
    return None


def in_noise(sound: Samples, noise: Samples) -> Samples:
    """The sound with a stretch of the noise, another for every length, 10 dB below its louder half."""
    start = len(sound) * ODD % max(1, len(noise) - len(sound))
    part = np.resize(noise[start:], len(sound))
    return np.asarray(sound + part * (_loudness(sound) / _loudness(part) * 10 ** (-NOISE_SNR_DB / 20)))


def _loudness(sound: Samples) -> float:
    """RMS of the louder half of the frames, so that pauses do not count."""
    levels = np.sort(frame_levels(sound))
    return float(np.sqrt(np.mean(levels[len(levels) // 2 :] ** 2))) or 1e-9


if __name__ == "__main__":
    sys.exit(main())
