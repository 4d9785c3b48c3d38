"""Another data key: everything stays, the old key opens nothing, and a crash at any step leaves a record that opens."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from store_resources import PASSPHRASE, observation, patient
from test_envelopes import Ring, opens

from core.errors import Damaged, Locked, RekeyUnfinished, VaultBusy, WrongPassphrase
from core.facts import Deed
from store import database, rekeying
from store.envelopes import add_keyring, add_recovery, ways_in
from store.key_file import read_keys, written
from store.keys import FOR_TESTS_ONLY, Kind, new_key, wrap
from store.records import VaultRecords
from store.rekeying import rekey
from store.vault import Vault, keys_path, open_by_keyring, open_vault


@pytest.fixture
def filled(vault: Vault, bring: Callable[..., object]) -> Vault:
    bring(patient(), *[observation(id=f"o{n}") for n in range(30)])
    return vault


def whole(vault: Vault) -> bool:
    return len(VaultRecords(vault).readings()) == 30 and vault.notices == ()


def test_the_old_key_opens_nothing(filled: Vault) -> None:
    old = filled.data_key()
    assert rekey(filled, PASSPHRASE, FOR_TESTS_ONLY) == ()
    assert filled.data_key() != old
    with pytest.raises(Damaged):
        database.connect(filled.path, old)
    assert whole(filled), "the opened vault goes on"
    assert whole(open_vault(filled.path, PASSPHRASE))
    assert filled.audit()


def test_what_wrapped_the_old_key_is_dropped_and_said(filled: Vault) -> None:
    ring = Ring()
    words = add_recovery(filled, FOR_TESTS_ONLY)
    add_keyring(filled, ring)
    assert set(rekey(filled, PASSPHRASE, FOR_TESTS_ONLY)) == {Kind.RECOVERY, Kind.KEYRING}
    assert [way.kind for way in ways_in(filled)] == [Kind.PASSPHRASE]
    assert not opens(filled, words)
    assert open_by_keyring(filled.path, ring) is None
    assert opens(filled, add_recovery(filled, FOR_TESTS_ONLY))


@pytest.mark.parametrize("read_before", [False, True])
def test_another_program_that_has_it_open_is_asked_for_the_passphrase(filled: Vault, read_before: bool) -> None:
    other, third = open_vault(filled.path, PASSPHRASE), open_vault(filled.path, PASSPHRASE)
    if read_before:
        assert whole(other)
    rekey(filled, PASSPHRASE, FOR_TESTS_ONLY)
    with pytest.raises(Locked):
        VaultRecords(other).readings()
    with pytest.raises(Locked):
        third.note(Deed.EXPORTED)
    assert other.locked
    assert whole(open_vault(filled.path, PASSPHRASE))


def test_only_with_its_own_passphrase(filled: Vault) -> None:
    before = keys_path(filled.path).read_bytes()
    with pytest.raises(WrongPassphrase):
        rekey(filled, PASSPHRASE + "!", FOR_TESTS_ONLY)
    assert keys_path(filled.path).read_bytes() == before
    assert whole(filled)


class Stopped(BaseException):
    """As a crash would: nothing after it runs."""


@pytest.mark.parametrize("done", [False, True], ids=["before the file", "after the file"])
def test_a_crash_leaves_a_record_that_opens(filled: Vault, done: bool) -> None:
    """Both keys stand in the key file; the record is under one of them."""
    old, new = filled.data_key(), new_key()
    words = add_recovery(filled, FOR_TESTS_ONLY)
    keys = read_keys(keys_path(filled.path), filled.path)
    coming = (wrap(new, keys.vault, Kind.PASSPHRASE, PASSPHRASE, FOR_TESTS_ONLY),)
    keys_path(filled.path).write_bytes(written(replace(keys, coming=coming)))
    if done:
        connection = database.connect(filled.path, old)
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
        connection.close()
    filled.lock()
    with pytest.raises(RekeyUnfinished):
        open_vault(filled.path, words)
    opened = open_vault(filled.path, PASSPHRASE)
    assert whole(opened)
    assert opened.data_key() == (new if done else old)
    settled = read_keys(keys_path(filled.path), filled.path)
    assert settled.coming == ()
    assert opens(filled, words) is not done
    assert opened.audit()


def test_a_rekey_that_fails_leaves_the_old_key(filled: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    old = filled.data_key()
    other = database.connect(filled.path, old)
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 20)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(VaultBusy):
        rekey(filled, PASSPHRASE, FOR_TESTS_ONLY)
    other.execute("ROLLBACK")
    other.close()
    assert filled.data_key() == old
    assert read_keys(keys_path(filled.path), filled.path).coming == ()
    assert whole(filled)


def test_a_file_that_neither_key_opens_is_damaged_and_both_are_kept(
    filled: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise Stopped

    monkeypatch.setattr(rekeying, "_put_under", stopped)
    monkeypatch.setattr(rekeying, "_settle", stopped)
    with pytest.raises(Stopped):
        rekey(filled, PASSPHRASE, FOR_TESTS_ONLY)
    monkeypatch.undo()
    filled.path.write_bytes(b"x" * 8192)
    with pytest.raises(Damaged):
        open_vault(filled.path, PASSPHRASE)
    keys = read_keys(keys_path(filled.path), filled.path)
    assert keys.coming
    assert keys.envelopes
