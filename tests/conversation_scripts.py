"""Conversations as readable scripts: who says what, and what must be heard back.

P: what the person says
A: a piece of what must be heard in the reply; several lines must come in this order
not: a piece that must not be heard
= the outcome

About a visit also:

@ 2026-12-03   another day, and a new conversation: only what was kept is there
record: empty  a record without a single entry
list: 3        how many questions are on the list now
kept: yes|no   whether anything is in the vault now
errand: sheet  the last turn asked for a sheet
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.answers import Answer

FOLDER = Path(__file__).resolve().parent / "conversations"


@dataclass
class Turn:
    said: str = ""
    day: dt.date | None = None
    """Set on a turn of its own: a new conversation on that day."""
    heard: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    outcome: str = ""
    state: dict[str, str] = field(default_factory=dict)


def is_of_empty_record(script: Path) -> bool:
    return "record: empty" in script.read_text(encoding="utf-8").splitlines()


def turns_of(script: Path) -> Iterator[Turn]:
    turn: Turn | None = None
    for line in script.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        match mark:
            case "P:" | "@":
                if turn:
                    yield turn
                turn = Turn(text.strip()) if mark == "P:" else Turn(day=dt.date.fromisoformat(text.strip()))
            case "A:" if turn:
                turn.heard.append(text.strip())
            case "not:" if turn:
                turn.unheard.append(text.strip())
            case "=" if turn:
                turn.outcome = text.strip()
            case "list:" | "kept:" | "errand:" if turn:
                turn.state[mark[:-1]] = text.strip()
            case "" | "#" | "record:":
                pass
            case _:
                raise AssertionError(f"{script.name}: {line}")
    if turn:
        yield turn


def as_heard(turn: Turn, answer: Answer, place: str) -> None:
    """The reply holds the pieces in their order, none that must not be heard, and ends as written."""
    at = 0
    for piece in turn.heard:
        found = answer.spoken.lower().find(piece.lower(), at)
        assert found >= 0, f"{place}\nmissing: {piece}"
        at = found + len(piece)
    for piece in turn.unheard:
        assert piece.lower() not in answer.spoken.lower(), f"{place}\nmust not be heard: {piece}"
    assert not turn.outcome or answer.outcome == turn.outcome, f"{place}\n{answer.outcome} is not {turn.outcome}"
