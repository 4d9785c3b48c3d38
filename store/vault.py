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

from core.errors import Locked, NoVault, VaultExists
from store import database, keys
from store.durable import appearing, make_folder, write_new
from store.forgetting import Forgotten, forget_rows
from store.key_file import read_keys, written
from store.keychain import Keychain, kept_secret
from store.migrations import NEWEST, migrate
from store.passphrases import check_length
from store.tending import squeeze


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
                self._reader = database.connect_reading(self.path, self.data_key())
            with database.our_errors(self.path):
                yield self._reader

    @contextmanager
    def writing(self) -> Iterator[sqlite.Connection]:
        """A connection inside one transaction: committed at the end, undone by any exception."""
        connection = database.connect(self.path, self.data_key())
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

    def forget(self, source: str) -> Forgotten:
        """Takes one source out for good: rows, history, names and free pages; raises `NoSuchSource`."""
        with self.writing() as connection:
            gone = forget_rows(connection, source)
        squeeze(self.path, self.data_key())
        return gone

    def data_key(self) -> bytes:
        """The data key, for the store itself; raises `Locked` or `NoVault`."""
        if self.locked:
            raise Locked
        if not self.path.is_file():
            raise NoVault(path=self.path)
        return bytes(self._key)


def create_vault(path: Path, passphrase: str | None, profile: keys.Profile = keys.RFC_9106_LOW_MEMORY) -> Vault:
    """A new, empty vault; raises `VaultExists`, `Locked` (no passphrase), `PassphraseTooShort` or `DiskFull`."""
    if not passphrase:
        raise Locked
    check_length(passphrase)
    if path.exists():
        raise VaultExists(path=path)
    key = keys.new_key()
    make_folder(path.parent)
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
    """The vault at `path`, by its passphrase or its recovery code.

    Raises `NoVault`, `NoKey`, `Locked` (no passphrase), `WrongPassphrase`, `Damaged`, `NewerFormat`,
    `VaultBusy` or `DiskFull`. The HMAC of every page is checked up to
    `database.CHECKED_AT_OPENING_BYTES`; beyond that each page is checked when it is first read.
    """
    found = _keys_of(path)
    if not passphrase:
        raise Locked
    return _opened(path, keys.unseal(found, passphrase))


def open_by_keyring(path: Path, keychain: Keychain) -> Vault | None:
    """The vault at `path` by the secret in the system's keyring, or None when that does not open it.

    Raises like `open_vault`, but never `Locked` or `WrongPassphrase`.
    """
    found = _keys_of(path)
    if not any(one.kind is keys.Kind.KEYRING for one in found.envelopes):
        return None
    secret = kept_secret(keychain, found.vault)
    key = keys.unwrapped(found, keys.Kind.KEYRING, secret) if secret else None
    return _opened(path, key) if key is not None else None


def opens_by_keyring(path: Path) -> bool:
    """Whether the record at `path` has an envelope for the system's keyring."""
    return path.is_file() and any(one.kind is keys.Kind.KEYRING for one in _keys_of(path).envelopes)


def _keys_of(path: Path) -> keys.KeyFile:
    if not path.is_file():
        raise NoVault(path=path)
    return read_keys(keys_path(path), path)


def _opened(path: Path, key: bytes) -> Vault:
    _bring_up_to_date(path, key)
    return Vault(path, key)


def _bring_up_to_date(path: Path, key: bytes) -> None:
    connection = database.connect(path, key)
    try:
        found = database.version(connection, path, NEWEST)
        if path.stat().st_size <= database.CHECKED_AT_OPENING_BYTES:
            database.authenticate(connection, path)
        migrate(connection, path, found)
    finally:
        connection.close()


def _set_aside(path: Path) -> None:
    """A key file without its record may belong to a record that was moved away: it is never overwritten."""
    number = 1
    while path.exists():
        aside = path.with_name(f"{path.name}.old{number}")
        if not aside.exists():
            path.rename(aside)
        number += 1
