"""Vaccines that were given and procedures that were done: only those that are `completed`."""

from collections.abc import Iterator

from core.facts import Immunization, Procedure
from store.fhir_codes import PROCEDURES, VACCINES, named
from store.fhir_dates import first_moment
from store.fhir_entry import Entry, Finding, finding
from store.fhir_json import child, children, words


def read_immunization(entry: Entry) -> Iterator[Finding]:
    """The vaccine of one Immunization."""
    what = named(child(entry.resource, "vaccineCode"), VACCINES)
    if what is None or words(entry.resource, "status") != "completed":
        return
    when = first_moment(entry.resource, "occurrenceDateTime")
    yield finding(Immunization(entry.origin(when, _by_whom(entry)), what.key, what.name), when)


def read_procedure(entry: Entry) -> Iterator[Finding]:
    """What one Procedure says was done."""
    what = named(child(entry.resource, "code"), PROCEDURES)
    if what is None or words(entry.resource, "status") != "completed":
        return
    when = first_moment(entry.resource, "performedDateTime", "performedPeriod")
    yield finding(Procedure(entry.origin(when, _by_whom(entry)), what.key, what.name), when)


def _by_whom(entry: Entry) -> str:
    actors = [child(performer, "actor") for performer in children(entry.resource, "performer")]
    by_actor = next((name for actor in actors if (name := entry.name_of(actor))), "")
    return by_actor or entry.name_of(child(entry.resource, "location"))
