"""Results and vital signs of a C-CDA as Observations.

The systolic and the diastolic pressure that a set of vital signs measures at one time become one
Observation with two components, as in FHIR. What is pending, cancelled or negated bears no value.
"""

from collections.abc import Iterator, Sequence

from store.cda_statement import (
    Context,
    about_another,
    by,
    coded,
    has_template,
    is_negated,
    shown,
    status,
    without_blanks,
)
from store.cda_values import concept, date_time, identifiers, period, quantity, referred, start_of
from store.fhir_json import JsonObject, child, children, words
from store.xml_tree import Node

_STATES = {"completed": "final", "": "final", "active": "registered", "aborted": "cancelled", "cancelled": "cancelled"}
_HALVES = ("8480-6", "8462-4")
_LOINC = "http://loinc.org"
_PRESSURE: JsonObject = {
    "coding": [{"system": _LOINC, "code": "85354-9", "display": "Blood pressure panel with all children optional"}]
}
_INTERPRETATION = "v3-ObservationInterpretation"


def read_set(organizer: Node, context: Context) -> Iterator[JsonObject]:
    """The observations of one result (22.4.1) or vital signs (22.4.26) organizer."""
    vital = has_template(organizer, "26")
    measured = [o for part in organizer.all("component") for o in part.all("observation") if has_template(o, "2", "27")]
    read = [made for node in measured for made in read_measured(node, organizer, context, vital)]
    yield from _with_pressures(read) if vital else read


def read_measured(node: Node, organizer: Node, context: Context, vital: bool) -> Iterator[JsonObject]:
    """One result (22.4.2) or vital sign (22.4.27) observation."""
    code = concept(node.first("code"), context.narrative)
    if not code or about_another(node) or node.get("moodCode") not in {"", "EVN"}:
        return
    state = "cancelled" if is_negated(node) else _state(node, organizer)
    time = node.first("effectiveTime") if start_of(node.first("effectiveTime")) else organizer.first("effectiveTime")
    value = _value(node, context) if state == "final" else {}
    told: JsonObject = {
        "resourceType": "Observation",
        "identifier": identifiers(node),
        "status": state,
        "category": [coded("observation-category", "vital-signs" if vital else "laboratory")],
        "code": code,
        "subject": context.subject,
        "performer": shown(by(context, node, organizer)),
        "interpretation": [made for n in node.all("interpretationCode") if (made := concept(n, context.narrative))],
        "referenceRange": [made for n in node.all("referenceRange/observationRange") if (made := _range(n, context))],
    }
    yield without_blanks(told | _when(time) | (value or {"dataAbsentReason": _absent(node, state)}))


def _state(node: Node, organizer: Node) -> str:
    if "nullified" in {status(node), status(organizer)}:
        return "entered-in-error"
    return _STATES.get(status(node) or status(organizer), "unknown")


def _when(time: Node) -> JsonObject:
    span = period(time)
    if date_time(time) or span.get("start") == span.get("end") or len(span) < len(("start", "end")):
        return {"effectiveDateTime": start_of(time)}
    return {"effectivePeriod": span}


def _absent(node: Node, state: str) -> JsonObject:
    reasons = {"cancelled": "not-performed", "registered": "temp-unknown"}
    flavors = {"UNK": "unknown", "ASKU": "asked-unknown", "NASK": "not-asked", "MSK": "masked", "NA": "not-applicable"}
    flavor = flavors.get(node.first("value").get("nullFlavor"), "unknown")
    return coded("data-absent-reason", reasons.get(state, flavor))


def _value(node: Node, context: Context) -> JsonObject:
    value = node.first("value")
    kind = value.get("xsi:type")
    if kind in {"CD", "CE", "CO", "CV", "CS"}:
        return without_blanks({"valueCodeableConcept": concept(value, context.narrative)})
    if kind in {"ST", "ED"}:
        return without_blanks({"valueString": referred(value, context.narrative)})
    if kind in {"IVL_PQ", "IVL_INT", "IVL_REAL"}:
        return _interval(value, context)
    if kind == "BL":
        return {"valueBoolean": value.get("value") == "true"} if value.get("value") in {"true", "false"} else {}
    if kind in {"TS", "IVL_TS"}:
        return without_blanks({"valueDateTime": start_of(value)})
    if kind in {"RTO", "RTO_PQ_PQ", "RTO_QTY_QTY"}:
        ends = {end: quantity(value.first(end), context.narrative) for end in ("numerator", "denominator")}
        return {"valueRatio": ends} if all(ends.values()) else {}
    return without_blanks({"valueQuantity": quantity(value, context.narrative)})


def _interval(value: Node, context: Context) -> JsonObject:
    """One end alone is a comparator: above 500, at most 3."""
    low, high = (quantity(value.first(end), context.narrative) for end in ("low", "high"))
    if low and high:
        return {"valueRange": {"low": low, "high": high}}
    if not low and not high:
        return without_blanks({"valueQuantity": quantity(value, context.narrative)})
    sign = ">" if low else "<"
    outside = value.first("low" if low else "high").get("inclusive") == "false"
    return {"valueQuantity": (low or high) | {"comparator": sign if outside else f"{sign}="}}


def _range(node: Node, context: Context) -> JsonObject:
    """A range that is not for normal results says so with its type."""
    value = node.first("value")
    ends = {end: quantity(value.first(end), context.narrative) for end in ("low", "high")}
    text = referred(node.first("text"), context.narrative) or (value.text() if value.get("xsi:type") == "ST" else "")
    meant = node.first("interpretationCode").get("code")
    kind = coded("referencerange-meaning", "normal") if meant == "N" else coded(_INTERPRETATION, meant) if meant else {}
    if not any(ends.values()) and not text:
        return {}
    return without_blanks(ends | {"text": text, "type": kind})


def _with_pressures(read: Sequence[JsonObject]) -> Iterator[JsonObject]:
    halves: dict[object, dict[str, JsonObject]] = {}
    for made in read:
        code = _half(made)
        if code:
            halves.setdefault(made.get("effectiveDateTime"), {}).setdefault(code, made)
    joined = [pair for pair in halves.values() if len(pair) == len(_HALVES)]
    gone = [id(half) for pair in joined for half in pair.values()]
    yield from (made for made in read if id(made) not in gone)
    for pair in joined:
        systolic = pair[_HALVES[0]]
        shared = {
            k: v for k, v in systolic.items() if k in {"resourceType", "status", "category", "subject", "performer"}
        }
        parts = [{k: v for k, v in pair[half].items() if k in _OF_A_PART} for half in _HALVES]
        time = {"effectiveDateTime": systolic["effectiveDateTime"]} if "effectiveDateTime" in systolic else {}
        both = [one for half in _HALVES for one in children(pair[half], "identifier")]
        yield shared | without_blanks({"identifier": both}) | {"code": _PRESSURE} | time | {"component": parts}


_OF_A_PART = {"code", "valueQuantity", "interpretation", "referenceRange"}


def _half(made: JsonObject) -> str:
    """Which half of a blood pressure this is, when it is a plain number."""
    found = {words(c, "code") for c in children(child(made, "code"), "coding") if words(c, "system") == _LOINC}
    return next((half for half in _HALVES if half in found and "valueQuantity" in made), "")
