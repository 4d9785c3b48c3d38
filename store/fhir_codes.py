"""Codes to keys and names: one `CodeableConcept` becomes `loinc|4548-4` and the words it is written with."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from store.fhir_json import JsonObject, child, children, words

_SYSTEMS = {
    "http://loinc.org": "loinc",
    "urn:oid:2.16.840.1.113883.6.1": "loinc",
    "http://snomed.info/sct": "snomed",
    "urn:oid:2.16.840.1.113883.6.96": "snomed",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "urn:oid:2.16.840.1.113883.6.88": "rxnorm",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "urn:oid:2.16.840.1.113883.6.90": "icd10",
    "urn:oid:2.16.840.1.113883.6.3": "icd10",
    "http://hl7.org/fhir/sid/cvx": "cvx",
    "urn:oid:2.16.840.1.113883.12.292": "cvx",
}
"""Code systems of FHIR R4 (https://hl7.org/fhir/R4/terminologies-systems.html) to our short names."""

TESTS = ("loinc", "snomed")
MEDICINES = ("rxnorm", "snomed")
CONDITIONS = ("snomed", "icd10")
ALLERGIES = ("rxnorm", "snomed")
VACCINES = ("cvx", "snomed")
PROCEDURES = ("snomed",)


@dataclass(frozen=True, slots=True)
class Named:
    """What a concept is filed under and called."""

    key: str
    name: str = field(repr=False)


def text_key(name: str) -> str:
    """The key of a name without a code that we know: `text|hemoglobin a1c`."""
    return "text|" + " ".join(re.findall(r"[^\W_]+", name.casefold()))


def named(concept: JsonObject, systems: Sequence[str]) -> Named | None:
    """Key and name of a concept; the earlier a system stands in `systems`, the better.

    The name is what the record writes: its text, else the display of the code it is filed under, else any
    display, else the bare code. None when there is nothing of these.
    """
    codings = children(concept, "coding")
    filed = _best(codings, systems)
    name = words(concept, "text") or (words(filed, "display") if filed else "")
    name = name or _first(codings, "display") or _first(codings, "code")
    if not name:
        return None
    if filed is None:
        return Named(text_key(name), name)
    return Named(f"{_system(filed)}|{words(filed, 'code')}", name)


def _first(codings: list[JsonObject], field: str) -> str:
    return next((said for coding in codings if (said := words(coding, field))), "")


def _best(codings: list[JsonObject], systems: Sequence[str]) -> JsonObject | None:
    best, place = None, len(systems)
    for coding in codings:
        system = _system(coding)
        if system in systems and systems.index(system) < place and words(coding, "code"):
            best, place = coding, systems.index(system)
    return best


def _system(coding: JsonObject) -> str:
    return _SYSTEMS.get(words(coding, "system"), "")


def concept_words(concept: JsonObject) -> str:
    """How the record writes a concept; empty when it does not."""
    found = named(concept, ())
    return found.name if found else ""


def first_words(owner: JsonObject, *fields: str) -> str:
    """The words of the first concept found in these fields, each a concept or a list of them."""
    return next((text for field in fields for c in children(owner, field) if (text := concept_words(c))), "")


def all_words(owner: JsonObject, field: str) -> str:
    """The words of every concept in a list, without repeats, with `and` between."""
    return " and ".join(dict.fromkeys(filter(None, map(concept_words, children(owner, field)))))


def codes(concept: JsonObject) -> set[str]:
    """Every code of a concept, whatever its system."""
    return {code for coding in children(concept, "coding") if (code := words(coding, "code"))}


def has_code(owner: JsonObject, field: str, wanted: Collection[str]) -> bool:
    """Whether the concept in a field, or one of a list, bears one of these codes."""
    return any(codes(concept) & set(wanted) for concept in children(owner, field))


def coded(owner: JsonObject, field: str) -> str:
    """The first code of the concept in a field; empty when there is none."""
    return next((words(coding, "code") for coding in children(child(owner, field), "coding")), "")
