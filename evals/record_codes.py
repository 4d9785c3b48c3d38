"""The codes that the shared records use for tests, medicines, conditions and vaccines, with their displays.

Reads the raw JSON and XML, and shares no code with the importers.
"""

import json
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from core.facts import ConceptKind
from evals.shared import SHARED

KINDS = {
    "loinc": ConceptKind.TEST,
    "rxnorm": ConceptKind.MEDICINE,
    "snomed": ConceptKind.CONDITION,
    "cvx": ConceptKind.VACCINE,
}
_SYSTEMS = {
    "http://loinc.org": "loinc",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "http://snomed.info/sct": "snomed",
    "http://hl7.org/fhir/sid/cvx": "cvx",
    "2.16.840.1.113883.6.1": "loinc",
    "2.16.840.1.113883.6.88": "rxnorm",
    "2.16.840.1.113883.6.96": "snomed",
    "2.16.840.1.113883.12.292": "cvx",
}
_FIELDS = {
    "Observation": "code",
    "MedicationRequest": "medicationCodeableConcept",
    "MedicationStatement": "medicationCodeableConcept",
    "Medication": "code",
    "Condition": "code",
    "Immunization": "vaccineCode",
}
_CDA = "{urn:hl7-org:v3}"
_HOLDERS = {"manufacturedMaterial": ("code", "translation"), "observation": ("code", "value")}

Codes = dict[tuple[str, str], Counter[str]]


def record_codes() -> Codes:
    """System and code to how often each display stands beside it, over all shared records."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for system, code, display in (*_of_fhir(), *_of_cda()):
        found[system, code][display] += 1
    return dict(found)


def _of_fhir() -> Iterator[tuple[str, str, str]]:
    for path in sorted(SHARED.glob("fhir-*/*.json")):
        yield from _codings(json.loads(path.read_text(encoding="utf-8")))


def _codings(node: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, list):
        for item in node:
            yield from _codings(item)
    elif isinstance(node, dict):
        concept = node.get(_FIELDS.get(node.get("resourceType", ""), ""), {})
        for coding in concept.get("coding", ()) if isinstance(concept, dict) else ():
            if coding.get("system") in _SYSTEMS and coding.get("code"):
                yield _SYSTEMS[coding["system"]], coding["code"], coding.get("display") or coding["code"]
        for value in node.values():
            yield from _codings(value)


def _of_cda() -> Iterator[tuple[str, str, str]]:
    """Codes of results and problems (those with a value) and of medicines and vaccines; not of sections."""
    for path in sorted(SHARED.glob("ccda-examples/**/*.xml")):
        try:
            root = ET.parse(path).getroot()  # noqa: S314  our own shared data
        except ET.ParseError:
            continue
        for holder, names in _HOLDERS.items():
            for element in root.iter(_CDA + holder):
                for child in (e for name in names for e in element.iter(_CDA + name)):
                    if child.get("codeSystem") in _SYSTEMS and child.get("code"):
                        code = str(child.get("code")).strip()
                        yield _SYSTEMS[str(child.get("codeSystem"))], code, child.get("displayName") or code
