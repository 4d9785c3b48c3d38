"""Spans counted from something in the record are made dates, and the date is said."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.answers import Sentence
from core.draft import Draft, Told, absent, tell, told
from core.facts import ConceptKind, Condition, Fact, Immunization, Medicine, PartialDate, Procedure, Span, Visit
from core.mind import Mind
from core.ports import Records
from core.questions import Concept, Event, Kind, Question, Relation
from core.saying import capital, say_on

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A question whose event has become a span, and what is said of the event."""

    question: Question
    said: tuple[Sentence, ...] = ()
    facts: tuple[Told, ...] = ()


def with_dates(question: Question, records: Records, mind: Mind) -> Dated | Draft:
    """The question with its event as a span; what the record does not date is said to be not there."""
    event = question.event
    if event is None:
        return Dated(question)
    fact, name = _found(event, records, mind)
    when = fact.origin.when if fact else None
    if fact is None or when is None:
        return absent(f"I don't find {_sought(event)} in your record.", "So I can't say what was before or since then.")
    span = _span(event.relation, when, exactly=event.concept is not None or event.any_procedure)
    said_span = "before that" if event.relation is Relation.BEFORE else "since then"
    kind = _SPANNED[event.relation] if question.kind is Kind.LATEST else question.kind
    dated = replace(question, kind=kind, span=span, said_span=said_span)
    text = f"{capital(_subject(event, name))} {_verb(fact)} {say_on(when, mind.today)}."
    return Dated(dated, (tell(text, fact),), told(name.removeprefix("your "), [fact]))


_SPANNED = {Relation.BEFORE: Kind.VALUE_AT, Relation.SINCE: Kind.TREND}


def _span(relation: Relation, when: PartialDate, *, exactly: bool) -> Span:
    """From that day on, or all before it; since a visit means after its day: what was done there is not new."""
    day = when.first_day()
    if relation is Relation.BEFORE:
        return Span(None, day - _DAY)
    return Span(day if exactly else day + _DAY, None)


def _found(event: Event, records: Records, mind: Mind) -> tuple[Fact | None, str]:
    if event.any_procedure:
        done: Sequence[Procedure] = [p for p in records.procedures() if p.origin.when and _is_on(p, event.concept)]
        newest = done[0] if done else None
        return newest, f"your {mind.named(ConceptKind.PROCEDURE, newest.key, newest.name).spoken}" if newest else ""
    if event.concept is None:
        return _last_visit(records, mind), "your last visit"
    concept = event.concept
    started = f"you started {concept.spoken}"
    match concept.kind:
        case ConceptKind.MEDICINE:
            return _first([m for m in records.medicines() if m.key in concept.keys]), started
        case ConceptKind.CONDITION:
            return _first([c for c in records.conditions() if c.key in concept.keys]), f"your {concept.spoken}"
        case ConceptKind.VACCINE:
            given = [v for v in records.immunizations() if v.key in concept.keys and v.origin.when]
            return (given[0] if given else None), f"your {concept.spoken}"
        case _:
            done = [p for p in records.procedures() if p.key in concept.keys and p.origin.when]
            return (done[0] if done else None), f"your {concept.spoken}"


def _is_on(procedure: Procedure, concept: Concept | None) -> bool:
    return (concept.id.split()[-1].rstrip("s") if concept else "") in procedure.name.lower()


def _first(facts: Sequence[Medicine | Condition]) -> Medicine | Condition | None:
    return next((fact for fact in reversed(facts) if fact.origin.when), None)


def _last_visit(records: Records, mind: Mind) -> Visit | None:
    past = (v for v in records.visits() if not v.planned and v.origin.when and v.origin.when.first_day() < mind.today)
    return next(past, None)


def _sought(event: Event) -> str:
    if event.any_procedure:
        return f"an operation for {event.concept.spoken}" if event.concept else "an operation"
    if event.concept is None:
        return "a past visit"
    concept: Concept = event.concept
    return f"when you started {concept.spoken}" if concept.kind is ConceptKind.MEDICINE else concept.spoken


def _subject(event: Event, name: str) -> str:
    return event.concept.spoken if event.concept and event.concept.kind is ConceptKind.MEDICINE else name


def _verb(fact: Fact) -> str:
    match fact:
        case Medicine():
            return "was first written"
        case Condition():
            return "was first noted"
        case Immunization() | Procedure() | Visit():
            return "was"
        case _:
            return "was noted"
