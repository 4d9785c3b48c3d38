"""Doctors asked for by what they treat: "my kidney doctor" is the one in nephrology."""

import re
from collections.abc import Mapping, Sequence

TITLES = {"dr", "doctor", "doctors", "my", "the", "a", "an", "mr", "mrs", "ms", "nurse", "clinic", "md", "specialist"}


def same_doctor(asked: str, written: Sequence[str], specialties: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a visit's words (who, what for, where) fit the doctor or place asked for.

    `specialties` maps a lay word to the roots of the words records use: `kidney` -> `nephro`, `renal`.
    """
    text = " ".join(written).lower()
    words = [w for w in re.findall(r"[a-z]+", asked.lower()) if w not in TITLES]
    return bool(words) and all(_named(word, (*specialties.get(word, ()), *_stem(word)), text) for word in words)


def _stem(word: str) -> tuple[str, ...]:
    """The root of a learned name: `nephrologist` -> `nephr`, as in "Nephrology"."""
    match = re.fullmatch(r"(\w{4,}?)(?:ologists?|ists?|icians?)", word)
    return (match[1],) if match else ()


def _named(word: str, roots: Sequence[str], text: str) -> bool:
    """The word itself, whole; or a root at the start of a word: "eye" is not in "Reyes"."""
    starts = "|".join(re.escape(root.strip()) + (r"\b" if root.endswith(" ") else "") for root in roots)
    return re.search(rf"\b{re.escape(word)}s?\b" + (rf"|\b(?:{starts})" if starts else ""), text) is not None
