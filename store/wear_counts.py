"""What was counted over stretches of time, added up per day with nothing counted twice.

Where the stretches of two recorders overlap, the preferred one's count stands and the other fills the gaps,
in proportion to the time that is left of its stretch. Stretches of one rank that overlap (a record that
comes twice, an old and a new phone in one pocket) count once as well, so no set of what was seen is needed.

Memory: 12 bytes a record. Beyond `ROOM` records, full days are kept in steps of five minutes, so that what
is held grows with days, never with records.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from store.wear_recorder import MOST_RECORDERS, Recorder

DAY_S = 86_400
ROOM = 6_000_000
"""Stretches held as they are: 72 MB."""
_FULL_DAY = 288
_STEP_S = DAY_S // _FULL_DAY
_FIELDS = 3
"""Start and length in seconds of the local day, and the count, as 32-bit floats: exact below 2^24."""
_RECORDERS = MOST_RECORDERS + 1

Stretch = tuple[float, float, float]


class NoRoom(Exception):
    """More days and recorders than a life holds."""


class Counted(IntEnum):
    """What is counted."""

    STEPS = 0
    METRES = 1
    FLIGHTS = 2


@dataclass(frozen=True, slots=True)
class Total:
    """A day's count."""

    amount: float = field(repr=False)
    recorders: tuple[int, ...]
    """Whose counts are in it, the preferred one first."""


class CountTally:
    """Adds up stretches per day, kind and recorder."""

    def __init__(self) -> None:
        self._held: dict[int, array[float]] = {}
        self._stretches = 0

    def add(self, counted: int, recorder: int, start: tuple[int, int], length_s: int, amount: float) -> None:
        """Adds `amount` over a stretch that begins at (day, second of the day); split at midnight.

        Raises `NoRoom`.
        """
        day, second = start
        while second + length_s > DAY_S:
            part_s = DAY_S - second
            share = amount * part_s / length_s
            self._put(counted, recorder, day, (second, part_s, share))
            day, second, length_s, amount = day + 1, 0, length_s - part_s, amount - share
        if length_s or amount:
            self._put(counted, recorder, day, (second, length_s or 1, amount))

    def _put(self, counted: int, recorder: int, day: int, stretch: Stretch) -> None:
        key = (day * len(Counted) + counted) * _RECORDERS + recorder
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = array("f")
        held.extend(stretch)
        self._stretches += 1
        if self._stretches >= ROOM:
            self._make_room()

    def _make_room(self) -> None:
        for key, held in self._held.items():
            if len(held) > _FULL_DAY * _FIELDS // 2:
                self._held[key] = _in_steps(held)
        self._stretches = sum(map(len, self._held.values())) // _FIELDS
        if self._stretches > ROOM // 2:
            raise NoRoom

    def totals(self, recorders: Sequence[Recorder]) -> Iterator[tuple[int, dict[Counted, Total]]]:
        """Each day in order (proleptic ordinal) with its totals."""
        days: dict[int, dict[Counted, dict[int, array[float]]]] = {}
        for key, held in self._held.items():
            rest, recorder = divmod(key, _RECORDERS)
            day, counted = divmod(rest, len(Counted))
            days.setdefault(day, {}).setdefault(Counted(counted), {})[recorder] = held
        for day in sorted(days):
            yield day, {counted: union_total(held, recorders) for counted, held in sorted(days[day].items())}


def union_total(held: Mapping[int, Iterable[float]], recorders: Sequence[Recorder]) -> Total:
    """One day's stretches by recorder (start, length, count flat in a row) added up without overlap."""
    ranks: dict[int, list[tuple[float, float, float, int]]] = {}
    for number, flat in held.items():
        mine = ranks.setdefault(recorders[number].rank, [])
        mine.extend((start, -length, amount, number) for start, length, amount in _stretches(flat))
    covered = _Covered()
    amount, by = 0.0, dict.fromkeys(range(0))
    for _, stretches in sorted(ranks.items()):
        mine_amount, mine_by = _add_rank(sorted(stretches), covered)
        amount += mine_amount
        by |= dict.fromkeys(mine_by)
    return Total(amount, tuple(by))


def _add_rank(stretches: Sequence[tuple[float, float, float, int]], covered: "_Covered") -> tuple[float, list[int]]:
    amount, by, reach = 0.0, [], 0.0
    fresh: list[tuple[float, float]] = []
    for start, minus_length, count, number in stretches:
        begin, end = max(start, reach), start - minus_length
        if end <= begin:
            continue
        left = (end - begin - covered.within(begin, end)) / -minus_length
        if left > 0:
            amount += count * left
            by.append(number)
        fresh.append((begin, end))
        reach = end
    covered.cover(fresh)
    return amount, by


class _Covered:
    """Stretches of the day that are accounted for: sorted and apart."""

    def __init__(self) -> None:
        self._starts: list[float] = []
        self._ends: list[float] = []

    def within(self, begin: float, end: float) -> float:
        """Seconds between `begin` and `end` that are covered."""
        first, last = bisect_right(self._ends, begin), bisect_left(self._starts, end)
        return sum(min(end, self._ends[at]) - max(begin, self._starts[at]) for at in range(first, last))

    def cover(self, stretches: Iterable[tuple[float, float]]) -> None:
        """Adds stretches to what is covered."""
        starts: list[float] = []
        ends: list[float] = []
        for begin, end in sorted([*zip(self._starts, self._ends, strict=True), *stretches]):
            if ends and begin <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(begin)
                ends.append(end)
        self._starts, self._ends = starts, ends


def _stretches(flat: Iterable[float]) -> Iterator[Stretch]:
    values = iter(flat)
    return zip(values, values, values, strict=True)


def _in_steps(held: Iterable[float]) -> "array[float]":
    """The same count in steps of five minutes; what overlaps counts once, and the latest step stays as it is."""
    stretches = sorted((start, -length, amount) for start, length, amount in _stretches(held))
    edge = stretches[-1][0] // _STEP_S * _STEP_S
    amounts: dict[int, float] = {}
    reach = 0.0
    for start, minus_length, amount in stretches:
        begin, end = max(start, reach), start - minus_length
        if begin < end <= edge:
            for step in range(int(begin // _STEP_S), int(-(-end // _STEP_S))):
                inside = min(end, (step + 1) * _STEP_S) - max(begin, step * _STEP_S)
                amounts[step] = amounts.get(step, 0.0) + amount * inside / -minus_length
            reach = end
    steps = [value for step in sorted(amounts) for value in (step * _STEP_S, _STEP_S, amounts[step])]
    late = [value for start, minus, amount in stretches if start - minus > edge for value in (start, -minus, amount)]
    return array("f", steps + late)
