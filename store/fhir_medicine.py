"""Prescriptions and statements of what is taken.

Codes: FHIR R4 medicationrequest-status and -intent, medication-statement-status. Left out: an order *not* to take
something (`doNotPerform`), drafts, proposals and options, and what was entered in error: none of them
was ever prescribed. A statement that something is *not* taken (`not-taken`) is no medicine of this person.
"""

from collections.abc import Iterator

from core.facts import Medicine, MedicineStatus, PartialDate
from store.fhir_codes import MEDICINES, Named, all_words, codes, concept_words, named, text_key
from store.fhir_dates import Moment, end_of, first_moment
from store.fhir_dosage import dosage_words
from store.fhir_entry import Entry, Finding, finding, is_a
from store.fhir_json import JsonObject, child, children, flag, words

_REQUEST = {
    "active": MedicineStatus.CURRENT,
    "on-hold": MedicineStatus.UNKNOWN,
    "unknown": MedicineStatus.UNKNOWN,
    "cancelled": MedicineStatus.STOPPED,
    "completed": MedicineStatus.STOPPED,
    "stopped": MedicineStatus.STOPPED,
}
_STATEMENT = {
    "active": MedicineStatus.CURRENT,
    "intended": MedicineStatus.UNKNOWN,
    "on-hold": MedicineStatus.UNKNOWN,
    "unknown": MedicineStatus.UNKNOWN,
    "completed": MedicineStatus.STOPPED,
    "stopped": MedicineStatus.STOPPED,
}
_NONE_KNOWN = {"no-known-medications", "no-medication-info"}
"""HL7 IPS `absent-unknown-uv-ips`: no medicine, but the statement that there is none, or no information."""
_NEVER_ORDERED = {"proposal", "option"}


def read_request(entry: Entry) -> Iterator[Finding]:
    """The medicine of one MedicationRequest."""
    resource = entry.resource
    if words(resource, "intent") in _NEVER_ORDERED or flag(resource, "doNotPerform"):
        return
    instructions = children(resource, "dosageInstruction")
    when = first_moment(resource, "authoredOn") or _first_day(instructions)
    ended = _last_day(instructions) or end_of(child(resource, "dispenseRequest"), "validityPeriod")
    medicine = _medicine(entry, when, _REQUEST.get(words(resource, "status")), ended)
    if medicine is not None:
        yield finding(medicine, when)


def read_statement(entry: Entry) -> Iterator[Finding]:
    """The medicine of one MedicationStatement."""
    resource = entry.resource
    when = first_moment(resource, "effectiveDateTime", "effectivePeriod", "dateAsserted")
    ended = end_of(resource, "effectivePeriod") or _last_day(children(resource, "dosage"))
    medicine = _medicine(entry, when, _STATEMENT.get(words(resource, "status")), ended)
    if medicine is not None:
        yield finding(medicine, when)


def _medicine(
    entry: Entry, when: Moment | None, status: MedicineStatus | None, ended: PartialDate | None
) -> Medicine | None:
    resource = entry.resource
    what = _what(entry)
    if status is None or what is None:
        return None
    return Medicine(
        origin=entry.origin(when, _prescriber(entry)),
        key=what.key,
        name=what.name,
        status=status,
        dose=dosage_words(children(resource, "dosageInstruction") + children(resource, "dosage")),
        reason=all_words(resource, "reasonCode") or _reasons(entry),
        ended=ended,
    )


def _what(entry: Entry) -> Named | None:
    written = child(entry.resource, "medicationCodeableConcept")
    if codes(written) & _NONE_KNOWN:
        return None
    concept = named(written, MEDICINES)
    if concept is not None:
        return concept
    reference = child(entry.resource, "medicationReference")
    target = entry.target(reference)
    found = named(child(target, "code"), MEDICINES)
    name = (found.name if found else "") or words(reference, "display") or _ingredients(entry, target)
    return found or (Named(text_key(name), name) if name else None)


def _ingredients(entry: Entry, medication: JsonObject) -> str:
    names = [
        concept_words(child(ingredient, "itemCodeableConcept")) or entry.name_of(child(ingredient, "itemReference"))
        for ingredient in children(medication, "ingredient")
    ]
    return " and ".join(filter(None, names))


def _prescriber(entry: Entry) -> str:
    asserted = child(entry.resource, "informationSource")
    by_doctor = asserted if is_a(asserted, "Practitioner") or is_a(asserted, "Organization") else {}
    return entry.name_of(child(entry.resource, "requester") or by_doctor)


def _reasons(entry: Entry) -> str:
    return " and ".join(
        dict.fromkeys(
            name
            for reference in children(entry.resource, "reasonReference")
            if (name := words(reference, "display") or concept_words(child(entry.target(reference), "code")))
        )
    )


def _first_day(dosages: list[JsonObject]) -> Moment | None:
    """From when it was to be taken: some systems give that and no day of writing."""
    starts = [first_moment(child(child(dosage, "timing"), "repeat"), "boundsPeriod") for dosage in dosages]
    return min((start for start in starts if start), key=lambda start: start.at, default=None)


def _last_day(dosages: list[JsonObject]) -> PartialDate | None:
    bounds = [end_of(child(child(dosage, "timing"), "repeat"), "boundsPeriod") for dosage in dosages]
    return max((end for end in bounds if end), default=None)
