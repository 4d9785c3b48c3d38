"""General knowledge that is not from the record: names, plain explanations, ranges, red flags.

It lives in data files under `core/data`, each entry with the public source it was checked against or
the mark `unchecked`; `app.knowledge` reads the files and `parse_knowledge` turns their text into
values, so that this room stays without input and output.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from core.facts import ConceptKind
from core.lay_procedures import LayProcedure, parse_lay_procedures
from core.red_flags import RedFlag, compiled, parse_red_flags
from core.units import Units
from core.units_data import codes_in_other_units, parse_units
from core.visit.thesaurus import NO_THESAURUS, Thesaurus, parse_thesaurus

UNCHECKED = "unchecked"

FILES = (
    "tests",
    "medicines",
    "conditions",
    "vaccines",
    "procedures",
    "red_flags",
    "red_flag_signs",
    "boundaries",
    "units",
    "specialties",
    "visit_words",
    "visit_questions",
)
"""The names, without `.toml`, of the data files."""


@dataclass(frozen=True, slots=True)
class UsualRange:
    """A general adult range; used only when the record's own laboratory gives none."""

    unit: str
    """UCUM; a value in another unit is compared where conversion is certain."""
    low: float | None = None
    high: float | None = None
    sex: str = ""
    """`female`, `male` or empty for both."""
    from_age: int = 18
    to_age: int = 150
    key: str = ""
    """Only for readings filed under this key: one half of a blood pressure; empty for all of the entry."""
    decimals: int = 1
    """Digits after the point that the source gives the limits with."""
    words: str = ""
    """What the source says, in its words."""
    source: str = UNCHECKED


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing people ask about, of whatever kind."""

    id: str
    """Plain lower-case name, stable: `hemoglobin a1c`."""
    kind: ConceptKind
    spoken: str
    """As it is said aloud: `A1c`."""
    synonyms: tuple[str, ...] = ()
    """Other names, lay words and brands, lower case; names of a class ("water pill") are `classes`."""
    codes: tuple[str, ...] = ()
    """`loinc|4548-4`, `rxnorm|6809`, `snomed|44054006`, `cvx|140`."""
    explanation: str = ""
    """At most two sentences in our own words, US grade 6 or below."""
    classes: tuple[str, ...] = ()
    """Lay names of groups it belongs to: `water pill`, `kidney numbers`."""
    ranges: tuple[UsualRange, ...] = ()
    source: str = UNCHECKED
    named: str = ""
    """What the source calls it, where that is none of its names; the source may treat something wider."""

    @property
    def checked(self) -> bool:
        """Whether somebody compared the explanation with the source named."""
        return self.source != UNCHECKED


@dataclass(frozen=True, slots=True)
class BoundaryRule:
    """Words of a request that is not ours to answer."""

    boundary: str
    """A `Boundary` value."""
    patterns: tuple[re.Pattern[str], ...]
    not_if: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything general, parsed."""

    entries: tuple[Entry, ...]
    red_flags: tuple[RedFlag, ...]
    boundaries: tuple[BoundaryRule, ...]
    units: Mapping[str, tuple[str, str]]
    """UCUM or written unit -> how it is said: (singular, plural)."""
    conversions: Units = field(default_factory=Units, repr=False)
    """Which units can be compared."""
    specialties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lay word for a kind of doctor -> roots of the words that records use: `kidney` -> `nephro`."""
    thesaurus: Thesaurus = NO_THESAURUS
    """Words by which people mean the same when they ask a doctor."""
    visit_questions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Questions proposed for a visit, by what they are about: wording -> words with `{names}` to fill in."""
    procedures: tuple[LayProcedure, ...] = ()
    """What people call operations and scans."""


def parse_knowledge(files: Mapping[str, str]) -> Knowledge:
    """Knowledge from the texts of the data files, by name without `.toml`.

    Raises `tomllib.TOMLDecodeError`, `KeyError` or `re.error` on a broken file: it ships with the
    program, so tests hold it.
    """
    tables = {name: tomllib.loads(files[name], parse_float=Decimal) for name in FILES}
    kinds = {
        "tests": ConceptKind.TEST,
        "medicines": ConceptKind.MEDICINE,
        "conditions": ConceptKind.CONDITION,
        "vaccines": ConceptKind.VACCINE,
    }
    # The factors of units are numbers to reckon with; the limits of ranges are kept as they are written.
    units = tomllib.loads(files["units"])
    more = codes_in_other_units(units)
    entries = tuple(
        _entry(row, kind, more if kind is ConceptKind.TEST else {})
        for name, kind in kinds.items()
        for row in tables[name]["entry"]
    )
    return Knowledge(
        entries=entries,
        red_flags=parse_red_flags(tables["red_flags"], tables["red_flag_signs"]),
        boundaries=tuple(_boundary(row, tables["boundaries"].get("words", {})) for row in tables["boundaries"]["rule"]),
        units={code: (said[0], said[-1]) for code, said in tables["units"]["say"].items()},
        conversions=parse_units(units),
        specialties={word: tuple(roots) for word, roots in tables["specialties"]["roots"].items()},
        thesaurus=parse_thesaurus(tables["visit_words"]),
        visit_questions={name: row for name, row in tables["visit_questions"].items() if isinstance(row, dict)},
        procedures=parse_lay_procedures(tables["procedures"]),
    )


def _entry(row: dict, kind: ConceptKind, more_codes: Mapping[str, tuple[str, ...]]) -> Entry:  # type: ignore[type-arg]
    name = row["name"].lower()
    return Entry(
        id=name,
        kind=kind,
        spoken=row.get("spoken", row["name"]),
        synonyms=tuple(row.get("synonyms", ())),
        codes=tuple(dict.fromkeys((*row.get("codes", ()), *more_codes.get(name, ())))),
        explanation=row.get("explanation", ""),
        classes=tuple(row.get("classes", ())),
        ranges=tuple(usual for r in row.get("ranges", ()) for usual in _ranges(r)),
        source=row.get("source", UNCHECKED),
        named=row.get("named", ""),
    )


def _ranges(row: dict) -> Iterator[UsualRange]:  # type: ignore[type-arg]
    """A range in each of the units that its source gives."""
    limits = {end: row[end] for end in ("low", "high") if end in row}
    rest = {name: value for name, value in row.items() if name not in (*limits, "units")}
    low, high = (float(limits[end]) if end in limits else None for end in ("low", "high"))
    decimals = max(map(_digits, limits.values()))
    for unit in row["units"]:
        yield UsualRange(unit=unit, low=low, high=high, decimals=decimals, **rest)


def _digits(number: Decimal | int) -> int:
    """Digits after the point that a number is written with: 1 for `12.0`."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _boundary(row: dict, words: Mapping[str, str]) -> BoundaryRule:  # type: ignore[type-arg]
    return BoundaryRule(row["boundary"], compiled(row["patterns"], words), compiled(row.get("not_if", []), words))
