"""Everyday words that mean the same in a question to a doctor, found with their usual endings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

_ENDINGS = ("ings", "ing", "ies", "ness", "ment", "ed", "es", "ly", "s", "e", "y")
_SHORTEST, _SHORTEST_VOWEL = 3, 4
"""Letters that stay of a word when an ending is taken off; of `cane` nothing goes, or it would be `can`."""


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Phrases, by the stems of their words."""

    topics: Mapping[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    """Stems of a phrase -> what it is about."""
    aspects: Mapping[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    """Stems of a phrase -> what is wanted to be known."""
    weak: frozenset[str] = frozenset()
    """Topics that many questions touch: they tell less."""
    longest: int = 1
    """Words in the longest phrase."""


NO_THESAURUS = Thesaurus(MappingProxyType({}), MappingProxyType({}))


def parse_thesaurus(table: Mapping[str, Mapping[str, Sequence[str]]]) -> Thesaurus:
    """From the tables `topics` and `aspects`, name -> words and phrases, and `weak`, names of topics."""
    topics, aspects = (_by_stems(table[name]) for name in ("topics", "aspects"))
    weak = frozenset(table["weak"]["topics"])
    return Thesaurus(topics, aspects, weak, max(len(phrase) for phrase in (*topics, *aspects)))


def _by_stems(groups: Mapping[str, Sequence[str]]) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, phrases in groups.items():
        for phrase in phrases:
            stems = tuple(stem(word) for word in phrase.split())
            found[stems] = tuple(dict.fromkeys((*found.get(stems, ()), name)))
    return MappingProxyType(found)


def stem(word: str) -> str:
    """A word without its usual ending: `swelling`, `swells` and `swelled` are `swell`."""
    for ending in _ENDINGS:
        shortest = _SHORTEST_VOWEL if len(ending) == 1 and ending != "s" else _SHORTEST
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            bare = word[: -len(ending)]
            return re.sub(r"([bdgklmnprt])\1$", r"\1", bare)
    return re.sub(r"([bdgklmnprt])\1$", r"\1", word)
