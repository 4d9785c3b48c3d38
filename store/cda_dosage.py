"""How a C-CDA says to take a medicine, as FHIR Dosage.

Only what can be said whole is turned into parts: a taper, a rate or an event that is not known leaves the
instruction to the words that the document gives for it, or unsaid.
"""

from store.cda_statement import Context, inner
from store.cda_values import concept, date_time, period, quantity, referred
from store.fhir_json import JsonObject, number, words
from store.xml_tree import Node

_ROUTES = {
    "C38288": ("26643006", "Oral route"),
    "C38299": ("34206005", "Subcutaneous route"),
    "C38304": ("6064005", "Topical route"),
    "C38287": ("54485002", "Ophthalmic route"),
    "C38284": ("46713006", "Nasal route"),
    "C38300": ("37839007", "Sublingual route"),
    "C38216": ("447694001", "Respiratory tract route"),
}
"""NCI Thesaurus, which C-CDA binds, to SNOMED CT."""
_EVENTS = {"HS", "WAKE", "C", "CM", "CD", "CV", "AC", "ACM", "ACD", "ACV", "PC", "PCM", "PCD", "PCV"}
"""Events of TimingEvent that FHIR shares."""
_PERIODS = {"min", "h", "d", "wk", "mo", "a"}
_DAY_HOURS = 24


def ends(span: Node, state: str) -> JsonObject:
    """From when to when; of a medicine that is still taken a lone point is its beginning."""
    point = date_time(span)
    return {"start": point} if point and state == "active" else period(span)


def dosage(node: Node, context: Context) -> list[JsonObject]:
    """The instruction of one substance administration, or none."""
    text = _free_text(node, context)
    if text:
        return [{"text": text}]
    if any(True for _ in node.all("entryRelationship/substanceAdministration")):
        return []
    timing = _timing(node)
    if timing is None:
        return []
    made = {
        "timing": timing,
        "doseAndRate": _dose(node, context),
        "route": _route(node, context),
        **_as_needed(node, context),
    }
    said = {key: value for key, value in made.items() if value not in ({}, [])}
    return [said] if {"timing", "doseAndRate"} & set(said) else []


def _free_text(node: Node, context: Context) -> str:
    return next((t for s in inner(node, "147") if (t := referred(s.first("text"), context.narrative))), "")


def _timing(node: Node) -> JsonObject | None:
    """How often; empty when nothing says it, None when it cannot be said whole."""
    often = [time for time in node.all("effectiveTime") if time.get("xsi:type") not in {"", "IVL_TS", "TS"}]
    if not often:
        return {}
    if len(often) > 1:
        return None
    repeat = {"EIVL_TS": _event, "PIVL_TS": _regular}.get(often[0].get("xsi:type"), lambda _: None)(often[0])
    return {"repeat": repeat} if repeat else None


def _event(time: Node) -> JsonObject | None:
    code = time.first("event").get("code")
    return {"when": [code]} if code in _EVENTS and not time.first("offset") else None


def _regular(time: Node) -> JsonObject | None:
    written = time.first("period")
    if written.get("xsi:type") == "IVL_PQ" or written.first("low"):
        low, high = (quantity(written.first(end), {}) for end in ("low", "high"))
        if not low or not high or words(low, "unit") != words(high, "unit") or words(low, "unit") not in _PERIODS:
            return None
        return {"frequency": 1, "period": low["value"], "periodMax": high["value"], "periodUnit": words(low, "unit")}
    every = quantity(written, {})
    hours, unit = number(every, "value"), words(every, "unit")
    if not hours or unit not in _PERIODS or time.first("phase"):
        return None
    if unit == "d" and hours < 1:
        hours, unit = hours * _DAY_HOURS, "h"
    if unit == "h" and time.get("institutionSpecified") == "true" and _DAY_HOURS % hours == 0:
        # So many times a day, at times of one's own choosing.
        return {"frequency": int(_DAY_HOURS // hours), "period": 1, "periodUnit": "d"}
    return {"frequency": 1, "period": hours, "periodUnit": unit}


def _dose(node: Node, context: Context) -> list[JsonObject]:
    dose, rate = (node.first(name) for name in ("doseQuantity", "rateQuantity"))
    low, high = (quantity(dose.first(end), context.narrative) for end in ("low", "high"))
    found: JsonObject = {"doseRange": {"low": low, "high": high}} if low and high else {}
    single = quantity(dose, context.narrative)
    if single:
        found = {"doseQuantity": single}
    if quantity(rate, context.narrative):
        found["rateQuantity"] = quantity(rate, context.narrative)
    return [found] if found else []


def _route(node: Node, context: Context) -> JsonObject:
    written = node.first("routeCode")
    known = _ROUTES.get(written.get("code"))
    if known:
        return {"coding": [{"system": "http://snomed.info/sct", "code": known[0], "display": known[1]}]}
    return concept(written, context.narrative)


def _as_needed(node: Node, context: Context) -> JsonObject:
    criteria = list(node.all("precondition/criterion"))
    if not criteria:
        return {}
    reason = next(filter(None, (concept(c.first("value"), context.narrative) for c in criteria)), {})
    return {"asNeededCodeableConcept": reason} if reason else {"asNeededBoolean": True}
