"""A record in one file to keep elsewhere, and back: a zip of the encrypted copy and its wrapped key.

Nothing in it is readable without what opens the record. The data and its key stay together in one file,
because two files are easily parted. SHA-256 of both tells a copy that went bad from a wrong passphrase.
"""

import datetime as dt
import hashlib
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import DiskFull, NotBackup, VaultExists
from core.facts import Deed
from store import database
from store.durable import OWNER_ONLY, alone_in, appearing, flush, make_folder
from store.key_file import read_keys
from store.keys import unseal
from store.migrations import NEWEST
from store.opened import Vault
from store.places import journal_path, keys_path
from store.tending import check_whole, copy_into

MAGIC: Final = "plainspoken-backup"
FORMAT: Final = 1
DATA, KEYS, ABOUT = "record.vault", "record.vault.keys", "backup.json"
KEYS_LIMIT_BYTES: Final = 1024 * 1024
CHUNK_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """What an encrypted copy holds, after every page, index and reference in it was checked."""

    entries: int
    sources: int
    made_on: str
    """ISO date of the backup."""
    size_bytes: int
    set_aside: Path | None = None
    """Where the record that was there before a restore is now."""


def make_backup(vault: Vault, target: Path, today: dt.date) -> Checked:
    """Writes the record to one new file; raises `VaultExists` when the name is taken, `DiskFull`, `Damaged`."""
    if target.exists():
        raise VaultExists(path=target)
    make_folder(target.parent)
    vault.note(Deed.BACKED_UP)
    key = vault.data_key()
    with appearing(target) as temporary, _beside(target) as (copy, keys):
        with alone_in(vault.path.parent):
            shutil.copyfile(keys_path(vault.path), keys)
            copy_into(vault.path, key, copy)
        counted = _counted(copy, key)
        _pack(temporary, copy, keys, today)
        size_bytes = temporary.stat().st_size
    return Checked(*counted, today.isoformat(), size_bytes)


def restore_backup(backup: Path, path: Path, passphrase: str, replace: bool = False) -> Checked:
    """Puts a backup in the place of the record at `path`, after checking all of it.

    A record that is there stays, as `VaultExists` says; with `replace` it is set aside under another name.
    Raises `NotBackup`, `WrongPassphrase`, `NoKey`, `NewerFormat`, `Damaged` or `DiskFull`.
    """
    if path.exists() and not replace:
        raise VaultExists(path=path)
    make_folder(path.parent)
    with _beside(path) as (copy, keys):
        made_on = _unpack(backup, copy, keys)
        key = unseal(read_keys(keys, copy), passphrase)
        counted = _counted(copy, key)
        aside = _set_aside(path)
        # The key first: a record is never found without one. What was there before is whole under its other name.
        keys.replace(keys_path(path))
        # A journal that a killed program left belongs to what was there, and would be played into what comes.
        journal_path(path).unlink(missing_ok=True)
        copy.replace(path)
        flush(path.parent)
    Vault(path, key).note(Deed.RESTORED, counted[0])
    return Checked(*counted, made_on, backup.stat().st_size, aside)


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, Path]]:
    """Two empty files for the data and its key; they are gone at the end unless they were moved."""
    mark = secrets.token_hex(4)
    pair = path.with_name(f".{path.name}.{mark}.copy"), path.with_name(f".{path.name}.{mark}k.copy")
    try:
        for one in pair:
            os.close(os.open(one, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        yield pair
    except OSError:
        raise DiskFull from None
    finally:
        for one in pair:
            one.unlink(missing_ok=True)


def _counted(copy: Path, key: bytes) -> tuple[int, int]:
    """Entries and sources of a copy that is whole."""
    connection = database.connect(copy, key)
    try:
        database.version(connection, copy, NEWEST)
        check_whole(connection, copy)
        with database.our_errors(copy):
            row = connection.execute("SELECT (SELECT count(*) FROM resource), (SELECT count(*) FROM source)").fetchone()
    finally:
        connection.close()
    return int(row[0]), int(row[1])


def _pack(target: Path, copy: Path, keys: Path, today: dt.date) -> None:
    sums = {DATA: _sum_of(copy), KEYS: _sum_of(keys)}
    about = {"magic": MAGIC, "format": FORMAT, "made_on": today.isoformat(), "sha256": sums}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as pack:
        pack.writestr(ABOUT, json.dumps(about, indent=1))
        pack.write(keys, KEYS)
        pack.write(copy, DATA)


def _unpack(backup: Path, copy: Path, keys: Path) -> str:
    """Both files out of a backup, their sums checked; gives the date it was made on."""
    try:
        with zipfile.ZipFile(backup) as pack:
            if pack.getinfo(ABOUT).file_size > KEYS_LIMIT_BYTES or pack.getinfo(KEYS).file_size > KEYS_LIMIT_BYTES:
                raise ValueError("size")
            about = json.loads(pack.read(ABOUT))
            if (about["magic"], about["format"]) != (MAGIC, FORMAT):
                raise ValueError("magic")
            for name, file in ((KEYS, keys), (DATA, copy)):
                _extract(pack, name, file, about["sha256"][name])
            made_on = dt.date.fromisoformat(about["made_on"]).isoformat()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, NotImplementedError, RuntimeError):
        made_on = ""
    except FileNotFoundError:
        made_on = ""
    if not made_on:
        raise NotBackup(path=backup)
    return made_on


def _extract(pack: zipfile.ZipFile, name: str, file: Path, wanted: str) -> None:
    if pack.getinfo(name).compress_type != zipfile.ZIP_STORED:
        # Ours are stored; a compressed one could be a bomb.
        raise ValueError("compressed")
    with pack.open(name) as inside, file.open("wb") as outside:
        shutil.copyfileobj(inside, outside, CHUNK_BYTES)
        outside.flush()
        os.fsync(outside.fileno())
    if _sum_of(file) != wanted:
        raise ValueError("sum")


def _sum_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _set_aside(path: Path) -> Path | None:
    """The record and its key under another name as well, whole."""
    if not path.exists():
        return None
    number = 1
    while (aside := path.with_name(f"{path.stem}.before-restore-{number}{path.suffix}")).exists():
        number += 1
    for old, new in ((keys_path(path), keys_path(aside)), (journal_path(path), journal_path(aside)), (path, aside)):
        if old.exists():
            shutil.copy2(old, new)
    return aside
