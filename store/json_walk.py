"""A walk through the outermost objects and lists of JSON text; everything below is left to the standard decoder."""

import json
import re
from collections.abc import Callable
from typing import NoReturn

_SPACE = re.compile(r"[ \t\n\r]*")
_KEY = re.compile(r'"([A-Za-z]+)"[ \t\n\r]*:[ \t\n\r]*')
"""A member's name as FHIR writes them; any other is left to the decoder."""
_MORE_MEMBERS = re.compile(r"[ \t\n\r]*([,}])[ \t\n\r]*")
_MORE_ITEMS = re.compile(r"[ \t\n\r]*([,\]])[ \t\n\r]*")


class Broken(Exception):
    """The text stops being JSON at a position."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__()


def _no_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def value_at(text: str, at: int) -> tuple[object, int]:
    """The value that starts here, and where it ends; raises `Broken`."""
    try:
        value, end = _DECODER.scan_once(text, at)  # type: ignore[attr-defined]
        return value, int(end)
    except StopIteration as stop:
        position = int(stop.value)
    except json.JSONDecodeError as error:
        position = error.pos
    except (ValueError, RecursionError):
        # NaN, a number of thousands of digits, or nesting beyond the interpreter's stack.
        position = at
    raise Broken(position)


def skip_space(text: str, at: int) -> int:
    """The next place that is no white space."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _expect(text: str, at: int, sign: str) -> int:
    at = skip_space(text, at)
    if text[at : at + 1] != sign:
        raise Broken(at)
    return skip_space(text, at + 1)


def walk_object(text: str, at: int, on_member: Callable[[str, int], int]) -> int:
    """Calls `on_member` with each name and where its value starts; it gives where that ends. Gives the end; raises `Broken`."""
    at = _expect(text, at, "{")
    if text[at : at + 1] == "}":
        return at + 1
    sign = ","
    while sign == ",":
        key, start = _key(text, at)
        sign, at = _next(text, on_member(key, start), _MORE_MEMBERS)
    return at


def _key(text: str, at: int) -> tuple[str, int]:
    """A member's name, and where its value starts."""
    plain = _KEY.match(text, at)
    if plain is not None:
        return plain[1], plain.end()
    key, end = value_at(text, at)
    if not isinstance(key, str):
        raise Broken(at)
    return key, _expect(text, end, ":")


def _next(text: str, at: int, signs: re.Pattern[str]) -> tuple[str, int]:
    """What comes after a value, a comma or the end, and where it goes on."""
    found = signs.match(text, at)
    if found is None:
        raise Broken(skip_space(text, at))
    sign = found[1]
    return sign, found.end() if sign == "," else found.end(1)


def walk_array(text: str, at: int, on_item: Callable[[int], int]) -> int:
    """Calls `on_item` with where each item starts; it gives where that ends. Gives the end; raises `Broken`."""
    at = _expect(text, at, "[")
    if text[at : at + 1] == "]":
        return at + 1
    sign = ","
    while sign == ",":
        sign, at = _next(text, on_item(at), _MORE_ITEMS)
    return at
