"""`plainspoken import` over several files: a report for each, a total, and what is refused leaves the rest."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli

PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"family": "Winter", "given": ["Ada"]}],
    "birthDate": "1948-03-02",
}
PROBLEM = {
    "resourceType": "Condition",
    "id": "c1",
    "clinicalStatus": "active",
    "verificationStatus": "confirmed",
    "code": {"text": "Gout"},
    "subject": {"reference": "Patient/p1"},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLAINSPOKEN_PASSPHRASE", "correct horse battery staple")
    monkeypatch.setenv("PLAINSPOKEN_VAULT", str(tmp_path / "own.vault"))
    monkeypatch.setenv("PLAINSPOKEN_TODAY", "2026-11-24")
    files = tmp_path / "mine"
    files.mkdir()
    (files / "Patient.json").write_text(json.dumps(PATIENT))
    (files / "problems.ndjson").write_text(json.dumps(PROBLEM) + "\n")
    (files / "scan.png").write_bytes(b"\x89PNG")
    return files


def test_a_folder_ends_with_a_total(folder: Path) -> None:
    ended = CliRunner().invoke(cli, ["import", str(folder), "--name", "Clinic"])
    assert ended.exit_code == 0
    assert "Patient.json: 1 entries under the name Clinic (1 of them new)." in ended.stdout
    assert "In all: 2 entries from 2 files (2 of them new)." in ended.stdout
    assert "1 files in there are no health records" in ended.stdout


def test_a_refused_file_leaves_the_others_and_the_exit_code_says_so(folder: Path) -> None:
    (folder / "cut.json").write_text('{"resourceType": ')
    ended = CliRunner().invoke(cli, ["import", str(folder), "--name", "Clinic"])
    assert ended.exit_code == 4
    assert "cut.json is cut off" in ended.stderr
    assert "In all: 2 entries from 2 files" in ended.stdout
    assert "1 files were refused" in ended.stdout


def test_a_path_that_is_not_there_stops_before_anything_is_made(folder: Path, tmp_path: Path) -> None:
    ended = CliRunner().invoke(cli, ["import", str(folder), str(tmp_path / "none.json")])
    assert ended.exit_code == 4
    assert not (tmp_path / "own.vault").exists()
