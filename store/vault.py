"""A vault: the encrypted record of one person at PATH, and its wrapped key at PATH + `.keys`.

The key file is on the disk before the record appears under its name, so a record without a key never
exists. Opening tells four troubles apart: the envelope's authentication fails (`WrongPassphrase`), the
key is right but the file does not read (`Damaged`), a later version wrote it (`NewerFormat`), nobody gave
a passphrase or the vault was locked since (`Locked`).
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import DiskFull, Locked, NoVault, VaultExists
from store import database, keys
from store.durable import appearing, write_new
from store.key_file import read_keys, written
from store.migrations import NEWEST, migrate
from store.refiling import refile


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One place the record came from."""

    name: str
    imported_on: str
    """ISO date of the last import."""
    entries: int


def keys_path(path: Path) -> Path:
    """Where the wrapped key of the record at `path` stands."""
    return path.with_name(path.name + ".keys")


class Vault:
    """An opened vault; after `lock` nothing can be read from it any more."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = bytearray(key)
        self._turn = threading.RLock()
        self._reader: sqlite.Connection | None = None

    def __repr__(self) -> str:
        return f"Vault({'locked' if self.locked else 'open'})"

    @property
    def locked(self) -> bool:
        """Whether the key was forgotten."""
        return not self._key

    def lock(self) -> None:
        """Forgets the key and closes the file."""
        with self._turn:
            for at in range(len(self._key)):
                self._key[at] = 0
            self._key.clear()
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    @contextmanager
    def reading(self) -> Iterator[sqlite.Connection]:
        """The reading connection, one caller at a time; raises `Locked`, `Damaged`, `VaultBusy`."""
        with self._turn:
            if self._reader is None:
                self._reader = database.connect_reading(self.path, self._open_key())
            with database.our_errors(self.path):
                yield self._reader

    @contextmanager
    def writing(self) -> Iterator[sqlite.Connection]:
        """A connection inside one transaction: committed at the end, undone by any exception."""
        connection = database.connect(self.path, self._open_key())
        try:
            with database.atomic(connection, self.path):
                yield connection
        finally:
            connection.close()

    def sources(self) -> Sequence[SourceInfo]:
        """Where the record came from, in the order of the first import."""
        sql = (
            "SELECT source.name, source.imported_on, count(resource.id) FROM source"
            " LEFT JOIN resource ON resource.source_id = source.id GROUP BY source.id ORDER BY source.id"
        )
        with self.reading() as connection:
            return tuple(SourceInfo(*row) for row in connection.execute(sql).fetchall())

    def _open_key(self) -> bytes:
        if self.locked:
            raise Locked
        if not self.path.is_file():
            raise NoVault(path=self.path)
        return bytes(self._key)


def create_vault(path: Path, passphrase: str | None, profile: keys.Profile = keys.RFC_9106_LOW_MEMORY) -> Vault:
    """A new, empty vault; raises `VaultExists`, `Locked` (no passphrase) or `DiskFull`."""
    if not passphrase:
        raise Locked
    if path.exists():
        raise VaultExists(path=path)
    key = keys.new_key()
    _make_folder(path.parent)
    _set_aside(keys_path(path))
    with appearing(path) as temporary:
        connection = database.connect(temporary, key)
        try:
            migrate(connection, temporary, 0)
        finally:
            connection.close()
        write_new(keys_path(path), written(keys.seal(key, passphrase, profile)))
    return Vault(path, key)


def open_vault(path: Path, passphrase: str | None) -> Vault:
    """The vault at `path`.

    Raises `NoVault`, `NoKey`, `Locked` (no passphrase), `WrongPassphrase`, `Damaged`, `NewerFormat`,
    `VaultBusy` or `DiskFull`. The HMAC of every page is checked up to
    `database.CHECKED_AT_OPENING_BYTES`; beyond that each page is checked when it is first read.
    """
    if not path.is_file():
        raise NoVault(path=path)
    keyring = read_keys(keys_path(path), path)
    if not passphrase:
        raise Locked
    key = keys.unseal(keyring, passphrase)
    _bring_up_to_date(path, key)
    return Vault(path, key)


def _bring_up_to_date(path: Path, key: bytes) -> None:
    connection = database.connect(path, key)
    try:
        found = database.version(connection, path, NEWEST)
        if path.stat().st_size <= database.CHECKED_AT_OPENING_BYTES:
            database.authenticate(connection, path)
        migrate(connection, path, found)
        refile(connection, path)
    finally:
        connection.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise DiskFull from None


def _set_aside(path: Path) -> None:
    """A key file without its record may belong to a record that was moved away: it is never overwritten."""
    number = 1
    while path.exists():
        aside = path.with_name(f"{path.name}.old{number}")
        if not aside.exists():
            path.rename(aside)
        number += 1
