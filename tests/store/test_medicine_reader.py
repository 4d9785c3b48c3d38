"""Prescriptions and statements to medicines."""

import pytest
from store_resources import (
    LOINC,
    MINE,
    RXNORM,
    Json,
    concept,
    condition,
    facts_of,
    only,
    practitioner,
    request,
    without,
)

from core.facts import MedicineStatus, PartialDate


def statement(**changes: object) -> Json:
    return {
        "resourceType": "MedicationStatement",
        "id": "s1",
        "status": "active",
        "subject": MINE,
        "medicationCodeableConcept": concept("aspirin", (RXNORM, "1191", "aspirin")),
    } | changes


def test_a_prescription_with_everything() -> None:
    medicine = only(
        request(
            requester={"reference": "Practitioner/dr"},
            reasonReference=[{"reference": "Condition/c1"}],
            dosageInstruction=[{"text": "one tablet twice a day with meals"}],
        ),
        practitioner(),
        condition(),
    )
    assert (medicine.key, medicine.name) == ("rxnorm|861007", "metformin 500 MG Oral Tablet")
    assert (medicine.status, medicine.dose) == (MedicineStatus.CURRENT, "one tablet twice a day with meals")
    assert (medicine.reason, medicine.ended) == ("Gout", None)
    assert (medicine.origin.when, medicine.origin.performer) == (PartialDate(2024, 2, 13), "Dr. Ines Moreau")


@pytest.mark.parametrize(
    ("status", "folded"),
    [
        ("active", MedicineStatus.CURRENT),
        ("on-hold", MedicineStatus.UNKNOWN),
        ("unknown", MedicineStatus.UNKNOWN),
        ("stopped", MedicineStatus.STOPPED),
        ("completed", MedicineStatus.STOPPED),
        ("cancelled", MedicineStatus.STOPPED),
    ],
)
def test_status_of_a_prescription(status: str, folded: MedicineStatus) -> None:
    assert only(request(status=status)).status == folded


@pytest.mark.parametrize(
    "change",
    [
        {"status": "entered-in-error"},
        {"status": "draft"},
        {"intent": "proposal"},
        {"intent": "option"},
        {"doNotPerform": True},
        {"medicationCodeableConcept": {}},
    ],
)
def test_what_was_never_prescribed_is_not_told(change: Json) -> None:
    assert facts_of(request(**change)) == []


@pytest.mark.parametrize(
    ("status", "folded"),
    [
        ("active", MedicineStatus.CURRENT),
        ("intended", MedicineStatus.UNKNOWN),
        ("on-hold", MedicineStatus.UNKNOWN),
        ("unknown", MedicineStatus.UNKNOWN),
        ("completed", MedicineStatus.STOPPED),
        ("stopped", MedicineStatus.STOPPED),
    ],
)
def test_status_of_a_statement(status: str, folded: MedicineStatus) -> None:
    assert only(statement(status=status)).status == folded


def test_a_statement_entered_in_error_is_not_told() -> None:
    assert facts_of(statement(status="entered-in-error")) == []


def test_when_a_statement_holds() -> None:
    medicine = only(statement(effectivePeriod={"start": "2020-05", "end": "2021"}, dosage=[{"text": "one a day"}]))
    assert (medicine.origin.when, medicine.ended) == (PartialDate(2020, 5), PartialDate(2021))
    assert medicine.dose == "one a day"
    assert only(statement(dateAsserted="2022-01-02")).origin.when == PartialDate(2022, 1, 2)


def test_who_stated_it_is_told_only_when_it_was_a_professional() -> None:
    told = {"reference": "Practitioner/dr", "display": "Dr. Moreau"}
    assert only(statement(informationSource=told)).origin.performer == "Dr. Moreau"
    herself = {"reference": "Patient/p1", "display": "Ada Winter"}
    assert only(statement(informationSource=herself)).origin.performer == ""


def referring(**reference: object) -> Json:
    return without(request(), "medicationCodeableConcept") | {"medicationReference": reference}


MEDICATION = {"resourceType": "Medication", "id": "x", "code": concept("lisinopril", (RXNORM, "314077", ""))}


def test_the_medicine_in_a_resource_of_its_own() -> None:
    medicine = only(referring(reference="Medication/x"), MEDICATION)
    assert (medicine.key, medicine.name) == ("rxnorm|314077", "lisinopril")


def test_the_medicine_in_a_contained_resource() -> None:
    medicine = only(referring(reference="#x") | {"contained": [MEDICATION]})
    assert (medicine.key, medicine.name) == ("rxnorm|314077", "lisinopril")


def test_the_medicine_by_its_display_or_its_ingredients() -> None:
    assert only(referring(reference="Medication/gone", display="Lisinopril 20 mg")).key == "text|lisinopril 20 mg"
    mixed = {
        "resourceType": "Medication",
        "id": "x",
        "ingredient": [{"itemCodeableConcept": concept(name)} for name in ("codeine", "acetaminophen")],
    }
    assert only(referring(reference="Medication/x"), mixed).name == "codeine and acetaminophen"
    assert facts_of(referring(reference="Medication/gone")) == []


def test_what_it_is_for() -> None:
    assert only(request(reasonCode=[concept("Diabetes"), concept("Diabetes"), concept("Weight")])).reason == (
        "Diabetes and Weight"
    )
    assert (
        only(request(reasonReference=[{"reference": "Condition/c1", "display": "Gout attack"}])).reason == "Gout attack"
    )
    assert only(request(reasonReference=[{"reference": "Condition/gone"}])).reason == ""


def test_when_it_ended() -> None:
    valid = {"validityPeriod": {"start": "2024-02-13", "end": "2024-08-13"}}
    assert only(request(dispenseRequest=valid)).ended == PartialDate(2024, 8, 13)
    bounds = {"timing": {"repeat": {"boundsPeriod": {"end": "2024-03-01"}}}}
    assert only(request(dosageInstruction=[bounds], dispenseRequest=valid)).ended == PartialDate(2024, 3, 1)


def test_a_code_of_another_kind_is_no_key() -> None:
    odd = concept("metformin", (LOINC, "1234-5", "metformin"))
    assert only(request(medicationCodeableConcept=odd)).key == "text|metformin"
