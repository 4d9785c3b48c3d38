"""A slice of `evals.import_fuzz`: every form, damaged, through the front; sound seeds come in."""

from pathlib import Path

import pytest

from evals.fuzz_damage import BOMB_EVERY, bombs, inputs
from evals.fuzz_seeds import Seed, seeds
from evals.import_fuzz import ends, fresh, fuzz

ROUNDS = 30


def seed_of(importer: str, folder: Path) -> Seed:
    return next(seed for seed in seeds(folder) if seed.importer == importer)


NAMES = [
    "FHIR R4", "FHIR NDJSON", "FHIR STU3", "FHIR zip", "folder", "C-CDA", "Apple XML", "Apple zip", "Fitbit sleep",
    "Fitbit steps", "Fitbit zip", "table", "letter",
]  # fmt: skip


def test_every_importer_has_a_seed(tmp_path: Path) -> None:
    assert [seed.importer for seed in seeds(tmp_path)] == NAMES


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_sound_seed_comes_in_and_a_damaged_one_ends_well(tmp_path: Path, name: str) -> None:
    seed = seed_of(name, tmp_path)
    vault = fresh(tmp_path / "sound", None)
    path = tmp_path / "sound" / seed.file
    path.write_bytes(seed.data)
    assert ends(vault, path) == "in"
    vault.lock()
    done = fuzz(seed, 3 if name == "letter" else ROUNDS, tmp_path / "fuzz")
    assert done.foreign == {}


@pytest.mark.slow
def test_bombs_end_in_a_refusal(tmp_path: Path) -> None:
    vault = fresh(tmp_path / "bombs", None)
    for number, bomb in enumerate(bombs()):
        for file in ("bundle.json", "summary.xml", "export.zip", "results.csv"):
            path = tmp_path / "bombs" / file
            path.write_bytes(bomb)
            outcome = ends(vault, path)
            assert outcome in {"in", "refused"}, (number, file, outcome)


def test_inputs_are_the_same_each_time() -> None:
    assert [inputs(b'{"a": [1, 2, 3]}', "x", number) for number in range(20)] == [
        inputs(b'{"a": [1, 2, 3]}', "x", number) for number in range(20)
    ]
    assert inputs(b"abc", "x", BOMB_EVERY - 1) == bombs()[0]
