"""Data types of CDA as those of FHIR R4: codes, times, quantities, identifiers, names.

HL7's mapping (https://hl7.org/fhir/us/ccda/mappingGuidance.html). `nullFlavor` means that there is no value: what
bears it gives none, and a translation inside may.
"""

import re
from collections.abc import Mapping

from store.fhir_dates import moment
from store.fhir_json import JsonObject
from store.xml_tree import Node

Narrative = Mapping[str, str]
"""What the readable text of a section says at each of its IDs."""

_SYSTEMS = {
    "2.16.840.1.113883.6.1": "http://loinc.org",
    "2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "2.16.840.1.113883.6.90": "http://hl7.org/fhir/sid/icd-10-cm",
    "2.16.840.1.113883.6.3": "http://hl7.org/fhir/sid/icd-10",
    "2.16.840.1.113883.6.103": "http://hl7.org/fhir/sid/icd-9-cm",
    "2.16.840.1.113883.12.292": "http://hl7.org/fhir/sid/cvx",
    "2.16.840.1.113883.6.12": "http://www.ama-assn.org/go/cpt",
    "2.16.840.1.113883.6.69": "http://hl7.org/fhir/sid/ndc",
    "2.16.840.1.113883.6.8": "http://unitsofmeasure.org",
    "2.16.840.1.113883.4.6": "http://hl7.org/fhir/sid/us-npi",
    "2.16.840.1.113883.4.1": "http://hl7.org/fhir/sid/us-ssn",
    "2.16.840.1.113883.5.4": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
}
_UCUM = "http://unitsofmeasure.org"
_LONGEST_NAME = 120
"""Characters; what is longer is a whole row of a table, not a name."""
_TIME = re.compile(
    r"(?P<y>\d{4})(?P<mo>\d{2})?(?P<d>\d{2})?(?P<h>\d{2})?(?P<mi>\d{2})?(?P<s>\d{2})?(\.\d+)?(?P<z>[+-]\d{4})?"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_UNIT = re.compile(r"\S{1,60}")


def system_of(oid: str) -> str:
    """The URI by which FHIR calls a code system or a namespace of identifiers."""
    return _SYSTEMS.get(oid) or (f"urn:uuid:{oid.lower()}" if _UUID.fullmatch(oid) else f"urn:oid:{oid}")


def concept(node: Node, narrative: Narrative) -> JsonObject:
    """A coded value as CodeableConcept; empty when it says nothing."""
    codings = [made for item in (node, *node.all("translation")) if (made := _coding(item))]
    original = node.first("originalText")
    # References into the readable text are often wrong in real documents: a name that stands at the code is surer.
    displayed = any("display" in coding for coding in codings)
    text = original.text() or ("" if displayed else referred(original, narrative))
    if not text and not codings:
        text = node.get("displayName")
    found: JsonObject = {"coding": codings} if codings else {}
    if text and len(text) <= _LONGEST_NAME:
        found["text"] = text
    return found


def _coding(node: Node) -> JsonObject:
    code, oid = node.get("code"), node.get("codeSystem")
    if not code or node.get("nullFlavor"):
        return {}
    display = node.get("displayName")
    return {k: v for k, v in (("system", system_of(oid) if oid else ""), ("code", code), ("display", display)) if v}


def referred(node: Node, narrative: Narrative) -> str:
    """The text of an element, else what its reference points at in the readable text."""
    return node.text() or narrative.get(node.first("reference").get("value").removeprefix("#"), "")


def date_time(node: Node) -> str:
    """A point in time as FHIR dateTime; empty when there is none.

    FHIR has no time of day without a zone: where the zone is missing, the day is kept.
    """
    found = _TIME.fullmatch(node.get("value")) if not node.get("nullFlavor") else None
    if found is None:
        return ""
    date = "-".join(filter(None, (found["y"], found["mo"], found["d"])))
    if moment(date) is None:
        return ""
    if not found["mi"] or not found["z"]:
        return date
    return f"{date}T{found['h']}:{found['mi']}:{found['s'] or '00'}{found['z'][:3]}:{found['z'][3:]}"


def start_of(time: Node) -> str:
    """When something was or began: its value, else its low, center or high end."""
    return next(filter(None, (date_time(n) for n in (time, *map(time.first, ("low", "center", "high"))))), "")


def period(time: Node) -> JsonObject:
    """A stretch of time as Period; a point is both its ends."""
    point = date_time(time)
    ends = (("start", point or date_time(time.first("low"))), ("end", point or date_time(time.first("high"))))
    return {end: when for end, when in ends if when}


def quantity(node: Node, narrative: Narrative) -> JsonObject:
    """A physical quantity as Quantity; a unit outside UCUM stands in a translation."""
    if node.get("nullFlavor"):
        other = next((item for item in node.all("translation") if item.get("value")), Node(""))
        value, unit = _number(other.get("value")), other.get("unit") or referred(other.first("originalText"), narrative)
        return {} if value is None else _measured(value, unit, ucum=False)
    value = _number(node.get("value"))
    return {} if value is None else _measured(value, node.get("unit"), ucum=True)


def _measured(value: int | float, unit: str, ucum: bool) -> JsonObject:
    found: JsonObject = {"value": value}
    if unit and unit != "1":
        found["unit"] = unit
        if ucum and _UNIT.fullmatch(unit):
            found |= {"system": _UCUM, "code": unit}
    return found


def _number(text: str) -> int | float | None:
    if not re.fullmatch(r"[+-]?\d{1,30}(\.\d{0,30})?|[+-]?\.\d{1,30}", text):
        return None
    return float(text) if "." in text else int(text)


def identifiers(owner: Node) -> list[JsonObject]:
    """The ids of an element as Identifiers."""
    found = []
    for node in owner.all("id"):
        root, extension = node.get("root"), node.get("extension")
        if node.get("nullFlavor") or not root:
            continue
        whole = {"system": "urn:ietf:rfc:3986", "value": system_of(root)}
        found.append({"system": system_of(root), "value": extension} if extension else whole)
    return found  # type: ignore[return-value]


def person_name(name: Node) -> JsonObject:
    """A person's name as HumanName; what they are called ("CL") is a name of its own."""
    given = [n.text() for n in name.all("given") if n.text() and n.get("qualifier") != "CL"]
    families = [n for n in name.all("family") if n.text()]
    found: JsonObject = {}
    if families:
        found["family"] = families[0].text()
    for field, values in (
        ("given", given),
        ("prefix", [n.text() for n in name.all("prefix") if n.text()]),
        ("suffix", [n.text() for n in name.all("suffix") if n.text()]),
    ):
        if values:
            found[field] = values
    return found or ({"text": name.text()} if name.text() else {})


def spoken_name(name: Node) -> str:
    """A person's name as it is said: prefix, given names, family name."""
    parts = [n.text() for tag in ("prefix", "given", "family") for n in name.all(tag) if n.get("qualifier") != "AC"]
    return " ".join(filter(None, parts)) or name.text()
