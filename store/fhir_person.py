"""A Patient as the person whose record this is, and whether two Patients are the same person."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from core.facts import PartialDate, Person
from store.fhir_dates import parse_date
from store.fhir_json import JsonObject, children, word_list, words

_ORDER = ("usual", "official", "", "temp", "nickname")
"""Which of several names to call somebody by; `old` and `maiden` never."""


def read_person(patient: JsonObject) -> Person:
    """What answers need of a Patient."""
    names = [name for name in children(patient, "name") if words(name, "use") in _ORDER and word_list(name, "given")]
    names.sort(key=lambda name: _ORDER.index(words(name, "use")))
    given = word_list(names[0], "given")[0] if names else ""
    return Person(given, parse_date(words(patient, "birthDate")), words(patient, "gender"))


def same_person(one: JsonObject, other: JsonObject, same_source: bool) -> bool:
    """Whether two Patients are one person.

    A shared identifier (same system and value), or within one source the same id, says yes, unless name
    and birth date both say no. Otherwise name and birth date must not disagree, and one must agree.
    """
    names, births = _agree_by_name(one, other), _agree_by_birth(one, other)
    same_id = same_source and words(one, "id") != "" and words(one, "id") == words(other, "id")
    if same_id or _identifiers(one) & _identifiers(other):
        return names is not False or births is not False
    return names is not False and births is not False and (names or births or False)


def _identifiers(patient: JsonObject) -> set[tuple[str, str]]:
    written = {(words(i, "system"), words(i, "value")) for i in children(patient, "identifier")}
    return {pair for pair in written if all(pair)}


def _agree_by_birth(one: JsonObject, other: JsonObject) -> bool | None:
    first, second = (parse_date(words(patient, "birthDate")) for patient in (one, other))
    if first is None or second is None:
        return None
    return all(a == b or 0 in (a, b) for a, b in zip(_parts(first), _parts(second), strict=True))


def _parts(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month, date.day


def _agree_by_name(one: JsonObject, other: JsonObject) -> bool | None:
    first, second = (list(_names(patient)) for patient in (one, other))
    if not first or not second:
        return None
    return any(_same_name(a, b) for a in first for b in second)


def _names(patient: JsonObject) -> Iterator[tuple[str, str]]:
    """Family and first given name, folded; from the text when there is nothing else."""
    for name in children(patient, "name"):
        given = word_list(name, "given")
        family, first = _folded([words(name, "family")]), _folded(given[:1])
        if not family and not first:
            written = words(name, "text").split()
            family, first = _folded(written[-1:]), _folded(written[:1])
        if family or first:
            yield family, first


def _same_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    (family_a, given_a), (family_b, given_b) = one, other
    families = not family_a or not family_b or family_a == family_b
    return families and (given_a.startswith(given_b) or given_b.startswith(given_a))


def _folded(parts: Iterable[str]) -> str:
    plain = unicodedata.normalize("NFKD", "".join(parts)).casefold()
    return "".join(re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
