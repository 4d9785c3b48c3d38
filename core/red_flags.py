"""What a red flag is: words that may mean an emergency, and what is said then.

Two data files make them: `core/data/red_flags.toml` (words that mean it in that order or company, and what
is said) and `core/data/red_flag_signs.toml` (signs that add up).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

_NAMED = re.compile(r"(?<!\?)<(\w+)>")
NO_WORDS: Mapping[str, str] = MappingProxyType({})
_CANT = "(?:cant|couldnt|unable to|not able to|not been able to|havent been able to)"
"""`cant` in the rules of an emergency: "I couldn't speak" is as much a sign as "I can't"."""

_PLACE = "_at"
"""How the names of sets of places end."""


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words that mean one thing."""

    words: re.Pattern[str]
    is_place: bool = False
    """A part of the body: a denial before it is of what is wrong there, not of the part."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Word sets that mean something wrong when each is met, in any order."""

    sets: tuple[WordSet, ...]
    points: int
    """What it weighs: `core.signs.ENOUGH` points are an alarm."""
    beside: bool = False
    """Whether it only makes other signs worse ("suddenly")."""


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
    together: tuple[tuple[re.Pattern[str], ...], ...] = ()
    """Sets of words that mean it when each set is met in one sentence, in any order."""
    signs: tuple[Sign, ...] = ()
    """What adds up with the signs of all flags; its words are said when its sign weighs most."""


def parse_red_flags(rules: Mapping[str, Any], signs: Mapping[str, Any]) -> tuple[RedFlag, ...]:
    """The flags, in the order of urgency in which `rules` has them.

    Raises `KeyError` or `re.error` on a broken file: it ships with the program, so tests hold it.
    """
    beside = {name: _joined(said) for name, said in signs["beside"].items()}
    words = beside | {name: _joined(said) for name, said in signs["words"].items()}
    points = {row["flag"]: row["points"] for row in signs["signs"]}
    unknown = points.keys() - {row["id"] for row in rules["flag"]}
    if unknown:
        raise KeyError(*unknown)
    parsed = {flag: _signs(lines, words) for flag, lines in points.items()}
    last = rules["flag"][-1]["id"]
    parsed[last] = (
        *parsed.get(last, ()),
        *(Sign((_set(name, said),), 1, beside=True) for name, said in beside.items()),
    )
    return tuple(_red_flag(row, rules.get("words", {}), parsed.get(row["id"], ())) for row in rules["flag"])


def compiled(patterns: Sequence[str], words: Mapping[str, str] = NO_WORDS) -> tuple[re.Pattern[str], ...]:
    """Patterns with each `<name>` replaced by the alternatives that the file's `[words]` gives it."""
    return tuple(re.compile(_filled(pattern, words)) for pattern in patterns)


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """A set of words may itself be made of sets."""
    while (filled := _NAMED.sub(lambda name: words[name[1]], pattern)) != pattern:
        pattern = filled
    return pattern


def _red_flag(row: Mapping[str, Any], words: Mapping[str, str], signs: tuple[Sign, ...]) -> RedFlag:
    words = {name: said.replace("cant", _CANT) for name, said in words.items()}
    row = {key: [p.replace("cant", _CANT) for p in v] if key == "patterns" else v for key, v in row.items()}
    patterns, not_if, mentions = (compiled(row.get(key, []), words) for key in ("patterns", "not_if", "mentions"))
    sets = (compiled([rf"\b(?:<{name}>)s?\b" for name in line.split(" + ")], words) for line in row.get("together", []))
    return RedFlag(row["id"], patterns, not_if, row["say"], row["source"], mentions, tuple(sets), signs)


def _joined(said: Sequence[str]) -> str:
    return "|".join(said).replace("cant", _CANT)


def _set(name: str, alternatives: str) -> WordSet:
    return WordSet(re.compile(rf"(?<!\w)(?:{alternatives})s?(?!\w)"), name.endswith(_PLACE))


def _signs(lines: Mapping[str, int], words: Mapping[str, str]) -> tuple[Sign, ...]:
    """`{"limb_at + limp": 2}` -> signs."""
    return tuple(
        Sign(tuple(_set(name, words[name]) for name in line.split(" + ")), points) for line, points in lines.items()
    )
