"""How far the record had come, kept outside of it: the last number of the audit, in the key file.

SQLCipher does not notice when an older, valid file is put back; its audit then ends below the number that
the key file witnesses. Whoever puts back both files of the same moment is not noticed.
"""

import hashlib
import hmac
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from core.errors import DiskFull, NewerFormat, NoKey
from store.durable import alone_in, unfinished
from store.durable import replace as replace_file
from store.key_file import read_keys, written
from store.keys import KeyFile, Witness
from store.places import keys_path


def testimony(vault: str, number: int, key: bytes) -> Witness:
    """That the audit of this vault had come to this number, authenticated under the data key."""
    return Witness(number, _mac(vault, number, key))


def witnessed(keys: KeyFile, key: bytes) -> int | None:
    """The number that the key file vouches for; None when it vouches for none."""
    found = keys.witness
    if found is None or not hmac.compare_digest(found.mac, _mac(keys.vault, found.number, key)):
        return None
    return found.number


def bear_witness(path: Path, key: bytes, number: int) -> None:
    """Has the key file of the record at `path` vouch for this number; it never goes back.

    What was committed stays committed when the key file cannot be written: the number then lags behind,
    which is no older copy.
    """
    with suppress(DiskFull, NoKey, NewerFormat, OSError), alone_in(path.parent):
        # A killed program may have left a key file that was never finished: nothing that is wrapped lies about.
        for left in unfinished(keys_path(path)):
            left.unlink(missing_ok=True)
        keys = read_keys(keys_path(path), path)
        if (witnessed(keys, key) or 0) < number:
            replace_file(keys_path(path), written(replace(keys, witness=testimony(keys.vault, number, key))))


def key_was_exchanged(path: Path, key: bytes) -> bool:
    """Whether the key file of the record at `path` vouches under another data key than this one."""
    try:
        keys = read_keys(keys_path(path), path)
    except (NoKey, NewerFormat):
        return False
    return keys.witness is not None and witnessed(keys, key) is None


def _mac(vault: str, number: int, key: bytes) -> bytes:
    own = hmac.digest(key, b"plainspoken witness", hashlib.sha256)
    return hmac.digest(own, f"{vault}|{number}".encode(), hashlib.sha256)
