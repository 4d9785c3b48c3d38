"""Whole conversations as readable scripts (`tests/conversation_scripts.py` says how they are read)."""

from pathlib import Path

import pytest
from conversation_scripts import FOLDER, as_heard, turns_of

from app.ask import ask
from core.check import unfounded
from core.conversation import FRESH
from core.mind import Mind


@pytest.mark.parametrize("script", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_goes_as_written(script: Path, demo_mind: Mind) -> None:
    so_far = FRESH
    for turn in turns_of(script):
        answer, so_far, _ = ask(turn.said, so_far, demo_mind)
        place = f"{script.stem}\nP: {turn.said}\nA: {answer.spoken}"
        as_heard(turn, answer, place)
        assert not unfounded(answer, demo_mind.today), place


def test_there_are_scripts() -> None:
    assert len(list(FOLDER.glob("*.txt"))) >= 8
