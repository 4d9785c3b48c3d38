"""What counts as FHIR R4, and that a refusal names the place and never the value."""

import pytest
from store_resources import (
    Json,
    allergy,
    condition,
    encounter,
    observation,
    patient,
    practitioner,
    request,
    without,
)

from store.report import SENTENCES, Reason, Refusal
from store.validate import fault, is_r4_type

GENUINE = [
    patient(),
    practitioner(),
    observation(),
    request(),
    allergy(),
    condition(),
    encounter(),
    patient(birthDate=None, _birthDate={"extension": [{"url": "http://x/absent", "valueCode": "unknown"}]}),
    patient(
        name=[{"given": [None, "Ada"], "_given": [{"extension": [{"url": "http://x", "valueString": "y"}]}, None]}]
    ),
    observation(contained=[practitioner()]),
    observation(extension=[{"url": "http://x", "valueQuantity": {"value": 1}}]),
    without(observation(), "status")
    | {
        "_status": {
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
        }
    },
    observation(extension=[{"url": "http://x", "valueMeta": {"versionId": "1"}}]),
    observation(effectiveDateTime="2026"),
    observation(effectiveDateTime="2026-10-03T10:00:00.123456+05:30"),
    {"resourceType": "MedicinalProduct", "name": [{"productName": "x"}]},
    {"resourceType": "SubstanceSpecification"},
    {"resourceType": "Evidence", "status": "active", "exposureBackground": {"reference": "EvidenceVariable/1"}},
]
"""The last three exist in R4 and not, or not like this, in R4B."""


@pytest.mark.parametrize("resource", GENUINE)
def test_genuine_r4_is_accepted(resource: Json) -> None:
    assert fault(resource) is None


@pytest.mark.parametrize(
    ("resource", "path", "reason"),
    [
        (without(observation(), "status"), ".status", Reason.MISSING),
        (without(observation(), "code"), ".code", Reason.MISSING),
        (observation(secretword="x"), "", Reason.UNEXPECTED),
        (observation(code={"coding": [{"secretword": "x"}]}), ".code.coding[0]", Reason.UNEXPECTED),
        (observation(valueQuantity={"value": "secretword"}), ".valueQuantity.value", Reason.WRONG_FORM),
        (observation(valueQuantity=["secretword"]), ".valueQuantity", Reason.WRONG_FORM),
        (observation(effectiveDateTime="secretword"), ".effectiveDateTime", Reason.WRONG_FORM),
        (observation(effectiveDateTime="2026-02-30"), ".effectiveDateTime", Reason.WRONG_FORM),
        (observation(valueString="secretword"), "", Reason.WRONG_FORM),
        (observation(category={"text": "secretword"}), ".category", Reason.WRONG_FORM),
        (observation(**{"\ud800": "secretword"}), "", Reason.WRONG_FORM),
        (without(encounter(), "class"), ".class", Reason.MISSING),
        (without(request(), "medicationCodeableConcept"), "", Reason.WRONG_FORM),
        (allergy(clinicalStatus="active"), ".clinicalStatus", Reason.WRONG_FORM),
        (observation(contained=[{"resourceType": "Secretword"}]), "", Reason.WRONG_FORM),
        ({"resourceType": "Secretword"}, ".resourceType", Reason.UNKNOWN_TYPE),
        ({"resourceType": "CodeableConcept", "text": "secretword"}, ".resourceType", Reason.UNKNOWN_TYPE),
        ({"resourceType": "DomainResource"}, ".resourceType", Reason.UNKNOWN_TYPE),
        ({"resourceType": "../secretword"}, ".resourceType", Reason.UNKNOWN_TYPE),
        ({}, ".resourceType", Reason.UNKNOWN_TYPE),
    ],
)
def test_what_is_no_r4_is_refused_with_its_place(resource: Json, path: str, reason: Reason) -> None:
    found = fault(resource)
    assert found is not None
    assert (found.path, found.reason) == (path, reason)
    assert "secretword" not in Refusal(f"Bundle.entry[0].resource{found.path}", found.reason).sentence.lower()


def test_each_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
    assert Refusal("Bundle.entry[3].resource.code", Reason.MISSING).sentence == (
        "Bundle.entry[3].resource.code: something that FHIR R4 requires is missing here."
    )


def test_types_of_r4() -> None:
    assert all(is_r4_type(name) for name in ("Patient", "Observation", "List", "Binary", "SubstanceSpecification"))
    assert not any(is_r4_type(name) for name in ("", "Bundel", "Quantity", "patient", "Resource", "os.path"))
