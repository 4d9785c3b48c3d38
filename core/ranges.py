"""Whether a reading is usual: by the laboratory's own range, else by a general one that is said to be general."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from core.facts import Person, Reading, ReferenceRange
from core.knowledge import UNCHECKED, Entry, UsualRange

GENERAL = "general"


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
    if limits.given_by == GENERAL:
        value = _as_exact_as(limits, value)
    below = limits.low is not None and (value < limits.low or (reading.text == "<" and value <= limits.low))
    above = limits.high is not None and (value > limits.high or (reading.text == ">" and value >= limits.high))
    if reading.text in ("<", "<="):
        return Place.BELOW if below else Place.WITHIN if limits.low is None and not above else Place.UNKNOWN
    if reading.text in (">", ">="):
        return Place.ABOVE if above else Place.WITHIN if limits.high is None and not below else Place.UNKNOWN
    return Place.BELOW if below else Place.ABOVE if above else Place.WITHIN


def _says_nothing(limits: ReferenceRange, value: float) -> bool:
    """Some systems write 0 to 0, or 40 to 0, for "no limit given"; a 0 that ought to be 0 is as it should be."""
    if limits.low is None or limits.high is None:
        return False
    return limits.high < limits.low or (limits.low == limits.high == 0 != value)


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


def _fits(usual: UsualRange, reading: Reading, person: Person, age: int | None) -> bool:
    return (
        usual.source != UNCHECKED
        and usual.unit == reading.unit
        and usual.sex in ("", person.sex)
        and age is not None
        and usual.from_age <= age <= usual.to_age
    )


def with_range(reading: Reading, entry: Entry | None, person: Person) -> Reading:
    """The reading with a general range when the laboratory gave none and one surely fits, else as it is."""
    given = reading.range is not None and not _says_nothing(reading.range, reading.value or 0)
    if given or entry is None or reading.origin.when is None:
        return reading
    age = age_on(person, reading.origin.when.first_day())
    fitting: Sequence[UsualRange] = [u for u in entry.ranges if _fits(u, reading, person, age)]
    if len(fitting) != 1:
        return reading
    return replace(reading, range=ReferenceRange(fitting[0].low, fitting[0].high, GENERAL))
