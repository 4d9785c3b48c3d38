"""Measurements of one test brought to one unit, where that is certain, to be compared; what is told stays as written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.facts import Reading
from core.measurement import Measurement
from core.units import Units

_WHOLE_FROM = 20
"""From here on a whole number was written as one; below, `7` is what became of `7.0`."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Plain numbers that can be compared with the newest of them, in its unit."""

    measurements: tuple[Measurement, ...]
    """Newest first, as written."""
    values: tuple[float, ...] = field(repr=False)
    """Of each, in the unit of the newest."""
    left_out: int = 0
    """Plain numbers in a unit that cannot be compared with it."""

    @property
    def converted(self) -> int:
        """How many are written in another unit than the newest."""
        return sum(not _same_unit(m, self.measurements[0]) for m in self.measurements)

    def value(self, measurement: Measurement) -> float:
        """The value of one of them, in the unit of the newest."""
        return self.values[self.measurements.index(measurement)]


def alike(series: Sequence[Measurement], units: Units, test: str) -> Alike:
    """What of a series can be compared with its newest plain number."""
    plain = [m for m in series if m.value is not None and not m.readings[0].text]
    valued = [(m, in_unit(m.readings[0], plain[0].readings[0].unit, units, test)) for m in plain]
    known = [(m, value) for m, value in valued if value is not None]
    return Alike(tuple(m for m, _ in known), tuple(value for _, value in known), len(plain) - len(known))


def in_unit(reading: Reading, unit: str, units: Units, test: str) -> float | None:
    """The value of a plain number in another unit; None when that is not certain."""
    conversion = units.conversion(reading.unit, unit, test)
    return None if conversion is None or reading.value is None or reading.text else conversion(reading.value)


def difference(before: Reading, newest: Reading, units: Units, test: str) -> float | None:
    """How far the newest is above what was before, in its unit; 0 where that is less than was written down.

    A value in another unit was rounded there: 53 mmol/mol and 7.0 percent are the same. None when they cannot be
    compared.
    """
    old = in_unit(before, newest.unit, units, test)
    if old is None or newest.value is None or newest.text:
        return None
    if before.unit == newest.unit or before.value is None:
        return newest.value - old
    conversion = units.conversion(before.unit, newest.unit, test)
    step = abs(conversion.slope) * _step(before.value) if conversion else 0.0
    coarsest = max(step, _step(newest.value))
    gap = newest.value - old
    return 0.0 if abs(gap) <= coarsest / 2 else gap


def _step(value: float) -> float:
    """The smallest difference that a number written like this shows."""
    if value == int(value):
        return 1.0 if abs(value) >= _WHOLE_FROM else 0.1
    return float(10 ** -len(f"{value:.6f}".rstrip("0").partition(".")[2]))


def _same_unit(one: Measurement, other: Measurement) -> bool:
    return one.readings[0].unit == other.readings[0].unit
