"""Plain reading of FHIR JSON: every function is total, whatever stands in the field.

What is not there, or has another form than FHIR R4 gives it, reads as empty; nothing here raises.
"""

import math
import re
from typing import TypeAlias

JsonObject: TypeAlias = dict[str, object]

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
"""FHIR R4 decimal, for servers that write numbers as strings."""


_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters (Unicode category Cc) but tab and line ends, and lone surrogates (Cs)."""
DEEPEST = 100
"""Levels of nesting; the deepest genuine resources stay far below."""


def too_deep(value: object) -> bool:
    """Whether objects and lists are nested more than `DEEPEST` levels: beyond that no decoder is safe."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
        ]
        if not level:
            return False
    return True


def without_extensions(owner: JsonObject) -> JsonObject:
    """The object without its own and its inner `extension`s; `modifierExtension`, which changes meaning, stays."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items() if key != "extension"}
        return [plain(item) for item in value] if isinstance(value, list) else value

    return {key: plain(inner) for key, inner in owner.items() if key != "extension"}


def child(owner: JsonObject, field: str) -> JsonObject:
    """The object in a field, or an empty one."""
    value = owner.get(field)
    return value if isinstance(value, dict) else {}


def children(owner: JsonObject, field: str) -> list[JsonObject]:
    """The objects in a list; an object that stands alone counts as a list of one."""
    value = owner.get(field)
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def words(owner: JsonObject, field: str) -> str:
    """A text on one line: white space folded, control characters and broken surrogates gone."""
    value = owner.get(field)
    if not isinstance(value, str):
        return ""
    if value.isascii() and value.isprintable() and " " not in value:
        return value
    return " ".join(_clean(value).split())


def word_list(owner: JsonObject, field: str) -> list[str]:
    """The non-empty texts in a list."""
    value = owner.get(field)
    items = value if isinstance(value, list) else []
    texts = [" ".join(_clean(item).split()) for item in items if isinstance(item, str)]
    return [text for text in texts if text]


def lines(text: str) -> str:
    """A longer text with its line breaks: trailing blanks and repeated empty lines gone."""
    rows = [" ".join(row.split()) for row in _clean(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def number(owner: JsonObject, field: str) -> float | None:
    """A finite number, or None."""
    value = owner.get(field)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def flag(owner: JsonObject, field: str) -> bool | None:
    """A boolean, or None."""
    value = owner.get(field)
    return value if isinstance(value, bool) else None


def plain(value: float) -> str:
    """A number as people write it: `2`, `0.5`."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _clean(text: str) -> str:
    return text if text.isascii() and text.isprintable() else _NO_SIGN.sub("", text)
