"""Where the conversation about a visit stands; a value beside `core.conversation`, nothing is kept by it."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.facts import Visit
from core.visit.book import EMPTY, Book, Plan, VisitQuestion
from core.visit.say_changes import Point


class Stage(StrEnum):
    """What was asked last, or what free words are taken for."""

    WHICH = "which"
    ABOUT = "about"
    CHANGES = "changes"
    ASKING = "asking"
    """"What questions do you have?": words that ask are put on the list."""
    WORRY = "worry"
    CHOOSING = "choosing"
    """Questions were proposed."""
    KEEPING = "keeping"
    """Whether it may be kept."""
    PRACTISE = "practise"
    """Whether to rehearse."""
    REHEARSAL = "rehearsal"
    AGAIN = "again"
    SHEET = "sheet"
    """Whether to make the sheet."""
    TEACH_BACK = "teach_back"
    NOTE = "note"
    FORGETTING = "forgetting"
    REST = "rest"
    """Nothing is waited for; the list is there."""


class Errand(StrEnum):
    """What the program is to do once the reply is spoken."""

    NONE = "none"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a rehearsal goes."""

    asked: frozenset[int] = frozenset()
    """Which of the first questions were asked, from 0."""
    words: int = 0
    """How many words the person said."""
    hinted: frozenset[str] = frozenset()
    """Key facts that were already asked for, so that nobody is nagged."""
    spoken: str = field(default="", repr=False)
    """Everything said to the doctor so far."""


@dataclass(frozen=True, slots=True)
class Preparing:
    """The state between two turns."""

    book: Book = field(default=EMPTY, repr=False)
    stage: Stage = Stage.REST
    plan: Plan | None = field(default=None, repr=False)
    """The plan that is worked on; it stands in the book as well."""
    visit: Visit | None = field(default=None, repr=False)
    """The appointment, or one that was named and is not in the record."""
    points: tuple[Point, ...] = field(default=(), repr=False)
    """Changes still to be told."""
    offered: tuple[VisitQuestion, ...] = field(default=(), repr=False)
    """Proposed and not yet taken or left."""
    proposals: tuple[VisitQuestion, ...] = field(default=(), repr=False)
    """What the record suggests beyond that, best first."""
    worry: str = field(default="", repr=False)
    at: int = -1
    """The question that was read last, from 0; -1 before the first."""
    last: int = -1
    """The question that was added or changed last: what "that" means."""
    rehearsal: Rehearsal = Rehearsal()
    prompt: str = field(default="", repr=False)
    """What was asked last, to come back to."""
    errand: Errand = Errand.NONE

    @property
    def questions(self) -> tuple[VisitQuestion, ...]:
        """The list."""
        return self.plan.questions if self.plan else ()
