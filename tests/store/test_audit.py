"""What was done is written down, cannot be changed unnoticed, and tells when an older copy is put back."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from store_resources import PASSPHRASE, TODAY, bundle, observation, patient, write

from bench import crash_deeds
from bench.crash import write_old_format
from core.errors import Damaged
from core.facts import Deed, Sent
from store.backup import make_backup, restore_backup
from store.database import connect
from store.envelopes import add_recovery
from store.exporting import export
from store.importing import import_file
from store.key_file import read_keys, written
from store.keys import FOR_TESTS_ONLY, KeyFile
from store.rekeying import rekey
from store.vault import Notice, Vault, keys_path, open_vault


def told(vault: Vault) -> list[tuple[str, int]]:
    return [(entry.deed.value, entry.entries) for entry in vault.audit()]


def test_everything_that_is_done_is_told(vault: Vault, bring: Callable[..., object], tmp_path: Path) -> None:
    bring(patient(), observation(), source="Clinic")
    bring(patient(), source="Hospital")
    export(vault, tmp_path / "out", TODAY)
    make_backup(vault, tmp_path / "ada.backup", TODAY)
    vault.forget("Clinic")
    add_recovery(vault, FOR_TESTS_ONLY)
    rekey(vault, PASSPHRASE, FOR_TESTS_ONLY)
    assert told(open_vault(vault.path, PASSPHRASE)) == [
        ("created", 0),
        ("imported", 2),
        ("imported", 1),
        ("exported", 3),
        ("backed_up", 0),
        ("forgot", 2),
        ("keys_changed", 0),
        ("rekeyed", 0),
        ("unlocked", 0),
    ]
    restore_backup(tmp_path / "ada.backup", tmp_path / "b.vault", PASSPHRASE)
    assert told(open_vault(tmp_path / "b.vault", PASSPHRASE))[-2:] == [("restored", 3), ("unlocked", 0)]


def test_it_holds_when_and_what_and_no_content(vault: Vault, bring: Callable[..., object]) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    bring(patient(), observation(), source="Clinic")
    after = dt.datetime.now(dt.UTC)
    assert all(before - dt.timedelta(minutes=5) <= entry.at <= after for entry in vault.audit())
    with vault.reading() as connection:
        rows = repr(connection.execute("SELECT * FROM audit").fetchall())
    assert "Clinic" not in rows
    assert "Ada" not in rows


def test_what_is_undone_is_not_told(vault: Vault, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(vault, write(tmp_path, bundle(patient())), "Clinic", TODAY, stop)
    assert told(vault) == [("created", 0)]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit WHERE number = 2",
        "UPDATE audit SET entries = 7 WHERE number = 2",
        "UPDATE audit SET at = '2026-01-01T00:00:00+00:00' WHERE number = 1",
        "UPDATE audit SET deed = 'unlocked' WHERE number = 3",
        "UPDATE audit SET number = 9 WHERE number = 2",
        "INSERT INTO audit SELECT number + 10, at, deed, entries, mac, recipient, size_bytes FROM audit",
        "UPDATE audit SET recipient = 'models.example.com' WHERE number = 2",
        "UPDATE audit SET size_bytes = 7 WHERE number = 2",
        "UPDATE audit SET recipient = '', size_bytes = 0 WHERE number = 5",
    ],
)
def test_a_row_that_was_changed_is_noticed(vault: Vault, bring: Callable[..., object], change: str) -> None:
    for name in ("a", "b", "c"):
        bring(patient(), source=name)
    vault.note(Deed.SENT_ANSWER, sent=Sent("models.example.com", 412))
    connection = connect(vault.path, vault.data_key())
    connection.execute(change)
    connection.close()
    with pytest.raises(Damaged):
        vault.audit()


def test_an_older_copy_is_noticed_once_and_stays_in_the_audit(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), source="Clinic")
    older = vault.path.read_bytes()
    bring(patient(), observation(), source="Hospital")
    assert open_vault(vault.path, PASSPHRASE).notices == ()
    vault.path.write_bytes(older)
    again = open_vault(vault.path, PASSPHRASE)
    assert again.notices == (Notice.OLDER_COPY,)
    assert told(again)[-2:] == [("older_copy", 0), ("unlocked", 0)]
    assert open_vault(vault.path, PASSPHRASE).notices == ()
    assert "?" in Notice.OLDER_COPY


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_however_little_older(vault: Vault, steps: int) -> None:
    copies = [vault.path.read_bytes()]
    for _ in range(5):
        open_vault(vault.path, PASSPHRASE).lock()
        copies.append(vault.path.read_bytes())
    vault.path.write_bytes(copies[-1 - steps])
    assert open_vault(vault.path, PASSPHRASE).notices == (Notice.OLDER_COPY,)


def test_a_witness_that_was_taken_away_or_made_up_is_noticed(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), source="Clinic")
    keys = read_keys(keys_path(vault.path), vault.path)
    assert keys.witness is not None
    without = KeyFile(keys.vault, keys.envelopes)
    made_up = KeyFile(keys.vault, keys.envelopes, witness=type(keys.witness)(1, keys.witness.mac))
    for exchanged in (without, made_up):
        keys_path(vault.path).write_bytes(written(exchanged))
        assert open_vault(vault.path, PASSPHRASE).notices == (Notice.NO_WITNESS,)
        assert open_vault(vault.path, PASSPHRASE).notices == ()


def test_a_crash_between_the_record_and_its_witness_is_no_older_copy(
    vault: Vault, bring: Callable[..., object]
) -> None:
    before = keys_path(vault.path).read_bytes()
    bring(patient(), source="Clinic")
    keys_path(vault.path).write_bytes(before)
    assert open_vault(vault.path, PASSPHRASE).notices == ()


def test_a_record_of_the_first_version_is_taken_up(tmp_path: Path) -> None:
    """Its file has no audit and its key file no witness."""
    path = tmp_path / "old.vault"
    write_old_format(path)
    opened = open_vault(path, crash_deeds.PASSPHRASE)
    assert opened.notices == ()
    assert told(opened) == [(Deed.UNLOCKED.value, 0)]
    assert read_keys(keys_path(path), path).witness is not None
