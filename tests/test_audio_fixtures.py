"""The spoken fixtures: every file is what the manifest says, and the manifest what the record says."""

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import soundfile

from core.answers import Outcome
from core.questions import Boundary, Command, Kind

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "audio_fixtures"
ROWS: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
COUNTED = [row for row in ROWS if not row["stress"]]
RATE_HZ = 16_000
FRAME = 160
"""10 ms."""


def by_name(file: str) -> dict[str, Any]:
    (row,) = [row for row in ROWS if row["file"] == file]
    return row


def load_gold() -> ModuleType:
    """gold.py by its path: the folder is no package."""
    spec = importlib.util.spec_from_file_location("fixture_gold", FOLDER / "gold.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GOLD = load_gold()


def samples(row: dict[str, Any]) -> np.ndarray:
    sound, rate_hz = soundfile.read(FOLDER / row["file"], dtype="float64")
    assert rate_hz == RATE_HZ
    return np.asarray(sound)


def part(sound: np.ndarray, start_ms: float, end_ms: float) -> np.ndarray:
    return sound[round(start_ms * RATE_HZ / 1000) : round(end_ms * RATE_HZ / 1000)]


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(sound**2)))


def frame_levels_db(sound: np.ndarray) -> np.ndarray:
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    return np.asarray(10 * np.log10(np.mean(frames**2, axis=1) + 1e-12))


def speech(row: dict[str, Any]) -> np.ndarray:
    """From the first word to the last, without the pauses."""
    sound, edges = samples(row), [row["speech_start_ms"]]
    for start_ms, end_ms in row["pauses_ms"]:
        edges += [start_ms, end_ms]
    edges.append(row["speech_end_ms"])
    return np.concatenate([part(sound, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)])


def around(row: dict[str, Any]) -> np.ndarray:
    """The sound before and after the speech."""
    sound = samples(row)
    return np.concatenate([part(sound, 0, row["speech_start_ms"] - 70), part(sound, row["speech_end_ms"] + 70, 1e9)])


def test_every_file_has_its_row_and_every_row_its_file() -> None:
    assert sorted(row["file"] for row in ROWS) == sorted(path.name for path in FOLDER.glob("*.flac"))


def test_all_together_are_under_20_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 20e6


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_fixture_is_16_khz_mono_flac_with_room_around_the_speech(row: dict[str, Any]) -> None:
    info = soundfile.info(FOLDER / row["file"])
    assert (info.format, info.subtype, info.samplerate, info.channels) == ("FLAC", "PCM_16", RATE_HZ, 1)
    assert row["speech_start_ms"] >= 300
    assert info.frames * 1000 / RATE_HZ - row["speech_end_ms"] >= 600
    assert row["speech_end_ms"] - row["speech_start_ms"] >= 150


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_no_silence_is_digital_and_nothing_clips(row: dict[str, Any]) -> None:
    sound = samples(row)
    assert frame_levels_db(sound).min() > -95
    assert np.abs(sound).max() < 1.0


@pytest.mark.parametrize("row", [r for r in ROWS if "noise" not in r["style"]], ids=lambda row: row["file"])
def test_speech_ends_where_the_manifest_says(row: dict[str, Any]) -> None:
    levels = frame_levels_db(samples(row))
    hiss = np.median(frame_levels_db(around(row)))
    loud = np.flatnonzero(levels > max(hiss + 8, levels.max() - 45))
    assert abs((loud[-1] + 1) * 10 - row["speech_end_ms"]) <= (120 if "quiet" in row["style"] else 30)


@pytest.mark.parametrize("row", [r for r in ROWS if "pause" in r["style"]], ids=lambda row: row["file"])
def test_a_pause_is_long_and_still(row: dict[str, Any]) -> None:
    assert row["pauses_ms"]
    for start_ms, end_ms in row["pauses_ms"]:
        assert 800 <= end_ms - start_ms <= 1500
        assert level_db(part(samples(row), start_ms + 10, end_ms - 10)) < level_db(speech(row)) - 40


@pytest.mark.parametrize("row", [r for r in ROWS if "noise" in r["style"]], ids=lambda row: row["file"])
def test_noise_is_10_db_below_speech(row: dict[str, Any]) -> None:
    noise = np.mean(around(row) ** 2)
    levels = frame_levels_db(speech(row))
    talking = np.mean(10 ** (levels[levels > levels.max() - 20] / 10)) - noise
    assert 10 * np.log10(talking / noise) == pytest.approx(10, abs=3)


@pytest.mark.parametrize("row", [r for r in ROWS if "quiet" in r["style"]], ids=lambda row: row["file"])
def test_quiet_is_20_to_30_db_below_the_others(row: dict[str, Any]) -> None:
    usual = np.median([level_db(speech(r)) for r in COUNTED if not r["style"]])
    assert -34 < level_db(speech(row)) - usual < -16


def test_there_are_as_many_as_were_asked_for() -> None:
    voices = Counter(row["voice"] for row in COUNTED)
    styles = Counter(style for row in COUNTED for style in row["style"])
    assert len(COUNTED) >= 48
    assert set(voices) == {"joe", "heart", "slt", "rms"}
    assert min(voices.values()) >= 10
    assert len({row["engine"].split()[0] for row in COUNTED}) == 3
    assert min(styles["slow"], styles["pause"], styles["noise"]) >= 8
    assert styles["quiet"] >= 6
    assert Counter(row["voice"] for row in ROWS if row["stress"]) == {"espeak": 10}


def test_every_outcome_and_every_kind_of_question_is_asked_for() -> None:
    assert {row["outcome"] for row in COUNTED} == set(Outcome)
    assert {row["kind"] for row in COUNTED if row["outcome"] in {"found", "not_in_record"}} == set(Kind)
    assert {row["kind"] for row in COUNTED if row["outcome"] == "command"} <= set(Command)
    assert {row["kind"] for row in COUNTED if row["outcome"] == "declined"} <= set(Boundary)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_the_facts_are_those_of_the_record(row: dict[str, Any]) -> None:
    must, may = GOLD.gold(row["gold"])
    assert (row["must"], row["may"]) == (must, may)
    assert set(must + may) <= {GOLD.ident(resource) for resource in GOLD.RECORD}
    assert not set(must) & set(may)
    if row["outcome"] != "found":
        assert (must, may) == ([], [])


@pytest.mark.parametrize(
    ("rule", "must"),
    [
        (["latest", "4548-4"], ["Observation/a1c-2026-10-03"]),
        (["latest", "29463-7"], ["Observation/weight-2026-10-06"]),
        (["within", "2026-07-01", "2026-07-31", "2823-3"], ["Observation/potassium-2026-07-21"]),
        (["medicine", "lisinopril"], ["MedicationRequest/lisinopril-20"]),
        (["next_visit"], ["Appointment/appointment-2026-12-03"]),
        (["last_visit", "Patel"], ["Encounter/visit-2026-06-11"]),
        (["vaccine", "influenza"], ["Immunization/flu-vaccine-2026-10-03"]),
        (
            ["stopped_medicines"],
            [
                "MedicationRequest/azithromycin-250",
                "MedicationRequest/glipizide-5",
                "MedicationRequest/hydrochlorothiazide-25",
            ],
        ),
    ],
)
def test_gold_agrees_with_reading_the_record_by_eye(rule: Sequence[str], must: list[str]) -> None:
    assert GOLD.gold(rule)[0] == must


def test_the_conversation_is_made_of_fixtures_and_ends_with_goodbye() -> None:
    files = json.loads((FOLDER / "conversation.json").read_text(encoding="utf-8"))
    rows = [by_name(file) for file in files]
    assert len(files) == len(set(files)) >= 8
    assert {"found", "not_in_record", "declined", "command"} <= {row["outcome"] for row in rows}
    assert rows[-1]["kind"] == "goodbye"
    assert not rows[0]["context"]


def test_the_readme_counts_right() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert text.splitlines()[2].startswith(f"{len(ROWS)} short recordings")
    for voice, count in Counter(row["voice"] for row in ROWS).items():
        (line,) = [line for line in text.splitlines() if line.startswith((f"| {voice} |", f"| {voice} (stress)"))]
        assert f"| {count} |" in line
        (licence,) = {row["licence"] for row in ROWS if row["voice"] == voice}
        assert licence.split(" (")[0].split(";")[0] in line
