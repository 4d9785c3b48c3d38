"""A vault: the encrypted record of one person at PATH, and its wrapped key at PATH + `.keys`.

The key file is on the disk before the record appears under its name, so a record without a key never
exists. Opening tells four troubles apart: the envelope's authentication fails (`WrongPassphrase`), the
key is right but the file does not read (`Damaged`), a later version wrote it (`NewerFormat`), nobody gave
a passphrase or the vault was locked since (`Locked`). An older copy that was put back is told in
`Vault.notices`.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import DiskFull, Locked, NoVault, RekeyUnfinished, VaultBusy, VaultExists
from core.facts import Deed
from store import audit, database, keys
from store.durable import appearing, make_folder, write_new
from store.key_file import read_keys, written
from store.keychain import Keychain, kept_secret
from store.migrations import NEWEST, migrate
from store.opened import Notice, SourceInfo, Vault
from store.passphrases import check_length
from store.places import keys_path
from store.refiling import refile
from store.rekeying import finish_rekey
from store.tending import squeeze
from store.witness import bear_witness, testimony, witnessed

__all__ = [
    "Notice",
    "SourceInfo",
    "Vault",
    "create_vault",
    "keys_path",
    "open_by_keyring",
    "open_vault",
    "opens_by_keyring",
    "unlock",
]


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
            with database.atomic(connection, temporary):
                number = audit.note(connection, key, Deed.CREATED)
        finally:
            connection.close()
        sealed = keys.seal(key, passphrase, profile)
        write_new(keys_path(path), written(replace(sealed, witness=testimony(sealed.vault, number, key))))
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
    key = keys.unseal(found, passphrase)
    if found.coming:
        found = finish_rekey(path, passphrase)
        key = keys.unseal(found, passphrase)
    return _opened(path, found, key)


def unlock(vault: Vault, passphrase: str | None) -> None:
    """Opens a vault that was locked again, for whoever holds it; raises like `open_vault`."""
    opened = open_vault(vault.path, passphrase)
    vault.take_key(opened.data_key())
    vault.notices = opened.notices
    opened.lock()


def open_by_keyring(path: Path, keychain: Keychain) -> Vault | None:
    """The vault at `path` by the secret in the system's keyring, or None when that does not open it.

    Raises like `open_vault`, but never `Locked` or `WrongPassphrase`.
    """
    found = _keys_of(path)
    if not any(one.kind is keys.Kind.KEYRING for one in found.envelopes):
        return None
    secret = kept_secret(keychain, found.vault)
    key = keys.unwrapped(found, keys.Kind.KEYRING, secret) if secret else None
    if key is None:
        return None
    if found.coming:
        raise RekeyUnfinished
    return _opened(path, found, key)


def opens_by_keyring(path: Path) -> bool:
    """Whether the record at `path` has an envelope for the system's keyring."""
    return path.is_file() and any(one.kind is keys.Kind.KEYRING for one in _keys_of(path).envelopes)


def _keys_of(path: Path) -> keys.KeyFile:
    if not path.is_file():
        raise NoVault(path=path)
    return read_keys(keys_path(path), path)


def _opened(path: Path, found: keys.KeyFile, key: bytes) -> Vault:
    connection = database.connect(path, key)
    try:
        version = database.version(connection, path, NEWEST)
        small = path.stat().st_size <= database.CHECKED_AT_OPENING_BYTES
        unfinished = small and database.authenticate(connection, path)
        migrate(connection, path, version)
        refile(connection, path)
        # The key file was read before the record: what is committed meanwhile only makes the record newer.
        notices = _noticed(connection, path, found, key)
        if unfinished:
            with suppress(VaultBusy, DiskFull):
                squeeze(path, key)
    finally:
        connection.close()
    return Vault(path, key, notices)


def _noticed(connection: sqlite.Connection, path: Path, found: keys.KeyFile, key: bytes) -> tuple[Notice, ...]:
    """Whether the record is the newest one, and a line in its audit that it was opened."""
    with database.our_errors(path):
        number = audit.counter(connection)
    seen = witnessed(found, key)
    older = seen is not None and number < seen
    # 1 is what a crash right after the first line leaves.
    unwitnessed = seen is None and number > 1
    # Reading must go on while another program writes, and from a disk that takes no more.
    with suppress(VaultBusy, DiskFull):
        database.wait_no_more(connection)
        with database.atomic(connection, path):
            if older:
                audit.note(connection, key, Deed.OLDER_COPY, above=seen or 0)
            number = audit.note(connection, key, Deed.UNLOCKED)
        bear_witness(path, key, number)
    return ((Notice.OLDER_COPY,) if older else ()) + ((Notice.NO_WITNESS,) if unwitnessed else ())


def _set_aside(path: Path) -> None:
    """A key file without its record may belong to a record that was moved away: it is never overwritten."""
    number = 1
    while path.exists():
        aside = path.with_name(f"{path.name}.old{number}")
        if not aside.exists():
            path.rename(aside)
        number += 1
