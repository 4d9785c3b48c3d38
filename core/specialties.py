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
    return bool(words) and all(any(root in text for root in (word, *specialties.get(word, ()))) for word in words)
