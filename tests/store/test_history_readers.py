"""Allergies, conditions, vaccines and procedures."""

from typing import Any

import pytest
from store_resources import (
    MINE,
    SNOMED,
    Json,
    allergy,
    concept,
    condition,
    facts_of,
    only,
    practitioner,
    without,
)

from core.facts import PartialDate


def status(code: str) -> Json:
    return {"coding": [{"code": code}]}


def test_an_allergy_with_everything() -> None:
    found = only(
        allergy(
            onsetDateTime="1957",
            recordedDate="2020-01-01",
            criticality="high",
            recorder={"reference": "Practitioner/dr"},
            reaction=[{"manifestation": [concept("Hives"), concept("Wheezing")], "severity": "moderate"}],
        ),
        practitioner(),
    )
    assert (found.key, found.name, found.active, found.none_known) == ("snomed|91936005", "Penicillin", True, False)
    assert (found.reaction, found.severe) == ("Hives, Wheezing", True)
    assert (found.origin.when, found.origin.performer) == (PartialDate(1957), "Dr. Ines Moreau")


@pytest.mark.parametrize(
    ("change", "active"),
    [
        ({}, True),
        ({"clinicalStatus": status("inactive")}, False),
        ({"clinicalStatus": status("resolved")}, False),
        ({"verificationStatus": status("unconfirmed")}, True),
        ({"verificationStatus": status("refuted")}, False),
    ],
)
def test_whether_an_allergy_holds(change: Json, active: bool) -> None:
    assert only(allergy(**change)).active is active


@pytest.mark.parametrize(
    ("change", "severe"),
    [
        ({}, False),
        ({"criticality": "low"}, False),
        ({"criticality": "high"}, True),
        ({"reaction": [{"severity": "severe"}]}, True),
        ({"reaction": [{"severity": "mild"}]}, False),
    ],
)
def test_whether_an_allergy_is_severe(change: Json, severe: bool) -> None:
    assert only(allergy(**change)).severe is severe


@pytest.mark.parametrize(
    ("code", "none"),
    [
        (concept("", (SNOMED, "716186003", "No known allergy")), True),
        (concept("", (SNOMED, "409137002", "No known drug allergy")), True),
        (concept("", (SNOMED, "429625007", "No known food allergy")), True),
        (concept("", ("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "no-known-allergies", "")), True),
        (concept("No Known Allergies"), True),
        (concept("No known drug allergies"), True),
        (concept("NKDA"), True),
        (concept("NKA"), True),
        (concept("Nka-nut"), False),
        (concept("Nickel"), False),
        (concept("No-see-um bites"), False),
    ],
)
def test_the_statement_that_there_are_none(code: Json, none: bool) -> None:
    assert only(allergy(code=code)).none_known is none


@pytest.mark.parametrize(
    "change",
    [
        {"verificationStatus": status("entered-in-error")},
        {"code": {}},
        {
            "code": concept(
                "", ("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "no-allergy-info", "none")
            )
        },
        {"code": concept("", (SNOMED, "1631000175102", "Patient not asked"))},
    ],
)
def test_what_says_nothing_of_allergies_is_not_told(change: Json) -> None:
    assert facts_of(allergy(**change)) == []


def test_the_substance_stands_in_for_a_missing_code() -> None:
    found = only(without(allergy(), "code") | {"reaction": [{"substance": concept("Latex")}]})
    assert (found.key, found.name) == ("text|latex", "Latex")


def test_a_condition_with_everything() -> None:
    found = only(condition(abatementDateTime="2025-02-03", recorder={"display": "Dr. Moreau"}))
    assert (found.key, found.name, found.ended) == ("snomed|90560007", "Gout", PartialDate(2025, 2, 3))
    assert (found.origin.when, found.origin.performer) == (PartialDate(2024, 1), "Dr. Moreau")


@pytest.mark.parametrize(
    ("change", "active"),
    [
        ({}, True),
        ({"clinicalStatus": status("recurrence")}, True),
        ({"clinicalStatus": status("relapse")}, True),
        ({"clinicalStatus": status("inactive")}, False),
        ({"clinicalStatus": status("remission")}, False),
        ({"clinicalStatus": status("resolved")}, False),
    ],
)
def test_whether_a_condition_is_active(change: Json, active: bool) -> None:
    assert only(condition(**change)).active is active


def test_a_condition_that_does_not_say_whether_it_is_active() -> None:
    silent = without(condition(), "clinicalStatus")
    category = "http://terminology.hl7.org/CodeSystem/condition-category"
    for_one_visit = silent | {"category": [concept("", (category, "encounter-diagnosis", ""))]}
    assert only(silent).active is True
    assert only(silent | {"abatementDateTime": "2025"}).active is False
    assert only(silent | {"abatementString": "long ago"}).active is False
    assert only(for_one_visit).active is False


@pytest.mark.parametrize(
    ("verification", "confirmed"),
    [("confirmed", True), ("provisional", False), ("unconfirmed", False)],
)
def test_whether_a_condition_is_confirmed(verification: str, confirmed: bool) -> None:
    assert only(condition(verificationStatus=status(verification))).confirmed is confirmed


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error", "differential"])
def test_what_is_no_diagnosis_of_this_person_is_not_told(verification: str) -> None:
    assert facts_of(condition(verificationStatus=status(verification))) == []


@pytest.mark.parametrize(
    ("change", "when"),
    [
        ({}, PartialDate(2024, 1)),
        ({"onsetPeriod": {"start": "2023-05-06"}, "onsetDateTime": None}, PartialDate(2023, 5, 6)),
        ({"onsetDateTime": None, "recordedDate": "2022"}, PartialDate(2022)),
        ({"onsetDateTime": None, "onsetString": "as a child"}, None),
    ],
)
def test_when_a_condition_began(change: Json, when: PartialDate | None) -> None:
    assert only(condition(**change)).origin.when == when


def test_icd_10_is_a_key_when_there_is_no_snomed() -> None:
    icd = ("http://hl7.org/fhir/sid/icd-10-cm", "M10.9", "Gout, unspecified")
    assert only(condition(code=concept("", icd))).key == "icd10|M10.9"
    assert only(condition(code=concept("", icd, (SNOMED, "90560007", "Gout")))).key == "snomed|90560007"


def vaccine(**changes: Any) -> Json:
    return {
        "resourceType": "Immunization",
        "id": "i1",
        "status": "completed",
        "patient": MINE,
        "vaccineCode": concept("", ("http://hl7.org/fhir/sid/cvx", "187", "zoster recombinant")),
        "occurrenceDateTime": "2022-03-04",
    } | changes


def procedure(**changes: Any) -> Json:
    return {
        "resourceType": "Procedure",
        "id": "x1",
        "status": "completed",
        "subject": MINE,
        "code": concept("Colonoscopy", (SNOMED, "73761001", "Colonoscopy")),
        "performedPeriod": {"start": "2022-05-06T08:00:00Z", "end": "2022-05-06T09:00:00Z"},
    } | changes


def test_a_vaccine() -> None:
    found = only(vaccine(performer=[{"actor": {"display": "Pharmacy on Main Street"}}]))
    assert (found.key, found.name) == ("cvx|187", "zoster recombinant")
    assert (found.origin.when, found.origin.performer) == (PartialDate(2022, 3, 4), "Pharmacy on Main Street")
    assert only(without(vaccine(), "occurrenceDateTime") | {"occurrenceString": "as a child"}).origin.when is None


@pytest.mark.parametrize("given", ["not-done", "entered-in-error"])
def test_a_vaccine_that_was_not_given_is_not_told(given: str) -> None:
    assert facts_of(vaccine(status=given)) == []


def test_a_procedure() -> None:
    found = only(procedure(location={"display": "County Hospital"}))
    assert (found.key, found.name) == ("snomed|73761001", "Colonoscopy")
    assert (found.origin.when, found.origin.performer) == (PartialDate(2022, 5, 6), "County Hospital")


@pytest.mark.parametrize("done", ["preparation", "in-progress", "not-done", "stopped", "entered-in-error", "unknown"])
def test_a_procedure_that_was_not_completed_is_not_told(done: str) -> None:
    assert facts_of(procedure(status=done)) == []


CVX = "http://hl7.org/fhir/sid/cvx"
LOINC_DUE, LOINC_EARLIEST = (("http://loinc.org", code, "") for code in ("30980-7", "30981-5"))


def recommendation(**changes: Any) -> Json:
    """As R4 shows it (https://hl7.org/fhir/R4/immunizationrecommendation-example.json), with other vaccines."""
    row = {
        "vaccineCode": [concept("", (CVX, "140", "Influenza, seasonal, injectable, preservative free"))],
        "forecastStatus": status("due"),
        "dateCriterion": [
            {"code": concept("", LOINC_EARLIEST), "value": "2026-09-01T00:00:00-05:00"},
            {"code": concept("", LOINC_DUE), "value": "2026-10-01"},
        ],
    } | changes
    return {
        "resourceType": "ImmunizationRecommendation",
        "id": "r1",
        "patient": MINE,
        "date": "2026-08-20",
        "authority": {"display": "State registry"},
        "recommendation": [row],
    }


def test_a_vaccine_that_is_due() -> None:
    found = only(recommendation())
    assert (found.key, found.name) == ("cvx|140", "Influenza, seasonal, injectable, preservative free")
    assert (found.status.value, found.due) == ("due", PartialDate(2026, 10, 1))
    assert (found.origin.when, found.origin.performer) == (PartialDate(2026, 8, 20), "State registry")


@pytest.mark.parametrize(
    ("forecast", "told"),
    [
        ("due", "due"),
        ("overdue", "overdue"),
        ("contraindicated", "contraindicated"),
        ("immune", None),
        ("complete", None),
        ("whatever", None),
    ],
)
def test_what_is_forecast_of_a_vaccine(forecast: str, told: str | None) -> None:
    found = facts_of(recommendation(forecastStatus=status(forecast)))
    assert [one.status.value for one in found] == ([told] if told else [])  # type: ignore[union-attr]


def test_a_vaccine_is_due_from_the_earliest_day_where_no_other_is_given() -> None:
    earliest = [{"code": concept("", LOINC_EARLIEST), "value": "2026-09"}, {"code": {}, "value": "2020-01-01"}]
    assert only(recommendation(dateCriterion=earliest)).due == PartialDate(2026, 9)
    assert only(recommendation(dateCriterion=[])).due is None


def test_vaccines_not_to_be_had_are_told_apart_from_those_that_are_due() -> None:
    live = [concept("", (CVX, "111", "influenza, live, intranasal"))]
    found = facts_of(recommendation(contraindicatedVaccineCode=live))
    assert [(one.key, one.status.value) for one in found] == [  # type: ignore[union-attr]
        ("cvx|140", "due"),
        ("cvx|111", "contraindicated"),
    ]
