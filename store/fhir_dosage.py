"""Dosage instructions in words: the record's own text, else plainly composed from its parts.

An instruction is composed only when every part of it can be said; one that is said by half (a rate, a
maximum count, an offset left out) would be a wrong instruction, so then there is none. Parts and codes:
FHIR R4 Dosage and Timing (https://hl7.org/fhir/R4/dosage.html, https://hl7.org/fhir/R4/datatypes.html#Timing).
"""

from store.fhir_codes import codes, concept_words
from store.fhir_json import JsonObject, child, children, flag, number, plain, words
from store.fhir_timing import count, timing_words

_ROUTES = {
    "26643006": "by mouth",
    "34206005": "under the skin",
    "37839007": "under the tongue",
    "6064005": "on the skin",
    "54485002": "in the eye",
    "46713006": "in the nose",
    "447694001": "by breathing in",
}
"""SNOMED CT routes of administration."""
_COUNTED = {"tablet", "capsule", "puff", "drop", "spray", "patch", "unit", "dose", "teaspoon", "tablespoon", "lozenge"}
_UNITS = {"tab": "tablet", "tabs": "tablet", "{tbl}": "tablet", "cap": "capsule", "caps": "capsule", "{puff}": "puff"}
HALF = 0.5
_SAID = {
    "id", "extension", "sequence", "text", "additionalInstruction", "patientInstruction", "timing", "asNeededBoolean",
    "asNeededCodeableConcept", "route", "doseAndRate", "maxDosePerPeriod", "site", "method",
}  # fmt: skip
_DOSE_SAID = {"id", "extension", "type", "doseQuantity", "doseRange"}


def dosage_words(dosages: list[JsonObject]) -> str:
    """All instructions of a prescription, in their order, with `; then` or `; and` between."""
    ordered = sorted(dosages, key=lambda dosage: number(dosage, "sequence") or 0)
    said = [_instruction(dosage) for dosage in ordered]
    if not said or not all(said):
        return ""
    steps = len({number(dosage, "sequence") for dosage in dosages}) == len(dosages)
    return ("; then " if steps else "; and ").join(dict.fromkeys(said))


def _instruction(dosage: JsonObject) -> str:
    text = words(dosage, "text") or words(dosage, "patientInstruction")
    return text or _composed(dosage)


def _composed(dosage: JsonObject) -> str:
    if not set(dosage) <= _SAID:
        return ""
    parts = [_dose(dosage), _route(dosage), timing_words(child(dosage, "timing")), _as_needed(dosage)]
    if None in parts or not (parts[0] or parts[2]):
        return ""
    extra = [concept_words(concept) for concept in children(dosage, "additionalInstruction")]
    most = _most(child(dosage, "maxDosePerPeriod"))
    if most is None:
        return ""
    return ", ".join(filter(None, [" ".join(filter(None, parts)), *extra, most]))


def _dose(dosage: JsonObject) -> str | None:
    doses = children(dosage, "doseAndRate")
    if not doses:
        return ""
    if len(doses) > 1 or not set(doses[0]) <= _DOSE_SAID:
        return None
    if "doseRange" in doses[0]:
        low, high = (child(child(doses[0], "doseRange"), end) for end in ("low", "high"))
        amounts = number(low, "value"), number(high, "value")
        return None if None in amounts else f"{count(amounts[0] or 0)} to {_amount(high)}"
    return _amount(child(doses[0], "doseQuantity")) or None


def _amount(quantity: JsonObject) -> str:
    value = number(quantity, "value")
    if value is None or words(quantity, "comparator"):
        return ""
    written = words(quantity, "unit") or words(quantity, "code")
    unit = _UNITS.get(written.lower(), written) if written not in {"", "1"} else "dose"
    if unit.lower().removesuffix("s") in _COUNTED or unit.lower().endswith("(s)"):
        single = unit.lower().removesuffix("(s)").removesuffix("s")
        return f"half a {single}" if value == HALF else f"{count(value)} {single if value <= 1 else single + 's'}"
    return f"{plain(value)} {unit}"


def _route(dosage: JsonObject) -> str:
    route = child(dosage, "route")
    known = next((_ROUTES[code] for code in sorted(codes(route)) if code in _ROUTES), "")
    return known or words(route, "text")


def _as_needed(dosage: JsonObject) -> str:
    reason = concept_words(child(dosage, "asNeededCodeableConcept"))
    if reason:
        return f"as needed for {reason}"
    return "as needed" if flag(dosage, "asNeededBoolean") else ""


def _most(ratio: JsonObject) -> str | None:
    if not ratio:
        return ""
    dose, period = _amount(child(ratio, "numerator")), child(ratio, "denominator")
    hours, unit = number(period, "value"), words(period, "code") or words(period, "unit")
    if not dose or hours is None:
        return None
    span = {("d", 1.0): "a day", ("h", 24.0): "a day", ("wk", 1.0): "a week"}.get((unit, hours))
    return f"at most {dose} {span}" if span else None
