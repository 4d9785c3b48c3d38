"""What is answered: sentences, each with the ids of the facts it rests on."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.facts import Fact
from core.questions import Command, Question


class Outcome(StrEnum):
    """How a turn came out; the six never look like each other."""

    FOUND = "found"
    NOT_IN_RECORD = "not_in_record"
    UNCLEAR = "unclear"
    DECLINED = "declined"
    EMERGENCY = "emergency"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to be spoken."""

    text: str = field(repr=False)
    evidence: tuple[str, ...] = ()
    """`Observation/123`: empty only for sentences that state no fact of the record."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one turn."""

    outcome: Outcome
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    """Every fact that the sentences rest on, in the order of their first mention."""
    question: Question | None = None
    command: Command | None = None
    concepts: tuple[str, ...] = field(default=(), repr=False)
    """For each fact, the plain name of what it is about, in the same order."""

    @property
    def spoken(self) -> str:
        """The whole reply as it is said."""
        return " ".join(sentence.text for sentence in self.sentences)
