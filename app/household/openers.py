"""The spoken number or phrase that opens a record: what may be chosen, and how it is kept.

It opens a record only on a machine whose owner has opened it since the start, and never the file. What is
kept is Argon2id of an HMAC under a key that only the opened record knows, so that the household's file
alone tells nobody a number that may be in use elsewhere too.
"""

import hashlib
import hmac
import re
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from core.errors import OpenerTooWeak

LEAST_DIGITS, LEAST_WORDS = 6, 4
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_PURPOSE = b"plainspoken: spoken opener"


def pepper(data_key: bytes) -> bytes:
    """The key that is mixed in, different for every record and of no use for reading it."""
    return hmac.digest(data_key, _PURPOSE, hashlib.sha256)


def check_opener(opener: str) -> None:
    """Raises `OpenerTooWeak` for fewer than 6 digits or 4 words, and for digits in a row or all the same."""
    if opener.isdigit():
        steps = {int(b) - int(a) for a, b in pairwise(opener)}
        if len(opener) < LEAST_DIGITS or steps in ({0}, {1}, {-1}):
            raise OpenerTooWeak
    elif len(opener.split()) < LEAST_WORDS:
        raise OpenerTooWeak


def normalised(opener: str) -> str:
    """As it is compared: the digits alone, or the words without case and signs."""
    digits = re.sub(r"[\s,.-]", "", opener)
    if digits.isdigit():
        return digits
    return " ".join(re.findall(r"[a-z0-9]+", opener.casefold().replace("'", "").replace("’", "")))


def seal(opener: str, key: bytes) -> str:
    """What is kept of it; raises `OpenerTooWeak`."""
    plain = normalised(opener)
    check_opener(plain)
    return _HASHER.hash(_mixed(plain, key))


def opens(kept: str, opener: str, key: bytes) -> bool:
    """Whether it is the one; takes as long whatever is wrong with it."""
    try:
        return _HASHER.verify(kept, _mixed(opener, key))
    except (VerificationError, InvalidHashError):
        return False


def _mixed(opener: str, key: bytes) -> str:
    return hmac.new(key, opener.encode(), hashlib.sha256).hexdigest()
