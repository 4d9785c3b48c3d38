"""What changed in a record since a day: results, medicines, hospital stays, conditions, letters, vaccines.

The rules, which `evals/visit_gold.py` restates without sharing a line:
- A day counts when it is after the last visit and not after today: what bears the day of the visit itself was known
  there. A month or a year counts when all of it does.
- Results are told by the newest of each name and compared with the last one before the visit in the same unit; a
  result in words is no change.
- A medicine is followed by its plain name over all prescriptions. A new one with the strength and the instruction of
  the one before is a renewal and no change. Where the record does not say when a prescription ended, nothing is said of
  its end.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from core.calendar_days import month_span
from core.facts import ConceptKind, Fact, Medicine, PartialDate, Reading, Span, VaccineAdvice
from core.mind import Mind
from core.ports import Records
from core.prescription import say_dose, say_strength
from core.ranges import Place, place, with_range
from core.visit.due import vaccines_due
from core.wording.medicines import is_current


class ChangeKind(StrEnum):
    """What sort of change it is."""

    STAY = "stay"
    """A hospital stay that began, or ended, since then."""
    STARTED = "started"
    STOPPED = "stopped"
    CHANGED = "changed"
    """The same medicine with another strength or instruction."""
    COURSE = "course"
    """A medicine that was started since then and is no longer taken."""
    OUTSIDE = "outside"
    """The newest result lies outside its usual range."""
    BACK = "back"
    """It is usual again, and the one before the visit was not."""
    CONDITION = "condition"
    """Newly listed."""
    RESOLVED = "resolved"
    """A condition that ended since then."""
    LETTER = "letter"
    DUE = "due"
    """A vaccine that the record says is due."""
    RESULT = "result"
    """Any other result."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and the facts it rests on."""

    kind: ChangeKind
    name: str = field(repr=False)
    """The plain name of what changed, as it is said."""
    facts: tuple[Fact, ...] = field(repr=False)
    """The fact itself first; then the one before it that it is compared with, if any."""
    concept: str = field(default="", repr=False)
    """The stable id of the name: `hemoglobin a1c`."""


def changes_since(since: dt.date, records: Records, mind: Mind) -> tuple[Change, ...]:
    """Every change after `since` up to today, in no order of weight; `core.visit.weigh` gives it one."""
    window = Span(since + dt.timedelta(days=1), mind.today)
    return tuple(
        chain(
            _stays(window, records),
            _medicines(window, records, mind),
            _results(window, records, mind),
            _conditions(window, records, mind),
            _letters(window, records),
            (
                Change(ChangeKind.DUE, _vaccine_name(fact, mind), (fact,))
                for fact in vaccines_due(window, records, mind)
            ),
        )
    )


def _vaccine_name(fact: Fact, mind: Mind) -> str:
    if not isinstance(fact, VaccineAdvice):
        return "vaccine"
    return mind.named(ConceptKind.VACCINE, fact.key, fact.name).spoken


def _in(window: Span, when: PartialDate | None) -> bool:
    """Whether the whole of a date lies inside: a month in which the visit was tells nothing."""
    if when is None or not window.holds(when):
        return False
    last = when.first_day() if when.day else month_span(when.year, when.month or 1, 1 if when.month else 12).until
    return last is not None and window.until is not None and last <= window.until


def _before(window: Span, when: PartialDate | None) -> bool:
    return when is not None and window.since is not None and when.first_day() < window.since


def _stays(window: Span, records: Records) -> Iterator[Change]:
    for visit in records.visits():
        stay = visit.hospital_stay and not visit.planned
        if stay and (_in(window, visit.origin.when) or _in(window, visit.until)):
            yield Change(ChangeKind.STAY, "hospital stay", (visit,))


def _results(window: Span, records: Records, mind: Mind) -> Iterator[Change]:
    person = records.person()
    by_key: dict[str, list[Reading]] = {}
    for reading in records.readings():
        if reading.value is not None:
            by_key.setdefault(reading.key, []).append(reading)
    for key, series in by_key.items():
        newest = next((r for r in series if _in(window, r.origin.when)), None)
        if newest is None:
            continue
        concept = mind.named(ConceptKind.TEST, key, newest.name)
        entry = mind.entry(concept)
        newest = with_range(newest, entry, person)
        like = (r for r in series if r.unit == newest.unit and _before(window, r.origin.when))
        last = next((with_range(r, entry, person) for r in like), None)
        facts = (newest, last) if last and not last.text else (newest,)
        yield Change(_place_kind(newest, last), concept.spoken, facts, concept.id)


_OUTSIDE = (Place.ABOVE, Place.BELOW)


def _place_kind(newest: Reading, last: Reading | None) -> ChangeKind:
    where = place(newest)
    if where in _OUTSIDE:
        return ChangeKind.OUTSIDE
    if where is Place.WITHIN and last is not None and place(last) in _OUTSIDE:
        return ChangeKind.BACK
    return ChangeKind.RESULT


def _medicines(window: Span, records: Records, mind: Mind) -> Iterator[Change]:
    by_name: dict[str, list[Medicine]] = {}
    for medicine in records.medicines():
        concept = mind.named(ConceptKind.MEDICINE, medicine.key, medicine.name)
        by_name.setdefault(concept.id, []).append(medicine)
    for name, written in by_name.items():
        new = [m for m in written if _in(window, m.origin.when)]
        old = [m for m in written if _before(window, m.origin.when)]
        found = _of_new(new, old, window, mind.today) if new else _of_old(old, window, mind.today)
        spoken = mind.named(ConceptKind.MEDICINE, written[0].key, written[0].name).spoken
        yield from (Change(kind, spoken, facts, name) for kind, *rest in found for facts in rest)


_Found = Iterator[tuple[ChangeKind, tuple[Medicine, ...]]]


def _of_new(new: Sequence[Medicine], old: Sequence[Medicine], window: Span, today: dt.date) -> _Found:
    current = next((m for m in new if is_current(m, today)), None)
    known = bool(old) and not (old[0].ended and _before(window, old[0].ended))
    if current is None:
        if not known:
            yield ChangeKind.COURSE, (new[0],)
    elif not known:
        yield ChangeKind.STARTED, (current,)
    elif _as_written(current) != _as_written(old[0]):
        yield ChangeKind.CHANGED, (current, old[0])


def _of_old(old: Sequence[Medicine], window: Span, today: dt.date) -> _Found:
    ended = next((m for m in old if _in(window, m.ended)), None)
    if ended is not None and not any(is_current(m, today) for m in old):
        yield ChangeKind.STOPPED, (ended,)


def _as_written(medicine: Medicine) -> tuple[str, str]:
    return say_strength(medicine.name), say_dose(medicine.dose).lower()


def _conditions(window: Span, records: Records, mind: Mind) -> Iterator[Change]:
    for condition in records.conditions():
        name = mind.named(ConceptKind.CONDITION, condition.key, condition.name).spoken
        if condition.active and _in(window, condition.origin.when):
            yield Change(ChangeKind.CONDITION, name, (condition,))
        elif not condition.active and _in(window, condition.ended):
            yield Change(ChangeKind.RESOLVED, name, (condition,))


def _letters(window: Span, records: Records) -> Iterator[Change]:
    for letter in records.letters():
        if _in(window, letter.origin.when):
            yield Change(ChangeKind.LETTER, letter.title or "letter", (letter,))
