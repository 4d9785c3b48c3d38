"""How alike two names are, as written and as said: the repair of what was misheard.

Words are compared joined ("create a nine" -> `createanine`), because a listener who does not know a
name breaks it into words that it knows. The sound is Lawrence Philips' Metaphone (`jellyfish`); letters
and figures said one by one ("a won see") are compared by the names of the letters.
"""

import re
from dataclasses import dataclass, field

import jellyfish
from rapidfuzz.distance import Indel

_DIGIT_WORDS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten", "12": "twelve",
}  # fmt: skip
_LETTER_SOUNDS = {
    "a": "ay", "b": "bee", "c": "see", "d": "dee", "e": "ee", "f": "eff", "g": "jee", "h": "aych", "i": "eye",
    "j": "jay", "k": "kay", "l": "ell", "m": "em", "n": "en", "o": "oh", "p": "pee", "q": "kyu", "r": "ar", "s": "ess",
    "t": "tee", "u": "yu", "v": "vee", "w": "dubbelyu", "x": "ex", "y": "wy", "z": "zee",
    "0": "oh", "1": "won", "2": "tu", "3": "three", "4": "for", "5": "five", "6": "six", "7": "seven", "8": "ayt",
    "9": "nine", "10": "ten", "12": "twelve",
}  # fmt: skip
_SOUNDS_OF_WORDS = {
    "hey": "ay", "eh": "ay", "be": "bee", "sea": "see", "seen": "see", "gee": "jee", "age": "aych", "el": "ell",
    "hell": "ell", "are": "ar", "tea": "tee", "tee": "tee", "you": "yu", "ewe": "yu", "why": "wy", "pea": "pee",
    "one": "won", "two": "tu", "to": "tu", "too": "tu", "four": "for", "eight": "ayt", "ate": "ayt", "zero": "oh",
    "am": "em", "in": "en", "us": "ess", "yes": "ess", "de": "dee", "the": "dee",
}  # fmt: skip
_PIECES = re.compile(r"\d+|[a-z]")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Sound:
    """A name or some words, ready to be compared."""

    letters: str = field(repr=False)
    """Joined, figures as words."""
    code: str = field(repr=False)
    """Metaphone of the letters."""
    spelled: str = field(default="", repr=False)
    """The names of the letters, for what is said letter by letter; empty for an ordinary name."""


def is_spelled(name: str) -> bool:
    """Whether a plain name is said letter by letter: `a1c`, `tsh`, `ldl`, `b12`, never `bun` or `iron`."""
    short = name.replace(" ", "")
    return len(short) <= 5 and (any(c.isdigit() for c in short) or not _VOWELS & set(short[1:-1]) or " " in name)


def sound_of_name(name: str) -> Sound:
    """The sound of a plain name from the lexicon."""
    return Sound(_letters(name), _code(name), _spelled(name) if is_spelled(name) else "")


def sound_of_words(words: str) -> Sound:
    """The sound of some plain words that may be a name misheard."""
    return Sound(_letters(words), _code(words), _spelled(words))


def likeness(said: Sound, name: Sound) -> float:
    """0 to 100: half what is written, half what is heard; letter by letter for spelled names."""
    if name.spelled:
        return 100 * max(Indel.normalized_similarity(said.spelled, name.spelled), 0.0)
    written = Indel.normalized_similarity(said.letters, name.letters)
    heard = Indel.normalized_similarity(said.code, name.code)
    return 50 * (written + heard)


def same_sound(said: Sound, name: Sound) -> bool:
    """Whether the two cannot be told apart by ear."""
    return said.spelled == name.spelled if name.spelled else said.code == name.code


def _letters(words: str) -> str:
    return "".join(_DIGIT_WORDS.get(piece, piece) for piece in re.findall(r"\d+|[^\d ]+", words))


def _code(words: str) -> str:
    return jellyfish.metaphone(_letters(words)).replace(" ", "")


def _spelled(words: str) -> str:
    return "".join(_letter_sounds(word) for word in words.split())


def _letter_sounds(word: str) -> str:
    if word in _SOUNDS_OF_WORDS:
        return _SOUNDS_OF_WORDS[word]
    if len(word) <= 4 and (len(word) == 1 or any(c.isdigit() for c in word) or not _VOWELS & set(word)):
        return "".join(_LETTER_SOUNDS.get(piece, piece) for piece in _pieces(word))
    return word


def _pieces(word: str) -> list[str]:
    return [p for run in _PIECES.findall(word) for p in ([run] if run in _LETTER_SOUNDS else run)]
