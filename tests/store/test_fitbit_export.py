"""Fitbit archives and Google Takeout: sleep, steps and resting heart rate; sums are worked out by hand."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_resources import PASSPHRASE, TODAY, patient

from core.errors import ExportEmpty, ImportRefused, NoPatient, OtherPerson
from core.facts import PartialDate, SleepStages
from store.fitbit_export import import_fitbit
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.report import ImportReport, Reason
from store.vault import Vault, create_vault
from store.wear_filing import Arrival
from store.wear_kind import WearKind, recognise

Take = Callable[..., ImportReport]
PROFILE = "id,date_of_birth,timezone,gender\nABC,1948-03-02,America/New_York,FEMALE\n"
FOLDER = "Takeout/Fitbit/Global Export Data/"
SLEEP = {
    "logId": 1,
    "dateOfSleep": "2026-10-03",
    "startTime": "2026-10-02T23:00:00.000",
    "endTime": "2026-10-03T06:30:00.000",
    "minutesAsleep": 435,
    "levels": {
        "data": [
            {"dateTime": "2026-10-02T23:00:00.000", "level": "light", "seconds": 3 * 3600},
            {"dateTime": "2026-10-03T02:00:00.000", "level": "deep", "seconds": 2 * 3600},
            {"dateTime": "2026-10-03T04:00:00.000", "level": "rem", "seconds": 5400},
            {"dateTime": "2026-10-03T05:30:00.000", "level": "light", "seconds": 3600},
        ],
        "shortData": [{"dateTime": "2026-10-03T00:10:00.000", "level": "wake", "seconds": 900}],
    },
}
STEPS = [
    {"dateTime": "10/03/26 14:00:00", "value": "80"},
    {"dateTime": "10/03/26 14:01:00", "value": "0"},
    {"dateTime": "10/04/26 03:30:00", "value": "20"},
]
RESTING = [
    {"dateTime": "10/03/26 00:00:00", "value": {"date": "10/03/26", "value": 61.4218, "error": 6.1}},
    {"dateTime": "10/04/26 00:00:00", "value": {"date": None, "value": 0.0, "error": 0.0}},
]


def takeout(folder: Path, profile: str = PROFILE, **files: Any) -> Path:
    path = folder / "takeout.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if profile:
            archive.writestr("Takeout/Fitbit/Your Profile/Profile.csv", profile)
        for name, content in files.items():
            text = content if isinstance(content, str | bytes) else json.dumps(content)
            archive.writestr(f"{FOLDER}{name}-2026-10-01.json", text)
        archive.writestr(f"{FOLDER}heart_rate-2026-10-03.json", "[")
    return path


@pytest.fixture
def take(vault: Vault, tmp_path: Path) -> Take:
    return lambda **files: import_fitbit(vault, Arrival(takeout(tmp_path, **files), "Fitbit", TODAY))


def test_a_night_with_its_stages(take: Take, records: VaultRecords) -> None:
    take(sleep=[SLEEP])
    (night,) = records.nights()
    assert night.origin.when == PartialDate(2026, 10, 3)
    assert (night.began, night.ended) == ("23:00", "06:30")
    # Seven and a half hours less a quarter awake, as Fitbit says itself.
    assert (night.asleep_min, night.awake_min) == (435, 15)
    assert night.stages == SleepStages(deep_min=120, rem_min=90, light_min=225)
    assert night.counted_by == ("Fitbit",)


def test_a_log_without_stages_and_a_nap(take: Take, records: VaultRecords) -> None:
    nap = {"startTime": "2026-10-03T14:00:00.000", "endTime": "2026-10-03T14:40:00.000"}
    classic = {
        "startTime": "2026-10-02T23:00:00.000",
        "endTime": "2026-10-03T01:00:00.000",
        "levels": {
            "data": [
                {"dateTime": "2026-10-02T23:00:00.000", "level": "asleep", "seconds": 3600},
                {"dateTime": "2026-10-03T00:00:00.000", "level": "restless", "seconds": 600},
                {"dateTime": "2026-10-03T00:10:00.000", "level": "asleep", "seconds": 3000},
            ]
        },
    }
    take(sleep=[classic, nap])
    (night,) = records.nights()
    assert (night.asleep_min, night.awake_min, night.stages, night.naps_min) == (110, 10, None, 40)


def test_steps_go_to_the_persons_own_day(take: Take, records: VaultRecords) -> None:
    # Half past three in UTC on the fourth is half past eleven at night on the third in New York.
    take(steps=STEPS)
    assert [(day.origin.when, day.steps) for day in records.days_of_activity()] == [(PartialDate(2026, 10, 3), 100)]


def test_without_a_profile_steps_stay_on_the_day_that_is_written(
    take: Take, bring: Callable[..., ImportReport], records: VaultRecords
) -> None:
    bring(patient())
    take(profile="", steps=STEPS)
    assert [day.steps for day in records.days_of_activity()] == [20, 80]


def test_a_minute_that_comes_twice_counts_once(take: Take, records: VaultRecords) -> None:
    take(steps=STEPS[:1] * 3)
    assert [day.steps for day in records.days_of_activity()] == [80]


def test_resting_heart_rate_and_days_without_it(take: Take, records: VaultRecords) -> None:
    take(resting_heart_rate=RESTING)
    assert [(r.key, r.value, r.unit, r.origin.when) for r in records.readings()] == [
        ("loinc|40443-4", 61, "/min", PartialDate(2026, 10, 3))
    ]


def test_a_folder_is_the_same_and_again_is_the_same(vault: Vault, take: Take, tmp_path: Path) -> None:
    take(sleep=[SLEEP], steps=STEPS, resting_heart_rate=RESTING)
    with zipfile.ZipFile(tmp_path / "takeout.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    again = import_fitbit(vault, Arrival(tmp_path / "unpacked", "Fitbit", TODAY))
    assert (again.stored, again.new, again.updated) == (3, 0, 0)


def test_what_does_not_read_is_refused_and_the_rest_comes_in(take: Take) -> None:
    report = take(
        sleep='[{"startTime": ',
        steps=[*STEPS, {"dateTime": "soon", "value": "3"}, {"dateTime": "10/03/26 15:00:00", "value": "many"}, 7],
    )
    assert [(r.path, r.reason) for r in report.refusals] == [
        ("sleep file 1", Reason.NOT_READABLE),
        ("steps file 2[3]", Reason.UNCLEAR_DATE),
        ("steps file 2[4]", Reason.UNCLEAR_VALUE),
        ("steps file 2[5]", Reason.UNCLEAR_VALUE),
    ]
    assert report.new == 1


def test_somebody_else_and_nobody(take: Take, bring: Callable[..., ImportReport]) -> None:
    with pytest.raises(NoPatient):
        take(profile="", steps=STEPS)
    bring(patient())
    with pytest.raises(OtherPerson):
        take(profile=PROFILE.replace("1948", "1980"), steps=STEPS)
    with pytest.raises(ExportEmpty):
        take(sleep=[])


def test_it_is_recognised(tmp_path: Path) -> None:
    path = takeout(tmp_path, steps=STEPS)
    assert recognise(path) is WearKind.FITBIT
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert recognise(tmp_path / "unpacked" / "Takeout" / "Fitbit") is WearKind.FITBIT
    assert recognise(tmp_path / "unpacked") is None
    assert recognise(next((tmp_path / "unpacked").rglob("steps-*.json"))) is WearKind.FITBIT


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Path]]:
    folder = tmp_path_factory.mktemp("fitbit")
    vault = create_vault(folder / "fuzz.vault", PASSPHRASE, FOR_TESTS_ONLY)
    yield vault, folder
    vault.lock()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["10/03/26 14:00:00", "2026-10-02T23:00:00.000", "light", "wake", "80", "9" * 400])
    | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["dateTime", "value", "date", "startTime", "endTime", "levels", "data", "shortData", "level", "seconds"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(JSON, max_size=4), st.lists(JSON, max_size=4), st.lists(JSON, max_size=4), st.binary(max_size=60))
def test_any_json(shared: tuple[Vault, Path], sleep: Any, steps: Any, resting: Any, junk: bytes) -> None:
    vault, folder = shared
    sleep.append(dict(SLEEP, levels=list(resting)))
    for raw in (junk, b"[" * 10_000, json.dumps(steps).encode("utf-16")):
        path = takeout(folder, sleep=sleep, steps=raw, resting_heart_rate=resting)
        try:
            import_fitbit(vault, Arrival(path, "Fitbit", TODAY))
        except ImportRefused:
            pass
    path = takeout(folder, steps=steps)
    try:
        import_fitbit(vault, Arrival(path, "Fitbit", TODAY))
    except ImportRefused:
        pass
