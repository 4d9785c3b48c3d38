"""What a person keeps around their visits: plans with questions, and their own notes; values only.

It is theirs and apart from the record: nothing here is ever told as a fact of the record.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class VisitKind(StrEnum):
    """What a visit is mostly for."""

    CHECK_UP = "check-up"
    NEW_PROBLEM = "new problem"
    MEDICINES = "medicines"
    RESULTS = "results"
    PROCEDURE = "procedure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VisitQuestion:
    """One question for the doctor."""

    words: str = field(repr=False)
    """As the person would say it, or did."""
    why: str = field(default="", repr=False)
    """Why it is worth asking; empty for a question of the person's own."""
    evidence: tuple[str, ...] = ()
    """The entries of the record that it rests on; empty for a question of the person's own."""
    asked: bool = False
    """Whether it was asked in the room."""

    @property
    def own(self) -> bool:
        """Whether the person thought of it."""
        return not self.evidence


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit to come, or one that was, and what to ask there."""

    resource: str
    """The appointment in the record: `Appointment/12`; empty when the record has none."""
    who: str = field(default="", repr=False)
    """With whom."""
    on: dt.date | None = None
    at: str = ""
    """Local time of day, `HH:MM`; empty when not known."""
    kind: VisitKind = VisitKind.UNKNOWN
    questions: tuple[VisitQuestion, ...] = field(default=(), repr=False)
    """In the order to ask them; the first three are for the visit, the rest for later."""
    done: bool = False
    """Whether the visit is over."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the person kept of what was said; their own words."""

    words: str = field(repr=False)
    on: dt.date
    """The day it was dictated."""
    who: str = field(default="", repr=False)
    """Who said it, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything of this kind that a person keeps, or is about to."""

    plans: tuple[Plan, ...] = field(default=(), repr=False)
    """The latest first."""
    notes: tuple[Note, ...] = field(default=(), repr=False)
    """The latest first."""
    agreed: bool = False
    """Whether the person agreed that it is kept."""


EMPTY = Book()
FIRST = 3
"""Questions for the visit itself: people get a quarter of an hour (`docs/decisions/0002-three-points.md`)."""
