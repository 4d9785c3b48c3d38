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
    if limits is None or value is None:
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
        and usual.key in ("", reading.key)
        and usual.sex in ("", person.sex)
        and age is not None
        and usual.from_age <= age <= usual.to_age
    )


def with_range(reading: Reading, entry: Entry | None, person: Person) -> Reading:
    """The reading with a general range when the laboratory gave none and one surely fits, else as it is.

    An entry that nobody compared with its source decides nothing, nor does a range without a source.
    """
    if reading.range is not None or entry is None or not entry.checked or reading.origin.when is None:
        return reading
    age = age_on(person, reading.origin.when.first_day())
    fitting: Sequence[UsualRange] = [u for u in entry.ranges if _fits(u, reading, person, age)]
    if len(fitting) != 1:
        return reading
    usual = fitting[0]
    return replace(reading, range=ReferenceRange(usual.low, usual.high, GENERAL, usual.decimals))
