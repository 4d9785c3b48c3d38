"""`python -m evals.red_flags [--open]`: emergencies that are heard, and look-alikes that are not.

The halves `open` and `opened` (`red_flag_phrases.toml`) were written by hand before their writer had read
the rules. First figures, unseen: open 93 of 118 raised and 1 of 69 look-alikes, opened 78 of 119 and 4 of
69. The rules were then changed with the failures of the open half in view, and `opened` kept back until
it, too, was to be learned from (116 of 119 and 3 of 69 then). `held_out` was written after that, by
somebody who had read the rules but looked nothing up in them: 97 of 136 raised and 9 of 87 look-alikes
before a rule was changed. `third` is open: written to find what was not heard (84 of 142 and 5 of 71 at
first), and learned from. `fourth` speaks as twelve different people do (farmer, wife, carer, child, somebody
to whom English is foreign, somebody without breath, …): 79 of 207 (38.2 %) and 16 of 115 (13.9 %) before a
rule was changed for it. The rules were mended with it and a second net made
(`core.signs`). `fifth` and `sixth`, ten other people each, were written after one mending and asked once
before the next: 81 of 120 (67.5 %) and 10 of 80 (12.5 %), then 79 of 120 (65.8 %) and 9 of 80 (11.2 %); the
rules of before the fourth raised 47.5 % and 41.7 % of them. Those are the fair figures, as far as one
writer can be fair to her own rules: a new set, not these, says how the next mending did. `held_out` was
opened with the fifth.

Each phrase is also read as Whisper may have misheard it: small words lost, words taken for others that
sound alike, no capitals or marks (seeded). `--open` prints the failures of the open halves. How they are
heard when spoken is measured by `evals.red_flags_spoken`.
"""

import argparse
import random
import sys
import tomllib
from pathlib import Path

import jellyfish

from app.knowledge import load_knowledge
from core.safety import find_alarm
from core.words import plain

FLAGS = load_knowledge().red_flags
FILES = sorted(Path(__file__).parent.glob("red_flag_phrases*.toml"))
PHRASES = {half: parts for file in FILES for half, parts in tomllib.loads(file.read_text(encoding="utf-8")).items()}
HALVES = ("open", "opened", "third", "held_out", "fourth", "fifth", "sixth")
PARTS = ("alarms", "look_alikes")
OPEN = HALVES
"""Whose failures may be seen."""
RAISED_BAR, FALSE_BAR = 0.99, 0.02
LOST, MISTAKEN, ROUNDS = 0.15, 0.08, 5
"""Shares of small words lost and of words mistaken; how many misheard readings each phrase gets."""
SMALL = frozenset("a an the my i im its is it and of to in so just that this have ive".split())


def main() -> int:
    """Print the tables; 1 when a bar on typed phrases is missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--open", action="store_true")
    options = asked.parse_args()
    met = [_typed(half) for half in HALVES]
    for half in HALVES:
        _misheard(half)
    if options.open:
        for half in OPEN:
            _print_failures(half)
    return 0 if all(met) else 1


def raises(text: str) -> bool:
    """Whether the words raise any alarm."""
    return find_alarm(text, FLAGS, "911") is not None


def phrases_of(half: str, part: str) -> list[str]:
    """The phrases of one half: `alarms` or `look_alikes`."""
    groups: dict[str, list[str]] = PHRASES[half][part]
    return [phrase for listed in groups.values() for phrase in listed]


def _typed(half: str) -> bool:
    alarms, look_alikes = phrases_of(half, "alarms"), phrases_of(half, "look_alikes")
    raised, false = sum(map(raises, alarms)), sum(map(raises, look_alikes))
    shares = raised / len(alarms), false / len(look_alikes)
    print(f"{half}: raised {raised} of {len(alarms)} ({shares[0]:.1%}, bar {RAISED_BAR:.0%});", end=" ")
    print(f"false {false} of {len(look_alikes)} ({shares[1]:.1%}, bar {FALSE_BAR:.0%})")
    return shares[0] >= RAISED_BAR and shares[1] <= FALSE_BAR


def _misheard(half: str) -> None:
    alike, counts = _sound_alikes(), []
    for part in PARTS:
        drawn = random.Random(f"{half} {part}")
        readings = [_noisy(phrase, alike, drawn) for phrase in phrases_of(half, part) for _ in range(ROUNDS)]
        counts.append((sum(map(raises, readings)), len(readings)))
    (raised, alarms), (false, others) = counts
    print(f"{half}, misheard: raised {raised} of {alarms} ({raised / alarms:.1%});", end=" ")
    print(f"false {false} of {others} ({false / others:.1%})")


def _sound_alikes() -> dict[str, list[str]]:
    """Every word of the phrases and of our knowledge -> other words that sound as it does."""
    names = (n for e in load_knowledge().entries for n in (e.id, *e.synonyms, e.explanation))
    said = (p for half in HALVES for part in PARTS for p in phrases_of(half, part))
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
        for phrase in phrases_of(half, part):
            if raises(phrase) is not wanted:
                print(f"  {part}: {phrase}")


if __name__ == "__main__":
    sys.exit(main())
