"""Procedures, visits, plans and notes of a C-CDA as Procedure, Encounter, Appointment and DocumentReference."""

import base64
from collections.abc import Iterator

from store.cda_statement import (
    Context,
    about_another,
    by,
    entity_name,
    inner,
    is_negated,
    shown,
    status,
    without_blanks,
)
from store.cda_values import concept, date_time, identifiers, period, start_of
from store.fhir_json import JsonObject, children, words
from store.xml_tree import Node

_PROCEDURES = {
    "completed": "completed", "active": "in-progress", "aborted": "stopped", "cancelled": "not-done", "held": "on-hold",
    "suspended": "on-hold", "nullified": "entered-in-error", "": "unknown",
}  # fmt: skip
_ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
_VISITS = {"cancelled": "cancelled", "aborted": "cancelled", "active": "in-progress", "nullified": "entered-in-error"}
_TO_COME = {"cancelled": "cancelled", "aborted": "cancelled", "completed": "fulfilled", "nullified": "entered-in-error"}
_BOOKED = {"APT"}
_SURE_TIME_CHARACTERS = len("2026-10-03T08:00:00-04:00")


def read_procedure(node: Node, context: Context) -> Iterator[JsonObject]:
    """One procedure activity (22.4.12, 22.4.13, 22.4.14) that was done, or expressly not done."""
    code = concept(node.first("code"), context.narrative)
    if not code or about_another(node) or node.get("moodCode") not in {"", "EVN"}:
        return
    done = "not-done" if is_negated(node) else _PROCEDURES.get(status(node), "unknown")
    span = period(node.first("effectiveTime"))
    single = span.get("start") == span.get("end") or len(span) < len(("start", "end"))
    yield {"resourceType": "Procedure", "status": done, "code": code} | without_blanks(
        {
            "identifier": identifiers(node),
            "subject": context.subject,
            "performedDateTime": start_of(node.first("effectiveTime")) if single else "",
            "performedPeriod": {} if single else span,
            "performer": [{"actor": actor} for actor in shown(by(context, node))],
            "reasonCode": [made for o in inner(node, "19") if (made := concept(o.first("value"), context.narrative))],
        }
    )


def read_visit(node: Node, context: Context) -> Iterator[JsonObject]:
    """One encounter activity (22.4.49)."""
    if about_another(node) or is_negated(node) or node.get("moodCode") not in {"", "EVN"}:
        return
    kind = concept(node.first("code"), context.narrative)
    people = [name for entity in node.all("performer/assignedEntity") if (name := entity_name(entity))]
    places = [name for role in node.all("participant/participantRole") if (name := _place(role))]
    yield {"resourceType": "Encounter", "status": _VISITS.get(status(node), "finished"), "class": _class(kind)} | (
        without_blanks(
            {
                "identifier": identifiers(node),
                "type": [kind] if kind else [],
                "subject": context.subject,
                "participant": [{"individual": {"display": name}} for name in people],
                "period": period(node.first("effectiveTime")),
                "reasonCode": _reasons(node, context),
                "location": [{"location": {"display": name}} for name in places],
            }
        )
    )


def read_plan(node: Node, context: Context) -> Iterator[JsonObject]:
    """One planned encounter (22.4.40)."""
    if about_another(node) or is_negated(node):
        return
    time = node.first("effectiveTime")
    start, end = start_of(time), date_time(time.first("high"))
    sure = len(start) == _SURE_TIME_CHARACTERS
    kind = concept(node.first("code"), context.narrative)
    who = [name for entity in node.all("performer/assignedEntity") if (name := entity_name(entity))]
    state = _TO_COME.get(status(node), "booked" if node.get("moodCode") in _BOOKED and start else "proposed")
    people = [
        {"actor": actor, "status": "needs-action"}
        for actor in (context.subject, *({"type": "Practitioner", "display": n} for n in who))
    ]
    yield {"resourceType": "Appointment", "status": state, "participant": people} | without_blanks(
        {
            "identifier": identifiers(node),
            "start": start if sure else "",
            "end": end if sure and len(end) == _SURE_TIME_CHARACTERS else "",
            "requestedPeriod": [] if sure or not start else [period(time) or {"start": start}],
            "serviceType": [kind] if kind else [],
            "reasonCode": [made for o in inner(node, "19") if (made := concept(o.first("value"), context.narrative))],
        }
    )


def read_note(node: Node, context: Context) -> Iterator[JsonObject]:
    """One note activity (22.4.202), with its text or what is embedded."""
    written = node.first("text")
    if about_another(node) or is_negated(node) or status(node) in {"nullified", "aborted", "cancelled"}:
        return
    codes = concept(node.first("code"), context.narrative)
    said = context.narrative.get(written.first("reference").get("value").removeprefix("#"), "")
    contents = [attachment("text/plain", base64.b64encode(said.encode()).decode())] if said else []
    if written.get("representation") == "B64" and written.text():
        contents.append(attachment(written.get("mediaType"), "".join(written.text().split())))
    elif not said and written.text():
        contents.append(attachment("text/plain", base64.b64encode(written.text().encode()).decode()))
    if not contents:
        return
    time = start_of(node.first("effectiveTime")) or next(map(date_time, node.all("author/time")), "")
    yield {"resourceType": "DocumentReference", "status": "current", "content": contents} | without_blanks(
        {
            "identifier": identifiers(node),
            "type": _narrower(codes),
            "subject": context.subject,
            "date": time if len(time) == _SURE_TIME_CHARACTERS else "",
            "author": shown(by(context, node)),
            "context": {"period": {"start": time}} if time else {},
        }
    )


def attachment(kind: str, data: str) -> JsonObject:
    """One content of a DocumentReference; `data` is base64."""
    return {"attachment": without_blanks({"contentType": kind or "text/plain", "data": data})}


def _narrower(codes: JsonObject) -> JsonObject:
    """A note's own kind stands in the translation; the code says only that it is a note."""
    codings = children(codes, "coding")
    narrower = [coding for coding in codings if words(coding, "code") != "34109-9"]
    return codes | {"coding": [*narrower, *(c for c in codings if c not in narrower)]} if codings else codes


def _class(kind: JsonObject) -> JsonObject:
    for coding in children(kind, "coding"):
        if words(coding, "system") == _ACT:
            return {"system": _ACT, "code": words(coding, "code")}
    return {"system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "UNK"}


def _place(role: Node) -> str:
    return role.first("playingEntity/name").text() if role.get("classCode") == "SDLOC" else ""


def _reasons(node: Node, context: Context) -> list[JsonObject]:
    given = [o.first("value") for o in inner(node, "19")]
    given += [o.first("value") for act in inner(node, "80") for o in inner(act, "4") if not is_negated(o)]
    return [made for value in given if (made := concept(value, context.narrative))]
