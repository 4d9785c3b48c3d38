"""`python -m evals.red_flags [--open] [--spoken VOICE…]`: emergencies that are heard, and look-alikes that are not.

The halves `open` and `opened` (`red_flag_phrases.toml`) were written by hand before their writer had read
the rules. First figures, unseen: open 93 of 118 raised and 1 of 69 look-alikes, opened 78 of 119 and 4 of
69. The rules were then changed with the failures of the open half in view, and `opened` kept back until
it, too, was to be learned from (116 of 119 and 3 of 69 then). `held_out` was written after that, by
somebody who had read the rules but looked nothing up in them: 97 of 136 raised and 9 of 87 look-alikes
before a rule was changed. Its failures are printed by nobody. One writer wrote it and changed the rules,
and could remember what she wrote: its later figures are kinder than a stranger's phrases would be.

Each phrase is also read as Whisper may have misheard it: small words lost, words taken for others that
sound alike, no capitals or marks (seeded). `--spoken slt rms joe` has voices of `audio_fixtures` say the
alarms, lays kitchen noise 10 dB below, and reads what Whisper hears. `--open` prints the open failures.
"""

import argparse
import random
import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import jellyfish
import numpy as np

from app.knowledge import load_knowledge
from audio_fixtures.sound import NOISE_SNR_DB, RATE_HZ, Samples, at_16_khz, frame_levels
from audio_fixtures.voices import VOICES
from core.audio import EndedBy, Transcript, Utterance
from core.safety import find_alarm
from core.words import plain
from evals.shared import SHARED

FLAGS = load_knowledge().red_flags
FILES = sorted(Path(__file__).parent.glob("red_flag_phrases*.toml"))
PHRASES = {half: parts for file in FILES for half, parts in tomllib.loads(file.read_text(encoding="utf-8")).items()}
HALVES, PARTS = ("open", "opened", "held_out"), ("alarms", "look_alikes")
RAISED_BAR, FALSE_BAR, SPOKEN_BAR = 0.99, 0.02, 0.97
LOST, MISTAKEN, ROUNDS = 0.15, 0.08, 5
"""Shares of small words lost and of words mistaken; how many misheard readings each phrase gets."""
SMALL = frozenset("a an the my i im its is it and of to in so just that this have ive".split())


def main() -> int:
    """Print the tables; 1 when a bar on typed phrases is missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--open", action="store_true")
    asked.add_argument("--spoken", nargs="+", choices=list(VOICES), default=[])
    options = asked.parse_args()
    met = [_typed(half) for half in HALVES]
    for half in HALVES:
        _misheard(half)
    if options.open:
        _print_failures("open")
    for voice in options.spoken:
        _spoken(voice)
    return 0 if all(met) else 1


def _raises(text: str) -> bool:
    return find_alarm(text, FLAGS, "911") is not None


def _of(half: str, part: str) -> list[str]:
    groups: dict[str, list[str]] = PHRASES[half][part]
    return [phrase for listed in groups.values() for phrase in listed]


def _typed(half: str) -> bool:
    alarms, look_alikes = _of(half, "alarms"), _of(half, "look_alikes")
    raised, false = sum(map(_raises, alarms)), sum(map(_raises, look_alikes))
    shares = raised / len(alarms), false / len(look_alikes)
    print(f"{half}: raised {raised} of {len(alarms)} ({shares[0]:.1%}, bar {RAISED_BAR:.0%});", end=" ")
    print(f"false {false} of {len(look_alikes)} ({shares[1]:.1%}, bar {FALSE_BAR:.0%})")
    return shares[0] >= RAISED_BAR and shares[1] <= FALSE_BAR


def _misheard(half: str) -> None:
    alike, counts = _sound_alikes(), []
    for part in PARTS:
        drawn = random.Random(f"{half} {part}")
        readings = [_noisy(phrase, alike, drawn) for phrase in _of(half, part) for _ in range(ROUNDS)]
        counts.append((sum(map(_raises, readings)), len(readings)))
    (raised, alarms), (false, others) = counts
    print(f"{half}, misheard: raised {raised} of {alarms} ({raised / alarms:.1%});", end=" ")
    print(f"false {false} of {others} ({false / others:.1%})")


def _sound_alikes() -> dict[str, list[str]]:
    """Every word of the phrases and of our knowledge -> other words that sound as it does."""
    names = (n for e in load_knowledge().entries for n in (e.id, *e.synonyms, e.explanation))
    said = (p for half in HALVES for part in PARTS for p in _of(half, part))
    words = sorted({w for text in (*names, *said) for w in plain(text).split() if w.isalpha() and len(w) > 2})
    by_sound: dict[str, list[str]] = {}
    for word in words:
        by_sound.setdefault(jellyfish.metaphone(word), []).append(word)
    return {word: [w for w in by_sound[jellyfish.metaphone(word)] if w != word] for word in words}


def _noisy(phrase: str, alike: dict[str, list[str]], drawn: random.Random) -> str:
    heard = []
    for word in plain(phrase).split():
        if word in SMALL and drawn.random() < LOST:
            continue
        others = alike.get(word, [])
        heard.append(drawn.choice(others) if others and drawn.random() < MISTAKEN else word)
    return " ".join(heard)


def _print_failures(half: str) -> None:
    for part, wanted in (("alarms", True), ("look_alikes", False)):
        for phrase in _of(half, part):
            if _raises(phrase) is not wanted:
                print(f"  {part}: {phrase}")


def _spoken(name: str) -> None:
    noise = _noise()
    if noise is None:
        print(f"The kitchen noise is not here ({SHARED / 'noise'}): nothing was spoken.")
        return
    listen = _ear()
    for half in HALVES:
        heard = {part: [(p, listen(_in_noise(_said(p, name), noise))) for p in _of(half, part)] for part in PARTS}
        missed = [(said, read) for said, read in heard["alarms"] if not any(map(_raises, _readings(read)))]
        raised, alarms = len(heard["alarms"]) - len(missed), len(heard["alarms"])
        false = sum(any(map(_raises, _readings(read))) for _, read in heard["look_alikes"])
        print(f"{half}, spoken by {name} in kitchen noise at {NOISE_SNR_DB:.0f} dB:", end=" ")
        print(f"raised {raised} of {alarms} ({raised / alarms:.1%}, bar {SPOKEN_BAR:.0%}),", end=" ")
        print(f"{sum(_raises(read.text) for _, read in heard['alarms'])} by the first reading;", end=" ")
        print(f"false {false} of {len(heard['look_alikes'])}")
        for said, read in missed if half == "open" else ():
            print(f"  said:  {said}\n  heard: {' / '.join(_readings(read))}")


def _readings(heard: Transcript) -> tuple[str, ...]:
    return heard.text, *heard.alternatives


def _ear() -> Callable[[Samples], Transcript]:
    from voice.models import whisper_folder
    from voice.whisper import WhisperTranscriber

    whisper = WhisperTranscriber(whisper_folder())

    def listen(sound: Samples) -> Transcript:
        pcm = (np.clip(sound, -1, 1) * 32_767).astype(np.int16).tobytes()
        return whisper.transcribe(Utterance(pcm, 0, len(sound) * 1_000 // RATE_HZ, EndedBy.SILENCE))

    return listen


def _said(phrase: str, name: str) -> Samples:
    voice = VOICES[name]
    spoken = at_16_khz(*voice.speak(voice.spelled(phrase), 1.0))
    edge = np.zeros(RATE_HZ // 5)
    return np.concatenate([edge, spoken * (0.06 / _loudness(spoken)), edge])


def _noise() -> Samples | None:
    import soundfile

    files: Iterable[Path] = sorted((SHARED / "noise").glob("*.flac"))
    for file in files:
        samples, rate_hz = soundfile.read(file, dtype="float64")
        return at_16_khz(samples if samples.ndim == 1 else samples.mean(axis=1), rate_hz)
    return None


def _in_noise(sound: Samples, noise: Samples) -> Samples:
    start = len(re.sub(r"\W", "", str(len(sound)))) * RATE_HZ % max(1, len(noise) - len(sound))
    part = np.resize(noise[start:], len(sound))
    return np.asarray(sound + part * (_loudness(sound) / _loudness(part) * 10 ** (-NOISE_SNR_DB / 20)))


def _loudness(sound: Samples) -> float:
    """RMS of the louder half of the frames, so that pauses do not count."""
    levels = np.sort(frame_levels(sound))
    return float(np.sqrt(np.mean(levels[len(levels) // 2 :] ** 2))) or 1e-9


if __name__ == "__main__":
    sys.exit(main())
