"""Sleep: stretches of stages merged into nights and naps.

- Stretches closer than `APART_S` belong to one sleep, whoever recorded them.
- Of one sleep one recorder is believed: the preferred one, unless another saw more than twice as much of it.
- Where its stages overlap, each minute counts once: awake before deep, REM and light, these before sleep
  without a stage.
- The night of a day is what lies between ten in the evening and eight in the morning when it ends, in local
  time as written; whoever sleeps by day has the longest sleep of three hours or more as their night. The
  rest are naps of the day on which they end.
"""

import datetime as dt
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from store.wear_counts import DAY_S, NoRoom
from store.wear_recorder import Recorder

MOST_STRETCHES = 2_000_000
"""A hundred stretches a night for half a century; 54 MB."""
APART_S = 90 * 60
"""Longer awake than this, and a new sleep has begun."""
LONGEST_S = DAY_S
_EVENING_S, _MORNING_S = 22 * 3600, 8 * 3600
_BY_DAY_S = 3 * 3600
_HALF_HOUR_S = 30 * 60
_EPOCH = dt.date(1970, 1, 1).toordinal()


class Stage(IntEnum):
    """What a stretch says; where two overlap, the smaller counts."""

    AWAKE = 0
    DEEP = 1
    REM = 2
    LIGHT = 3
    ASLEEP = 4
    """Asleep, the stage is not known."""
    IN_BED = 5


_SLEEPING = (Stage.DEEP, Stage.REM, Stage.LIGHT, Stage.ASLEEP)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stage from a moment to another, in seconds since 1970 in UTC."""

    start_s: int
    end_s: int
    offset_start_s: int
    """Local time less UTC."""
    offset_end_s: int
    stage: Stage
    recorder: int


@dataclass(frozen=True, slots=True)
class Sleep:
    """One sleep without a long interruption."""

    began_s: int
    """Local time, as seconds since 1970."""
    ended_s: int
    seconds: dict[Stage, int] = field(repr=False)
    """By stage; empty when only the time in bed is known."""
    recorder: int

    @property
    def asleep_s(self) -> int:
        """Asleep in all."""
        return sum(self.seconds.get(stage, 0) for stage in _SLEEPING)


@dataclass(frozen=True, slots=True)
class SleepOfDay:
    """The night that ends on a day, and that day's naps."""

    day: int
    """Proleptic ordinal."""
    night: tuple[Sleep, ...]
    naps: tuple[Sleep, ...]


class SleepTally:
    """Collects stretches and tells nights from naps."""

    def __init__(self) -> None:
        self._times = array("q")
        self._rest = array("i")

    def add(self, stretch: Stretch) -> None:
        """Adds a stretch; raises `NoRoom`."""
        if len(self._times) >= 2 * MOST_STRETCHES:
            raise NoRoom
        self._times.extend((stretch.start_s, stretch.end_s))
        self._rest.extend((stretch.offset_start_s, stretch.offset_end_s, stretch.stage, stretch.recorder))

    def days(self, recorders: Sequence[Recorder]) -> Iterator[SleepOfDay]:
        """Every day on which a night or a nap ends, in order."""
        nights: dict[int, list[Sleep]] = {}
        naps: dict[int, list[Sleep]] = {}
        for stretches in self._sessions():
            sleep = _sleep(stretches, recorders)
            if sleep is not None:
                day = _night_of(sleep)
                held, day = (naps, _day(sleep.ended_s - 1)) if day is None else (nights, day)
                held.setdefault(day, []).append(sleep)
        for day in sorted(nights.keys() | naps.keys()):
            yield _told_apart(day, nights.get(day, []), naps.get(day, []))

    def _sessions(self) -> Iterator[list[Stretch]]:
        """Stretches by sleep, in order of time."""
        times, session, reach = self._times, list[Stretch](), 0
        for at in sorted(range(len(times) // 2), key=lambda at: times[2 * at]):
            if session and times[2 * at] > reach + APART_S:
                yield session
                session = []
            stretch = self._stretch(at)
            reach = max(reach, stretch.end_s) if session else stretch.end_s
            session.append(stretch)
        if session:
            yield session

    def _stretch(self, at: int) -> Stretch:
        start_s, end_s = self._times[2 * at : 2 * at + 2]
        offset_start_s, offset_end_s, stage, recorder = self._rest[4 * at : 4 * at + 4]
        return Stretch(start_s, end_s, offset_start_s, offset_end_s, Stage(stage), recorder)


def _sleep(stretches: Sequence[Stretch], recorders: Sequence[Recorder]) -> Sleep | None:
    """What one sleep was, by the recorder that is believed; None when nobody was asleep or in bed."""
    by_recorder: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        by_recorder.setdefault(stretch.recorder, []).append(stretch)
    seconds = {number: _seconds(mine) for number, mine in by_recorder.items()}
    asleep = {number: sum(told.get(stage, 0) for stage in _SLEEPING) for number, told in seconds.items()}
    most = max(asleep.values())
    if not most:
        in_bed = [stretch for stretch in stretches if stretch.stage == Stage.IN_BED]
        return _between(in_bed, {}, in_bed[0].recorder) if in_bed else None
    believed = min(
        (number for number in asleep if 2 * asleep[number] >= most),
        key=lambda number: (recorders[number].rank, -asleep[number], number),
    )
    mine = [stretch for stretch in by_recorder[believed] if stretch.stage in _SLEEPING]
    return _between(mine, seconds[believed], believed)


def _between(stretches: Sequence[Stretch], seconds: dict[Stage, int], recorder: int) -> Sleep:
    first, last = min(stretches, key=lambda one: one.start_s), max(stretches, key=lambda one: one.end_s)
    return Sleep(first.start_s + first.offset_start_s, last.end_s + last.offset_end_s, seconds, recorder)


def _seconds(stretches: Sequence[Stretch]) -> dict[Stage, int]:
    """Seconds by stage between falling asleep and waking for good, each counted once."""
    sleeping = [stretch for stretch in stretches if stretch.stage in _SLEEPING]
    if not sleeping:
        return {}
    first, last = min(one.start_s for one in sleeping), max(one.end_s for one in sleeping)
    turns: list[tuple[int, int, Stage]] = []
    for one in stretches:
        if one.stage != Stage.IN_BED and one.start_s < last and one.end_s > first:
            turns += [(max(one.start_s, first), 1, one.stage), (min(one.end_s, last), -1, one.stage)]
    seconds: dict[Stage, int] = {}
    active = dict.fromkeys(Stage, 0)
    before = first
    for at, change, stage in sorted(turns):
        told = next((s for s in Stage if active[s]), None)
        if told is not None and at > before:
            seconds[told] = seconds.get(told, 0) + at - before
        before = at
        active[stage] += change
    return seconds


def _night_of(sleep: Sleep) -> int | None:
    """The day whose night a sleep belongs to; None for one by day."""
    ends = _day(sleep.ended_s - 1)
    enough_s = min(_HALF_HOUR_S, (sleep.ended_s - sleep.began_s) / 2)
    for day in (ends + 1, ends):
        midnight_s = (day - _EPOCH) * DAY_S
        begin_s, end_s = midnight_s - DAY_S + _EVENING_S, midnight_s + _MORNING_S
        if min(sleep.ended_s, end_s) - max(sleep.began_s, begin_s) >= max(enough_s, 1):
            return day
    return None


def _day(local_s: int) -> int:
    return local_s // DAY_S + _EPOCH


def _told_apart(day: int, nights: Sequence[Sleep], naps: Sequence[Sleep]) -> SleepOfDay:
    measured = [sleep for sleep in nights if sleep.seconds]
    if nights:
        return SleepOfDay(day, tuple(measured or nights), tuple(nap for nap in naps if nap.seconds))
    longest = max(naps, key=lambda sleep: sleep.ended_s - sleep.began_s)
    night = (longest,) if longest.ended_s - longest.began_s >= _BY_DAY_S else ()
    return SleepOfDay(day, night, tuple(nap for nap in naps if nap.seconds and nap not in night))
