"""Which reader reads which resource; everything else is kept whole and not read."""

from collections.abc import Callable, Iterator, Mapping

from store.fhir_allergy import read_allergy
from store.fhir_care import read_care_team, read_practitioner, read_role
from store.fhir_condition import read_condition
from store.fhir_done import read_immunization, read_procedure
from store.fhir_entry import Entry, Finding
from store.fhir_letter import read_document, read_report
from store.fhir_medicine import read_request, read_statement
from store.fhir_recommendation import read_recommendation
from store.fhir_visit import read_appointment, read_encounter
from store.wear_reading import read_any_observation

READERS: Mapping[str, Callable[[Entry], Iterator[Finding]]] = {
    "AllergyIntolerance": read_allergy,
    "Appointment": read_appointment,
    "CareTeam": read_care_team,
    "Condition": read_condition,
    "DiagnosticReport": read_report,
    "DocumentReference": read_document,
    "Encounter": read_encounter,
    "Immunization": read_immunization,
    "ImmunizationRecommendation": read_recommendation,
    "MedicationRequest": read_request,
    "MedicationStatement": read_statement,
    "Observation": read_any_observation,
    "Practitioner": read_practitioner,
    "PractitionerRole": read_role,
    "Procedure": read_procedure,
}
FOLLOWED = frozenset(
    {
        "Binary",
        "Condition",
        "HealthcareService",
        "Location",
        "Medication",
        "Organization",
        "Patient",
        "Practitioner",
        "PractitionerRole",
        "Procedure",
        "RelatedPerson",
    }
)
"""Types that readers look up by reference."""
