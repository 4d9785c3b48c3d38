"""Steps that turn an element of older FHIR into that of R4; each leaves what is R4 already as it is."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from store.fhir_json import JsonObject, child, words

Step: TypeAlias = Callable[[JsonObject], None]
"""Changes an object in place; it is given a copy, and replaces inner objects rather than changing them."""


def rename(old: str, new: str) -> Step:
    """What stood in `old` stands in `new`, unless that is there already."""

    def step(owner: JsonObject) -> None:
        if old in owner:
            value = owner.pop(old)
            owner.setdefault(new, value)

    return step


def drop(*fields: str) -> Step:
    """Without these; the raw text keeps them."""

    def step(owner: JsonObject) -> None:
        for field in fields:
            owner.pop(field, None)

    return step


def listed(*fields: str) -> Step:
    """One value that R4 has as a list."""

    def step(owner: JsonObject) -> None:
        for field in fields:
            if field in owner and not isinstance(owner[field], list):
                owner[field] = [owner[field]]

    return step


def coded(field: str, system: str, known: Collection[str]) -> Step:
    """A code that R4 has as a concept; `unknown`, which R4 does not have, is left out."""

    def step(owner: JsonObject) -> None:
        code = owner.get(field)
        if code == "unknown":
            del owner[field]
        elif isinstance(code, str) and code in known:
            owner[field] = {"coding": [{"system": system, "code": code}]}

    return step


def inside(field: str, *steps: Step) -> Step:
    """The steps on the object in a field, or on each of a list."""

    def changed(value: object) -> object:
        if not isinstance(value, dict):
            return value
        copy = dict(value)
        for step in steps:
            step(copy)
        return copy

    def step(owner: JsonObject) -> None:
        value = owner.get(field)
        if isinstance(value, list):
            owner[field] = [changed(item) for item in value]
        elif isinstance(value, dict):
            owner[field] = changed(value)

    return step


def noted(*fields: str) -> Step:
    """A text that R4 has as an annotation."""

    def step(owner: JsonObject) -> None:
        for field in fields:
            text = owner.get(field)
            if isinstance(text, str):
                del owner[field]
                owner["note"] = [{"text": text}]

    return step


def not_done(status: str, *fields: str) -> Step:
    """A flag that says it did not happen, which R4 says with a status."""

    def step(owner: JsonObject) -> None:
        for field in fields:
            if owner.pop(field, None) is True:
                owner["status"] = status

    return step


def replaced(field: str, words_for: Mapping[str, str]) -> Step:
    """A code that R4 spells otherwise."""

    def step(owner: JsonObject) -> None:
        if words(owner, field) in words_for:
            owner[field] = words_for[words(owner, field)]

    return step


def unwrapped(field: str, inner: str) -> Step:
    """A backbone that R4 replaced by what stood inside it; of a list, each."""

    def bare(value: object) -> object:
        return value[inner] if isinstance(value, dict) and isinstance(value.get(inner), dict) else value

    def step(owner: JsonObject) -> None:
        value = owner.get(field)
        if isinstance(value, list):
            owner[field] = [bare(item) for item in value]
        elif isinstance(value, dict):
            owner[field] = bare(value)

    return step


def wrapped(field: str, inner: str) -> Step:
    """A reference that R4 has as a list of backbones."""

    def step(owner: JsonObject) -> None:
        value = owner.get(field)
        if isinstance(value, dict) and inner not in value:
            owner[field] = [{inner: value}]

    return step


def dosage(owner: JsonObject) -> None:
    """STU3 has dose and rate beside the timing, DSTU2 names some of them otherwise."""
    listed("additionalInstruction")(owner)
    rename("additionalInstructions", "additionalInstruction")(owner)
    listed("additionalInstruction")(owner)
    rename("quantityQuantity", "doseQuantity")(owner)
    rename("siteCodeableConcept", "site")(owner)
    drop("siteReference")(owner)
    given = {name: owner.pop(name) for name in tuple(owner) if name in _DOSE_AND_RATE}
    if given and "doseAndRate" not in owner:
        owner["doseAndRate"] = [given]
    inside("timing", inside("repeat", rename("bounds", "boundsPeriod"), rename("periodUnits", "periodUnit")))(owner)
    inside("timing", inside("repeat", listed("when")))(owner)


_DOSE_AND_RATE = {"doseQuantity", "doseRange", "doseSimpleQuantity", "rateRatio", "rateRange", "rateQuantity"}


def related(owner: JsonObject) -> None:
    """STU3 Observation.related: members and sources have elements of their own in R4."""
    value = owner.pop("related", None)
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    for kind, field in (("has-member", "hasMember"), ("derived-from", "derivedFrom")):
        targets: list[object] = [child(item, "target") for item in items if words(item, "type") == kind]
        if targets and field not in owner:
            owner[field] = targets
