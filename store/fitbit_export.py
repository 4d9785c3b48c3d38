"""A Fitbit archive or a Google Takeout of Fitbit into the vault: sleep, steps, resting heart rate.

The monthly JSON files are read (`sleep-…`, `steps-…`, `resting_heart_rate-YYYY-MM-DD.json`), wherever they
lie in a zip or folder; a file that does not read is refused by its kind and number, the others come in.
Sleep is in local time. Steps are written by the minute in UTC: with the time zone of `Profile.csv` they go
to the person's own day, without it they stay on the day that is written.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from core.errors import ExportTooLarge, ImportRefused
from store.fhir_json import JsonObject
from store.fitbit_records import FitbitRecords
from store.report import ImportReport, Reason, Refusals
from store.vault import Vault
from store.wear_counts import NoRoom
from store.wear_fhir import activity, measurement, night, person
from store.wear_filing import Arrival, Made, take_in
from store.wear_zip import Inside, chunks, files_inside

MONTHLY: Final = re.compile(r"(?:.*/)?(?P<kind>sleep|steps|resting_heart_rate)-[0-9]{4}-[0-9]{2}-[0-9]{2}\.json")
_PROFILE: Final = re.compile(r"(?:.*/)?Profile\.csv")
_MOST_BYTES: Final = 64 << 20
"""One month of steps by the minute has three megabytes."""
_CHUNK_BYTES: Final = 1 << 18


def import_fitbit(vault: Vault, arrival: Arrival) -> ImportReport:
    """Brings in days, nights and resting heart rates; progress is in files.

    Raises the leaves of `ImportRefused` and `VaultError`.
    """
    refusals = Refusals()
    records = FitbitRecords(refusals)
    with files_inside(arrival.path) as files:
        profile = _profile(files, arrival)
        records.set_zone(profile.get("timezone", ""))
        monthly = [(file, found["kind"]) for file in files if (found := MONTHLY.fullmatch(file.name))]
        for done, (file, kind) in enumerate(sorted(monthly, key=lambda one: one[0].name), start=1):
            place = f"{kind} file {done}"
            entries = _entries(file, arrival)
            if entries is None:
                refusals.add(place, Reason.NOT_READABLE)
                continue
            try:
                records.read(kind, place, entries)
            except NoRoom:
                raise ExportTooLarge(path=arrival.path, where="more days than a life has") from None
            arrival.on_progress(done, len(monthly))
    return take_in(vault, arrival, Made(_resources(records), refusals, _patient(profile)))


def _entries(file: Inside, arrival: Arrival) -> list[object] | None:
    """The list in a file; None when it is cut off, damaged or no list."""
    content = _content(file, arrival)
    try:
        value = json.loads(content) if content is not None else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else None


def _content(file: Inside, arrival: Arrival) -> bytes | None:
    if file.size_bytes > _MOST_BYTES:
        return None
    try:
        with file.open() as stream:
            return b"".join(chunks(stream, arrival.path, _CHUNK_BYTES))
    except ImportRefused:
        return None


def _profile(files: tuple[Inside, ...], arrival: Arrival) -> dict[str, str]:
    """The first line of `Profile.csv` by its headings; empty when there is none."""
    file = next((file for file in files if _PROFILE.fullmatch(file.name)), None)
    content = _content(file, arrival) if file else None
    try:
        lines = csv.DictReader(io.StringIO((content or b"").decode("utf-8-sig")))
        return {key: value for key, value in next(iter(lines), {}).items() if key and isinstance(value, str)}
    except (UnicodeDecodeError, csv.Error):
        return {}


def _patient(profile: dict[str, str]) -> JsonObject | None:
    try:
        born = date.fromisoformat(profile.get("date_of_birth", ""))
    except ValueError:
        return None
    sex = profile.get("gender", "").lower()
    return person(born.isoformat(), sex if sex in {"female", "male"} else "")


def _resources(records: FitbitRecords) -> Iterator[tuple[str, JsonObject]]:
    recorders = records.recorders
    for day, totals in records.counts.totals(recorders):
        yield "DayOfActivity", activity(day, totals, None, recorders)
    for slept in records.sleep.days(recorders):
        yield "Night", night(slept, recorders)
    for measured, point in records.points.points():
        yield "Observation", measurement(measured, point, recorders)
