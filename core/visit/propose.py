"""Questions proposed from the record, each with the facts it rests on and why it is worth asking."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.facts import ConceptKind, Fact, Letter, Medicine, Reading, VaccineAdvice, Visit
from core.mind import Mind
from core.ports import Records
from core.ranges import GENERAL, Place, place
from core.saying import say_count, say_month, say_number, say_on
from core.visit.book import VisitKind
from core.visit.changes import Change, ChangeKind
from core.visit.due import called, due_sentence
from core.visit.say_changes import is_health
from core.visit.strengths import direction
from core.wording.letters import sentences_of
from core.wording.medicines import is_current

_ASKS_FOR = re.compile(
    r"\b(?:re-?check\w*|check\w* again|repeat\w*|re-?test\w*|follow(?:ed)?[- ]up|come back|refer(?:red|ral)?)\b",
    re.I,
)
_LONGEST_QUOTE = 14
"""Words of a letter that are read back inside a question."""
_MANY = 5
"""From so many medicines on, going through all of them is proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that the record suggests."""

    words: str = field(repr=False)
    why: str = field(repr=False)
    facts: tuple[Fact, ...] = field(repr=False)


def proposals(changes: Sequence[Change], kind: VisitKind, records: Records, mind: Mind) -> tuple[Proposal, ...]:
    """The best first: of the changes in their order, then of the record as it stands; without repeats."""
    of_changes = [p for change in changes for p in _of_change(change, mind)]
    standing = [*_of_allergies(records, mind)] if kind is VisitKind.PROCEDURE else []
    later = [*_of_medicines(records, mind)]
    every = [*standing, *later, *of_changes] if kind is VisitKind.MEDICINES else [*standing, *of_changes, *later]
    once = {proposal.words: proposal for proposal in reversed(every)}
    return tuple(proposal for proposal in dict.fromkeys(every) if once[proposal.words] is proposal)


def _of_change(change: Change, mind: Mind) -> Iterator[Proposal]:
    texts = mind.knowledge.visit_questions
    match change.kind, change.facts[0]:
        case ChangeKind.OUTSIDE | ChangeKind.BACK, Reading() as reading:
            yield _of_result(change, reading, texts[change.kind.value])
        case ChangeKind.STARTED | ChangeKind.CHANGED | ChangeKind.STOPPED, Medicine() as medicine:
            yield _of_medicine(change, medicine, texts[change.kind.value], mind)
        case ChangeKind.STAY, Visit() as stay:
            yield _filled(texts["stay"], "say", change.facts, month=_month(stay, mind))
        case ChangeKind.CONDITION, fact:
            if is_health(change, mind):
                yield _filled(texts["condition"], "say", (fact,), name=change.name)
        case ChangeKind.LETTER, Letter() as letter:
            quote = next((s for s in sentences_of(letter.text) if _ASKS_FOR.search(s)), "")
            if quote and len(quote.split()) <= _LONGEST_QUOTE and letter.origin.when:
                on = say_on(letter.origin.when, mind.today)
                yield _filled(texts["letter"], "say", (letter,), on=on.replace("on ", "of "), quote=_closed(quote))
        case ChangeKind.DUE, fact:
            yield from _of_vaccine(change, fact, texts)


def _of_vaccine(change: Change, fact: Fact, texts: Mapping[str, Mapping[str, str]]) -> Iterator[Proposal]:
    match fact:
        case Letter() | Visit():
            quote = due_sentence(fact) if isinstance(fact, Letter) else fact.what
            if len(quote.split()) <= _LONGEST_QUOTE:
                yield _filled(texts["due"], "say", (fact,), quote=_closed(quote))
        case VaccineAdvice():
            yield _filled(texts["vaccine"], fact.status.value, (fact,), name=called(change.name))


def _of_result(change: Change, reading: Reading, texts: Mapping[str, str]) -> Proposal:
    where = "above" if place(reading) is Place.ABOVE else "below"
    general = reading.range is not None and reading.range.given_by == GENERAL
    words = {"name": change.name, "where": where, "now": say_number(reading.value or 0)}
    words["usual"] = "the general usual range for adults" if general else "your lab's usual range"
    before = next((f for f in change.facts[1:] if isinstance(f, Reading) and f.value != reading.value), None)
    if "moved" not in texts or before is None or reading.text:
        return _filled(texts, "say", (reading,) if "moved" in texts else change.facts, **words)
    return _filled(texts, "moved", (reading, before), **words, before=say_number(before.value or 0))


def _of_medicine(change: Change, medicine: Medicine, texts: Mapping[str, str], mind: Mind) -> Proposal:
    when = medicine.ended if change.kind is ChangeKind.STOPPED else medicine.origin.when
    words = {"name": change.name, "month": f"in {say_month(when, mind.today)}" if when else "lately"}
    before = next((f for f in change.facts[1:] if isinstance(f, Medicine)), None)
    if change.kind is ChangeKind.CHANGED and before is not None:
        return _filled(texts, direction(medicine, before) or "say", (medicine, before), **words)
    return _filled(texts, "say", (medicine,), **words)


def _of_medicines(records: Records, mind: Mind) -> Iterator[Proposal]:
    current = [m for m in records.medicines() if is_current(m, mind.today)]
    named = {mind.named(ConceptKind.MEDICINE, m.key, m.name).spoken: m for m in reversed(current)}
    texts = mind.knowledge.visit_questions
    if len(named) >= _MANY:
        yield _filled(texts["many"], "say", tuple(named.values()), count=say_count(len(named)))
    for name, medicine in named.items():
        if not medicine.reason:
            yield _filled(texts["no_reason"], "say", (medicine,), name=name)


def _of_allergies(records: Records, mind: Mind) -> Iterator[Proposal]:
    for allergy in records.allergies():
        if allergy.active and allergy.severe and not allergy.none_known:
            name = mind.named(ConceptKind.ALLERGY, allergy.key, allergy.name).spoken
            yield _filled(mind.knowledge.visit_questions["allergy"], "say", (allergy,), name=name)


def _filled(texts: Mapping[str, str], which: str, facts: tuple[Fact, ...], **words: str) -> Proposal:
    return Proposal(texts[which].format(**words), texts["why"].format(**words), facts)


def _month(visit: Visit, mind: Mind) -> str:
    return f"in {say_month(visit.origin.when, mind.today)}" if visit.origin.when else "lately"


def _closed(quote: str) -> str:
    return quote if quote.endswith((".", "!", "?")) else f"{quote.rstrip(',;:')}."
