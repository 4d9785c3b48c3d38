"""What is recognised, what is too much, and what cannot be opened: each ends in a sentence of ours."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from apple_exports import WATCH, export_text, export_zip, record, slept, steps
from store_resources import TODAY, patient, write

from core.errors import ExportBroken, ExportTooLarge, NotFound
from store.apple_export import import_apple
from store.apple_records import AppleRecords
from store.records import VaultRecords
from store.report import ImportReport, Reason
from store.vault import Vault
from store.wear_counts import Counted, CountTally, NoRoom
from store.wear_filing import Arrival
from store.wear_import import IMPORTERS, import_wear
from store.wear_kind import WearKind, recognise
from store.wear_recorder import MOST_RECORDERS, Rank, Recorders, recorder_of
from store.wear_sleep import SleepTally, Stage, Stretch
from store.wear_zip import files_inside


def test_every_kind_has_an_importer() -> None:
    assert set(IMPORTERS) == set(WearKind)


def test_what_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export_text())
    assert recognise(path) is WearKind.APPLE
    (tmp_path / "apple_health_export").mkdir()
    assert recognise(tmp_path / "apple_health_export") is WearKind.APPLE
    assert recognise(tmp_path) is None
    (tmp_path / "export_cda.xml").touch()
    assert recognise(tmp_path) is WearKind.APPLE
    assert recognise(export_zip(tmp_path, export_text(), name="Exportieren.xml")) is WearKind.APPLE


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"{}", b"<ClinicalDocument/>", b"\xff\xfe<\x00H\x00"])
def test_what_is_not(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    assert recognise(path) is None
    assert recognise(tmp_path / "nothing") is None
    assert recognise(tmp_path) is None


def test_fhir_stays_with_its_own_importer(tmp_path: Path) -> None:
    assert recognise(write(tmp_path, patient())) is None
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as archive:
        archive.writestr("patient.json", "{}")
    assert recognise(tmp_path / "bundle.zip") is None


def test_a_recognised_file_is_taken_in(vault: Vault, records: VaultRecords, tmp_path: Path) -> None:
    path = export_zip(tmp_path, export_text(steps("10:00", "10:10", 600)))
    seen: list[tuple[int, int]] = []
    arrival = Arrival(path, "Apple Health", TODAY, lambda done, total: seen.append((done, total)))
    assert import_wear(vault, WearKind.APPLE, arrival).new == 1
    assert seen
    assert [day.steps for day in records.days_of_activity()] == [600]


def test_what_is_not_there_or_holds_no_export(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        import_apple(vault, Arrival(tmp_path / "nothing.zip", "Apple Health", TODAY))
    path = export_zip(tmp_path, "<ClinicalDocument/>")
    with pytest.raises(ExportBroken, match=r"no export\.xml inside"):
        import_apple(vault, Arrival(path, "Apple Health", TODAY))


def test_a_zip_with_too_many_files_or_too_large_ones(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export_zip(tmp_path, export_text(steps("10:00", "10:10", 600)))
    with monkeypatch.context() as patched:
        patched.setattr("store.wear_zip.MOST_FILES", 1)
        for here in (path, tmp_path):
            with pytest.raises(ExportTooLarge), files_inside(here):
                pass
    monkeypatch.setattr("store.wear_zip.MOST_BYTES", 10)
    with pytest.raises(ExportTooLarge):
        import_apple(vault, Arrival(path, "Apple Health", TODAY))
    (tmp_path / "export.xml").write_text(export_text())
    with pytest.raises(ExportTooLarge):
        import_apple(vault, Arrival(tmp_path / "export.xml", "Apple Health", TODAY))


def test_a_damaged_zip_says_how_far_it_read(vault: Vault, tmp_path: Path) -> None:
    path = export_zip(tmp_path, export_text(*[steps("10:00", "10:10", n + 1) for n in range(2_000)]))
    data = bytearray(path.read_bytes())
    middle = len(data) // 3
    data[middle : middle + 50] = bytes(50)
    path.write_bytes(data)
    with pytest.raises(ExportBroken):
        import_apple(vault, Arrival(path, "Apple Health", TODAY))


def test_a_zip_with_a_password_is_refused(vault: Vault, tmp_path: Path) -> None:
    path = export_zip(tmp_path, export_text())
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    with pytest.raises(ExportBroken):
        import_apple(vault, Arrival(path, "Apple Health", TODAY))


def test_recorders_are_few_however_many_names_an_export_writes() -> None:
    recorders = Recorders()
    numbers = {recorders.number(f"App {n}", "") for n in range(3 * MOST_RECORDERS + 5_000)}
    assert len(numbers) <= MOST_RECORDERS + 1
    assert len(recorders.all()) == len(numbers)


@pytest.mark.parametrize(
    ("source", "device", "rank"),
    [
        ("Ada's Watch", "", Rank.WATCH),
        ("Ada's iPhone", "", Rank.PHONE),
        ("Health Mate", "<<HKDevice: 0x1>, name:Body Cardio, model:Scale>", Rank.WORN),
        ("Strava", "", Rank.OTHER),
        ("", "<<HKDevice: 0x1>, name:Apple Watch, model:Watch>", Rank.WATCH),
        ("Watchful Eye", "<<HKDevice: 0x1>, name:iPhone, model:iPhone>", Rank.PHONE),
    ],
)
def test_who_counted(source: str, device: str, rank: Rank) -> None:
    assert recorder_of(source, device).rank is rank


def test_more_days_and_recorders_than_a_life_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.wear_counts.ROOM", 100)
    tally = CountTally()
    with pytest.raises(NoRoom):
        for day in range(1_000):
            tally.add(Counted.STEPS, 0, (739_000 + day, 0), 60, 1)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppleRecords]:
    monkeypatch.setattr("store.apple_records._MOST_PRESSURES", 2)
    monkeypatch.setattr("store.wear_sleep.MOST_STRETCHES", 2)
    yield AppleRecords(Path("export.xml"))


def test_too_much_is_said_with_the_record(small: AppleRecords) -> None:
    half = {"type": "HKQuantityTypeIdentifierBloodPressureSystolic", "unit": "mmHg", "value": "130"}
    with pytest.raises(ExportTooLarge, match="at record 3"):
        for hour in range(3):
            small.element("Record", half | {"startDate": f"2026-10-03 0{hour}:00:00 -0400"})


def test_too_many_stretches_of_sleep(small: AppleRecords) -> None:
    tally = SleepTally()
    with pytest.raises(NoRoom):
        for at in range(3):
            tally.add(Stretch(at, at + 1, 0, 0, Stage.ASLEEP, 0))


def test_half_a_blood_pressure_is_refused(vault: Vault, tmp_path: Path) -> None:
    at = "2026-10-03 08:00:00"
    path = tmp_path / "export.xml"
    alone = record("BloodPressureSystolic", at, at, "132", unit="mmHg")
    odd = record("BloodPressureDiastolic", at, at, "81", unit="kPa")
    path.write_text(export_text(steps("10:00", "10:10", 600), alone, odd))
    report = import_apple(vault, Arrival(path, "Apple Health", TODAY))
    assert [r.reason for r in report.refusals] == [Reason.UNKNOWN_UNIT, Reason.MISSING]


def test_stretches_longer_than_their_kind_can_be_are_refused(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    long = record("StepCount", "2026-01-03 08:00:00", "2026-10-03 08:00:00", "132")
    path.write_text(export_text(steps("10:00", "10:10", 600), long, slept("10-01 08:00", "10-03 08:00", "InBed")))
    report = import_apple(vault, Arrival(path, "Apple Health", TODAY))
    assert [r.path for r in report.refusals] == ["HealthData.Record[2].endDate", "HealthData.Record[3].endDate"]


def test_a_second_recorder_with_nothing_left_is_not_named(vault: Vault, records: VaultRecords, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    app = record("StepCount", "2026-10-03 10:02:00", "2026-10-03 10:05:00", "132", sourceName="Pedometer")
    path.write_text(export_text(steps("10:00", "10:10", 600, watch=True), app))
    import_apple(vault, Arrival(path, "Apple Health", TODAY))
    assert records.days_of_activity()[0].counted_by == ("Ada's Apple Watch",)


def test_the_report_leaves_no_value(bring: Callable[..., ImportReport], tmp_path: Path, vault: Vault) -> None:
    bring(patient())
    path = tmp_path / "export.xml"
    path.write_text(
        export_text(steps("10:00", "10:10", 600), record("BodyMass", "never", "never", "71.25", device=WATCH))
    )
    report = import_apple(vault, Arrival(path, "Apple Health", TODAY))
    told = " ".join(refusal.sentence for refusal in report.refusals) + repr(report)
    assert not any(secret in told for secret in ("71.25", "Watch", "600"))
