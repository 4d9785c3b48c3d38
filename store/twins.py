"""The same thing from two sources is told once and names both.

Only entries of different sources are twins; what one source says twice it may mean twice. A reading is the
same when code, value, unit and words agree and so does an identifier, or the instant, or (where a source
gives no zone or no time of day) the time as written, or the day. Anything else is the same when all that is
told of it agrees. Where a twin has the laboratory's range, or says who was behind it, and the first does not, that is taken over.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from core.facts import (
    Allergy,
    Condition,
    Fact,
    Immunization,
    Letter,
    Medicine,
    Procedure,
    Reading,
    VaccineAdvice,
    Visit,
)
from store.rows import Row

F = TypeVar("F", bound=Fact)
_DAY_CHARACTERS = len("2026-10-03")


@dataclass(frozen=True, slots=True)
class _Marks:
    """By which an entry is found, and by which it looks for its twin."""

    borne: tuple[Hashable, ...] = ()
    sought: tuple[Hashable, ...] = ()


def told_once(read: Sequence[tuple[Row, F]]) -> tuple[F, ...]:
    """The facts in their order, twins joined to the first of them."""
    facts: list[F] = []
    places: dict[Hashable, list[int]] = {}
    for row, fact in read:
        marks = _marks_of_reading(row, fact) if isinstance(fact, Reading) else _marks(fact)
        found = (i for mark in marks.sought for i in places.get(mark, ()))
        twin = next((i for i in found if _may_join(facts[i], fact)), None)
        if twin is None:
            twin = len(facts)
            facts.append(fact)
        else:
            facts[twin] = _joined(facts[twin], fact)
        for mark in marks.borne:
            places.setdefault(mark, []).append(twin)
    return tuple(facts)


def _may_join(there: Fact, fact: Fact) -> bool:
    return fact.origin.source not in (there.origin.source, *there.origin.also_from)


def _joined(there: F, fact: F) -> F:
    origin = replace(
        there.origin,
        also_from=(*there.origin.also_from, fact.origin.source),
        performer=there.origin.performer or fact.origin.performer,
    )
    joined = replace(there, origin=origin)
    if isinstance(joined, Reading) and isinstance(fact, Reading) and joined.range is None:
        return replace(joined, range=fact.range)
    return joined


def _marks(fact: Fact) -> _Marks:
    told = _told(fact)
    return _Marks() if told is None else _Marks((told,), (told,))


def _marks_of_reading(row: Row, fact: Reading) -> _Marks:
    said = (fact.key, fact.value, fact.unit, fact.text)
    named = tuple((*said, "id", name) for name in (row["identifiers"] or "").split("\n") if name)
    at, instant = row["at"], row["instant"]
    if not at:
        return _Marks(named, named)
    date, timed = (*said, "date", at[:_DAY_CHARACTERS]), (*said, "timed", at[:_DAY_CHARACTERS])
    if len(at) == _DAY_CHARACTERS:
        return _Marks((*named, date), (*named, date, timed))
    # A time without a zone can only be compared as it is written.
    written, local = (*said, "written", at), (*said, "local", at)
    if instant:
        same = (*said, "instant", instant)
        return _Marks((*named, timed, written, same), (*named, date, local, same))
    return _Marks((*named, timed, written, local), (*named, date, written))


def _told(fact: Fact) -> Hashable:
    when = fact.origin.when
    match fact:
        case Medicine():
            return (fact.key, fact.status, fact.dose, when, fact.ended)
        case Allergy():
            return (fact.key, fact.active, fact.reaction, fact.severe, fact.none_known)
        case Condition():
            return (fact.key, fact.active, when, fact.ended, fact.confirmed)
        case Visit():
            return (fact.planned, when, fact.at, fact.origin.performer) if fact.at or fact.origin.performer else None
        case VaccineAdvice():
            return (fact.key, fact.status, fact.due, when)
        case Immunization() | Procedure():
            return (fact.key, when) if when else None
        case Letter():
            return (when, fact.text)
    return None
