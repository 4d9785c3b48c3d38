"""Whether a reading is usual: by the laboratory's own range, else by a general one that is said to be general."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

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
    if limits is None or value is None:
        return Place.UNKNOWN
    if limits.given_by == GENERAL:
        value = _as_exact_as(limits, value)
    below = limits.low is not None and (value < limits.low or (reading.text == "<" and value <= limits.low))
    above = limits.high is not None and (value > limits.high or (reading.text == ">" and value >= limits.high))
    if reading.text in ("<", "<="):
        return Place.BELOW if below else Place.WITHIN if limits.low is None and not above else Place.UNKNOWN
    if reading.text in (">", ">="):
        return Place.ABOVE if above else Place.WITHIN if limits.high is None and not below else Place.UNKNOWN
    return Place.BELOW if below else Place.ABOVE if above else Place.WITHIN


def _as_exact_as(limits: ReferenceRange, value: float) -> float:
    """Pages give limits as "below 5.7", kept as 5.6: a value in between is rounded as they are."""
    whole = all(limit is None or limit == int(limit) for limit in (limits.low, limits.high))
    return round(value, 0 if whole else 1)


def age_on(person: Person, day: dt.date) -> int | None:
    """Whole years; None when the birth date is not known."""
    if person.born is None:
        return None
    born = person.born.first_day()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _fits(usual: UsualRange, person: Person, age: int | None) -> bool:
    return (
        usual.source != UNCHECKED
        and usual.sex in ("", person.sex)
        and age is not None
        and usual.from_age <= age <= usual.to_age
    )


def with_range(reading: Reading, entry: Entry | None, person: Person, units: Units = _SAME_ONLY) -> Reading:
    """The reading with a general range when the laboratory gave none and one surely fits, else as it is."""
    if reading.range is not None or entry is None or reading.origin.when is None:
        return reading
    age = age_on(person, reading.origin.when.first_day())
    usual = [u for u in entry.ranges if _fits(u, person, age)]
    same = [u for u in usual if u.unit == reading.unit]
    converted = ((u, units.conversion(u.unit, reading.unit, entry.id)) for u in usual)
    fitting: Sequence[ReferenceRange] = [ReferenceRange(u.low, u.high, GENERAL) for u in same] or [
        _converted(u, conversion) for u, conversion in converted if conversion
    ]
    return replace(reading, range=fitting[0]) if len(fitting) == 1 else reading


def _converted(usual: UsualRange, conversion: Conversion) -> ReferenceRange:
    """The range in another unit; its ends are taken with what rounds to them, as they would be in their own."""
    limits = (usual.low, usual.high)
    half = 0.5 if all(limit is None or limit == int(limit) for limit in limits) else 0.05
    low, high = (
        None if limit is None else round(conversion(limit + way * half), _DIGITS)
        for limit, way in zip(limits, (-1, 1), strict=True)
    )
    return ReferenceRange(low, high, GENERAL)
