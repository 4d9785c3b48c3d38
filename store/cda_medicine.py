"""Medicines and vaccines of a C-CDA as MedicationRequest, MedicationStatement and Immunization.

A medication activity in the mood of an intent (INT, RQO, PRMS, PRP, APT, ARQ) is an order, in the mood of an
event (EVN) what the person takes or took. `negationInd` says that it is not taken, or was not given.
"""

from collections.abc import Iterator

from store.cda_dosage import dosage, ends
from store.cda_statement import (
    Context,
    about_another,
    by,
    has_template,
    inner,
    is_negated,
    shown,
    status,
    without_blanks,
)
from store.cda_values import concept, date_time, identifiers, period, referred, start_of
from store.fhir_json import JsonObject, children, words
from store.xml_tree import Node

_ORDERS = {
    "active": "active", "completed": "completed", "aborted": "stopped", "cancelled": "cancelled", "held": "on-hold",
    "suspended": "on-hold", "new": "active", "nullified": "entered-in-error", "": "unknown",
}  # fmt: skip
_TAKEN = {
    "active": "active", "completed": "completed", "aborted": "stopped", "cancelled": "not-taken", "held": "on-hold",
    "suspended": "on-hold", "nullified": "entered-in-error", "": "unknown",
}  # fmt: skip
_GIVEN = {"completed": "completed", "": "completed", "nullified": "entered-in-error"}
_ANY_DRUG = {"410942007", "105590001"}
_NONE: JsonObject = {
    "coding": [
        {
            "system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
            "code": "no-known-medications",
            "display": "No known medications",
        }
    ]
}


def read_medicine(node: Node, context: Context) -> Iterator[JsonObject]:
    """One medication activity (22.4.16) or planned medication (22.4.42)."""
    if about_another(node):
        return
    what = _what(node, context)
    negated = is_negated(node)
    if not what and not negated:
        # Better the first words of its row than to leave out a medicine.
        row = referred(node.first("text"), context.narrative).split(", ")[0]
        what = {"text": row} if row else {}
    if negated and (not what or {words(c, "code") for c in children(what, "coding")} & _ANY_DRUG):
        what = _NONE
    if not what:
        return
    taken = _taken(node)
    shared: JsonObject = {"medicationCodeableConcept": what, "subject": context.subject}
    shared |= without_blanks({"identifier": identifiers(node)})
    reason = [made for o in inner(node, "19") if (made := concept(o.first("value"), context.narrative))]
    if negated or node.get("moodCode") in {"", "EVN"}:
        state = "not-taken" if negated else _TAKEN.get(status(node), "unknown")
        yield (
            {"resourceType": "MedicationStatement", "status": state}
            | shared
            | without_blanks(
                {
                    "effectivePeriod": taken,
                    "dateAsserted": _written(node),
                    "informationSource": next(iter(shown(by(context, node))), {}),
                    "reasonCode": reason,
                    "dosage": [] if negated else dosage(node, context),
                }
            )
        )
        return
    state = _ORDERS.get(status(node), "unknown")
    if has_template(node, "42") and node.get("moodCode") != "RQO" and state == "active":
        # Planned is not taken yet.
        state = "unknown"
    validity = {"validityPeriod": {"end": taken["end"]}} if "end" in taken else {}
    yield (
        {"resourceType": "MedicationRequest", "status": state, "intent": _intent(node)}
        | shared
        | without_blanks(
            {
                "authoredOn": _written(node) or str(taken.get("start", "")),
                "requester": next(iter(shown(by(context, node))), {}),
                "reasonCode": reason,
                "dosageInstruction": dosage(node, context),
                "dispenseRequest": validity,
            }
        )
    )


def read_vaccine(node: Node, context: Context) -> Iterator[JsonObject]:
    """One immunization activity (22.4.52); one that is only planned is none."""
    what = _what(node, context)
    if not what or about_another(node) or node.get("moodCode") not in {"", "EVN"}:
        return
    given = "not-done" if is_negated(node) else _GIVEN.get(status(node), "not-done")
    why = [made for o in inner(node, "53") if (made := concept(o.first("code"), context.narrative))]
    when = start_of(node.first("effectiveTime"))
    yield {"resourceType": "Immunization", "status": given, "vaccineCode": what} | without_blanks(
        {
            "identifier": identifiers(node),
            "patient": context.subject,
            "occurrenceDateTime": when,
            "occurrenceString": "" if when else "unknown",
            "statusReason": next(iter(why), {}) if given == "not-done" else {},
            "lotNumber": _made(node).first("lotNumberText").text(),
            "performer": [{"actor": actor} for actor in shown(by(context, node))],
        }
    )


def _made(node: Node) -> Node:
    product = node.first("consumable/manufacturedProduct")
    return product.first("manufacturedMaterial") or product.first("manufacturedLabeledDrug")


def _what(node: Node, context: Context) -> JsonObject:
    made = _made(node)
    named = concept(made.first("code"), context.narrative)
    return named or without_blanks(
        {"text": made.first("name").text() or referred(made.first("code"), context.narrative)}
    )


def _taken(node: Node) -> JsonObject:
    """From when to when; the times that say how often are of another type."""
    spans = [t for t in node.all("effectiveTime") if t.get("xsi:type") in {"", "IVL_TS", "TS"}]
    return next(filter(None, (ends(span, status(node)) for span in spans)), {}) or period(Node(""))


def _written(node: Node) -> str:
    return next(filter(None, (date_time(time) for time in node.all("author/time"))), "")


def _intent(node: Node) -> str:
    return "proposal" if node.get("moodCode") in {"PRP", "PRMS", "APT", "ARQ"} else "order"
