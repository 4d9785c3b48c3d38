"""Older FHIR: mapped for what is read, kept as it arrived, and R4 left alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_resources import (
    LOINC,
    MINE,
    TODAY,
    UCUM,
    Json,
    allergy,
    bundle,
    concept,
    condition,
    encounter,
    observation,
    patient,
    request,
    write,
)

from core.facts import MedicineStatus, PartialDate
from store.fhir_versions import to_r4
from store.importing import import_file
from store.records import VaultRecords
from store.report import ImportReport
from store.validate import fault
from store.vault import Vault

# Written by hand after the definitions of DSTU2 (hl7.org/fhir/DSTU2) and STU3 (hl7.org/fhir/STU3).
OLD: list[Json] = [
    {
        "resourceType": "AllergyIntolerance",
        "id": "s3",
        "clinicalStatus": "active",
        "verificationStatus": "confirmed",
        "category": ["food"],
        "assertedDate": "2014-01-03",
        "code": concept("Peanut"),
        "patient": MINE,
    },
    {
        "resourceType": "AllergyIntolerance",
        "id": "d2",
        "status": "resolved",
        "criticality": "CRITH",
        "category": "medication",
        "recordedDate": "2011-05",
        "substance": concept("Sulfa"),
        "patient": MINE,
        "reaction": [{"certainty": "likely", "manifestation": [concept("Hives")]}],
    },
    {
        "resourceType": "Condition",
        "id": "c3",
        "clinicalStatus": "active",
        "verificationStatus": "unknown",
        "code": concept("Asthma"),
        "subject": MINE,
        "context": {"reference": "Encounter/e1"},
        "assertedDate": "2010-02-01",
    },
    {
        "resourceType": "Condition",
        "id": "c2",
        "patient": MINE,
        "code": concept("Shingles"),
        "category": concept("complaint"),
        "verificationStatus": "confirmed",
        "abatementBoolean": True,
        "dateRecorded": "2009-09-09",
    },
    {
        "resourceType": "MedicationOrder",
        "id": "mo",
        "status": "active",
        "dateWritten": "2013-04-05",
        "patient": MINE,
        "prescriber": {"display": "Dr. Old"},
        "medicationCodeableConcept": concept("lisinopril 10 MG Oral Tablet"),
        "dosageInstruction": [
            {
                "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnits": "d"}},
                "doseQuantity": {"value": 1, "unit": "tablet"},
            }
        ],
    },
    {
        "resourceType": "MedicationRequest",
        "id": "mr",
        "status": "active",
        "intent": "order",
        "authoredOn": "2017-04-05",
        "subject": MINE,
        "context": {"reference": "Encounter/e1"},
        "requester": {"agent": {"display": "Dr. New"}, "onBehalfOf": {"display": "Clinic"}},
        "medicationCodeableConcept": concept("warfarin 5 MG Oral Tablet"),
        "dosageInstruction": [{"text": "one daily", "doseQuantity": {"value": 1, "unit": "{tablet}"}}],
    },
    {
        "resourceType": "MedicationStatement",
        "id": "ms",
        "status": "active",
        "taken": "n",
        "effectiveDateTime": "2016",
        "subject": MINE,
        "medicationCodeableConcept": concept("aspirin 81 MG"),
    },
    {
        "resourceType": "Immunization",
        "id": "im",
        "status": "completed",
        "notGiven": False,
        "primarySource": True,
        "date": "2016-10-01",
        "vaccineCode": concept("Influenza"),
        "patient": MINE,
        "practitioner": [{"role": concept("AP"), "actor": {"display": "Nurse Joy"}}],
    },
    {
        "resourceType": "Immunization",
        "id": "not",
        "status": "completed",
        "wasNotGiven": True,
        "reported": False,
        "date": "2016-11-01",
        "vaccineCode": concept("Tetanus"),
        "patient": MINE,
    },
    {
        "resourceType": "Procedure",
        "id": "pr",
        "status": "completed",
        "notDone": True,
        "code": concept("Colonoscopy"),
        "subject": MINE,
        "performedDateTime": "2015",
    },
    {
        "resourceType": "Encounter",
        "id": "en",
        "status": "finished",
        "class": "inpatient",
        "patient": MINE,
        "period": {"start": "2012-01-02", "end": "2012-01-05"},
        "reason": [concept("Pneumonia")],
    },
    {
        "resourceType": "Observation",
        "id": "ob",
        "status": "final",
        "code": concept("Potassium", (LOINC, "2823-3", "Potassium")),
        "subject": MINE,
        "context": {"reference": "Encounter/e1"},
        "comment": "hemolysed",
        "related": [{"type": "has-member", "target": {"reference": "Observation/o9"}}],
        "effectiveDateTime": "2017-01-02",
        "interpretation": concept("High"),
        "valueQuantity": {"value": 5.4, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"},
        "referenceRange": [{"low": {"value": 3.5, "unit": "mmol/L"}, "high": {"value": 5.1, "unit": "mmol/L"}}],
    },
]


def of(resource: Json) -> Json:
    return to_r4(resource)


@pytest.mark.parametrize("resource", OLD, ids=lambda r: f"{r['resourceType']}-{r['id']}")
def test_what_is_old_becomes_valid_r4(resource: Json) -> None:
    before = json.dumps(resource)
    assert fault(resource) is not None
    assert fault(to_r4(resource)) is None
    assert json.dumps(resource) == before


@pytest.mark.parametrize("make", [patient, observation, request, allergy, condition, encounter])
def test_r4_is_left_alone(make: Callable[..., Json]) -> None:
    resource = make()
    assert to_r4(resource) is resource


@pytest.fixture
def report(vault: Vault, tmp_path: Path) -> ImportReport:
    return import_file(vault, write(tmp_path, bundle(patient(), *OLD)), "Old clinic", TODAY)


def test_all_of_it_comes_in(report: ImportReport) -> None:
    assert (report.stored, report.refusals) == (len(OLD) + 1, ())


def test_the_raw_text_stays_as_it_arrived(report: ImportReport, vault: Vault) -> None:
    with vault.reading() as connection:
        rows = connection.execute("SELECT type, logical_id, raw FROM resource").fetchall()
    kept = {(kind, name): json.loads(raw) for kind, name, raw in rows}
    assert all(kept[resource["resourceType"], resource["id"]] == resource for resource in OLD)


def test_allergies(report: ImportReport, records: VaultRecords) -> None:
    found = {a.name: a for a in records.allergies()}
    assert (found["Peanut"].active, found["Peanut"].origin.when) == (True, PartialDate(2014, 1, 3))
    assert (found["Sulfa"].active, found["Sulfa"].severe, found["Sulfa"].reaction) == (False, True, "Hives")


def test_conditions(report: ImportReport, records: VaultRecords) -> None:
    assert {c.name: c.active for c in records.conditions()} == {"Asthma": True, "Shingles": False}


def test_medicines(report: ImportReport, records: VaultRecords) -> None:
    found = {m.name.split()[0]: m for m in records.medicines()}
    assert (found["lisinopril"].dose, found["lisinopril"].origin.performer) == ("one tablet once a day", "Dr. Old")
    assert found["lisinopril"].origin.resource == "MedicationOrder/mo"
    assert (found["warfarin"].status, found["warfarin"].origin.performer) == (MedicineStatus.CURRENT, "Dr. New")
    assert "aspirin" not in found


def test_what_was_not_given_or_not_done_is_not_told(report: ImportReport, records: VaultRecords) -> None:
    assert [(i.name, i.origin.performer) for i in records.immunizations()] == [("Influenza", "Nurse Joy")]
    assert records.procedures() == ()


def test_visits_and_readings(report: ImportReport, records: VaultRecords) -> None:
    (visit,) = records.visits()
    assert (visit.what, visit.hospital_stay) == ("Pneumonia", True)
    (reading,) = records.readings()
    assert reading.range is not None
    assert (reading.value, reading.range.low, reading.range.high) == (5.4, 3.5, 5.1)


def test_old_types_that_are_not_read_are_kept_whole(bring: Callable[..., ImportReport]) -> None:
    family: dict[str, Any] = {
        "resourceType": "FamilyMemberHistory",
        "id": "f",
        "status": "completed",
        "notDone": False,
        "patient": MINE,
        "relationship": concept("Father"),
    }
    assert fault(family) is not None
    assert bring(patient(), family).refusals == ()


def test_a_code_that_no_version_knows_is_refused(bring: Callable[..., ImportReport]) -> None:
    report = bring(patient(), allergy(clinicalStatus="sleeping"))
    assert [refusal.path for refusal in report.refusals] == ["Bundle.entry[1].resource.clinicalStatus"]


def test_an_extension_in_a_wrong_form_does_not_cost_the_result(bring: Callable[..., ImportReport]) -> None:
    odd = [{"url": "http://lab.example/range", "valueString": ["None", "Few"]}]
    assert bring(patient(), observation(extension=odd)).refusals == ()
    assert len(bring(patient(), observation(id="o2", modifierExtension=odd)).refusals) == 1
