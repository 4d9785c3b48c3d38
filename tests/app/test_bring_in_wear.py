"""`plainspoken import` with files that are no FHIR, in this process."""

from pathlib import Path

import pytest
from pdf_files import pdf
from store_resources import bundle, patient, write
from typer.testing import CliRunner

from app.cli import cli
from store.vault import open_vault

PASSPHRASE = "correct horse battery staple"
EXPORT = """<HealthData><Me HKCharacteristicTypeIdentifierDateOfBirth="1948-03-02"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Ada's Watch" unit="count"
 startDate="2026-10-03 10:00:00 -0400" endDate="2026-10-03 10:10:00 -0400" value="600"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Ada's Watch" unit="count"
 startDate="2026-10-03 10:00:00 -0400" endDate="never" value="600"/>
</HealthData>"""


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSPOKEN_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("PLAINSPOKEN_TODAY", "2026-11-24")


def run(tmp_path: Path, *paths: Path) -> tuple[int, str]:
    command = ["import", *map(str, paths), "--vault", str(tmp_path / "mine.vault")]
    result = CliRunner().invoke(cli, command)
    return result.exit_code, result.output


def test_a_folder_of_everything(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "letters").mkdir(parents=True)
    write(folder, bundle(patient()), "z.json")
    (folder / "results.csv").write_text("date,test,value\n2026-10-03,Glucose,110\n")
    (folder / "letters" / "letter.pdf").write_bytes(pdf(("Dear Ms Winter, all is well.",)))
    (folder / "watch.xml").write_text(EXPORT)
    tracker = folder / "Takeout" / "Fitbit" / "Global Export Data"
    tracker.mkdir(parents=True)
    (tracker / "steps-2026-10-01.json").write_text('[{"dateTime": "10/02/26 10:00:00", "value": "70"}]')
    code, output = run(tmp_path, folder)
    assert code == 0, output
    assert "watch.xml: 1 entries under the name watch (1 of them new)." in output
    assert "HealthData.Record[2].endDate: there is no date here" in output
    vault = open_vault(tmp_path / "mine.vault", PASSPHRASE)
    assert [source.name for source in vault.sources()] == ["z", "Fitbit", "letter", "results", "watch"]
    vault.lock()


def test_a_table_without_headings_is_refused_with_what_it_needs_when_nobody_can_be_asked(tmp_path: Path) -> None:
    write(tmp_path, bundle(patient()), "a.json")
    (tmp_path / "results.csv").write_text("Quand,Quoi,Combien\n2026-10-03,Glucose,110\n")
    code, output = run(tmp_path, tmp_path / "a.json", tmp_path / "results.csv")
    assert code == 4
    assert "it needs the headings date and test and value" in output
