"""One test is one series, whatever each source calls it and in whatever unit; a blood pressure is one thing from all."""

import json
from pathlib import Path
from typing import Any

import pytest
from apple_exports import EXPORTED, ME, export_text, record
from cda_parts import document, section
from store_resources import PASSPHRASE, TODAY, bundle, concept, observation, patient, write

from app.ask import ask
from app.knowledge import load_knowledge
from core.answers import Answer
from core.check import unfounded
from core.conversation import FRESH
from core.mind import Mind, make_mind
from core.questions import Kind
from store.bringing import Bringing
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault

LOINC_OID = "2.16.840.1.113883.6.1"


@pytest.fixture
def vault(tmp_path: Path) -> Any:
    made = create_vault(tmp_path / "record" / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)
    import_file(made, write(tmp_path, bundle(patient())), "Clinic", TODAY)
    yield made
    made.lock()


def mind_of(vault: Vault) -> Mind:
    return make_mind(VaultRecords(vault), load_knowledge(), TODAY)


def answer(vault: Vault, question: str) -> Answer:
    mind = mind_of(vault)
    found, _, _ = ask(question, FRESH, mind)
    assert unfounded(found, TODAY, mind.conversions) == ()
    return found


def bring(vault: Vault, path: Path, name: str) -> None:
    for brought in Bringing(vault, name, TODAY, lambda _: lambda done, total: None).bring(path):
        assert brought.report is not None


def measured(number: str, code: Any, amount: float, unit: str, day: str) -> Any:
    return observation(id=number, code=code, valueQuantity={"value": amount, "unit": unit}, effectiveDateTime=day)


def pressure_section(systolic: str, diastolic: str) -> str:
    halves = "".join(
        '<component><observation classCode="OBS" moodCode="EVN">'
        '<templateId root="2.16.840.1.113883.10.20.22.4.27"/>'
        f'<id root="5.5" extension="bp{code}"/><code code="{code}" codeSystem="{LOINC_OID}" displayName="{name}"/>'
        f'<statusCode code="completed"/><effectiveTime value="20260801"/><value xsi:type="PQ" value="{amount}" unit="mm[Hg]"/>'
        "</observation></component>"
        for code, name, amount in (
            ("8480-6", "Systolic blood pressure", systolic),
            ("8462-4", "Diastolic blood pressure", diastolic),
        )
    )
    return section(
        '<organizer classCode="CLUSTER" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.26"/>'
        f'<statusCode code="completed"/><effectiveTime value="20260801"/>{halves}</organizer>'
    )


def test_two_names_of_one_test_in_two_sources_are_one_series(vault: Vault, tmp_path: Path) -> None:
    coded = measured("o1", concept("Glucose", ("http://loinc.org", "2345-7", "Glucose")), 110, "mg/dL", "2026-03-01")
    molar = measured("o2", concept("", ("http://loinc.org", "14749-6", "Glucose")), 5.0, "mmol/L", "2026-05-01")
    bare = measured("o3", concept("Blood sugar"), 99, "mg/dL", "2026-06-01")
    for source, one in (("Clinic", coded), ("Hospital", molar), ("Practice", bare)):
        import_file(vault, write(tmp_path, bundle(patient(), one)), source, TODAY)
    table = tmp_path / "results.csv"
    table.write_text("Date,Test,Result,Unit\n2026-07-01,Blood glucose,108,mg/dL\n")
    bring(vault, table, "My table")
    found = answer(vault, "how many blood sugar tests do i have")
    assert found.question and found.question.kind is Kind.COUNT
    assert "four times" in found.spoken


def test_highest_lowest_and_average_go_across_units(vault: Vault, tmp_path: Path) -> None:
    code = concept("Glucose", ("http://loinc.org", "2345-7", "Glucose"))
    series = [
        measured("o1", code, 110, "mg/dL", "2026-03-01"),
        measured("o2", code, 7.0, "mmol/L", "2026-05-01"),
        measured("o3", code, 90, "mg/dL", "2026-06-01"),
    ]
    import_file(vault, write(tmp_path, bundle(patient(), *series)), "Clinic", TODAY)
    highest = answer(vault, "what was my highest blood sugar").spoken
    assert "was 7 millimoles per liter" in highest
    assert "same unit" in highest
    assert "was 90 milligrams per deciliter" in answer(vault, "what was my lowest blood sugar").spoken
    # 7 mmol/L is 126.1 mg/dL; what is written in whole numbers is told in whole numbers.
    assert (
        "was 109 milligrams per deciliter on average"
        in answer(vault, "what was the average of my glucose results").spoken
    )
    trend = answer(vault, "how has my blood sugar changed").spoken
    assert "went down" in trend
    assert "as high as 7 millimoles per liter" in trend


def test_a1c_in_both_units_is_compared_by_the_published_equation(vault: Vault, tmp_path: Path) -> None:
    first = measured("o1", concept("", ("http://loinc.org", "59261-8", "Hemoglobin A1c")), 64, "mmol/mol", "2026-03-01")
    later = measured("o2", concept("", ("http://loinc.org", "4548-4", "Hemoglobin A1c")), 7.2, "%", "2026-09-01")
    import_file(vault, write(tmp_path, bundle(patient(), first, later)), "Clinic", TODAY)
    said = answer(vault, "what was my last a1c").spoken
    assert "7.2 percent" in said
    assert "It's lower than in March." in said
    assert "The two are in different units, so I converted one." in said


def test_what_cannot_be_compared_is_said(vault: Vault, tmp_path: Path) -> None:
    code = concept("Vitamin D")
    series = [measured("o1", code, 30, "ng/mL", "2026-03-01"), measured("o2", code, 60, "nmol/L", "2026-09-01")]
    import_file(vault, write(tmp_path, bundle(patient(), *series)), "Clinic", TODAY)
    last = answer(vault, "what was my last vitamin d").spoken
    assert "The one before is in another unit, so I can't compare them." in last
    assert "higher" not in last
    assert "lower" not in last
    assert "I left them out" in answer(vault, "what was my highest vitamin d").spoken


@pytest.mark.parametrize("form", ["fhir panel", "fhir halves", "fhir without codes", "c-cda", "table", "apple"])
def test_a_blood_pressure_is_one_thing(vault: Vault, tmp_path: Path, form: str) -> None:
    halves = (("8480-6", "Systolic blood pressure", 132), ("8462-4", "Diastolic blood pressure", 81))
    coded = [(concept("", ("http://loinc.org", code, name)), amount) for code, name, amount in halves]
    plain = [(concept(name), amount) for _, name, amount in halves]
    path = tmp_path / "in.json"
    if form == "fhir panel":
        panel = observation(code=concept("", ("http://loinc.org", "85354-9", "Blood pressure panel")))
        del panel["valueQuantity"]
        panel["component"] = [{"code": code, "valueQuantity": {"value": v, "unit": "mmHg"}} for code, v in coded]
        path.write_text(json.dumps(bundle(patient(), panel)))
    elif form in {"fhir halves", "fhir without codes"}:
        parts = coded if form == "fhir halves" else plain
        apart = [measured(f"o{n}", code, v, "mmHg", "2026-08-01T09:00:00Z") for n, (code, v) in enumerate(parts)]
        path.write_text(json.dumps(bundle(patient(), *apart)))
    elif form == "c-cda":
        path = tmp_path / "in.xml"
        path.write_text(document(pressure_section("132", "81")))
    elif form == "table":
        path = tmp_path / "in.csv"
        path.write_text(
            "Date,Test,Result,Unit\n2026-08-01,Systolic blood pressure,132,mmHg\n2026-08-01,Diastolic blood pressure,81,mmHg\n"
        )
    else:
        at = ("2026-08-01 09:00:00", "2026-08-01 09:00:00")
        apple = [
            record("BloodPressureSystolic", *at, "132", unit="mmHg"),
            record("BloodPressureDiastolic", *at, "81", unit="mmHg"),
        ]
        path = tmp_path / "export.xml"
        path.write_text(export_text(*apple, head=EXPORTED + ME))
    bring(vault, path, "Clinic")
    assert "was 132 over 81" in answer(vault, "what was my last blood pressure").spoken
