"""What is taken out is whole: it validates, comes in again as the same, and can be read by eyes that are tired."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from store_resources import (
    PASSPHRASE,
    TODAY,
    allergy,
    bundle,
    condition,
    encounter,
    observation,
    patient,
    practitioner,
    request,
    write,
)
from test_letter_reader import document

from core.errors import DiskFull, VaultExists
from store.exporting import export
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault

HOSTILE = "<script>alert('x')</script> & \"<img src=x onerror=y>"


@pytest.fixture
def filled(vault: Vault, bring: Callable[..., object], tmp_path: Path) -> Vault:
    bring(
        patient(),
        practitioner(),
        observation(
            valueQuantity={"value": 4.60, "unit": "mmol/L"},
            referenceRange=[{"low": {"value": 3.5}, "high": {"value": 5.1}}],
        ),
        request(),
        allergy(),
        condition(),
        encounter(),
        document({"contentType": "text/plain", "data": "RGVhciBBZGEsIGFsbCBpcyB3ZWxsLg=="}),
        source="Clinic: North/East",
    )
    text = json.dumps(bundle(patient(), observation(status="amended"))).replace("4.6", "4.60")
    import_file(vault, write(tmp_path, text, "second.json"), "Hospital", TODAY)
    return vault


def resources(vault: Vault) -> list[tuple[str, str]]:
    sql = "SELECT source.name, raw FROM resource JOIN source ON source.id = source_id ORDER BY resource.id"
    with vault.reading() as connection:
        return connection.execute(sql).fetchall()


def test_the_bundles_validate_and_come_in_again_as_the_same(filled: Vault, tmp_path: Path) -> None:
    done = export(filled, tmp_path / "out", TODAY)
    assert [written.path.name for written in done.bundles] == ["Clinic_ North_East.json", "Hospital.json"]
    again = create_vault(tmp_path / "again.vault", PASSPHRASE, FOR_TESTS_ONLY)
    for written, name in zip(done.bundles, ("Clinic: North/East", "Hospital"), strict=True):
        content = json.loads(written.path.read_text())
        Bundle.model_validate(content)
        assert (content["type"], len(content["entry"])) == ("collection", written.entries)
        report = import_file(again, written.path, name, TODAY)
        assert (report.new, report.refusals) == (written.entries, ())
    assert resources(again) == resources(filled)
    assert any("4.60" in raw for _, raw in resources(again))
    for name in ("names", "readings", "medicines", "allergies", "conditions", "visits", "letters", "person", "extent"):
        assert getattr(VaultRecords(again), name)() == getattr(VaultRecords(filled), name)()
    assert done.entries == len(resources(filled))


def test_what_arrived_in_another_version_goes_as_the_r4_it_is_read_as(
    vault: Vault, bring: Callable[..., object], tmp_path: Path
) -> None:
    stu3 = {
        "resourceType": "Condition",
        "id": "c3",
        "subject": {"reference": "Patient/p1"},
        "clinicalStatus": "active",
        "verificationStatus": "confirmed",
        "code": {"text": "Asthma"},
        "assertedDate": "2019-05-01",
    }
    claim = {"resourceType": "EligibilityRequest", "id": "e3", "status": "active"}
    report = bring(patient(), stu3, claim)
    done = export(vault, tmp_path / "out", TODAY)
    r4 = json.loads(done.bundles[0].path.read_text())
    Bundle.model_validate(r4)
    (condition_out,) = [e["resource"] for e in r4["entry"] if e["resource"]["resourceType"] == "Condition"]
    assert condition_out["clinicalStatus"]["coding"][0]["code"] == "active"
    assert done.entries == report.stored  # type: ignore[attr-defined]


class Outline(HTMLParser):
    """What a reader of the page sees: headings and text, and which elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def seen(page: Path) -> Outline:
    outline = Outline()
    outline.feed(page.read_text(encoding="utf-8"))
    return outline


def test_the_page_tells_every_fact_with_its_date_and_source(filled: Vault, tmp_path: Path) -> None:
    text = "".join(seen(export(filled, tmp_path / "out", TODAY).page).text)
    for wanted in (
        "The health record of Ada", "Born March 2, 1948.", "Potassium", "4.6 mmol/L", "(usual at this lab: 3.5 to 5.1)",
        "October 3, 2026", "Sources: Clinic: North/East, Hospital.", "Source: Clinic: North/East.", "metformin 500 MG Oral Tablet",
        "Penicillin", "Dear Ada, all is well.",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_the_page_is_large_and_black_on_white(filled: Vault, tmp_path: Path) -> None:
    content = export(filled, tmp_path / "out", TODAY).page.read_text()
    assert min(int(size) for size in re.findall(r"(\d+)pt", content)) >= 18
    assert "color: #000" in content
    assert "background: #fff" in content
    assert content.count("<h2>") == 11


def test_words_of_the_record_stay_words(vault: Vault, bring: Callable[..., object], tmp_path: Path) -> None:
    concept = {"text": HOSTILE}
    bring(
        patient(name=[{"given": [HOSTILE], "family": HOSTILE}]),
        observation(code=concept, valueQuantity={"value": 1, "unit": HOSTILE}, performer=[{"display": HOSTILE}]),
        observation(id="o2", code=concept, valueQuantity=None, valueString=HOSTILE),
        request(medicationCodeableConcept=concept, dosageInstruction=[{"text": HOSTILE}], reasonCode=[concept]),
        allergy(code=concept, reaction=[{"manifestation": [concept]}]),
        condition(code=concept),
        encounter(reasonCode=[concept], participant=[{"individual": {"display": HOSTILE}}]),
        source=HOSTILE,
    )
    done = export(vault, tmp_path / "out", TODAY)
    outline = seen(done.page)
    allowed = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li", "strong"}
    assert set(outline.elements) <= allowed
    assert "".join(outline.text).count(HOSTILE) >= 8
    assert done.bundles[0].path.parent == tmp_path / "out"


def test_nothing_is_overwritten(filled: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(filled, folder, TODAY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(VaultExists):
        export(filled, folder, TODAY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_sources_whose_names_look_alike_on_a_disk(vault: Vault, bring: Callable[..., object], tmp_path: Path) -> None:
    for name in ("a/b", "a?b", "..", "A_B", "   x" * 60):
        bring(patient(), observation(), source=name)
    done = export(vault, tmp_path / "out", TODAY)
    names = {written.path.name.casefold() for written in done.bundles}
    assert len(names) == 5
    assert len(list((tmp_path / "out").iterdir())) == 6


def test_an_empty_record_and_a_folder_that_cannot_be(vault: Vault, tmp_path: Path) -> None:
    assert export(vault, tmp_path / "out", TODAY).entries == 0
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull):
        export(vault, tmp_path / "file" / "out", TODAY)
