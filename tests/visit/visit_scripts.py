"""Conversations about a visit as readable scripts; see `tests/test_conversations.py` for P, A, not and =.

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

FOLDER = Path(__file__).resolve().parents[1] / "conversations" / "visits"


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
