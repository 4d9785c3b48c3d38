"""The records of an Apple Health export, each read once and added to the sums of its day."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from core.errors import ExportTooLarge
from store.apple_times import OddTime, Times
from store.apple_units import METRES, STAGES, measured_unit
from store.report import Reason, Refusals
from store.wear_counts import Counted, CountTally, NoRoom
from store.wear_points import HeartTally, Measured, Point, PointTally
from store.wear_recorder import Recorders
from store.wear_sleep import LONGEST_S, SleepTally, Stretch

Attributes = dict[str, str]
T = TypeVar("T")
LONGEST_COUNT_S: Final = 31 * 86_400
_MOST_PRESSURES: Final = 200_000
_HIGHEST_COUNT: Final = 10_000_000.0
_FASTEST_PER_MIN: Final = 500.0
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,20})?")


class Odd(Exception):
    """An attribute does not say what it should."""

    def __init__(self, attribute: str, reason: Reason) -> None:
        self.attribute, self.reason = attribute, reason
        super().__init__()


class AppleRecords:
    """Takes elements as they come; afterwards the tallies hold the days."""

    def __init__(self, path: Path) -> None:
        self.counts, self.heart, self.points, self.sleep = CountTally(), HeartTally(), PointTally(), SleepTally()
        self.recorders = Recorders()
        self.refusals = Refusals()
        self.records = 0
        self.exported = ""
        """FHIR instant of the export; empty when it does not say."""
        self.born, self.sex = "", ""
        self._path = path
        self._times = Times()
        self._pressures: dict[tuple[str, int], list[str]] = {}
        quantity = "HKQuantityTypeIdentifier"
        self._readers: dict[str, Callable[[Attributes], None]] = {
            f"{quantity}StepCount": lambda record: self._count(record, Counted.STEPS),
            f"{quantity}DistanceWalkingRunning": lambda record: self._count(record, Counted.METRES),
            f"{quantity}FlightsClimbed": lambda record: self._count(record, Counted.FLIGHTS),
            f"{quantity}HeartRate": self._heart_rate,
            f"{quantity}RestingHeartRate": lambda record: self._point(record, Measured.RESTING, most=1),
            f"{quantity}BodyMass": lambda record: self._point(record, Measured.WEIGHT),
            f"{quantity}BloodGlucose": lambda record: self._point(record, Measured.GLUCOSE),
            f"{quantity}OxygenSaturation": lambda record: self._point(record, Measured.OXYGEN),
            f"{quantity}BodyTemperature": lambda record: self._point(record, Measured.TEMPERATURE),
            f"{quantity}BloodPressureSystolic": lambda record: self._pressure(record, 0),
            f"{quantity}BloodPressureDiastolic": lambda record: self._pressure(record, 1),
            "HKCategoryTypeIdentifierSleepAnalysis": self._slept,
        }

    def element(self, name: str, attributes: Attributes) -> None:
        """Takes one element; raises `ExportTooLarge`."""
        if name == "Record":
            self.records += 1
            read = self._readers.get(attributes.get("type", ""))
            if read is not None:
                self._read(read, attributes)
        elif name == "ExportDate":
            self.exported = self._times.instant(attributes.get("value", ""))
        elif name == "Me":
            self.born, self.sex = self._times.birth_date(attributes), _sex(attributes)

    def pair_pressures(self) -> None:
        """Files the blood pressures: both halves come one by one, and again inside their correlation."""
        for (at, recorder), halves in self._pressures.items():
            if all(halves):
                self.points.add(Measured.PRESSURE, Point(at, tuple(halves), "mm[Hg]", recorder))
            else:
                self.refusals.add("HealthData.Correlation", Reason.MISSING)
        self._pressures.clear()

    def _read(self, read: Callable[[Attributes], None], record: Attributes) -> None:
        try:
            read(record)
        except OddTime as odd:
            self.refusals.add(f"HealthData.Record[{self.records}].{odd.attribute}", Reason.UNCLEAR_DATE)
        except Odd as odd:
            self.refusals.add(f"HealthData.Record[{self.records}].{odd.attribute}", odd.reason)
        except NoRoom:
            raise ExportTooLarge(path=self._path, where=f"more days than a life has at record {self.records}") from None

    def _recorder(self, record: Attributes) -> int:
        return self.recorders.number(record.get("sourceName", ""), record.get("device", ""))

    def _count(self, record: Attributes, counted: Counted) -> None:
        amount = _number(record, _HIGHEST_COUNT)
        if counted is Counted.METRES:
            amount *= _of(METRES, record, "unit")
        stretch = self._times.stretch(record)
        length_s = stretch.end_utc_s - stretch.start_utc_s
        if length_s > LONGEST_COUNT_S:
            raise Odd("endDate", Reason.UNCLEAR_DATE)
        if amount:
            self.counts.add(counted, self._recorder(record), (stretch.day, stretch.second), length_s, amount)

    def _heart_rate(self, record: Attributes) -> None:
        day, _, _ = self._times.moment(record, "startDate")
        self.heart.add(day, _number(record, _FASTEST_PER_MIN))

    def _point(self, record: Attributes, measured: Measured, most: int = 4) -> None:
        written = _decimal(record)
        value, unit = measured_unit(measured, written, record.get("unit", "")) or ("", "")
        if not unit:
            raise Odd("unit", Reason.UNKNOWN_UNIT)
        at = self._times.written(record, "startDate")
        self.points.add(measured, Point(at, (value,), unit, self._recorder(record)), most)

    def _pressure(self, record: Attributes, half: int) -> None:
        if record.get("unit") != "mmHg":
            raise Odd("unit", Reason.UNKNOWN_UNIT)
        key = self._times.written(record, "startDate"), self._recorder(record)
        halves = self._pressures.setdefault(key, ["", ""])
        halves[half] = _decimal(record)
        if len(self._pressures) > _MOST_PRESSURES:
            raise NoRoom

    def _slept(self, record: Attributes) -> None:
        stage = _of(STAGES, record, "value", Reason.UNCLEAR_VALUE)
        stretch = self._times.stretch(record)
        length_s = stretch.end_utc_s - stretch.start_utc_s
        if length_s > LONGEST_S:
            raise Odd("endDate", Reason.UNCLEAR_DATE)
        if length_s:
            offsets = stretch.start_offset_s, stretch.end_offset_s
            times = stretch.start_utc_s, stretch.end_utc_s
            self.sleep.add(Stretch(*times, *offsets, stage, self._recorder(record)))


def _number(record: Attributes, highest: float) -> float:
    try:
        value = float(record["value"])
    except (KeyError, ValueError):
        value = math.nan
    if not 0.0 <= value <= highest:
        raise Odd("value", Reason.UNCLEAR_VALUE)
    return value


def _decimal(record: Attributes) -> str:
    written = record.get("value", "")
    if not _DECIMAL.fullmatch(written) or not float(written):
        raise Odd("value", Reason.UNCLEAR_VALUE)
    return written


def _of(known: dict[str, T], record: Attributes, attribute: str, reason: Reason = Reason.UNKNOWN_UNIT) -> T:
    found = known.get(record.get(attribute, ""))
    if found is None:
        raise Odd(attribute, reason)
    return found


def _sex(attributes: Attributes) -> str:
    written = attributes.get("HKCharacteristicTypeIdentifierBiologicalSex", "")
    known = {"HKBiologicalSexFemale": "female", "HKBiologicalSexMale": "male", "HKBiologicalSexOther": "other"}
    return known.get(written, "")
