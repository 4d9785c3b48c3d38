"""An answer in the making: sentences, the facts they rest on, and what is offered next."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from core.answers import Answer, Outcome, Sentence
from core.facts import Fact
from core.questions import Question


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that is told, and the plain name of what it is about."""

    fact: Fact = field(repr=False)
    concept: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do next, asked as a yes-or-no question; made once in a conversation, not nagged."""

    text: str = field(repr=False)
    """`Shall I say what A1c tells you?`"""
    question: Question = field(repr=False)
    """What a plain "yes" then asks."""
    always: bool = False
    """Made every time: without it the answer would be a dead end."""


Portion: TypeAlias = tuple[Sentence, ...]
"""What is said at a time."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What wording makes; `core.turn` turns it into an `Answer` and the next `Conversation`."""

    outcome: Outcome
    sentences: tuple[Sentence, ...]
    told: tuple[Told, ...] = ()
    offer: Offer | None = None
    more: tuple[Portion, ...] = ()
    """What follows on "go on", portion by portion."""

    def answer(self, question: Question | None) -> Answer:
        """The finished value."""
        return Answer(
            outcome=self.outcome,
            sentences=self.sentences,
            facts=tuple(told.fact for told in self.told),
            question=question,
            concepts=tuple(told.concept for told in self.told),
        )


def tell(text: str, *facts: Fact) -> Sentence:
    """A sentence that rests on these facts."""
    return Sentence(text, tuple(dict.fromkeys(fact.origin.resource for fact in facts)))


def told(concept: str, facts: Iterable[Fact]) -> tuple[Told, ...]:
    """Facts under one name."""
    return tuple(Told(fact, concept) for fact in facts)


def found(sentences: Iterable[Sentence], facts: tuple[Told, ...], offer: Offer | None = None) -> Draft:
    """An answer from the record."""
    return Draft(Outcome.FOUND, tuple(sentences), facts, offer)


def absent(*texts: str, offer: Offer | None = None) -> Draft:
    """The record does not have it."""
    return Draft(Outcome.NOT_IN_RECORD, tuple(Sentence(text) for text in texts), offer=offer)


GO_ON = Sentence("Shall I go on?")
POINTS_AT_ONCE = 3
"""People keep about three points (`docs/decisions/0002-three-points.md`)."""


def in_parts(
    lead: Iterable[Sentence], points: Iterable[Sentence], facts: tuple[Told, ...], at_once: int = POINTS_AT_ONCE
) -> Draft:
    """The lead and the first points; the rest waits, as many at a time, for "go on"."""
    every = tuple(points)
    portions = tuple(every[i : i + at_once] for i in range(0, len(every), at_once)) or ((),)
    return replace(in_portions(portions, facts), sentences=(*lead, *in_portions(portions, facts).sentences))


def in_portions(portions: tuple[Portion, ...], facts: tuple[Told, ...]) -> Draft:
    """The first portion, and whether to go on when there are others."""
    now, later = portions[0], portions[1:]
    ask = (GO_ON,) if later else ()
    return Draft(Outcome.FOUND, (*now, *ask), facts, more=later)
