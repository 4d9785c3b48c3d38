"""Whether a reading is usual: by the laboratory's own range, else by a general one that is said to be general."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from math import inf, isclose, log10

from core.facts import Person, Reading, ReferenceRange
from core.knowledge import UNCHECKED, Entry, UsualRange
from core.units import Conversion, Units

GENERAL = "general"
_SAME_ONLY = Units()
_DIGITS = 3
"""Of a limit that was converted."""


class Place(StrEnum):
    """Where a value lies."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNKNOWN = "unknown"


def place(reading: Reading) -> Place:
    """Where the value lies in the reading's own range; UNKNOWN without a range or a plain number.

    A result such as `< 0.3` is placed only where the comparator cannot change the answer.
    """
    limits, value = reading.range, reading.value
    if limits is None or value is None or _says_nothing(limits, value):
        return Place.UNKNOWN
    if limits.decimals is not None:
        value = round(value, limits.decimals)
    below = limits.low is not None and (value < limits.low or (reading.text == "<" and value <= limits.low))
    above = limits.high is not None and (value > limits.high or (reading.text == ">" and value >= limits.high))
    if reading.text in ("<", "<="):
        return Place.BELOW if below else Place.WITHIN if limits.low is None and not above else Place.UNKNOWN
    if reading.text in (">", ">="):
        return Place.ABOVE if above else Place.WITHIN if limits.high is None and not below else Place.UNKNOWN
    return Place.BELOW if below else Place.ABOVE if above else Place.WITHIN


def place_together(readings: Sequence[Reading]) -> Place:
    """Where one measurement lies, a blood pressure by both halves: outside when either is, unknown when either is."""
    places = {place(reading) for reading in readings}
    return next((p for p in (Place.UNKNOWN, Place.ABOVE, Place.BELOW) if p in places), Place.WITHIN)


def _says_nothing(limits: ReferenceRange, value: float) -> bool:
    """Some systems write 0 to 0, or 40 to 0, for "no limit given"; a 0 that ought to be 0 is as it should be."""
    if limits.low is None or limits.high is None:
        return False
    return limits.high < limits.low or (limits.low == limits.high == 0 != value)


def age_on(person: Person, day: dt.date) -> int | None:
    """Whole years; None when the birth date is not known."""
    if person.born is None:
        return None
    born = person.born.first_day()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _fits(usual: UsualRange, reading: Reading, person: Person, age: int | None) -> bool:
    return (
        usual.source != UNCHECKED
        and usual.key in ("", reading.key)
        and usual.sex in ("", person.sex)
        and age is not None
        and usual.from_age <= age <= usual.to_age
    )


def with_range(reading: Reading, entry: Entry | None, person: Person, units: Units = _SAME_ONLY) -> Reading:
    """The reading with a general range when the laboratory gave none and one surely fits, else as it is.

    An entry that nobody compared with its source decides nothing, nor does a range without a source. Where published
    tables give different ranges all of them stand in the entry, and a value is placed only where they agree.
    """
    given = reading.range is not None and not _says_nothing(reading.range, reading.value or 0)
    if given or entry is None or not entry.checked or reading.origin.when is None:
        return reading
    age = age_on(person, reading.origin.when.first_day())
    usual = [u for u in entry.ranges if _fits(u, reading, person, age)]
    tables = {u.source: [v for v in usual if v.source == u.source] for u in usual}
    fitting = {limits for table in tables.values() for limits in _limits(table, reading.unit, entry.id, units)}
    ranged = sorted((replace(reading, range=limits) for limits in fitting), key=_width)
    return ranged[0] if ranged and _agree(ranged) else reading


def _limits(table: Sequence[UsualRange], unit: str, test: str, units: Units) -> set[ReferenceRange]:
    """What one table says: in this unit where it gives it, else converted where that is certain."""
    own = {ReferenceRange(u.low, u.high, GENERAL, u.decimals) for u in table if u.unit == unit}
    converted = ((u, units.conversion(u.unit, unit, test)) for u in table)
    return own or {_converted(u, conversion) for u, conversion in converted if conversion}


def _agree(ranged: Sequence[Reading]) -> bool:
    places = {place(one) for one in ranged}
    return len(ranged) == 1 or (len(places) == 1 and Place.UNKNOWN not in places)


def _width(reading: Reading) -> tuple[float, float]:
    """The narrowest range first."""
    low, high = (reading.range.low, reading.range.high) if reading.range else (None, None)
    return (inf if high is None else high) - (-inf if low is None else low), inf if high is None else high


def _converted(usual: UsualRange, conversion: Conversion) -> ReferenceRange:
    """The range in another unit.

    Where only the point moves, so do its digits; else its ends are taken with what rounds to them, as they would
    be in their own unit, and a value is then compared as it is.
    """
    moved = log10(conversion.slope) if conversion.slope > 0 and not conversion.intercept else 0.5
    if isclose(moved, round(moved), abs_tol=1e-9):
        low, high = (None if end is None else round(conversion(end), 9) for end in (usual.low, usual.high))
        return ReferenceRange(low, high, GENERAL, max(0, usual.decimals - round(moved)))
    half = 0.5 * 10**-usual.decimals
    low, high = (
        None if limit is None else round(conversion(limit + way * half), _DIGITS)
        for limit, way in zip((usual.low, usual.high), (-1, 1), strict=True)
    )
    return ReferenceRange(low, high, GENERAL)
