"""The laboratory's own range for a reading, chosen for this person.

FHIR R4 `Observation.referenceRange` (https://hl7.org/fhir/R4/observation.html): only ranges of type `normal`
or without a type count, never therapeutic or recommended ones. One that applies to a sex or an age
counts only for a person known to be of it; one that applies to anything else we cannot know (a race, a
trimester) never. When what is left does not agree, there is no range: better none than the wrong one. Limits in another unit than the
result's are converted where that is certain whatever the test, else there is no range.
"""

import re
from collections.abc import Sequence

from core.facts import PartialDate, ReferenceRange
from core.units import SAME, Conversion
from store.fhir_codes import codes
from store.fhir_dates import age_years
from store.fhir_entry import Entry
from store.fhir_json import JsonObject, child, children, number, words
from store.scales import known_units

_SEXES = {
    "248152002": "female",  # SNOMED CT
    "248153007": "male",
    "F": "female",  # HL7 v3 AdministrativeGender
    "M": "male",
    "female": "female",  # FHIR administrative-gender
    "male": "male",
}
_YEARS = {"a": 1.0, "mo": 1 / 12, "wk": 7 / 365.25, "d": 1 / 365.25, "year": 1.0, "years": 1.0}
_BETWEEN = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?)\s*(?P<unit>\D.*)?")
_BELOW = re.compile(r"(?:<|<=|≤)\s*(?P<high>\d+(?:\.\d+)?)\s*(?P<unit>\D.*)?")
_ABOVE = re.compile(r"(?:>|>=|≥)\s*(?P<low>\d+(?:\.\d+)?)\s*(?P<unit>\D.*)?")

_DIGITS = 6
"""Of a limit that was converted: what binary fractions leave behind is cut off."""

Bounds = tuple[float | None, float | None]


def reference_range(measured: JsonObject, unit: str, entry: Entry, when: PartialDate | None) -> ReferenceRange | None:
    """The one range of a reading in `unit` that holds for this person on that day, or None."""
    if "referenceRange" not in measured:
        return None
    age = age_years(entry.born, when)
    fitting = [r for r in children(measured, "referenceRange") if _fits(r, entry.sex, age)]
    best = max(map(_closeness, fitting), default=0)
    found = {bounds for r in fitting if _closeness(r) == best and (bounds := _bounds(r, unit))}
    if len(found) != 1:
        return None
    low, high = found.pop()
    return ReferenceRange(low, high, "lab")


def _fits(written: JsonObject, sex: str, age: float | None) -> bool:
    meant = codes(child(written, "type"))
    if meant and "normal" not in meant:
        return False
    if not all(_is_for(group, sex) for group in children(written, "appliesTo")):
        return False
    return not child(written, "age") or _holds(child(written, "age"), age)


def _is_for(group: JsonObject, sex: str) -> bool:
    return any(_SEXES.get(code) == sex for code in codes(group)) if sex else False


def _holds(ages: JsonObject, age: float | None) -> bool:
    low, high = _years(child(ages, "low")), _years(child(ages, "high"))
    if age is None or (low is None and high is None):
        return False
    return (low is None or age >= low) and (high is None or age <= high)


def _years(quantity: JsonObject) -> float | None:
    amount = number(quantity, "value")
    factor = _YEARS.get(words(quantity, "code") or words(quantity, "unit"))
    return None if amount is None or factor is None else amount * factor


def _closeness(written: JsonObject) -> int:
    """The more a range says whom it is for, the better it counts; `normal` breaks ties."""
    says = bool(children(written, "appliesTo")) + bool(child(written, "age"))
    return 2 * says + bool(codes(child(written, "type")))


def _bounds(written: JsonObject, unit: str) -> Bounds | None:
    ends = child(written, "low"), child(written, "high")
    conversions = [_to_unit({words(end, "code"), words(end, "unit")} - {""}, unit) for end in ends]
    bounds = [number(end, "value") for end in ends]
    if bounds == [None, None]:
        return _from_text(words(written, "text"), unit) if None not in conversions else None
    return _ordered(bounds, conversions)


def _to_unit(given: set[str], unit: str) -> Conversion | None:
    """From the unit of a limit, whichever way it is given, to that of the reading; None when that is not certain."""
    if not given or unit in given:
        return SAME
    conversions = (known_units().conversion(one, unit) for one in sorted(given))
    return next(filter(None, conversions), None)


def _ordered(bounds: Sequence[float | None], conversions: Sequence[Conversion | None]) -> Bounds | None:
    """The limits in the unit of the reading; None when one cannot be had in it, or they are the wrong way round."""
    if any(conversion is None for conversion in conversions):
        return None
    low, high = (
        bound if bound is None or conversion is None or conversion == SAME else round(conversion(bound), _DIGITS)
        for bound, conversion in zip(bounds, conversions, strict=True)
    )
    return None if low is not None and high is not None and low > high else (low, high)


def _from_text(text: str, unit: str) -> Bounds | None:
    """`4.0 - 5.6 %`, `<5.7` or `>= 60`, and nothing that says more than that."""
    found = next((m for pattern in (_BETWEEN, _BELOW, _ABOVE) if (m := pattern.fullmatch(text))), None)
    if found is None:
        return None
    conversion = _to_unit({(found["unit"] or "").strip()} - {""}, unit)
    parts = found.groupdict()
    bounds = [float(parts[end]) if parts.get(end) else None for end in ("low", "high")]
    return _ordered(bounds, [conversion, conversion])
