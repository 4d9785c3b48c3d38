"""How a step is answered: sentences, what is asked next, and the state after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from core.answers import Outcome, Sentence
from core.draft import Draft, Told, tell, told
from core.mind import Mind
from core.ports import Records
from core.visit.book import FIRST, Book, Plan, VisitQuestion
from core.visit.evidence import facts_of
from core.visit.moves import Move
from core.visit.state import Preparing, Stage

Reply: TypeAlias = tuple[Draft, Preparing]


@dataclass(frozen=True, slots=True)
class Step:
    """A move, and what it is made on."""

    move: Move
    state: Preparing
    records: Records = field(repr=False)
    mind: Mind = field(repr=False)


def say(*texts: str) -> list[Sentence]:
    """Sentences that state nothing of the record."""
    return [Sentence(text) for text in texts if text]


def respond(
    state: Preparing,
    sentences: Iterable[Sentence],
    prompt: str = "",
    stage: Stage | None = None,
    facts: Sequence[Told] = (),
) -> Reply:
    """The sentences, then what is asked; the state waits for the answer to that."""
    every = (*sentences, *say(prompt))
    after = replace(state, prompt=prompt, stage=state.stage if stage is None else stage)
    return Draft(Outcome.FOUND if facts else Outcome.COMMAND, every, tuple(facts)), after


def quoted(question: VisitQuestion, records: Records, lead: str = "") -> tuple[Sentence, tuple[Told, ...]]:
    """A question as a sentence that rests on its facts."""
    facts = facts_of(question.evidence, records) if question.evidence else ()
    return tell(f"{lead}“{question.words}”", *facts), told("question", facts)


def with_plan(state: Preparing, plan: Plan) -> Preparing:
    """The plan in place of the one that was worked on, in the book too."""
    others = tuple(p for p in state.book.plans if p is not state.plan and not same_visit(p, plan))
    return replace(state, plan=plan, book=replace(state.book, plans=(plan, *others)))


def with_questions(state: Preparing, questions: Sequence[VisitQuestion]) -> Preparing:
    """Another list; a plan without a visit holds it when there is none yet."""
    return with_plan(state, replace(state.plan or Plan(""), questions=tuple(questions)))


def with_book(state: Preparing, book: Book) -> Preparing:
    """Another book; the plan that is worked on stays the same."""
    return replace(state, book=book)


def same_visit(one: Plan, other: Plan) -> bool:
    """Whether two plans are for the same visit."""
    if one.resource or other.resource:
        return one.resource == other.resource
    return (one.who, one.on, one.done) == (other.who, other.on, other.done)


def place_of(at: int) -> str:
    """`first`, `second`; `next` beyond what is said of a short list."""
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    return names[at] if at < len(names) else "next"


def for_visit(state: Preparing) -> tuple[VisitQuestion, ...]:
    """The questions for the visit itself."""
    return state.questions[:FIRST]
