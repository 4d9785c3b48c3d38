"""Red flags measured on written phrases: how many are raised, and how many look-alikes raise one.

The first figures on each set, unseen, before a pattern was changed for it (see the head of each file):
first set 98.1 % raised, 0 % false; second 68.3 %, 1.6 %; third 58.7 %, 4.0 %; fourth, after the patterns
had been rebuilt from word sets, 80.0 %, 0 %; fifth 78.8 %, 1.4 %; sixth, after the rules had learnt to look
for word sets anywhere in a sentence, 75.0 %, 5.1 %. The sets are tuned on since, so the figures asserted here
hold what was reached and say nothing about phrases nobody has written down yet; `evals.red_flags` keeps a
set that nobody tunes on.
"""

import tomllib
from pathlib import Path

import pytest

from app.knowledge import load_knowledge
from core.safety import find_alarm

FILES = sorted(Path(__file__).with_name("phrases").glob("red_flags*.toml"))
FLAGS = load_knowledge().red_flags
ENOUGH_RAISED, ENOUGH_FALSE = 0.99, 0.02


def phrases(path: Path, part: str) -> list[tuple[str, str]]:
    groups: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))[part]
    return [(group, phrase) for group, listed in groups.items() for phrase in listed]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_emergencies_are_heard_and_look_alikes_are_not(path: Path) -> None:
    alarms, look_alikes = phrases(path, "alarms"), phrases(path, "look_alikes")
    missed = [phrase for _, phrase in alarms if find_alarm(phrase, FLAGS, "911") is None]
    false = [phrase for _, phrase in look_alikes if find_alarm(phrase, FLAGS, "911") is not None]
    print(
        f"\n{path.stem}: raised {len(alarms) - len(missed)} of {len(alarms)}, false {len(false)} of {len(look_alikes)}"
    )
    assert 1 - len(missed) / len(alarms) >= ENOUGH_RAISED, missed
    assert len(false) / len(look_alikes) <= ENOUGH_FALSE, false


def test_the_lists_are_as_long_as_promised() -> None:
    assert sum(len(phrases(path, "alarms")) for path in FILES) >= 200
    assert sum(len(phrases(path, "look_alikes")) for path in FILES) >= 100


def test_most_alarms_are_raised_for_the_reason_they_were_written_for() -> None:
    pairs = [(group, find_alarm(phrase, FLAGS, "911")) for path in FILES for group, phrase in phrases(path, "alarms")]
    right = sum(alarm is not None and alarm.flag == group for group, alarm in pairs)
    print(f"\nright flag {right} of {len(pairs)}")
    assert right / len(pairs) >= 0.95


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_every_flag_has_phrases_that_raise_it(flag: object) -> None:
    raised = {
        alarm.flag for p in FILES for _, phrase in phrases(p, "alarms") if (alarm := find_alarm(phrase, FLAGS, "911"))
    }
    assert getattr(flag, "id", None) in raised
