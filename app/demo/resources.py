"""Builders of FHIR R4 (4.0.1) resources: plain JSON objects, linked by relative references.

Dates are ISO strings as the record writes them; a clock time is local to the clinic (US Eastern).
Every resource bears the security label HTEST (HL7 v3 ActReason: test health data).
"""

from typing import Any, TypeAlias

Resource: TypeAlias = dict[str, Any]

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
CVX = "http://hl7.org/fhir/sid/cvx"
UCUM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem/"
MRN = "https://example.org/millbrook/mrn"

SYNTHETIC = {"security": [{"system": HL7 + "v3-ActReason", "code": "HTEST", "display": "test health data"}]}


def resource(kind: str, ident: str, **fields: Any) -> Resource:
    """A resource with its id and the mark of synthetic data; fields that are None are left out."""
    return {"resourceType": kind, "id": ident, "meta": SYNTHETIC} | {k: v for k, v in fields.items() if v is not None}


def coded(system: str, code: str, display: str, text: str | None = None) -> Resource:
    """A CodeableConcept of one code."""
    return {"coding": [{"system": system, "code": code, "display": display}], "text": text or display}


def to(reference: str, display: str | None = None) -> Resource:
    """A reference `Type/id`."""
    return {"reference": reference} | ({"display": display} if display else {})


def local(date: str, time: str = "") -> str:
    """A dateTime at local time with the offset of US Eastern, or the bare date without a time.

    Daylight saving is taken to hold from April to October: no timed entry of the record lies in the
    weeks around the changes.
    """
    if not time:
        return date
    offset = "-04:00" if 4 <= int(date[5:7]) <= 10 else "-05:00"
    return f"{date}T{time}:00{offset}"


def quantity(value: float, unit: str, code: str) -> Resource:
    """A Quantity in UCUM."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def patient(ident: str) -> Resource:
    """Margaret Ellis, who does not exist."""
    return resource(
        "Patient",
        ident,
        identifier=[
            {"type": coded(HL7 + "v2-0203", "MR", "Medical record number"), "system": MRN, "value": "ME-480312"}
        ],
        active=True,
        name=[{"use": "official", "family": "Ellis", "given": ["Margaret", "Rose"]}],
        telecom=[{"system": "phone", "value": "555-0148", "use": "home"}],
        gender="female",
        birthDate="1948-03-12",
        address=[{"line": ["14 Orchard Lane"], "city": "Millbrook", "state": "NY", "postalCode": "12545"}],
    )


def organization(ident: str, name: str, phone: str) -> Resource:
    """A clinic, a hospital or a laboratory."""
    return resource("Organization", ident, active=True, name=name, telecom=[{"system": "phone", "value": phone}])


def location(ident: str, name: str, owner: str) -> Resource:
    """A place where people are seen."""
    return resource("Location", ident, status="active", name=name, managingOrganization=to(owner))


def practitioner(ident: str, given: str, family: str, specialty: str, phone: str) -> Resource:
    """A doctor, with the specialty as qualification."""
    return resource(
        "Practitioner",
        ident,
        active=True,
        name=[{"family": family, "given": [given], "prefix": ["Dr."], "suffix": ["MD"]}],
        telecom=[{"system": "phone", "value": phone, "use": "work"}],
        qualification=[{"code": {"text": specialty}}],
    )


def role(doctor: str, employer: str, code: str, specialty: str) -> Resource:
    """What a doctor does, and where."""
    return resource(
        "PractitionerRole",
        "role-" + doctor.split("/")[1],
        active=True,
        practitioner=to(doctor),
        organization=to(employer),
        specialty=[coded(SNOMED, code, specialty)],
    )


def status_of(kind: str, code: str) -> Resource:
    """A clinical or verification status of an allergy or a condition."""
    return {"coding": [{"system": HL7 + kind, "code": code}]}
