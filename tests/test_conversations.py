"""Whole conversations as readable scripts: who says what, and what must be heard back.

P: what the person says
A: a piece of what must be heard in the reply; several lines must come in this order
not: a piece that must not be heard
= the outcome
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.ask import ask
from core.check import unfounded
from core.conversation import FRESH
from core.mind import Mind

FOLDER = Path(__file__).parent / "conversations"


@dataclass
class Turn:
    said: str
    heard: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    outcome: str = ""


def turns_of(script: Path) -> Iterator[Turn]:
    turn: Turn | None = None
    for line in script.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        match mark:
            case "P:":
                if turn:
                    yield turn
                turn = Turn(text.strip())
            case "A:" if turn:
                turn.heard.append(text.strip())
            case "not:" if turn:
                turn.unheard.append(text.strip())
            case "=" if turn:
                turn.outcome = text.strip()
            case "" | "#":
                pass
            case _:
                raise AssertionError(f"{script.name}: {line}")
    if turn:
        yield turn


@pytest.mark.parametrize("script", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_goes_as_written(script: Path, demo_mind: Mind) -> None:
    so_far = FRESH
    for turn in turns_of(script):
        answer, so_far, _ = ask(turn.said, so_far, demo_mind)
        place = f"{script.stem}\nP: {turn.said}\nA: {answer.spoken}"
        at = 0
        for piece in turn.heard:
            found = answer.spoken.lower().find(piece.lower(), at)
            assert found >= 0, f"{place}\nmissing: {piece}"
            at = found + len(piece)
        for piece in turn.unheard:
            assert piece.lower() not in answer.spoken.lower(), f"{place}\nmust not be heard: {piece}"
        assert not turn.outcome or answer.outcome == turn.outcome, f"{place}\n{answer.outcome} is not {turn.outcome}"
        assert not unfounded(answer, demo_mind.today), place


def test_there_are_scripts() -> None:
    assert len(list(FOLDER.glob("*.txt"))) >= 8
