"""The entries of Fitbit's monthly files, added to the sums of their day."""

import datetime as dt
import math
import zoneinfo
from collections.abc import Iterator
from typing import Final

from store.fhir_json import JsonObject, child, children, number, words
from store.report import Reason, Refusals
from store.wear_counts import Counted, CountTally
from store.wear_points import Measured, Point, PointTally
from store.wear_recorder import Rank, Recorder
from store.wear_sleep import LONGEST_S, SleepTally, Stage, Stretch

_FITBIT: Final = Recorder(Rank.WORN, "Fitbit")
_LEVELS: Final = {
    "wake": Stage.AWAKE,
    "awake": Stage.AWAKE,
    "restless": Stage.AWAKE,
    "asleep": Stage.ASLEEP,
    "light": Stage.LIGHT,
    "deep": Stage.DEEP,
    "rem": Stage.REM,
}
"""Levels of the stages log and of the older classic log, in which Fitbit counts restless as not asleep."""
_WRITTEN: Final = ("%m/%d/%y %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")
_MOST_A_MINUTE: Final = 1_000_000
_FASTEST_PER_MIN: Final = 500
_YEARS: Final = range(1900, 2101)


class FitbitRecords:
    """Takes entries file by file; afterwards the tallies hold the days."""

    def __init__(self, refusals: Refusals) -> None:
        self.counts, self.points, self.sleep = CountTally(), PointTally(), SleepTally()
        self.recorders = (_FITBIT,)
        self._refusals = refusals
        self._zone: dt.tzinfo | None = None
        self._readers = {"steps": self._steps, "sleep": self._slept, "resting_heart_rate": self._resting}

    def set_zone(self, name: str) -> None:
        """Sets the person's time zone (`America/New_York`); an unknown one is none."""
        try:
            self._zone = zoneinfo.ZoneInfo(name) if name else None
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            self._zone = None

    def read(self, kind: str, place: str, entries: list[object]) -> None:
        """Takes the entries of one file; raises `NoRoom`."""
        for at, entry in enumerate(entries):
            reason = self._readers[kind](entry) if isinstance(entry, dict) else Reason.UNCLEAR_VALUE
            if reason is not None:
                self._refusals.add(f"{place}[{at}]", reason)

    def _steps(self, entry: JsonObject) -> Reason | None:
        at, count = _time(words(entry, "dateTime")), number(entry, "value")
        if at is None:
            return Reason.UNCLEAR_DATE
        if count is None or not 0 <= count <= _MOST_A_MINUTE:
            return Reason.UNCLEAR_VALUE
        if self._zone is not None:
            at = at.replace(tzinfo=dt.UTC).astimezone(self._zone)
        if count:
            second = at.hour * 3600 + at.minute * 60 + at.second
            self.counts.add(Counted.STEPS, 0, (at.toordinal(), second), 60, count)
        return None

    def _resting(self, entry: JsonObject) -> Reason | None:
        value = child(entry, "value")
        rate = number(value, "value")
        if rate == 0:
            return None  # a day on which it was not measured
        day = _time(f"{words(value, 'date')} 00:00:00") or _time(words(entry, "dateTime"))
        if day is None:
            return Reason.UNCLEAR_DATE
        if rate is None or not 0 < rate <= _FASTEST_PER_MIN:
            return Reason.UNCLEAR_VALUE
        # Fitbit computes it to fourteen digits; it is told in whole beats, like everywhere else.
        point = Point(day.date().isoformat(), (str(max(1, round(rate))),), "/min", 0)
        self.points.add(Measured.RESTING, point, most=1)
        return None

    def _slept(self, entry: JsonObject) -> Reason | None:
        start, end = _time(words(entry, "startTime")), _time(words(entry, "endTime"))
        if start is None or end is None or not 0 < (end - start).total_seconds() <= LONGEST_S:
            return Reason.UNCLEAR_DATE
        stretches = list(_levels(entry)) or [_stretch(start, int((end - start).total_seconds()), Stage.ASLEEP)]
        for stretch in stretches:
            self.sleep.add(stretch)
        return None


def _levels(entry: JsonObject) -> Iterator[Stretch]:
    """The stages of a night; short times awake lie over the longer stages."""
    levels = child(entry, "levels")
    for part in (*children(levels, "data"), *children(levels, "shortData")):
        at, seconds, stage = _time(words(part, "dateTime")), number(part, "seconds"), _LEVELS.get(words(part, "level"))
        if at is not None and stage is not None and seconds is not None and 0 < seconds <= LONGEST_S:
            yield _stretch(at, math.floor(seconds), stage)


def _stretch(at: dt.datetime, seconds: int, stage: Stage) -> Stretch:
    start_s = int(at.replace(tzinfo=dt.UTC).timestamp())
    return Stretch(start_s, start_s + seconds, 0, 0, stage, 0)


def _time(text: str) -> dt.datetime | None:
    """A time as Fitbit writes it, without a zone."""
    for form in _WRITTEN:
        try:
            found = dt.datetime.strptime(text, form)
        except ValueError:
            continue
        return found if found.year in _YEARS else None
    return None
