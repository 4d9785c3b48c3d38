"""Any bytes and any attributes: an Apple import ends in a report or in an error of ours, and holds little."""

import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from apple_exports import EXPORTED, ME, export_text, export_zip, record, slept, steps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_resources import PASSPHRASE, TODAY

from core.errors import ImportRefused
from store.apple_export import import_apple
from store.apple_records import AppleRecords
from store.keys import FOR_TESTS_ONLY
from store.report import ImportReport
from store.vault import Vault, create_vault
from store.wear_counts import Counted, CountTally, union_total
from store.wear_filing import Arrival
from store.wear_kind import recognise
from store.wear_recorder import Rank, Recorder

QUANTITY = "HKQuantityTypeIdentifier"
KINDS = [
    *(f"{QUANTITY}{kind}" for kind in ("StepCount", "DistanceWalkingRunning", "HeartRate", "BodyMass", "BloodGlucose")),
    *(f"{QUANTITY}{kind}" for kind in ("BloodPressureSystolic", "BloodPressureDiastolic", "OxygenSaturation")),
    "HKCategoryTypeIdentifierSleepAnalysis",
]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)
TIMES = st.one_of(
    WORDS,
    st.builds(
        "{:%Y-%m-%d %H:%M:%S} {}{:02d}00".format,
        st.datetimes(),
        st.sampled_from("+-"),
        st.integers(min_value=0, max_value=15),
    ),
    st.builds(
        "2026-10-{:02d} {:02d}:{:02d}:00 -0400".format, st.integers(1, 31), st.integers(0, 23), st.integers(0, 59)
    ),
)
VALUES = st.one_of(
    WORDS,
    st.floats().map(str),
    st.integers().map(str),
    st.sampled_from(
        ["HKCategoryValueSleepAnalysisAsleepCore", "HKCategoryValueSleepAnalysisInBed", "1e400", "NaN", "0"]
    ),
)
UNITS = st.one_of(WORDS, st.sampled_from(["count", "kg", "g", "mg/dL", "mmHg", "%", "km", "count/min"]))
RECORDS = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS), "startDate": TIMES, "endDate": TIMES, "value": VALUES},
    optional={"unit": UNITS, "sourceName": WORDS, "device": WORDS},
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Path]]:
    folder = tmp_path_factory.mktemp("fuzz")
    vault = create_vault(folder / "fuzz.vault", PASSPHRASE, FOR_TESTS_ONLY)
    yield vault, folder
    vault.lock()


def ends_well(vault: Vault, path: Path) -> ImportReport | None:
    try:
        return import_apple(vault, Arrival(path, "Apple Health", TODAY))
    except ImportRefused:
        return None


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(records=st.lists(RECORDS, max_size=12))
def test_any_attributes(shared: tuple[Vault, Path], records: list[dict[str, str]]) -> None:
    vault, folder = shared
    elements = [f"<Record {' '.join(f'{k}={quoteattr(v)}' for k, v in one.items())}/>" for one in records]
    path = folder / "export.xml"
    path.write_text(export_text(*elements), encoding="utf-8")
    report = ends_well(vault, path)
    assert report is None or len(report.refusals) + report.unlisted <= len(records) + 12


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), encoding=st.sampled_from(["utf-8", "utf-16", "latin-1", "cp500"]))
def test_damaged_bytes(shared: tuple[Vault, Path], seed: int, encoding: str) -> None:
    vault, folder = shared
    text = export_text(steps("10:00", "10:10", 600), slept("10-02 23:00", "10-03 07:00", "AsleepCore"))
    data = bytearray(text.encode(encoding, "replace"))
    dice = random.Random(seed)
    for _ in range(dice.randrange(6)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path = folder / "export.xml"
    path.write_bytes(data[: dice.randrange(len(data)) if dice.random() < 0.3 else None])
    recognise(path)
    ends_well(vault, path)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_damaged_zips(shared: tuple[Vault, Path], seed: int) -> None:
    vault, folder = shared
    path = export_zip(folder, export_text(steps("10:00", "10:10", 600)))
    data = bytearray(path.read_bytes())
    dice = random.Random(seed)
    for _ in range(1 + dice.randrange(4)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path.write_bytes(data)
    recognise(path)
    ends_well(vault, path)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 200), st.integers(1, 100), st.integers(1, 50)),
        min_size=1,
        max_size=15,
    )
)
def test_a_union_is_what_counting_second_by_second_gives(stretches: list[tuple[int, int, int, int]]) -> None:
    """Gold: each second belongs to the first stretch, by rank and then by start, that holds it."""
    recorders = [Recorder(rank, rank.name) for rank in (Rank.WATCH, Rank.PHONE, Rank.OTHER)]
    held: dict[int, list[float]] = {}
    for number, start, length, count in stretches:
        held.setdefault(number, []).extend((start, length, count))
    order = sorted(stretches, key=lambda one: (one[0], one[1], -one[2], one[3]))
    gold = 0.0
    for second in range(301):
        owner = next((one for one in order if one[1] <= second < one[1] + one[2]), None)
        gold += owner[3] / owner[2] if owner else 0.0
    assert union_total(held, recorders).amount == pytest.approx(gold)


def test_full_days_are_kept_in_steps_of_five_minutes_without_losing_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.wear_counts.ROOM", 2_000)
    tally = CountTally()
    for second in range(0, 86_400, 20):
        tally.add(Counted.STEPS, 0, (739_900, second), 20, 1)
    (day,) = tally.totals([Recorder(Rank.WATCH, "w")])
    assert day[1][Counted.STEPS].amount == pytest.approx(86_400 / 20)


def test_memory_does_not_grow_with_records() -> None:
    """A day of many records takes what a day takes: heart rates by the thousand leave nothing behind."""
    records = AppleRecords(Path("export.xml"))

    def day_of(rates: int) -> None:
        for number in range(rates):
            at = f"2026-10-03 {number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d} -0400"
            device = f"<<HKDevice: 0x{number:09x}>, name:iPhone, model:iPhone, hardware:iPhone14,2, software:15.1>"
            attributes = {"startDate": at, "endDate": at, "value": "70", "unit": "count/min", "device": device}
            records.element("Record", {"type": f"{QUANTITY}HeartRate"} | attributes)
            records.element("Record", {"type": f"{QUANTITY}BloodGlucose"} | attributes | {"unit": "mg/dL"})

    day_of(2_000)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    day_of(20_000)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 50_000


def test_no_value_stands_in_an_error(shared: tuple[Vault, Path]) -> None:
    vault, folder = shared
    path = folder / "export.xml"
    secret = "Marzipan"
    path.write_text(
        export_text(record(secret, secret, secret, secret, sourceName=secret), head=EXPORTED + ME) + f"<{secret}"
    )
    with pytest.raises(ImportRefused) as refused:
        import_apple(vault, Arrival(path, "Apple Health", TODAY))
    assert secret not in str(refused.value)
