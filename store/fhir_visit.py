"""Encounters that took place and appointments to come.

Codes: FHIR R4 encounter-status, v3-ActEncounterCode, appointmentstatus, participationstatus. A fulfilled appointment
is an encounter in the same record, so only what is still to come is read from appointments.
"""

from collections.abc import Iterator

from core.facts import Visit
from store.fhir_codes import concept_words, first_words, has_code
from store.fhir_dates import Moment, end_of, first_moment
from store.fhir_entry import Entry, Finding, finding, is_a
from store.fhir_json import JsonObject, child, children, words

_TOOK_PLACE = {"arrived", "triaged", "in-progress", "onleave", "finished", "unknown"}
_TO_COME = {"proposed", "pending", "booked"}
_IN_HOSPITAL = {"IMP", "ACUTE", "NONAC", "inpatient"}
_PRIMARY = {"PPRF", "ATND"}
"""v3-ParticipationType: primary performer, attender."""
_PLACES = ("Location", "HealthcareService", "Organization")
_PEOPLE = ("Practitioner", "PractitionerRole")


def read_encounter(entry: Entry) -> Iterator[Finding]:
    """The visit of one Encounter."""
    resource = entry.resource
    planned = words(resource, "status") == "planned"
    if not planned and words(resource, "status") not in _TOOK_PLACE:
        return
    when = first_moment(resource, "period")
    place = entry.name_of(child(resource, "serviceProvider")) or _location(entry)
    visit = Visit(
        origin=entry.origin(when, place),
        planned=planned,
        what=first_words(resource, "reasonCode") or _reason(entry) or first_words(resource, "type", "serviceType"),
        who=_whom(entry),
        hospital_stay=words(child(resource, "class"), "code") in _IN_HOSPITAL,
        until=end_of(resource, "period"),
        at=when.time_of_day if when else "",
    )
    yield finding(visit, when)


def read_appointment(entry: Entry) -> Iterator[Finding]:
    """The visit of one Appointment that is still to come."""
    resource = entry.resource
    if words(resource, "status") not in _TO_COME:
        return
    when = first_moment(resource, "start") or _asked_for(resource)
    actors = [child(p, "actor") for p in children(resource, "participant") if words(p, "status") != "declined"]
    what = words(resource, "description") or first_words(resource, "reasonCode", "serviceType", "appointmentType")
    visit = Visit(
        origin=entry.origin(when, _named_first(entry, actors, _PLACES)),
        planned=True,
        what=what or _reason(entry) or first_words(resource, "specialty", "serviceCategory"),
        who=_named_first(entry, actors, _PEOPLE),
        until=end_of(resource, "end"),
        at=when.time_of_day if when else "",
    )
    yield finding(visit, when)


def _asked_for(resource: JsonObject) -> Moment | None:
    return next((m for p in children(resource, "requestedPeriod") if (m := first_moment({"p": p}, "p"))), None)


def _reason(entry: Entry) -> str:
    for reference in children(entry.resource, "reasonReference"):
        name = words(reference, "display") or concept_words(child(entry.target(reference), "code"))
        if name:
            return name
    return ""


def _location(entry: Entry) -> str:
    places = children(entry.resource, "location")
    return next((name for place in places if (name := entry.name_of(child(place, "location")))), "")


def _whom(entry: Entry) -> str:
    """The first person named, those in charge before others; never the patient or a relative."""
    participants = children(entry.resource, "participant")
    participants.sort(key=lambda participant: not has_code(participant, "type", _PRIMARY))
    people = [child(participant, "individual") for participant in participants]
    return next((n for p in people if not is_a(p, "RelatedPerson") and (n := entry.name_of(p))), "")


def _named_first(entry: Entry, actors: list[JsonObject], kinds: tuple[str, ...]) -> str:
    for kind in kinds:
        for actor in actors:
            if (is_a(actor, kind) or words(entry.target(actor), "resourceType") == kind) and (
                n := entry.name_of(actor)
            ):
                return n
    return ""
