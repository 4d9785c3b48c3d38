"""Allergies and problems of a C-CDA as AllergyIntolerance and Condition.

A concern act holds observations; an observation with `negationInd` says that the person does not have it.
Codes of status and severity are SNOMED CT, as C-CDA R2.1 binds them. Whether it is current says, in this
order: the status observation inside, an end of the observation's own time, the state of the concern.
"""

from collections.abc import Iterator

from store.cda_statement import (
    Context,
    about_another,
    by,
    coded,
    has_template,
    inner,
    inner_code,
    is_negated,
    shown,
    status,
    without_blanks,
)
from store.cda_values import concept, date_time, identifiers, start_of
from store.fhir_json import JsonObject, children, words
from store.xml_tree import Node

_STATES = {"55561003": "active", "73425007": "inactive", "413322009": "resolved"}
_CONCERNS = {"completed": "inactive", "aborted": "inactive", "suspended": "inactive", "cancelled": "inactive"}
_SEVERITIES = {
    "255604002": "mild",
    "6736007": "moderate",
    "24484000": "severe",
    "371923003": "mild",
    "371924009": "severe",
}
_RISKS = {"CRITH": "high", "CRITL": "low", "CRITU": "unable-to-assess"}
_ANYTHING = {
    "105590001", "410942007", "762766007", "255620007", "419199007", "416098002", "414285001", "420134006", "418038007",
    "59037007", "235719002", "419511003", "426232007",
}  # fmt: skip
"""SNOMED CT for any substance, drug or food, and for an allergy to any: negated, they say that none is known."""
_NONE_KNOWN = {
    "416098002": ("409137002", "No known drug allergy"),
    "419511003": ("409137002", "No known drug allergy"),
    "59037007": ("409137002", "No known drug allergy"),
    "414285001": ("429625007", "No known food allergy"),
    "235719002": ("429625007", "No known food allergy"),
    "426232007": ("428607008", "No known environmental allergy"),
}
_SNOMED = "http://snomed.info/sct"
_ANY_PROBLEM = {"55607006", "64572001", "404684003"}
"""SNOMED CT for problem, disease, clinical finding."""


def read_allergy(node: Node, concern: Node, context: Context) -> Iterator[JsonObject]:
    """One allergy observation (22.4.7) in its concern act, if it stands in one."""
    if about_another(node):
        return
    kind = node.first("value")
    substances = [
        concept(code, context.narrative) for code in node.all("participant/participantRole/playingEntity/code")
    ]
    names = [_name(entity) for entity in node.all("participant/participantRole/playingEntity")]
    code = next(filter(None, substances), {}) or next(({"text": name} for name in names if name), {})
    code = code or _kind_as_code(kind, context)
    verified, state = "confirmed", _state(node, concern, "28", _is_over(node) and not _is_a_day(node))
    if is_negated(node):
        nothing = not code or _is_any(code)
        code = _none_known(kind) if nothing else code
        verified = "confirmed" if nothing else "refuted"
    yield {"resourceType": "AllergyIntolerance"} | without_blanks(
        {
            "identifier": identifiers(node),
            "clinicalStatus": {} if verified == "refuted" else coded("allergyintolerance-clinical", state),
            "verificationStatus": coded("allergyintolerance-verification", _verified(node, concern, verified)),
            "criticality": _RISKS.get(inner_code(node, "145"), ""),
            "code": code,
            "patient": context.subject,
            "onsetDateTime": start_of(node.first("effectiveTime")),
            "recordedDate": _recorded(node, concern),
            "recorder": next(iter(shown(by(context, node, concern))), {}),
            "reaction": [] if is_negated(node) else _reactions(node, context),
        }
    )


def read_problem(node: Node, concern: Node, context: Context) -> Iterator[JsonObject]:
    """One problem observation (22.4.4) in its concern act, or in the act of a diagnosis."""
    if about_another(node) or node.get("moodCode") not in {"", "EVN"}:
        return
    code = concept(node.first("value"), context.narrative)
    verified, state = "confirmed", _state(node, concern, "6", _is_over(node))
    if is_negated(node):
        verified = "refuted"
        if not code or {words(c, "code") for c in children(code, "coding")} & _ANY_PROBLEM:
            code = {"coding": [{"system": _SNOMED, "code": "160245001", "display": "No current problems"}]}
    if not code:
        return
    standing = has_template(concern, "3", "132") or not concern
    yield {"resourceType": "Condition"} | without_blanks(
        {
            "identifier": identifiers(node),
            "clinicalStatus": coded("condition-clinical", state) if verified != "refuted" and standing else {},
            "verificationStatus": coded("condition-ver-status", _verified(node, concern, verified)),
            "category": [coded("condition-category", "problem-list-item" if standing else "encounter-diagnosis")],
            "code": code,
            "subject": context.subject,
            "onsetDateTime": start_of(node.first("effectiveTime")),
            "abatementDateTime": date_time(node.first("effectiveTime/high")),
            "recordedDate": _recorded(node, concern),
            "recorder": next(iter(shown(by(context, node, concern))), {}),
        }
    )


def _state(node: Node, concern: Node, number: str, over: bool) -> str:
    told = _STATES.get(inner_code(node, number))
    return told or ("resolved" if over else _CONCERNS.get(status(concern), "active"))


def _is_over(node: Node) -> bool:
    """An end at an unknown time is an end; "no information" and "not applicable" are none."""
    high = node.first("effectiveTime/high")
    return bool(date_time(high)) or high.get("nullFlavor") == "UNK"


def _is_a_day(node: Node) -> bool:
    """The day of a reaction is no sign that the allergy is over."""
    low, high = (date_time(node.first(f"effectiveTime/{end}")) for end in ("low", "high"))
    return low == high != ""


def _verified(node: Node, concern: Node, otherwise: str) -> str:
    void = "nullified" in {status(node), status(concern)}
    return "entered-in-error" if void else otherwise


def _recorded(node: Node, concern: Node) -> str:
    times = [date_time(time) for owner in (node, concern) for time in owner.all("author/time")]
    return next(filter(None, (*times, start_of(concern.first("effectiveTime")))), "")


def _name(entity: Node) -> str:
    return next(filter(None, (name.text() for name in entity.all("name"))), "")


def _is_any(code: JsonObject) -> bool:
    return bool({words(c, "code") for c in children(code, "coding")} & _ANYTHING)


def _kind_as_code(kind: Node, context: Context) -> JsonObject:
    """A value such as "allergy to penicillin", which names what the participant leaves out."""
    code = concept(kind, context.narrative)
    return {} if _is_any(code) else code


def _none_known(kind: Node) -> JsonObject:
    code, display = _NONE_KNOWN.get(kind.get("code"), ("716186003", "No known allergy"))
    return {"coding": [{"system": _SNOMED, "code": code, "display": display}]}


def _reactions(node: Node, context: Context) -> list[JsonObject]:
    severity = _SEVERITIES.get(inner_code(node, "8"), "")
    found = []
    for reaction in inner(node, "9"):
        manifestation = concept(reaction.first("value"), context.narrative)
        if manifestation and not is_negated(reaction):
            own = _SEVERITIES.get(inner_code(reaction, "8"), "") or severity
            found.append(without_blanks({"manifestation": [manifestation], "severity": own}))
    return found
