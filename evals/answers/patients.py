"""Whom is asked about: the shared patients, the demo record, and four made-up people who wear a tracker."""

import datetime as dt
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.demo import DEMO_SOURCES, DEMO_TODAY
from evals.answers.raw import Raw, read_raw
from evals.shared import SHARED
from store.bringing import Bringing
from store.vault import Vault

FOLDERS = ("fhir-r4-synthea", "fhir-r4-notes", "fhir-stu3-ranges")
WEARERS = 4
_DAYS, _CHANGED = 40, 10
"""Of so many days the last ten differ clearly from those before, whichever week is meant."""


@dataclass(frozen=True)
class Patient:
    """One record to ask about."""

    name: str
    today: dt.date
    raw: Raw = field(repr=False)
    sources: tuple[tuple[str, Path], ...]


def patients(folder: Path) -> Iterator[Patient]:
    """All of them; trackers' archives are written to `folder`."""
    for part in FOLDERS:
        for file in sorted((SHARED / part).glob("*.json")):
            raw = read_raw(file)
            today = dt.date.fromisoformat(raw.newest_day) + dt.timedelta(days=17)
            yield Patient(file.stem[:24], today, raw, (("shared", file),))
    yield Patient("demo", DEMO_TODAY, read_raw(*(path for _, path in DEMO_SOURCES)), DEMO_SOURCES)
    for number in range(WEARERS):
        yield wearer(number, folder)


def wearer(number: int, folder: Path) -> Patient:
    """Forty days of steps and sleep; of the last ten there is clearly more, or less."""
    dice = random.Random(number)
    more = number % 2
    nights, steps = {}, {}
    for back in range(_DAYS):
        day = DEMO_TODAY - dt.timedelta(days=back)
        late = back < _CHANGED
        nights[day.isoformat()] = (480 if late == more else 370) + dice.randrange(-29, 30)
        if back:
            steps[day.isoformat()] = (8000 if late == more else 3500) + dice.randrange(-999, 1000)
    path = folder / f"wearer-{number}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        profile = "id,date_of_birth,timezone,gender\nABC,1948-03-02,,FEMALE\n"
        archive.writestr("Takeout/Fitbit/Your Profile/Profile.csv", profile)
        inside = "Takeout/Fitbit/Global Export Data/"
        archive.writestr(f"{inside}sleep-2026-10-01.json", json.dumps([_night(d, m) for d, m in nights.items()]))
        archive.writestr(
            f"{inside}steps-2026-10-01.json", json.dumps([p for d, n in steps.items() for p in _walk(d, n)])
        )
    raw = Raw(path, [], {}, nights, steps)
    return Patient(f"wearer {number}", DEMO_TODAY, raw, (("Fitbit", path),))


def _night(morning: str, minutes: int) -> dict[str, object]:
    end = dt.datetime.fromisoformat(f"{morning}T07:00:00")
    start = end - dt.timedelta(minutes=minutes)
    data = [{"dateTime": f"{start.isoformat()}.000", "level": "light", "seconds": minutes * 60}]
    return {"logId": 1, "dateOfSleep": morning, "startTime": f"{start.isoformat()}.000",
            "endTime": f"{end.isoformat()}.000", "minutesAsleep": minutes, "levels": {"data": data}}  # fmt: skip


def _walk(day: str, count: int) -> list[dict[str, str]]:
    date = dt.date.fromisoformat(day)
    parts = [count // 40] * 39 + [count - 39 * (count // 40)]
    return [{"dateTime": f"{date:%m/%d/%y} 15:{minute:02d}:00", "value": str(n)} for minute, n in enumerate(parts)]


def bring_in(patient: Patient, vault: Vault) -> None:
    """Import the sources of a patient as the program does."""
    for name, path in patient.sources:
        list(Bringing(vault, name, patient.today, lambda _: lambda done, of: None).bring(path))
