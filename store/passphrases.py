"""Words to open a record with: six from a list of thousands, and how short a passphrase may not be.

Six words drawn evenly from the 7,772 words without a hyphen of the EFF large list are 77.5 bits
(6 × log2 7,772); behind Argon2id that is out of reach of guessing. The list was made for being typed and
remembered: no word is the beginning of another (Bonneau 2016, eff.org/dice).
"""

import math
import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files

from core.errors import PassphraseTooShort

WORDS = 6
SHORTEST = 15
"""NIST SP 800-63B-4, section 3.1.1.2: at least 15 characters where a password is all there is."""

_LETTERS = re.compile(r"[a-z]+")


@cache
def word_list() -> tuple[str, ...]:
    """The words a code is made of; hyphenated ones are left out, because a hyphen is not heard."""
    text = files("store.data").joinpath("eff_large_wordlist.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if _LETTERS.fullmatch(line))


def entropy_bits() -> float:
    """How hard six words are to guess, in bits."""
    return WORDS * math.log2(len(word_list()))


def six_words() -> str:
    """Six words drawn evenly and independently: a recovery code, or a passphrase for who wants none of their own."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS))


def as_code(typed: str) -> str | None:
    """What was typed as a recovery code, however it was spaced and capitalised; None when it cannot be one."""
    found = _LETTERS.findall(unicodedata.normalize("NFKC", typed).casefold())
    known = set(word_list())
    return " ".join(found) if len(found) == WORDS and all(word in known for word in found) else None


def check_length(passphrase: str) -> None:
    """Raises `PassphraseTooShort` when a new passphrase has fewer than `SHORTEST` characters."""
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST:
        raise PassphraseTooShort
