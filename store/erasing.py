"""A whole record out of the world: its key first, so that what is left of the data is noise."""

import os
import secrets
from pathlib import Path

from core.errors import DiskFull, NewerFormat, NoKey, NoVault
from store.durable import flush, unfinished
from store.key_file import read_keys
from store.keychain import Keychain, drop_secret
from store.places import keys_path

_BESIDE = ("", "-journal", "-wal", "-shm")
"""What SQLite may keep beside a file, after the file itself."""


def erase(path: Path, keychain: Keychain | None = None) -> None:
    """Overwrites and removes the key file, then the data; needs no passphrase.

    Raises `NoVault` when there is nothing, `DiskFull` when the disk refuses. On a disk that writes elsewhere
    than where it was told (flash), an older copy of the key file may stay until it is used again.
    """
    keys = keys_path(path)
    if not path.exists() and not keys.exists():
        raise NoVault(path=path)
    if keychain is not None and keys.exists():
        _out_of_the_keyring(path, keychain)
    try:
        _overwrite(keys)
        for file in (*unfinished(keys), *(path.with_name(path.name + part) for part in _BESIDE), *unfinished(path)):
            file.unlink(missing_ok=True)
        flush(path.parent)
    except OSError:
        raise DiskFull from None


def _overwrite(keys: Path) -> None:
    if not keys.exists():
        return
    with keys.open("r+b") as file:
        file.write(secrets.token_bytes(keys.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    keys.unlink()
    flush(keys.parent)


def _out_of_the_keyring(path: Path, keychain: Keychain) -> None:
    try:
        drop_secret(keychain, read_keys(keys_path(path), path).vault)
    except (NoKey, NewerFormat):
        return
