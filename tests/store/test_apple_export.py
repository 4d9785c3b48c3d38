"""Apple Health: what people complain of in other importers, each as a test; sums are worked out by hand."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from apple_exports import BROKEN_DOCTYPE, EXPORTED, ME, PHONE, export_text, export_zip, record, slept, steps
from store_resources import TODAY, patient

from core.errors import ExportBroken, ExportEmpty, ExportTooLarge, NoPatient, OtherPerson
from core.facts import DayOfActivity, Night, PartialDate, Reading, SleepStages
from store.apple_export import clinical_records, import_apple
from store.records import VaultRecords
from store.report import ImportReport, Reason
from store.validate import fault
from store.vault import Vault
from store.wear_filing import Arrival

WATCH_NAME = "Ada's Apple Watch"
Take = Callable[..., ImportReport]


@pytest.fixture
def take(vault: Vault, tmp_path: Path) -> Take:
    """Imports elements as one export.xml."""

    def take_them(*elements: str, **text: str) -> ImportReport:
        path = tmp_path / "export.xml"
        path.write_text(export_text(*elements, **text), encoding="utf-8")
        return import_apple(vault, Arrival(path, "Apple Health", TODAY))

    return take_them


def only_day(records: VaultRecords) -> DayOfActivity:
    (day,) = records.days_of_activity()
    return day


def only_night(records: VaultRecords) -> Night:
    (night,) = records.nights()
    return night


def point(kind: str, time: str, value: str, **more: str) -> str:
    at = f"2026-10-03 {time}:00"
    return record(kind, at, at, value, **more)


def test_phone_and_watch_are_not_counted_twice(take: Take, records: VaultRecords) -> None:
    take(steps("10:00", "10:10", 600, watch=True), steps("10:00", "10:10", 590))
    assert only_day(records).steps == 600
    assert only_day(records).counted_by == (WATCH_NAME,)


def test_the_phone_fills_the_gaps_of_the_watch_and_both_are_named(take: Take, records: VaultRecords) -> None:
    # The watch stands for ten minutes; of the phone's fifteen, five are left: 900 * 5 / 15. Then only the phone.
    take(steps("09:55", "10:10", 900), steps("10:00", "10:10", 600, watch=True), steps("12:00", "12:10", 100))
    assert only_day(records).steps == 600 + 300 + 100
    assert only_day(records).counted_by == (WATCH_NAME, "iPhone")


def test_a_record_that_comes_twice_counts_once(take: Take, records: VaultRecords) -> None:
    take(*[steps("10:00", "10:10", 600)] * 3)
    assert only_day(records).steps == 600


def test_one_phone_that_appears_as_73_devices_is_one(take: Take, records: VaultRecords) -> None:
    take(*(steps("10:00", "10:10", 600, n=n) for n in range(73)))
    assert only_day(records).steps == 600
    assert only_day(records).counted_by == ("iPhone",)


def test_a_walk_over_midnight_belongs_to_both_days_by_time(take: Take, records: VaultRecords) -> None:
    take(record("StepCount", "2026-10-03 23:40:00", "2026-10-04 00:10:00", "300"))
    assert [(day.origin.when, day.steps) for day in records.days_of_activity()] == [
        (PartialDate(2026, 10, 4), 100),
        (PartialDate(2026, 10, 3), 200),
    ]


def test_days_are_local_as_written(take: Take, records: VaultRecords) -> None:
    # 23:30 in Honolulu is the next morning in UTC.
    take(record("StepCount", "2026-10-03 23:30:00 -1000", "2026-10-03 23:40:00 -1000", "50"))
    assert only_day(records).origin.when == PartialDate(2026, 10, 3)


def test_distances_are_metres_and_stairs_are_flights(take: Take, records: VaultRecords) -> None:
    at = "2026-10-03 10:00:00", "2026-10-03 10:10:00"
    later = "2026-10-03 11:00:00", "2026-10-03 11:10:00"
    take(
        record("DistanceWalkingRunning", *at, "0.5", unit="km"),
        record("DistanceWalkingRunning", *later, "1", unit="mi"),
        record("FlightsClimbed", *at, "3"),
    )
    assert only_day(records).walked_m == round(500 + 1609.344)
    assert only_day(records).flights == 3
    assert only_day(records).steps is None


def test_the_heart_of_a_day_is_its_lowest_mean_and_highest(take: Take, records: VaultRecords) -> None:
    take(*(point("HeartRate", f"1{n}:00", str(rate), unit="count/min") for n, rate in enumerate((60, 90, 120))))
    heart = only_day(records).heart
    assert heart is not None
    assert (heart.low, heart.mean, heart.high) == (60, 90, 120)


def test_overlapping_stages_are_merged(take: Take, records: VaultRecords) -> None:
    take(
        slept("10-02 23:00", "10-03 07:00", "AsleepUnspecified"),
        slept("10-02 23:00", "10-03 01:00", "AsleepCore"),
        slept("10-03 00:30", "10-03 02:00", "AsleepDeep"),
        slept("10-03 03:00", "10-03 03:20", "Awake"),
        slept("10-03 05:00", "10-03 06:00", "AsleepREM"),
    )
    night = only_night(records)
    # Light until deep begins at 0:30; eight hours less twenty minutes awake.
    assert night.stages == SleepStages(deep_min=90, rem_min=60, light_min=90)
    assert (night.asleep_min, night.awake_min) == (460, 20)
    assert (night.began, night.ended) == ("23:00", "07:00")


def test_a_night_belongs_to_the_morning_it_ends_in(take: Take, records: VaultRecords) -> None:
    take(slept("10-02 22:30", "10-03 06:30", "AsleepCore"), slept("10-04 00:30", "10-04 07:00", "AsleepCore"))
    assert [night.origin.when for night in records.nights()] == [PartialDate(2026, 10, 4), PartialDate(2026, 10, 3)]


def test_naps_are_apart_from_the_night(take: Take, records: VaultRecords) -> None:
    take(
        slept("10-02 23:00", "10-03 07:00", "AsleepCore"),
        slept("10-03 14:00", "10-03 14:45", "AsleepCore"),
        slept("10-03 19:00", "10-03 19:30", "AsleepUnspecified"),
    )
    night = only_night(records)
    assert (night.asleep_min, night.naps_min, night.ended) == (480, 75, "07:00")


def test_a_day_with_only_a_nap_has_no_night(take: Take, records: VaultRecords) -> None:
    take(slept("10-03 14:00", "10-03 14:45", "AsleepCore"))
    night = only_night(records)
    assert (night.asleep_min, night.began, night.naps_min) == (None, "", 45)


def test_who_works_at_night_sleeps_by_day(take: Take, records: VaultRecords) -> None:
    take(slept("10-03 09:00", "10-03 15:00", "AsleepCore"))
    assert (only_night(records).asleep_min, only_night(records).naps_min) == (360, 0)


def test_a_night_that_was_broken_is_one(take: Take, records: VaultRecords) -> None:
    take(slept("10-02 22:00", "10-03 01:00", "AsleepCore"), slept("10-03 04:00", "10-03 07:00", "AsleepCore"))
    night = only_night(records)
    assert (night.asleep_min, night.began, night.ended, night.naps_min) == (360, "22:00", "07:00", 0)


def test_phone_and_watch_sleep_is_not_added_up(take: Take, records: VaultRecords) -> None:
    take(
        slept("10-02 23:00", "10-03 07:00", "AsleepCore"),
        slept("10-02 22:45", "10-03 07:15", "AsleepUnspecified", watch=False),
        slept("10-02 22:30", "10-03 07:30", "InBed", watch=False),
    )
    assert only_night(records).asleep_min == 480
    assert only_night(records).counted_by == (WATCH_NAME,)


def test_a_watch_that_went_flat_does_not_hide_the_night(take: Take, records: VaultRecords) -> None:
    take(
        slept("10-02 23:00", "10-03 00:00", "AsleepCore"),
        slept("10-02 23:00", "10-03 07:00", "AsleepUnspecified", watch=False),
    )
    assert only_night(records).asleep_min == 480
    assert only_night(records).counted_by == ("iPhone",)


def test_time_in_bed_is_not_sleep(take: Take, records: VaultRecords) -> None:
    take(slept("10-02 23:00", "10-03 07:00", "InBed", watch=False))
    night = only_night(records)
    assert (night.asleep_min, night.began, night.ended) == (None, "23:00", "07:00")


def test_the_hour_that_is_lost_in_spring_is_not_slept(take: Take, records: VaultRecords) -> None:
    # 23:00 -0500 to 07:00 -0400 on 8 March 2026 in New York: seven hours.
    start, end = "2026-03-07 23:00:00 -0500", "2026-03-08 07:00:00 -0400"
    take(record("SleepAnalysis", start, end, "HKCategoryValueSleepAnalysisAsleepCore"))
    assert only_night(records).asleep_min == 7 * 60


@pytest.mark.parametrize(
    ("value", "unit", "kept", "code"),
    [
        ("72400", "g", 72.4, "kg"),
        ("72.40", "kg", 72.4, "kg"),
        ("159.6", "lb", 159.6, "[lb_av]"),
        ("11", "st", 69.85322498, "kg"),
    ],
)
def test_weight_in_grams_is_kilograms(
    take: Take, records: VaultRecords, value: str, unit: str, kept: float, code: str
) -> None:
    take(point("BodyMass", "08:00", value, unit=unit))
    (weight,) = records.readings({"loinc|29463-7"})
    assert (weight.value, weight.unit) == (kept, code)


def test_blood_pressure_is_one_thing_whether_alone_or_in_a_correlation(take: Take, records: VaultRecords) -> None:
    halves = (
        point("BloodPressureSystolic", "08:00", "132", unit="mmHg"),
        point("BloodPressureDiastolic", "08:00", "81", unit="mmHg"),
    )
    take(*halves, "<Correlation type='HKCorrelationTypeIdentifierBloodPressure'>", *halves, "</Correlation>")
    readings = records.readings()
    assert {(r.key, r.value) for r in readings} == {("loinc|8480-6", 132), ("loinc|8462-4", 81)}
    assert len({r.origin.resource for r in readings}) == 1


def test_oxygen_as_a_fraction_is_a_percentage_and_glucose_keeps_its_unit(take: Take, records: VaultRecords) -> None:
    take(
        point("OxygenSaturation", "08:00", "0.97", unit="%"),
        point("BloodGlucose", "08:00", "5.6", unit="mmol&lt;180.1558800000541&gt;/L"),
        point("BodyTemperature", "08:00", "98.6", unit="degF"),
        point("RestingHeartRate", "00:00", "61", unit="count/min"),
    )
    assert {(r.key, r.value, r.unit) for r in records.readings()} == {
        ("loinc|59408-5", 97, "%"),
        ("loinc|15074-8", 5.6, "mmol/L"),
        ("loinc|8310-5", 98.6, "[degF]"),
        ("loinc|40443-4", 61, "/min"),
    }


def test_of_many_measurements_a_day_the_lowest_highest_and_latest_stay(take: Take, records: VaultRecords) -> None:
    values = [100, 140, 62, 110, 185, 120, 133]
    take(*(point("BloodGlucose", f"{8 + n:02d}:00", str(value), unit="mg/dL") for n, value in enumerate(values)))
    assert {r.value for r in records.readings()} == {62, 185, 133}


def test_a_watch_is_not_taken_for_a_doctor(take: Take, records: VaultRecords) -> None:
    take(point("BodyMass", "08:00", "72", unit="kg", device=PHONE.format(n=1)), steps("10:00", "10:10", 1))
    assert {name.kind.value for name in records.names()} == {"test"}


def test_everything_that_is_stored_is_fhir(vault: Vault, take: Take) -> None:
    take(
        steps("10:00", "10:10", 600, watch=True),
        slept("10-02 23:00", "10-03 07:00", "AsleepCore"),
        slept("10-03 14:00", "10-03 15:00", "AsleepCore"),
        point("HeartRate", "08:00", "70", unit="count/min"),
        point("BodyMass", "08:00", "72.40", unit="kg"),
        point("BloodPressureSystolic", "08:00", "132", unit="mmHg"),
        point("BloodPressureDiastolic", "08:00", "81", unit="mmHg"),
    )
    with vault.reading() as connection:
        texts = [raw for (raw,) in connection.execute("SELECT raw FROM resource").fetchall()]
    assert [fault(json.loads(text)) for text in texts] == [None] * 5
    assert any('"value": 72.40,' in text for text in texts)


def test_the_same_export_again_is_the_same(take: Take, records: VaultRecords) -> None:
    elements = steps("10:00", "10:10", 600), slept("10-02 23:00", "10-03 07:00", "AsleepCore")
    take(*elements)
    again = take(*elements, head=ME + '<ExportDate value="2026-11-21 09:00:00 -0500"/>')
    assert (again.new, again.updated, again.stored) == (0, 0, 2)


def test_a_later_export_completes_a_day_and_an_older_one_does_not_undo_it(take: Take, records: VaultRecords) -> None:
    morning, evening = steps("10:00", "10:10", 600), steps("18:00", "18:10", 400)
    take(morning, head='<ExportDate value="2026-10-03 12:00:00 -0400"/>' + ME)
    assert take(morning, evening).updated == 1
    take(morning, head='<ExportDate value="2026-10-03 12:00:00 -0400"/>' + ME)
    assert only_day(records).steps == 1000


def test_a_malformed_document_type_and_control_characters_do_no_harm(take: Take, records: VaultRecords) -> None:
    take(steps("10:00", "10:10", 600).replace('"iPhone"', '"iPho\x0bne"'), doctype=BROKEN_DOCTYPE)
    assert only_day(records).counted_by == ("iPhone",)


def test_what_is_refused_is_named_with_its_place_and_reason(take: Take) -> None:
    report = take(
        steps("10:00", "10:10", 600),
        record("StepCount", "2026-10-03 10:00:00", "2026-10-03 09:00:00", "5"),
        record("StepCount", "last week", "2026-10-03 09:00:00", "5"),
        record("BodyMass", "2026-10-03 10:00:00", "2026-10-03 10:00:00", "heavy", unit="kg"),
        record("BodyMass", "2026-10-03 10:00:00", "2026-10-03 10:00:00", "72", unit="cubits"),
        record("StepCount", "2026-10-03 10:00:00", "2026-10-03 10:00:00", "-5"),
    )
    assert [(r.path, r.reason) for r in report.refusals] == [
        ("HealthData.Record[2].endDate", Reason.UNCLEAR_DATE),
        ("HealthData.Record[3].startDate", Reason.UNCLEAR_DATE),
        ("HealthData.Record[4].value", Reason.UNCLEAR_VALUE),
        ("HealthData.Record[5].unit", Reason.UNKNOWN_UNIT),
        ("HealthData.Record[6].value", Reason.UNCLEAR_VALUE),
    ]


def test_of_very_many_refusals_the_first_are_listed(take: Take) -> None:
    bad = record("StepCount", "2026-10-03 10:00:00", "2026-10-03 09:00:00", "5")
    report = take(steps("10:00", "10:10", 600), *[bad] * 250)
    assert (len(report.refusals), report.unlisted) == (100, 150)


@pytest.mark.parametrize("name", ["export.xml", "Exportieren.xml", "exportación.xml"])
def test_a_zip_in_the_language_of_any_phone(vault: Vault, records: VaultRecords, tmp_path: Path, name: str) -> None:
    path = export_zip(tmp_path, export_text(steps("10:00", "10:10", 600)), name)
    import_apple(vault, Arrival(path, "Apple Health", TODAY))
    assert only_day(records).steps == 600


def test_the_unpacked_folder_is_the_same(vault: Vault, records: VaultRecords, tmp_path: Path) -> None:
    with zipfile.ZipFile(export_zip(tmp_path, export_text(steps("10:00", "10:10", 600)))) as archive:
        archive.extractall(tmp_path / "unpacked")
    import_apple(vault, Arrival(tmp_path / "unpacked", "Apple Health", TODAY))
    assert only_day(records).steps == 600


def test_clinical_records_are_handed_over_as_they_are(tmp_path: Path) -> None:
    clinical = {"clinical-records/Observation-1.json": '{"resourceType": "Observation"}'}
    path = export_zip(tmp_path, export_text(), **clinical)
    assert list(clinical_records(path)) == [("Observation-1.json", b'{"resourceType": "Observation"}')]


def test_somebody_elses_export_is_refused_before_anything_is_written(
    vault: Vault, bring: Callable[..., ImportReport], take: Take
) -> None:
    bring(patient())
    with pytest.raises(OtherPerson):
        take(steps("10:00", "10:10", 600), head=EXPORTED + ME.replace("1948", "1972"))
    assert [source.name for source in vault.sources()] == ["Clinic"]


def test_ones_own_export_joins_the_record(
    bring: Callable[..., ImportReport], take: Take, records: VaultRecords
) -> None:
    bring(patient())
    take(steps("10:00", "10:10", 600))
    assert records.person().given_name == "Ada"
    assert only_day(records).origin.source == "Apple Health"


def test_an_export_of_nobody_needs_a_record_first(take: Take) -> None:
    with pytest.raises(NoPatient):
        take(steps("10:00", "10:10", 600), head=EXPORTED)


def test_an_export_without_anything_we_know_is_refused_with_a_reason(vault: Vault, take: Take) -> None:
    with pytest.raises(ExportEmpty, match="nothing of a kind that I know"):
        take(record("DietaryCaffeine", "2026-10-03 10:00:00", "2026-10-03 10:00:00", "80", unit="mg"))
    assert not vault.sources()


def test_a_cut_off_export_is_refused_with_its_line_and_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    text = export_text(steps("10:00", "10:10", 600), steps("11:00", "11:10", 600))
    path = tmp_path / "export.xml"
    path.write_text(text[: text.index("11:10")], encoding="utf-8")
    with pytest.raises(ExportBroken, match=r"at line 1[0-9]"):
        import_apple(vault, Arrival(path, "Apple Health", TODAY))
    assert not vault.sources()


def test_entities_are_never_declared_so_none_can_explode(vault: Vault, tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    text = export_text(doctype=f'<!DOCTYPE HealthData [<!ENTITY a0 "lol">{bomb}]>')
    path = tmp_path / "export.xml"
    path.write_text(text.replace("</HealthData>", "<Record type='&a19;'/></HealthData>"), encoding="utf-8")
    with pytest.raises(ExportBroken):
        import_apple(vault, Arrival(path, "Apple Health", TODAY))


def test_nesting_and_elements_without_end_are_limited(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    for inside in ("<a>" * 10_000, '<Record type="' + "x" * 3_000_000):
        path.write_text(f"<HealthData>{inside}", encoding="utf-8")
        with pytest.raises(ExportTooLarge):
            import_apple(vault, Arrival(path, "Apple Health", TODAY))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(vault: Vault, tmp_path: Path) -> None:
    path = export_zip(tmp_path, export_text() + " " * 50_000_000)
    with pytest.raises(ExportTooLarge):
        import_apple(vault, Arrival(path, "Apple Health", TODAY))


def test_a_reading_says_where_it_came_from(take: Take, records: VaultRecords) -> None:
    take(point("BodyMass", "08:00", "72", unit="kg"))
    (weight,) = records.readings()
    assert isinstance(weight, Reading)
    assert (weight.origin.source, weight.origin.when) == ("Apple Health", PartialDate(2026, 10, 3))
