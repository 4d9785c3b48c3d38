"""What was measured at a moment: kept as written, a few of each day; and the heart's range over a day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from core.facts import HeartRange

KEPT_A_DAY = 4
"""Measurements of one kind that a day keeps; of more, the lowest, the highest and the latest stay."""


class Measured(StrEnum):
    """What is measured; the names are part of the ids of what is stored."""

    WEIGHT = "weight"
    GLUCOSE = "glucose"
    OXYGEN = "oxygen"
    TEMPERATURE = "temperature"
    RESTING = "resting-heart-rate"
    PRESSURE = "blood-pressure"


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement."""

    at: str
    """FHIR dateTime in local time as written: `2026-10-03T08:00:00-04:00`, or a day."""
    values: tuple[str, ...] = field(repr=False)
    """Decimal numbers; two for a blood pressure, the upper one first."""
    unit: str = field(repr=False)
    """UCUM."""
    recorder: int

    @property
    def size(self) -> float:
        """What it sorts by."""
        return float(self.values[0])


class PointTally:
    """A few measurements of each kind and day, however many there are: all up to `KEPT_A_DAY`."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Measured, str], list[Point]] = {}
        self._many: set[tuple[Measured, str]] = set()
        """Days that had more than they keep."""

    def add(self, measured: Measured, point: Point, most: int = KEPT_A_DAY) -> None:
        """Adds a measurement; one that is there already is not added again."""
        day = measured, point.at[:10]
        kept = self._kept.setdefault(day, [])
        if any(point.at == other.at and point.values == other.values for other in kept):
            return
        kept.append(point)
        if len(kept) > most or day in self._many:
            self._many.add(day)
            latest = max(kept, key=lambda one: one.at)
            low, high = min(kept, key=lambda one: one.size), max(kept, key=lambda one: one.size)
            kept[:] = dict.fromkeys([low, high, latest] if most > 1 else [latest])

    def points(self) -> Iterator[tuple[Measured, Point]]:
        """Everything kept, by kind and time."""
        for (measured, _), kept in sorted(self._kept.items()):
            yield from ((measured, point) for point in sorted(kept, key=lambda one: (one.at, one.size)))


class HeartTally:
    """The lowest, mean and highest heart rate of each day."""

    def __init__(self) -> None:
        self._days: dict[int, list[float]] = {}

    def add(self, day: int, per_minute: float) -> None:
        """Adds a measurement, by proleptic ordinal."""
        held = self._days.get(day)
        if held is None:
            self._days[day] = [1.0, per_minute, per_minute, per_minute]
            return
        held[0] += 1.0
        held[1] += per_minute
        if per_minute < held[2]:
            held[2] = per_minute
        elif per_minute > held[3]:
            held[3] = per_minute

    def ranges(self) -> dict[int, HeartRange]:
        """By day."""
        return {day: HeartRange(low, total / count, high) for day, (count, total, low, high) in self._days.items()}
