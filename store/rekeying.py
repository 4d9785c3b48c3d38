"""Another data key for the same record, for when the old one may be known to somebody.

Both keys stand wrapped in the key file until the new one has opened the whole file, so a crash at any
moment leaves a record that opens with its passphrase. Recovery code and keyring wrapped the old key and are
dropped: they are made anew afterwards.
"""

from dataclasses import replace
from pathlib import Path

from core.errors import Damaged, DiskFull, RekeyUnfinished, WrongPassphrase
from core.facts import Deed
from store import audit, database
from store.durable import alone_in
from store.durable import replace as replace_file
from store.key_file import read_keys, written
from store.keys import RFC_9106_LOW_MEMORY, KeyFile, Kind, Profile, new_key, unwrapped, wrap
from store.opened import Vault
from store.places import keys_path
from store.tending import check_whole
from store.witness import testimony, witnessed


def rekey(vault: Vault, passphrase: str, profile: Profile = RFC_9106_LOW_MEMORY) -> tuple[Kind, ...]:
    """Puts the record under a fresh key, opened by this passphrase; gives the ways of opening that were dropped.

    Raises `WrongPassphrase` when it is not the record's own, `VaultBusy` while another program uses the record.
    """
    old, new = vault.data_key(), new_key()
    path = keys_path(vault.path)
    with alone_in(path.parent):
        keys = read_keys(path, vault.path)
        if unwrapped(keys, Kind.PASSPHRASE, passphrase) != old:
            raise WrongPassphrase
        coming = (wrap(new, keys.vault, Kind.PASSPHRASE, passphrase, profile),)
        replace_file(path, written(replace(keys, coming=coming)))
        try:
            _put_under(vault.path, old, new)
        finally:
            # Whatever stopped it, one of the two opens the file, and the vault goes on with that one.
            key = _which_opens(vault.path, old, new)
            vault.take_key(key)
            _settle(vault.path, old, key)
    vault.note(Deed.REKEYED)
    return tuple(one.kind for one in keys.envelopes if one.kind is not Kind.PASSPHRASE)


def finish_rekey(path: Path, passphrase: str) -> KeyFile:
    """Settles what a crash left of a change of the key, and gives the key file as it is then.

    Raises `RekeyUnfinished` when it was no passphrase, `Damaged` when neither key opens the file.
    """
    with alone_in(path.parent):
        keys = read_keys(keys_path(path), path)
        if keys.coming:
            old = unwrapped(keys, Kind.PASSPHRASE, passphrase)
            new = unwrapped(replace(keys, envelopes=keys.coming), Kind.PASSPHRASE, passphrase)
            if old is None or new is None:
                raise RekeyUnfinished
            _settle(path, old, _which_opens(path, old, new))
        return read_keys(keys_path(path), path)


def _put_under(path: Path, old: bytes, new: bytes) -> None:
    """One transaction of SQLCipher over every page; then the whole file is read with the new key."""
    connection = database.connect(path, old)
    try:
        # The pragma says nothing of why it fails, so a lock of another program is found out before.
        with database.atomic(connection, path):
            pass
        with database.our_errors(path, DiskFull):
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    finally:
        connection.close()
    connection = database.connect(path, new)
    try:
        check_whole(connection, path)
    finally:
        connection.close()


def _which_opens(path: Path, old: bytes, new: bytes) -> bytes:
    """The key that the file is under; raises `Damaged` when it is neither."""
    key = next((one for one in (new, old) if _opens(path, one)), None)
    if key is None:
        raise Damaged(path=path)
    return key


def _settle(path: Path, old: bytes, key: bytes) -> None:
    """Leaves only the envelopes of the key that opens the file."""
    keys = read_keys(keys_path(path), path)
    if key == old:
        settled = replace(keys, coming=())
    else:
        # Nobody has written under the new key yet: whoever opens the record settles it first.
        _close_epoch(path, old, key)
        number = witnessed(keys, old) or 0
        settled = KeyFile(keys.vault, keys.coming, witness=testimony(keys.vault, number, key))
    replace_file(keys_path(path), written(settled))


def _close_epoch(path: Path, old: bytes, key: bytes) -> None:
    connection = database.connect(path, key)
    try:
        with database.atomic(connection, path):
            audit.close_epoch(connection, old)
    finally:
        connection.close()


def _opens(path: Path, key: bytes) -> bool:
    try:
        database.connect(path, key).close()
    except Damaged:
        return False
    return True
