"""What a household says to its devices beside questions: opening, locking, who may come in, quiet."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

_DIGITS = {
    **{word: str(n) for n, word in enumerate("zero one two three four five six seven eight nine".split())},
    "oh": "0",
    "o": "0",
}
_SOUND_ALIKE = {
    "for": "4",
    "to": "2",
    "too": "2",
    "ate": "8",
    "won": "1",
    "fore": "4",
    "far": "4",
    "free": "3",
    "sex": "6",
}
"""What Whisper writes for digits; taken for them only between digits."""
_TIMES = {"double": 2, "triple": 3}
_AROUND = {
    *"please open up the record my it is number code pin and then unlock um uh okay hey let me in with now".split(),
}
LEAST_TRIED = 4
"""Fewer digits are no try at opening."""
_OPEN = re.compile(
    r"^(?:please |hey |okay )*(?:open(?: up)?|unlock|let me in)(?: (?:the|my) record| it| please| with)*\b"
)
_PHRASE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """An attempt to open a record; the digits or words are never shown or repeated."""

    opener: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WantsIn:
    """ "Open", without saying with what."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Numbers in the captions only, or spoken again."""

    on: bool


@dataclass(frozen=True, slots=True)
class Unpair:
    """A device shall not come in any more."""

    name: str = field(repr=False)
    """Plain words; empty for all others."""


Said: TypeAlias = Opening | WantsIn | Quiet | Unpair

_QUIET_ON = re.compile(
    r"^(?:please )?(?:(?:go|be|turn on|switch to|use) )?(?:the )?(?:quiet|private|discreet) mode(?: on| please)*$"
)
_QUIET_OFF = re.compile(
    r"^(?:please )?(?:(?:turn off|leave|end|stop) )(?:the )?(?:quiet|private|discreet) mode$|^(?:quiet|private|discreet) mode off$"
    r"|^(?:please )?(?:say|speak) the numbers(?: again| aloud)*$"
)
_UNPAIR = re.compile(
    r"^(?:please )?(?:unpair|revoke|disconnect|remove|throw out|lock out|forget)(?: the device)?(?: (?:the|my|our))? (.+?)"
    r"(?: (?:device|from the house))?(?: please)?$"
)
_ALL_OTHERS = re.compile(r"^(?:all|every) (?:the )?other(?: devices?)?$|^all other devices$")


def heard_in(text: str, devices: tuple[str, ...] = ()) -> Said | None:
    """What of this is in a transcript, or None; `devices` are the names that can be unpaired."""
    words = _words(text)
    opening = _opening(words)
    if opening is not None:
        return opening
    said = " ".join(words)
    if _QUIET_OFF.search(said):
        return Quiet(False)
    if _QUIET_ON.search(said):
        return Quiet(True)
    return _unpairing(said, devices)


def holds_digits(text: str) -> bool:
    """Whether something in it could be part of a number that opens."""
    return bool(re.search(r"\d", text)) or any(word in _DIGITS for word in _words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d", text.casefold().replace("'", "").replace("’", ""))


def _opening(words: list[str]) -> Opening | WantsIn | None:
    digits, other = _digits(words)
    if len(digits) >= LEAST_TRIED and not other:
        return Opening(digits)
    said = " ".join(words)
    match = _OPEN.match(said)
    if match is None:
        return None
    rest = said[match.end() :].strip()
    if len(digits) >= LEAST_TRIED:
        return Opening(digits)
    if not rest:
        return WantsIn()
    return Opening(rest) if len(rest.split()) >= _PHRASE_WORDS else None


def _digits(words: list[str]) -> tuple[str, list[str]]:
    """The digits in a row, and the words that are neither digits nor said around them."""
    found, other, times = "", [], 1
    surely = sum(word.isdigit() or word in _DIGITS for word in words)
    for word in words:
        digit = (
            word
            if word.isdigit()
            else _DIGITS.get(word) or (_SOUND_ALIKE.get(word) if surely >= LEAST_TRIED - 1 else None)
        )
        if digit:
            found += digit * times
            times = 1
        elif word in _TIMES:
            times = _TIMES[word]
        elif word not in _AROUND:
            other.append(word)
    return found, other


def _unpairing(said: str, devices: tuple[str, ...]) -> Unpair | None:
    match = _UNPAIR.match(said)
    if match is None:
        return None
    named = match.group(1)
    if _ALL_OTHERS.match(named):
        return Unpair("")
    return next((Unpair(name) for name in devices if " ".join(_words(name)) == named), None)
