"""Older FHIR mapped to R4, for what we read; what is R4 already passes as it is.

DSTU2 and STU3 name some elements otherwise (https://hl7.org/fhir/DSTU2/, https://hl7.org/fhir/STU3/,
https://hl7.org/fhir/R4/diff.html). Every step looks for an element, or for a form of one, that R4 does
not allow, so a resource that is valid R4 comes back unchanged: the same object. The raw text stays in
the vault as it arrived; this is applied whenever it is read.
"""

from collections.abc import Mapping
from typing import Final

from store.fhir_json import JsonObject, words
from store.fhir_versions_steps import (
    Step,
    coded,
    dosage,
    drop,
    inside,
    listed,
    not_done,
    noted,
    related,
    rename,
    replaced,
    unwrapped,
    wrapped,
)

_HL7 = "http://terminology.hl7.org/CodeSystem/"

OLD_TYPES: Final = frozenset({"MedicationOrder"})
"""Types that R4 calls otherwise, and that we read."""


def is_mapped(kind: str) -> bool:
    """Whether this type may need a mapping; types that do not are kept as they are in any version."""
    return kind in _MAPPINGS


def to_r4(resource: JsonObject) -> JsonObject:
    """The resource as R4; the same object when there is nothing to map."""
    steps = _MAPPINGS.get(words(resource, "resourceType"))
    if steps is None:
        return resource
    copy = dict(resource)
    for step in steps:
        step(copy)
    return resource if copy == resource else copy


def _allergy_status(owner: JsonObject) -> None:
    """DSTU2 has one status for what R4 says in two."""
    status = owner.get("status")
    if not isinstance(status, str):
        return
    del owner["status"]
    if status in {"refuted", "entered-in-error"}:
        owner["verificationStatus"] = status
    elif status in {"inactive", "resolved"}:
        owner["clinicalStatus"] = status
    else:
        owner["clinicalStatus"] = "active"
        owner["verificationStatus"] = "unconfirmed" if status == "unconfirmed" else "confirmed"


def _abated(owner: JsonObject) -> None:
    """DSTU2 and STU3 may say only that a condition is over."""
    if owner.pop("abatementBoolean", None) is True:
        owner.setdefault("clinicalStatus", "resolved")


def _ended(owner: JsonObject) -> None:
    ended = owner.pop("dateEnded", None)
    if isinstance(ended, str):
        owner["dispenseRequest"] = {"validityPeriod": {"end": ended}}


def _taken(owner: JsonObject) -> None:
    """STU3 says apart from the status whether it is taken."""
    if owner.pop("taken", None) == "n":
        owner["status"] = "not-taken"


def _as_request(owner: JsonObject) -> None:
    owner["resourceType"] = "MedicationRequest"
    owner.setdefault("intent", "order")


def _class(owner: JsonObject) -> None:
    """R4 requires the class, DSTU2 has it as a word."""
    given = owner.get("class")
    if isinstance(given, str):
        owner["class"] = {"system": f"{_HL7}v3-ActCode", "code": _CLASSES.get(given, given)}
    elif given is None:
        owner["class"] = {"system": f"{_HL7}v3-NullFlavor", "code": "UNK"}


_CLASSES = {
    "inpatient": "IMP", "outpatient": "AMB", "ambulatory": "AMB", "emergency": "EMER", "home": "HH", "field": "FLD",
    "virtual": "VR",
}  # fmt: skip
_CLINICAL = {"active", "recurrence", "relapse", "inactive", "remission", "resolved"}
_VERIFIED = {"unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"}
_RISKS = {"CRITL": "low", "CRITH": "high", "CRITU": "unable-to-assess"}
_REQUEST: tuple[Step, ...] = (
    rename("context", "encounter"),
    unwrapped("requester", "agent"),
    noted("note"),
    listed("category", "reasonCode"),
    drop("definition"),
    inside("dosageInstruction", dosage),
    inside("dispenseRequest", drop("medicationCodeableConcept", "medicationReference")),
    inside("substitution", rename("allowed", "allowedBoolean"), drop("type")),
)
_MAPPINGS: Mapping[str, tuple[Step, ...]] = {
    "AllergyIntolerance": (
        rename("substance", "code"),
        rename("assertedDate", "recordedDate"),
        rename("onset", "onsetDateTime"),
        _allergy_status,
        coded("clinicalStatus", f"{_HL7}allergyintolerance-clinical", _CLINICAL),
        coded("verificationStatus", f"{_HL7}allergyintolerance-verification", _VERIFIED),
        listed("category"),
        noted("note"),
        replaced("criticality", _RISKS),
        inside("reaction", drop("certainty")),
    ),
    "Appointment": (
        rename("reason", "reasonCode"),
        rename("indication", "reasonReference"),
        rename("incomingReferral", "basedOn"),
        listed("reasonCode", "serviceType", "specialty"),
    ),
    "Condition": (
        rename("patient", "subject"),
        rename("context", "encounter"),
        rename("dateRecorded", "recordedDate"),
        rename("assertedDate", "recordedDate"),
        _abated,
        coded("clinicalStatus", f"{_HL7}condition-clinical", _CLINICAL),
        coded("verificationStatus", f"{_HL7}condition-ver-status", _VERIFIED),
        noted("notes"),
        listed("category", "stage"),
        inside("evidence", listed("code")),
    ),
    "DiagnosticReport": (
        rename("context", "encounter"),
        rename("codedDiagnosis", "conclusionCode"),
        rename("image", "media"),
        unwrapped("performer", "actor"),
        listed("category", "performer"),
    ),
    "DocumentReference": (
        rename("created", "date"),
        drop("indexed"),
        rename("class", "category"),
        listed("category", "author"),
        inside("context", listed("encounter", "event")),
    ),
    "Encounter": (
        rename("patient", "subject"),
        rename("indication", "reasonReference"),
        rename("reason", "reasonCode"),
        listed("reasonCode"),
        _class,
        inside("diagnosis", rename("role", "use")),
        inside("hospitalization", drop("admittingDiagnosis", "dischargeDiagnosis")),
    ),
    "Immunization": (
        not_done("not-done", "notGiven", "wasNotGiven"),
        rename("date", "occurrenceDateTime"),
        rename("practitioner", "performer"),
        wrapped("performer", "actor"),
        inside("performer", rename("role", "function")),
        drop("reported", "vaccinationProtocol", "explanation"),
    ),
    "MedicationDispense": (
        rename("patient", "subject"),
        drop("notDone", "notDoneReasonCodeableConcept", "notDoneReasonReference"),
        inside("performer", drop("onBehalfOf")),
        inside("dosageInstruction", dosage),
    ),
    "MedicationOrder": (
        _as_request,
        rename("patient", "subject"),
        rename("dateWritten", "authoredOn"),
        rename("prescriber", "requester"),
        rename("reasonCodeableConcept", "reasonCode"),
        _ended,
        *_REQUEST,
    ),
    "MedicationRequest": _REQUEST,
    "MedicationStatement": (
        rename("patient", "subject"),
        not_done("not-taken", "wasNotTaken"),
        _taken,
        drop("reasonNotTaken", "reasonForUseReference"),
        rename("reasonForUseCodeableConcept", "reasonCode"),
        listed("reasonCode"),
        noted("note"),
        inside("dosage", dosage),
    ),
    "Observation": (
        rename("context", "encounter"),
        noted("comment", "comments"),
        related,
        listed("category", "interpretation"),
        inside("component", listed("interpretation")),
        inside("referenceRange", rename("meaning", "type")),
        drop("valueAttachment"),
    ),
    "Procedure": (
        rename("patient", "subject"),
        rename("context", "encounter"),
        replaced("status", {"aborted": "stopped"}),
        not_done("not-done", "notDone", "notPerformed"),
        rename("notDoneReason", "statusReason"),
        listed("reasonCode"),
        drop("definition"),
        inside("performer", rename("role", "function")),
    ),
}
