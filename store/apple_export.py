"""An Apple Health export into the vault: `export.zip`, the folder it unpacks to, or its `export.xml`."""

from collections.abc import Iterator
from pathlib import Path

from core.errors import ExportBroken
from core.facts import HeartRange
from store.apple_records import AppleRecords
from store.apple_xml import CHUNK_BYTES, is_health_export, read_elements
from store.fhir_json import JsonObject
from store.report import ImportReport
from store.vault import Vault
from store.wear_fhir import activity, measurement, night, person
from store.wear_filing import Arrival, Made, take_in
from store.wear_zip import Inside, chunks, files_inside

_HEAD_BYTES = 1 << 17
"""Apple's document type, in which the root is declared, has ten kilobytes."""
_CANDIDATES = 20
_CLINICAL_BYTES = 64 << 20


def import_apple(vault: Vault, arrival: Arrival) -> ImportReport:
    """Brings in the days, nights and measurements of an export; progress is in kilobytes.

    The records of one export are read first and then stored in one transaction. Raises the leaves of
    `ImportRefused` and `VaultError`.
    """
    records = AppleRecords(arrival.path)
    with files_inside(arrival.path) as files:
        found = next((file for file in _candidates(files) if _is_export(file, arrival.path)), None)
        if found is None:
            raise ExportBroken(path=arrival.path, where="no export.xml inside")
        with found.open() as stream:
            read_elements(
                _watched(chunks(stream, arrival.path, CHUNK_BYTES), found, arrival), arrival.path, records.element
            )
    records.pair_pressures()
    patient = person(records.born, records.sex) if records.born else None
    return take_in(vault, arrival, Made(_resources(records), records.refusals, patient, records.exported))


def clinical_records(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of every FHIR resource that hospitals put into an export (`clinical-records/*.json`)."""
    with files_inside(path) as files:
        for file in files:
            folders, _, name = file.name.rpartition("/")
            if folders.endswith("clinical-records") and name.endswith(".json") and file.size_bytes <= _CLINICAL_BYTES:
                with file.open() as stream:
                    yield name, b"".join(chunks(stream, path, CHUNK_BYTES))


def _candidates(files: tuple[Inside, ...]) -> list[Inside]:
    """Its name is in the language of the phone (`Exportieren.xml`), so the largest come first."""
    named = [file for file in files if file.name.lower().endswith(".xml") and "cda" not in file.name.lower()]
    return sorted(named, key=lambda file: -file.size_bytes)[:_CANDIDATES]


def _is_export(file: Inside, path: Path) -> bool:
    with file.open() as stream:
        return is_health_export(next(chunks(stream, path, _HEAD_BYTES), b""))


def _watched(pieces: Iterator[bytes], file: Inside, arrival: Arrival) -> Iterator[bytes]:
    done_bytes = 0
    for piece in pieces:
        yield piece
        done_bytes += len(piece)
        arrival.on_progress(done_bytes >> 10, file.size_bytes >> 10)


def _resources(records: AppleRecords) -> Iterator[tuple[str, JsonObject]]:
    recorders = records.recorders.all()
    hearts: dict[int, HeartRange] = records.heart.ranges()
    for day, totals in records.counts.totals(recorders):
        yield "DayOfActivity", activity(day, totals, hearts.pop(day, None), recorders)
    for day, heart in sorted(hearts.items()):
        yield "DayOfActivity", activity(day, {}, heart, recorders)
    for slept in records.sleep.days(recorders):
        yield "Night", night(slept, recorders)
    for measured, point in records.points.points():
        yield "Observation", measurement(measured, point, recorders)
