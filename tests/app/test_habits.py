"""Pace, volume and patience are kept per person, and nothing else."""

from pathlib import Path

import pytest

from app.habits import LONGEST_PAUSE_MS, Habits, HabitsFile
from core.ports import Manner


def test_what_was_kept_comes_back_for_the_same_person_only(tmp_path: Path) -> None:
    mine = HabitsFile(tmp_path / "margaret.vault", tmp_path)
    assert mine.load() == Habits()
    mine.save(Habits(0.8, 1.4, 700))
    assert mine.load() == Habits(0.8, 1.4, 700)
    assert mine.load().manner == Manner(0.8, 1.4)
    assert HabitsFile(tmp_path / "other.vault", tmp_path).load(Habits(1.2)) == Habits(1.2)


def test_the_file_does_not_name_the_person(tmp_path: Path) -> None:
    HabitsFile(tmp_path / "margaret.vault", tmp_path).save(Habits())
    (kept,) = (tmp_path / "habits").iterdir()
    assert "margaret" not in kept.name + kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"pace": "x"}', '{"pace": 1, "volume": 1, "pause_ms": null}', "\x00"]
)
def test_damage_is_as_if_there_were_none(tmp_path: Path, content: str) -> None:
    mine = HabitsFile(tmp_path / "margaret.vault", tmp_path)
    mine.save(Habits(0.8))
    next((tmp_path / "habits").iterdir()).write_text(content, encoding="utf-8")
    assert mine.load(Habits(1.1)) == Habits(1.1)


def test_values_stay_within_their_limits(tmp_path: Path) -> None:
    mine = HabitsFile(tmp_path / "margaret.vault", tmp_path)
    mine.save(Habits(9.0, 0.0, 10**9))
    assert mine.load() == Habits(1.6, 0.2, LONGEST_PAUSE_MS)
