"""Hints for the ear: names from the record, trimmed to Whisper's slot, and told apart from what was said."""

import re
from collections.abc import Callable, Sequence

SLOT_TOKENS = 223
"""Whisper keeps half of its 448 positions, less one, for what came before (`max_length // 2 - 1`)."""
FEWEST_REPEATED = 3
"""Fewer hints than this in a row may well be a question of one word: "A1c?"."""

Encode = Callable[[str], Sequence[int]]


def fitted(hints: Sequence[str], encode: Encode, slot: int = SLOT_TOKENS) -> str:
    """The hints, best first, that fit together into the slot: `A1c, creatinine, lisinopril`; maybe empty."""
    kept: list[str] = []
    room = slot
    for hint in dict.fromkeys(word.strip() for word in hints):
        # Each joins with a comma of its own; counted alone a word never takes fewer tokens than joined.
        cost = len(encode(f" {hint}")) + bool(kept)
        if hint and cost <= room:
            kept.append(hint)
            room -= cost
    return ", ".join(kept)


def only_hints(text: str, hints: str) -> bool:
    """Whether `text` is nothing but hints in a row: Whisper reading its prompt back, not hearing."""
    said = _names(text)
    known = set(_names(hints))
    return len(said) >= FEWEST_REPEATED and all(name in known for name in said)


def _names(text: str) -> list[str]:
    parts = (re.sub(r"[^\w ]", "", part).strip().lower() for part in re.split(r"[,;.]", text))
    return [part for part in parts if part]
