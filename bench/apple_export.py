"""Writes an Apple Health `export.xml` of a given number of records, seeded, with the traps of real ones.

`python -m bench.apple_export FILE [RECORDS]`: phone and watch that count the same steps, device strings with
another memory address in every record, records that come twice, overlapping sleep stages, Apple's own
malformed document type. The steps of every day are also added up here, by construction and not by reading:
what the phone counts while the watch is worn is a copy of what the watch counts.
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

SEED = 20261003
RECORDS = 2_000_000
A_DAY = 500
"""Records of one day, near what a watch and a phone write."""
LAST_DAY = dt.date(2026, 10, 3)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>
<HealthData locale="en_US">
 <ExportDate value="2026-10-04 09:00:00 -0400"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="1948-03-02" HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"/>
"""
_WATCH = "Margaret’s Apple\xa0Watch", "Apple Watch", "Watch", "Watch6,2"
_PHONE = "Margaret’s iPhone", "iPhone", "iPhone", "iPhone14,2"
_NOTE = ' <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="0"/>\n'


def write_export(path: Path, records: int = RECORDS, seed: int = SEED) -> dict[dt.date, int]:
    """Writes the file and returns the steps of each day."""
    days = max(1, records // A_DAY)
    first = LAST_DAY - dt.timedelta(days=days - 1)
    steps: dict[dt.date, int] = {}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for kind in (_steps, _heart, _energy, _distance, _sleep, _oxygen, _weight):
            for number in range(days):
                day = first + dt.timedelta(days=number)
                kind(file, random.Random(f"{seed} {kind.__name__} {day}"), day, steps)
        file.write("</HealthData>\n")
    return steps


def _steps(file: TextIO, dice: random.Random, day: dt.date, steps: dict[dt.date, int]) -> None:
    total = 0
    for minute in _minutes(dice, 60):
        count = dice.randrange(20, 400)
        start, end = _at(day, minute * 60), _at(day, minute * 60 + 480)
        worn = dice.random() < 0.8
        if worn:
            _record(file, dice, ("StepCount", *_WATCH), (start, end), (count, "count"))
        for _ in range(1 + (dice.random() < 0.02)):
            _record(file, dice, ("StepCount", *_PHONE), (start, end), (count, "count"))
        total += count
    steps[day] = total


def _heart(file: TextIO, dice: random.Random, day: dt.date, _: object) -> None:
    for minute in range(0, 1440, 7):
        at = _at(day, minute * 60 + dice.randrange(60))
        _record(file, dice, ("HeartRate", *_WATCH), (at, at), (dice.randrange(52, 140), "count/min"), _NOTE)
    at = _at(day, 0)
    _record(file, dice, ("RestingHeartRate", *_WATCH), (at, _at(day, 86_000)), (dice.randrange(52, 70), "count/min"))


def _energy(file: TextIO, dice: random.Random, day: dt.date, _: object) -> None:
    for minute in range(0, 1440, 14):
        times = _at(day, minute * 60), _at(day, minute * 60 + 600)
        _record(file, dice, ("ActiveEnergyBurned", *_WATCH), times, (round(dice.random() * 9, 4), "kcal"), _NOTE * 5)


def _distance(file: TextIO, dice: random.Random, day: dt.date, _: object) -> None:
    for minute in _minutes(dice, 60):
        times = _at(day, minute * 60), _at(day, minute * 60 + 480)
        _record(file, dice, ("DistanceWalkingRunning", *_WATCH), times, (round(dice.random() / 4, 5), "km"))


def _sleep(file: TextIO, dice: random.Random, day: dt.date, _: object) -> None:
    second = 600 + dice.randrange(1800)
    for stage in ("Core", "Deep", "Core", "REM", "Core", "Deep", "Core", "REM") * 2:
        times = _at(day, second), _at(day, second + 1500 + 60)
        _slept(file, dice, times, f"Asleep{stage}")
        second += 1500
    _slept(file, dice, (_at(day, 300), _at(day, second + 300)), "InBed")


def _oxygen(file: TextIO, dice: random.Random, day: dt.date, _: object) -> None:
    for hour in range(0, 24, 2):
        at = _at(day, hour * 3600)
        _record(file, dice, ("OxygenSaturation", *_WATCH), (at, at), (dice.randrange(93, 100) / 100, "%"), _NOTE * 2)


def _weight(file: TextIO, dice: random.Random, day: dt.date, _: object) -> None:
    at = _at(day, 7 * 3600)
    _record(file, dice, ("BodyMass", *_PHONE), (at, at), (round(72 + dice.random(), 2), "kg"))


def _minutes(dice: random.Random, count: int) -> Iterator[int]:
    """Starts of stretches of eight minutes that do not overlap."""
    yield from sorted(10 * slot for slot in dice.sample(range(42, 138), count))


def _at(day: dt.date, second: int) -> str:
    return f"{dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=second):%Y-%m-%d %H:%M:%S} -0400"


def _device(dice: random.Random, source: Sequence[str]) -> str:
    _, name, model, hardware = source
    return (
        f"&lt;&lt;HKDevice: 0x{dice.getrandbits(36):09x}&gt;, name:{name}, manufacturer:Apple Inc., model:{model},"
        f" hardware:{hardware}, software:{dice.randrange(15, 19)}.{dice.randrange(6)}&gt;"
    )


def _record(
    file: TextIO,
    dice: random.Random,
    what: tuple[str, str, str, str, str],
    times: tuple[str, str],
    value: tuple[object, str],
    inside: str = "",
) -> None:
    kind, *source = what
    start, end = times
    file.write(
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source[0]}" sourceVersion="15.4.1"'
        f' device="{_device(dice, source)}" unit="{value[1]}" creationDate="{end}" startDate="{start}" endDate="{end}"'
        f' value="{value[0]}"' + (f">\n {inside} </Record>\n" if inside else "/>\n")
    )


def _slept(file: TextIO, dice: random.Random, times: tuple[str, str], stage: str) -> None:
    start, end = times
    file.write(
        f' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="{_WATCH[0]}" sourceVersion="9.1"'
        f' device="{_device(dice, _WATCH)}" creationDate="{end}" startDate="{start}" endDate="{end}"'
        f' value="HKCategoryValueSleepAnalysis{stage}"/>\n'
    )


if __name__ == "__main__":
    write_export(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else RECORDS)
