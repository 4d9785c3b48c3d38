"""Readings that belong together as one measurement: the two halves of a blood pressure."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.facts import Origin, Reading
from core.saying import say_number, say_quantity

SYSTOLIC, DIASTOLIC = "loinc|8480-6", "loinc|8462-4"
_HALVES = (SYSTOLIC, DIASTOLIC)
_PRESSURE_WORDS = frozenset("systolic diastolic blood pressure bp arterial mmhg".split())
"""What the name of half a blood pressure is made of, where a record gives no code."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One or two readings taken at once; with two, the first is the systolic."""

    readings: tuple[Reading, ...] = field(repr=False)

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        return self.readings[0].origin

    @property
    def value(self) -> float | None:
        """The first number; None for a result in words."""
        return self.readings[0].value

    def said(self, units: Mapping[str, tuple[str, str]]) -> str:
        """The value in words: `7.2 percent`, `138 over 78`, `less than 0.3 ...`, `negative`."""
        first = self.readings[0]
        if len(self.readings) == 2 and None not in (first.value, self.readings[1].value):
            return " over ".join(say_number(r.value) for r in self.readings if r.value is not None)
        if first.value is None:
            return first.text.lower() if first.text.istitle() else first.text
        comparator = {"<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least "}.get(first.text, "")
        return comparator + say_quantity(first.value, first.unit, units)


def measurements(readings: Sequence[Reading]) -> tuple[Measurement, ...]:
    """The readings, newest first, with the two halves of a blood pressure joined.

    They belong together when they stand in one entry, or when a source has just one of each on a day.
    """
    joined: dict[tuple[Hashable, ...], list[Reading]] = {}
    for reading in readings:
        pair = _half(reading) is not None
        joined.setdefault((reading.origin.resource, "" if pair else reading.key), []).append(reading)
    groups = [sorted(group, key=lambda r: (_half(r) or 0, r.key)) for group in joined.values()]
    lone: dict[tuple[Hashable, ...], list[Reading]] = {}
    for group in groups:
        if len(group) == 1 and _half(group[0]) is not None:
            lone.setdefault((group[0].origin.source, group[0].origin.when), []).append(group[0])
    pairs = {id(r): pair for pair in lone.values() if _is_pair(pair) for r in pair}
    return tuple(_with_halves(groups, pairs))


def _with_halves(groups: Sequence[list[Reading]], pairs: Mapping[int, list[Reading]]) -> Iterator[Measurement]:
    done = set[int]()
    for group in groups:
        pair = pairs.get(id(group[0]))
        if pair is None:
            yield Measurement(tuple(group))
        elif id(pair[0]) not in done:
            done.add(id(pair[0]))
            yield Measurement(tuple(sorted(pair, key=lambda r: _half(r) or 0)))


def _is_pair(found: Sequence[Reading]) -> bool:
    return len(found) == 2 and {_half(r) for r in found} == {0, 1} and found[0].origin.when is not None


def _half(reading: Reading) -> int | None:
    """0 for a systolic pressure, 1 for a diastolic one, None for anything else."""
    if reading.key in _HALVES:
        return _HALVES.index(reading.key)
    if not reading.key.startswith("text|"):
        return None
    named = set(reading.key.removeprefix("text|").split())
    found = [half for half, word in enumerate(("systolic", "diastolic")) if word in named]
    return found[0] if len(found) == 1 and named <= _PRESSURE_WORDS else None
