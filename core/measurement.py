"""Readings that belong together as one measurement: the two halves of a blood pressure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.facts import Origin, Reading
from core.saying import say_number, say_quantity

SYSTOLIC, DIASTOLIC = "loinc|8480-6", "loinc|8462-4"


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
    """The readings, newest first, with blood pressures joined by their resource."""
    joined: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        pair = reading.key in (SYSTOLIC, DIASTOLIC)
        joined.setdefault((reading.origin.resource, "" if pair else reading.key), []).append(reading)
    return tuple(
        Measurement(tuple(sorted(group, key=lambda r: (SYSTOLIC, DIASTOLIC, r.key).index(r.key))))
        for group in joined.values()
    )
