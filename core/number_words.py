"""Numbers as people say them, turned into figures: `twenty nineteen` -> 2019, `third` -> 3, `a couple` -> 2."""

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()

_SMALL = {word: number for number, word in enumerate(_UNITS)}
_TEN = {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_ORDINAL = {word: number for number, word in enumerate(_ORDINALS, start=1)} | {"twentieth": 20, "thirtieth": 30}

_FIGURE_ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)$")
_CENTURIES = {"nineteen": 1900, "twenty": 2000}
_SAID_AS_HALF = 10
"""`twenty ten` is a year, `twenty nine` a number."""
_VAGUE = {"couple": 2, "few": 3, "several": 4}
"""How many "a few" are: our choice, the smallest number that people commonly mean."""


def ordinal(word: str) -> int | None:
    """1 to 31 for `third`, `3rd` or `3`; None for another word."""
    figures = _FIGURE_ORDINAL.match(word)
    number = int(figures[1]) if figures else _ORDINAL.get(word) or cardinal(word)
    return number if number is not None and 1 <= number <= 31 else None


def cardinal(word: str) -> int | None:
    """The number of one word (`six`, `6`, `a`, `few`); None for another word."""
    if word.isdecimal():
        return int(word)
    if word in {"a", "an"}:
        return 1
    return _SMALL.get(word, _TEN.get(word, _VAGUE.get(word)))


def joined(words: list[str]) -> list[tuple[str, int, int]]:
    """The words with years and two-word numbers joined into figures, each with its first place and that after its last.

    Only what surely is a year or a number is joined: `twenty nineteen`, `two thousand (and) six`,
    `twenty three`, `twenty third`.
    """
    items: list[tuple[str, int, int]] = []
    at = 0
    while at < len(words):
        text, width = _year(words[at : at + 5]) or _pair(words[at : at + 2]) or (words[at], 1)
        items.append((text, at, at + width))
        at += width
    return items


def _year(words: list[str]) -> tuple[str, int] | None:
    if words[:2] == ["two", "thousand"]:
        skip = 3 if words[2:3] == ["and"] else 2
        rest, width = _below_hundred(words[skip : skip + 2])
        return (str(2000 + rest), skip + width) if rest else ("2000", 2)
    if len(words) > 1 and words[0] in _CENTURIES:
        rest, width = _below_hundred(words[1:3])
        return (str(_CENTURIES[words[0]] + rest), 1 + width) if rest >= _SAID_AS_HALF else None
    return None


def _below_hundred(words: list[str]) -> tuple[int, int]:
    """The number at the start of the words and how many words it takes; (0, 0) for none."""
    if words and words[0] in _TEN:
        unit = _SMALL.get(words[1], 0) if len(words) > 1 else 0
        return (_TEN[words[0]] + unit, 2) if 0 < unit < 10 else (_TEN[words[0]], 1)
    return (_SMALL[words[0]], 1) if words and words[0] in _SMALL else (0, 0)


def _pair(words: list[str]) -> tuple[str, int] | None:
    if len(words) < 2 or words[0] not in _TEN:
        return None
    unit = _SMALL.get(words[1], _ORDINAL.get(words[1], 0))
    if not 0 < unit < 10:
        return None
    return f"{_TEN[words[0]] + unit}{'th' if words[1] in _ORDINAL else ''}", 2
