"""From the way records write a name to the way it is said.

`metformin hydrochloride 500 MG Oral Tablet` -> `metformin`.
"""

import re

from core.facts import ConceptKind
from core.words import plain

_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_TEST_TAIL = re.compile(
    r"\s+(?:in|of|by|from)\s+(?:serum|plasma|blood|urine|capillary|arterial|venous|automated|manual|calculation"
    r"|specimen"
    r"|body fluid|cerebral|red blood|24 hour|volume|estimate|immunoassay|test strip|pulse|method)\b.*$|,\s*(?:qn"
    r"|ql)\b.*$"
    r"|\s+-\s+reported$",
    re.IGNORECASE,
)
_PER = re.compile(r"/(?:\s*hemoglobin\.total|\s*\d).*?(?= in |$)", re.IGNORECASE)
"""What a share is taken of: nobody says it."""
_DOSE = re.compile(
    r"\s*\b\d[\d.,]*\s*(?:mg|mcg|ug|g|ml|unt|units?|meq|mmol|hr|actuat|%|mg/ml|mg/hr|day)\b.*$", re.IGNORECASE
)
_PACKAGE = re.compile(r"^\s*\d[\d.,]*\s*(?:hr|ml|actuat|day)\s+", re.IGNORECASE)
_FORM = re.compile(
    r"\b(?:oral|tablets?|capsules?|solution|suspension|injection|injectable|extended|delayed|release|prefilled|syringe"
    r"|topical|cream|ointment|ophthalmic|drops|inhaler|patch|chewable|powder|pack|er|xr|xl|sr|dr)\b",
    re.IGNORECASE,
)
_SALT = re.compile(
    r" (?:hydrochloride|hydrocholoride|hcl|hydrobromide|sodium|potassium|calcium|magnesium|succinate|tartrate|besylate"
    r"|maleate|mesylate|sulfate|fumarate|acetate|citrate|phosphate|hyclate|monohydrate|dihydrate|propionate|bitartrate"
    r"|nitrate|bromide|furoate|xinafoate|medoxomil)\b",
)
_CONDITION_TAIL = re.compile(
    r"\s*,?\s*\b(?:unspecified|without complications?|nos|not otherwise specified)\b.*$", re.IGNORECASE
)
_ALLERGY = re.compile(
    r"\b(?:allergy to|allergic to|allergenic extract,?|allergenic extracts?|allergy|intolerance to)\b", re.IGNORECASE
)
_TITLE = re.compile(
    r"^(?:dr|doctor|prof|mr|mrs|ms|miss)\s+|\s+(?:md|do|np|pa|rn|phd|pharmd|facp|dds|od|dpm)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"\b(?:clinic|hospital|center|centre|medical|health|lab|labs|laboratory|pharmacy|associates|practice|group"
    r"|care|inc|llc"
    r"|university|department|institute|services?|physicians?)\b"
)


def clean_test(display: str) -> str:
    """`Hemoglobin A1c/Hemoglobin.total in Blood` -> `hemoglobin a1c`."""
    bare = _TEST_TAIL.sub("", _BRACKETS.sub(" ", _PER.sub(" ", display)))
    return plain(bare) or plain(display)


def clean_ingredients(display: str) -> tuple[str, ...]:
    """The ingredients of a medicine, without dose, form and salt: combinations give several."""
    parts = re.split(r"\s+/\s+|\s+and\s+", _BRACKETS.sub(" ", display))
    names = [_ingredient(part) for part in parts]
    return tuple(dict.fromkeys(name for name in names if name)) or (plain(display),)


def _ingredient(part: str) -> str:
    bare = _DOSE.sub("", _PACKAGE.sub("", part))
    name = plain(_FORM.sub(" ", bare))
    return plain(_SALT.sub(" ", name))


def clean_condition(display: str) -> str:
    """`Osteoarthritis of knee (disorder)` -> `osteoarthritis of knee`."""
    return plain(_CONDITION_TAIL.sub("", _BRACKETS.sub(" ", display))) or plain(display)


def clean_allergy(display: str) -> str:
    """`Allergy to penicillin (finding)` -> `penicillin`."""
    return plain(_ALLERGY.sub(" ", _BRACKETS.sub(" ", display))) or plain(display)


def doctor_names(display: str) -> tuple[str, tuple[str, ...]]:
    """How a doctor or a place is said (`Dr. Patel`), and every way to name them."""
    words = plain(_BRACKETS.sub(" ", display))
    if _PLACE.search(words):
        return display.strip(), (words,)
    family_first = re.match(r"\s*([\w'’-]+)\s*,\s*(?!md|do|np|pa\b)([\w'’-]+)", display, re.IGNORECASE)
    full = f"{family_first[2]} {family_first[1]}" if family_first else _BRACKETS.sub(" ", display)
    name = plain(_TITLE.sub("", plain(full)))
    if not name:
        return display.strip(), (words,)
    family = name.split()[-1]
    return f"Dr. {family.capitalize()}", (f"dr {family}", f"doctor {family}", family, name, f"dr {name}")


CLEAN = {
    ConceptKind.TEST: clean_test,
    ConceptKind.CONDITION: clean_condition,
    ConceptKind.ALLERGY: clean_allergy,
    ConceptKind.VACCINE: clean_condition,
    ConceptKind.PROCEDURE: clean_condition,
    ConceptKind.LETTER: clean_condition,
    ConceptKind.VISIT: clean_condition,
}
"""Cleaning by kind, for the kinds whose name is one."""
