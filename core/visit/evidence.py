"""Entries of the record found again by where they stand: a kept question names them."""

from collections.abc import Collection, Iterator

from core.facts import Fact
from core.ports import Records

_READERS = {
    "Observation": ("readings",),
    "MedicationRequest": ("medicines",),
    "MedicationStatement": ("medicines",),
    "Encounter": ("visits",),
    "Appointment": ("visits",),
    "ImmunizationRecommendation": ("vaccine_advice",),
    "AllergyIntolerance": ("allergies",),
    "Condition": ("conditions",),
    "DocumentReference": ("letters",),
    "DiagnosticReport": ("letters", "readings"),
}
"""What to read for an entry of this FHIR type."""
_ANY = tuple(dict.fromkeys(name for names in _READERS.values() for name in names))


def facts_of(resources: Collection[str], records: Records) -> tuple[Fact, ...]:
    """The facts of these entries, in the order they are named; what is gone is left out."""
    found: dict[str, list[Fact]] = {}
    for name in dict.fromkeys(_readers(resources)):
        for fact in getattr(records, name)():
            if fact.origin.resource in resources:
                found.setdefault(fact.origin.resource, []).append(fact)
    return tuple(fact for resource in resources for fact in found.get(resource, ()))


def _readers(resources: Collection[str]) -> Iterator[str]:
    for resource in resources:
        yield from _READERS.get(resource.split("/", maxsplit=1)[0], _ANY)
