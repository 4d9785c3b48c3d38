"""Text -> clauses to be synthesized one by one, so that the first is heard before the rest is made."""

import re

SHORTEST = 18
"""Characters. A shorter piece stays with its neighbour: alone it sounds clipped."""
LONGEST = 90
"""Characters. A piece below that is not cut: measured, it takes about as long as a breath to make."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_FORMS = r"(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|a\.m|p\.m|approx)"
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+")
_COMMA = re.compile(r"[,;:]\s+|\s+[–—-]\s+")
_DATE_COMMA = re.compile(rf"(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?$")


def clauses(text: str) -> list[str]:
    """The pieces of `text` in order, joined by one space the same words; never empty ones.

    Breaks stand after sentences, and inside long sentences after a comma, semicolon, colon or dash; never
    inside a number, a date, or between a number and its unit, as there is no comma with a space there
    but that of "October 3rd, 2026", which is known.
    """
    found: list[str] = []
    for sentence in _sentences(" ".join(text.split())):
        found.extend(_parts(sentence))
    return found


def _sentences(text: str) -> list[str]:
    return _cut(text, [m.end() for m in _SENTENCE_END.finditer(text) if not _is_short_form(text[: m.start()])])


def _is_short_form(before: str) -> bool:
    return re.search(rf"\b{_SHORT_FORMS}\.$", before) is not None


def _parts(sentence: str) -> list[str]:
    if len(sentence) <= LONGEST and not _worth_a_break(sentence):
        return [sentence]
    return _merged(_cut(sentence, [m.end() for m in _COMMA.finditer(sentence) if not _in_date(sentence, m.start())]))


def _worth_a_break(sentence: str) -> bool:
    return len(sentence) > 2 * SHORTEST and bool(_COMMA.search(sentence))


def _in_date(sentence: str, comma: int) -> bool:
    after = sentence[comma:].lstrip(", ")
    return bool(_DATE_COMMA.search(sentence[:comma])) and after[:4].isdigit()


def _merged(parts: list[str]) -> list[str]:
    merged: list[str] = []
    for part in parts:
        if merged and (len(merged[-1]) < SHORTEST or len(part) < SHORTEST):
            merged[-1] = f"{merged[-1]} {part}"
        else:
            merged.append(part)
    return merged


def _cut(text: str, at: list[int]) -> list[str]:
    ends = [*at, len(text)]
    pieces = (text[a:b].strip() for a, b in zip([0, *at], ends, strict=True))
    return [piece for piece in pieces if piece]
