"""Observations to readings: a value that was measured, with its range and who measured it.

What is told: `preliminary`, `final`, `amended`, `corrected` and `unknown`; `registered` and `cancelled`
have no value to tell and `entered-in-error` is never read out
(https://hl7.org/fhir/R4/valueset-observation-status.html). A component with a value is a reading of its
own, filed under its own code: the two halves of a blood pressure are two readings.
"""

from collections.abc import Callable, Iterator

from core.facts import Reading
from store.fhir_codes import TESTS, concept_words, named
from store.fhir_dates import Moment, first_moment, moment
from store.fhir_entry import Entry, Finding, finding
from store.fhir_json import JsonObject, child, children, flag, number, plain, words
from store.fhir_range import reference_range

_TOLD = {"preliminary", "final", "amended", "corrected", "unknown"}
_UCUM = {"http://unitsofmeasure.org", "urn:oid:2.16.840.1.113883.6.8"}

Value = tuple[float | None, str, str]
"""The number, its unit, and words: a result in words or the comparator before the number."""


def readings_of(entry: Entry, when: Moment | None) -> Iterator[Finding]:
    """The readings of one Observation that was measured then."""
    resource = entry.resource
    if words(resource, "status") not in _TOLD:
        return
    for measured in (resource, *children(resource, "component")):
        reading = _reading(entry, measured, when)
        if reading is not None:
            yield finding(reading, when, words(resource, "status") == "preliminary")


def observed(resource: JsonObject) -> Moment | None:
    """When it was measured; when the record does not say, when it was issued."""
    return (
        first_moment(resource, "effectiveDateTime", "effectivePeriod", "effectiveInstant")
        or _first_event(child(resource, "effectiveTiming"))
        or first_moment(resource, "issued")
    )


def _first_event(timing: JsonObject) -> Moment | None:
    events = timing.get("event")
    return (
        next((m for e in events if isinstance(e, str) and (m := moment(e))), None) if isinstance(events, list) else None
    )


def _reading(entry: Entry, measured: JsonObject, when: Moment | None) -> Reading | None:
    concept = named(child(measured, "code"), TESTS)
    value = _value(measured)
    if concept is None or value is None:
        return None
    amount, unit, text = value
    return Reading(
        origin=entry.origin(when, entry.first_name(entry.resource, "performer")),
        key=concept.key,
        name=concept.name,
        value=amount,
        unit=unit,
        text=text,
        range=reference_range(measured, unit, entry, when.date if when else None) if amount is not None else None,
    )


def _value(measured: JsonObject) -> Value | None:
    return next((value for field, read in _VALUES.items() if field in measured and (value := read(measured))), None)


def quantity_unit(quantity: JsonObject) -> str:
    """The UCUM code where given, else the unit as written."""
    code = words(quantity, "code")
    return code if code and words(quantity, "system") in _UCUM else words(quantity, "unit") or code


def _quantity(measured: JsonObject) -> Value | None:
    quantity = child(measured, "valueQuantity")
    amount = number(quantity, "value")
    return None if amount is None else (amount, quantity_unit(quantity), words(quantity, "comparator"))


def _integer(measured: JsonObject) -> Value | None:
    amount = number(measured, "valueInteger")
    return None if amount is None else (amount, "", "")


def _boolean(measured: JsonObject) -> Value | None:
    answer = flag(measured, "valueBoolean")
    return None if answer is None else (None, "", "yes" if answer else "no")


def _worded(text: str) -> Value | None:
    return (None, "", text) if text else None


def _range(measured: JsonObject) -> Value | None:
    low, high = (child(child(measured, "valueRange"), end) for end in ("low", "high"))
    amounts = [plain(n) for n in (number(low, "value"), number(high, "value")) if n is not None]
    unit = words(high, "unit") or words(low, "unit")
    return _worded(f"{' to '.join(amounts)} {unit}".strip()) if len(amounts) == len(("low", "high")) else None


def _ratio(measured: JsonObject) -> Value | None:
    ratio = child(measured, "valueRatio")
    parts = [number(child(ratio, part), "value") for part in ("numerator", "denominator")]
    known = [plain(part) for part in parts if part is not None]
    return _worded(":".join(known)) if len(known) == len(parts) else None


_VALUES: dict[str, Callable[[JsonObject], Value | None]] = {
    "valueQuantity": _quantity,
    "valueInteger": _integer,
    "valueCodeableConcept": lambda measured: _worded(concept_words(child(measured, "valueCodeableConcept"))),
    "valueString": lambda measured: _worded(words(measured, "valueString")),
    "valueBoolean": _boolean,
    "valueRange": _range,
    "valueRatio": _ratio,
    "valueTime": lambda measured: _worded(words(measured, "valueTime")[:5]),
    "valueDateTime": lambda measured: _worded(words(measured, "valueDateTime")[:10]),
}
"""One function per FHIR type of value; periods and sampled curves have nothing to say in words."""
