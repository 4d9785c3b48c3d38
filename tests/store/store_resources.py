"""Hand-made FHIR R4 resources for the tests of `store`; everything in them is invented."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.facts import Fact, PartialDate
from store.fhir_entry import Entry, own_addresses
from store.readers import READERS

Json = dict[str, Any]

TODAY = dt.date(2026, 11, 24)
PASSPHRASE = "correct horse battery"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"
MINE = {"reference": "Patient/p1"}


def concept(text: str = "", *codings: tuple[str, str, str]) -> Json:
    """A CodeableConcept from its text and (system, code, display)."""
    found: Json = {"text": text} if text else {}
    if codings:
        found["coding"] = [{"system": s, "code": c, "display": d} for s, c, d in codings]
    return found


def patient(**changes: Any) -> Json:
    return {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "http://clinic.example/mrn", "value": "4711"}],
        "name": [{"family": "Winter", "given": ["Ada", "Maria"]}],
        "gender": "female",
        "birthDate": "1948-03-02",
    } | changes


def observation(**changes: Any) -> Json:
    return {
        "resourceType": "Observation",
        "id": "o1",
        "status": "final",
        "code": concept("Potassium", (LOINC, "2823-3", "Potassium [Moles/volume] in Serum or Plasma")),
        "subject": MINE,
        "effectiveDateTime": "2026-10-03T08:00:00-04:00",
        "valueQuantity": {"value": 4.6, "unit": "mmol/l", "system": UCUM, "code": "mmol/L"},
    } | changes


def request(**changes: Any) -> Json:
    return {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "intent": "order",
        "subject": MINE,
        "authoredOn": "2024-02-13",
        "medicationCodeableConcept": concept("metformin 500 MG Oral Tablet", (RXNORM, "861007", "metformin")),
    } | changes


def allergy(**changes: Any) -> Json:
    return {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "patient": MINE,
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "verificationStatus": {"coding": [{"code": "confirmed"}]},
        "code": concept("Penicillin", (SNOMED, "91936005", "Allergy to penicillin")),
    } | changes


def condition(**changes: Any) -> Json:
    return {
        "resourceType": "Condition",
        "id": "c1",
        "subject": MINE,
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "verificationStatus": {"coding": [{"code": "confirmed"}]},
        "code": concept("Gout", (SNOMED, "90560007", "Gout")),
        "onsetDateTime": "2024-01",
    } | changes


def encounter(**changes: Any) -> Json:
    return {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "subject": MINE,
        "period": {"start": "2026-10-06T09:00:00-04:00", "end": "2026-10-06T09:30:00-04:00"},
        "type": [concept("Yearly check-up")],
    } | changes


def practitioner(**changes: Any) -> Json:
    return {
        "resourceType": "Practitioner",
        "id": "dr",
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "9999999789"}],
        "name": [{"prefix": ["Dr."], "given": ["Ines"], "family": "Moreau"}],
    } | changes


def without(resource: Json, *fields: str) -> Json:
    return {key: value for key, value in resource.items() if key not in fields}


def bundle(*resources: Json, kind: str = "collection") -> Json:
    return {"resourceType": "Bundle", "type": kind, "entry": [{"resource": resource} for resource in resources]}


def write(folder: Path, content: Json | str, name: str = "file.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def facts_of(resource: Json, *others: Json, born: PartialDate | None = None, sex: str = "") -> list[Fact]:
    """What the reader of a resource makes of it, when these other resources can be looked up."""
    known = {address: other for other in others for address in own_addresses(other, other.get("id", ""), "")}
    follow: Callable[[str], Json] = lambda address: known.get(address, {})  # noqa: E731
    entry = Entry(resource, f"{resource['resourceType']}/{resource.get('id')}", "Clinic", follow, born, sex)
    return [finding.fact for finding in READERS[resource["resourceType"]](entry)]


def only(resource: Json, *others: Json, born: PartialDate | None = None, sex: str = "") -> Any:
    """The one fact of a resource."""
    (fact,) = facts_of(resource, *others, born=born, sex=sex)
    return fact
