"""General knowledge that is not from the record: names, plain explanations, ranges, red flags.

It lives in data files under `core/data`, each entry with the public source it was checked against or
the mark `unchecked`; `app.knowledge` reads the files and `parse_knowledge` turns their text into
values, so that this room stays without input and output.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.facts import ConceptKind
from core.units import Units
from core.units_data import codes_in_other_units, parse_units

UNCHECKED = "unchecked"
_NAMED = re.compile(r"(?<!\?)<(\w+)>")
NO_WORDS: Mapping[str, str] = MappingProxyType({})

FILES = ("tests", "medicines", "conditions", "vaccines", "red_flags", "boundaries", "units", "specialties")
"""The names, without `.toml`, of the data files."""


@dataclass(frozen=True, slots=True)
class UsualRange:
    """A general adult range; used only when the record's own laboratory gives none."""

    unit: str
    """UCUM; a value in another unit is compared only where conversion is certain."""
    low: float | None = None
    high: float | None = None
    sex: str = ""
    """`female`, `male` or empty for both."""
    from_age: int = 18
    to_age: int = 150
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

    @property
    def checked(self) -> bool:
        """Whether somebody compared the explanation with the source named."""
        return self.source != UNCHECKED


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Words that may mean an emergency."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    """Matched on lower-case words without punctuation; any one is enough."""
    not_if: tuple[re.Pattern[str], ...]
    """Any one of these in the same clause makes it no emergency; denial and the past are `core.presence`."""
    say: str
    """Reviewed words; `{number}` is the emergency number."""
    source: str
    mentions: tuple[re.Pattern[str], ...] = ()
    """As `patterns`, but no emergency in a question about the record ("when did I have chest pain")."""


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


def parse_knowledge(files: Mapping[str, str]) -> Knowledge:
    """Knowledge from the texts of the data files, by name without `.toml`.

    Raises `tomllib.TOMLDecodeError`, `KeyError` or `re.error` on a broken file: it ships with the
    program, so tests hold it.
    """
    tables = {name: tomllib.loads(files[name]) for name in FILES}
    kinds = {
        "tests": ConceptKind.TEST,
        "medicines": ConceptKind.MEDICINE,
        "conditions": ConceptKind.CONDITION,
        "vaccines": ConceptKind.VACCINE,
    }
    more = codes_in_other_units(tables["units"])
    entries = tuple(
        _entry(row, kind, more if kind is ConceptKind.TEST else {})
        for name, kind in kinds.items()
        for row in tables[name]["entry"]
    )
    return Knowledge(
        entries=entries,
        red_flags=tuple(_red_flag(row, tables["red_flags"].get("words", {})) for row in tables["red_flags"]["flag"]),
        boundaries=tuple(_boundary(row, tables["boundaries"].get("words", {})) for row in tables["boundaries"]["rule"]),
        units={code: (said[0], said[-1]) for code, said in tables["units"]["say"].items()},
        conversions=parse_units(tables["units"]),
        specialties={word: tuple(roots) for word, roots in tables["specialties"]["roots"].items()},
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
        ranges=tuple(UsualRange(**r) for r in row.get("ranges", ())),
        source=row.get("source", UNCHECKED),
    )


def _compiled(patterns: list[str], words: Mapping[str, str] = NO_WORDS) -> tuple[re.Pattern[str], ...]:
    """Patterns with each `<name>` replaced by the alternatives that the file's `[words]` gives it."""
    return tuple(re.compile(_NAMED.sub(lambda name: words[name[1]], pattern)) for pattern in patterns)


def _red_flag(row: dict, words: Mapping[str, str]) -> RedFlag:  # type: ignore[type-arg]
    patterns, not_if, mentions = (_compiled(row.get(key, []), words) for key in ("patterns", "not_if", "mentions"))
    return RedFlag(row["id"], patterns, not_if, row["say"], row["source"], mentions)


def _boundary(row: dict, words: Mapping[str, str]) -> BoundaryRule:  # type: ignore[type-arg]
    return BoundaryRule(row["boundary"], _compiled(row["patterns"], words), _compiled(row.get("not_if", []), words))
