"""What changed, in words: each change a point of one or two sentences, the meaning before the number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.answers import Sentence
from core.draft import Told, tell, told
from core.facts import (
    ConceptKind,
    Condition,
    Letter,
    Medicine,
    PartialDate,
    Reading,
    VaccineAdvice,
    VaccineStatus,
    Visit,
)
from core.mind import Mind
from core.prescription import say_strength
from core.ranges import GENERAL, Place, place
from core.saying import say_count, say_month, say_number, say_on
from core.visit.changes import Change, ChangeKind
from core.visit.due import called, due_sentence
from core.visit.strengths import direction

_CIRCUMSTANCE = re.compile(r"\((?:finding|situation|person)\)\s*$")
"""SNOMED CT marks what is no disorder; records list jobs and schooling that way."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say."""

    sentences: tuple[Sentence, ...] = field(repr=False)
    told: tuple[Told, ...] = field(repr=False)


def points(changes: Sequence[Change], mind: Mind) -> tuple[Point, ...]:
    """One for each change that people would call one; other results are counted, not listed."""
    listed = [point for change in changes if change.kind is not ChangeKind.RESULT for point in _point(change, mind)]
    once = {point.sentences[0].text: point for point in reversed(listed)}
    distinct = [point for point in listed if once[point.sentences[0].text] is point]
    usual = [change for change in changes if change.kind is ChangeKind.RESULT and _is_test(change, mind)]
    return tuple(distinct + ([_counted(usual)] if usual else []))


def is_health(change: Change, mind: Mind) -> bool:
    """Whether a newly listed condition is one, and no circumstance such as a job."""
    fact = change.facts[0]
    known = (ConceptKind.CONDITION, change.concept or change.name.lower()) in mind.entries
    return known or not (isinstance(fact, Condition) and _CIRCUMSTANCE.search(fact.name))


def _is_test(change: Change, mind: Mind) -> bool:
    return (ConceptKind.TEST, change.concept) in mind.entries


def _counted(usual: Sequence[Change]) -> Point:
    facts = [change.facts[0] for change in usual]
    names = dict.fromkeys(change.name for change in usual)
    many = "One more result is" if len(names) == 1 else f"{say_count(len(names)).capitalize()} more results are"
    text = f"{many} new."
    ask = Sentence("You can ask me about any of them.")
    return Point((tell(text, *facts), ask), told("result", facts))


def _point(change: Change, mind: Mind) -> list[Point]:
    sentences = _SAID[change.kind](change, mind)
    return [Point(tuple(sentences), told(change.concept or change.name, change.facts))] if sentences else []


def _outside(change: Change, mind: Mind) -> list[Sentence]:
    now = change.facts[0]
    assert isinstance(now, Reading)  # noqa: S101 - only readings lie outside
    where = "above" if place(now) is Place.ABOVE else "below"
    general = now.range is not None and now.range.given_by == GENERAL
    usual = "the general usual range for adults" if general else "your lab's usual range"
    first = tell(f"Your {change.name} was {where} {usual}: {say_number(now.value or 0)}.", now)
    return [first, *_before(change, mind)]


def _before(change: Change, mind: Mind) -> list[Sentence]:
    last = next((f for f in change.facts[1:] if isinstance(f, Reading)), None)
    if last is None or last.value is None or last.origin.when is None:
        return []
    return [tell(f"It was {say_number(last.value)} in {say_month(last.origin.when, mind.today)}.", last)]


def _back(change: Change, mind: Mind) -> list[Sentence]:
    now = change.facts[0]
    assert isinstance(now, Reading)  # noqa: S101
    return [tell(f"Your {change.name} result is back in the usual range: {say_number(now.value or 0)}.", now)]


def _stay(change: Change, mind: Mind) -> list[Sentence]:
    stay = change.facts[0]
    assert isinstance(stay, Visit)  # noqa: S101
    reason = (
        f", for {stay.what[:1].lower()}{stay.what[1:]}" if stay.what and not _CIRCUMSTANCE.search(stay.what) else ""
    )
    return [tell(f"You were in the hospital{_month(stay.origin.when, mind)}{_plain(reason)}.", stay)]


def _started(change: Change, mind: Mind) -> list[Sentence]:
    return [tell(f"You started {change.name}{_month(change.facts[0].origin.when, mind)}.", change.facts[0])]


def _stopped(change: Change, mind: Mind) -> list[Sentence]:
    medicine = change.facts[0]
    ended = medicine.ended if isinstance(medicine, Medicine) else None
    return [tell(f"Your {change.name} was stopped{_month(ended, mind)}.", medicine)]


def _changed(change: Change, mind: Mind) -> list[Sentence]:
    now, before = change.facts
    assert isinstance(now, Medicine)  # noqa: S101
    assert isinstance(before, Medicine)  # noqa: S101
    way = direction(now, before)
    to = f" to {say_strength(now.name)}" if way else ""
    return [tell(f"Your {change.name} was {way or 'changed'}{to}{_month(now.origin.when, mind)}.", now, before)]


def _course(change: Change, mind: Mind) -> list[Sentence]:
    month = _month(change.facts[0].origin.when, mind)
    return [tell(f"You were given {change.name}{month}, and your record lists it as ended.", change.facts[0])]


def _condition(change: Change, mind: Mind) -> list[Sentence]:
    if not is_health(change, mind):
        return []
    return [tell(f"Your record now lists {change.name}.", change.facts[0])]


def _resolved(change: Change, mind: Mind) -> list[Sentence]:
    if not is_health(change, mind):
        return []
    return [tell(f"Your record lists {change.name} as over.", change.facts[0])]


def _letter(change: Change, mind: Mind) -> list[Sentence]:
    letter = change.facts[0]
    assert isinstance(letter, Letter)  # noqa: S101
    who = f" from {letter.origin.performer}" if letter.origin.performer else ""
    on = f", written {say_on(letter.origin.when, mind.today)}" if letter.origin.when else ""
    return [tell(f"There is a new {_small(letter.title or 'letter')}{who}{on}.", letter)]


def _due(change: Change, mind: Mind) -> list[Sentence]:
    fact = change.facts[0]
    if isinstance(fact, VaccineAdvice):
        said = {VaccineStatus.DUE: "is due", VaccineStatus.OVERDUE: "is overdue"}.get(
            fact.status, "should not be given to you"
        )
        return [tell(f"Your record says that the {called(change.name)} {said}.", fact)]
    quote = due_sentence(fact) if isinstance(fact, Letter) else fact.what if isinstance(fact, Visit) else ""
    return [tell(f"About a vaccine, your record says: {quote.rstrip('.')}.", fact)]


def _month(when: PartialDate | None, mind: Mind) -> str:
    return f" in {say_month(when, mind.today)}" if when else ""


def _plain(text: str) -> str:
    return re.sub(r" \((?:disorder|procedure|event|regime/therapy)\)", "", text)


def _small(title: str) -> str:
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


_SAID = {
    ChangeKind.OUTSIDE: _outside,
    ChangeKind.BACK: _back,
    ChangeKind.STAY: _stay,
    ChangeKind.STARTED: _started,
    ChangeKind.STOPPED: _stopped,
    ChangeKind.CHANGED: _changed,
    ChangeKind.COURSE: _course,
    ChangeKind.CONDITION: _condition,
    ChangeKind.RESOLVED: _resolved,
    ChangeKind.LETTER: _letter,
    ChangeKind.DUE: _due,
}
