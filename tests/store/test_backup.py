"""A backup holds everything, opens only with the passphrase, and never takes a record's place unasked."""

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite
from store_resources import PASSPHRASE, TODAY, observation, patient

from core.errors import DiskFull, Locked, NotBackup, PlainspokenError, VaultExists, WrongPassphrase
from store.backup import make_backup, restore_backup
from store.envelopes import add_recovery
from store.key_file import read_keys
from store.keys import FOR_TESTS_ONLY, unseal
from store.records import VaultRecords
from store.vault import Vault, keys_path, open_vault

WORD = "zyxquorfle"


@pytest.fixture
def filled(vault: Vault, bring: Callable[..., object]) -> Vault:
    bring(patient(), *[observation(id=f"o{n}", note=[{"text": WORD}]) for n in range(50)])
    return vault


def everything(vault: Vault) -> list[tuple[object, ...]]:
    with vault.reading() as connection:
        tables = ["source", "resource", "history", "reading", "name", "mention", "address", "leaning"]
        return [(t, *row) for t in tables for row in connection.execute(f"SELECT * FROM {t}").fetchall()]  # noqa: S608


def test_it_comes_back_whole(filled: Vault, tmp_path: Path) -> None:
    code = add_recovery(filled, FOR_TESTS_ONLY)
    made = make_backup(filled, tmp_path / "stick" / "ada.backup", TODAY)
    assert (made.entries, made.sources, made.made_on) == (51, 1, "2026-11-24")
    target = tmp_path / "new home" / "ada.vault"
    back = restore_backup(tmp_path / "stick" / "ada.backup", target, code)
    assert (back.entries, back.sources, back.made_on, back.set_aside) == (51, 1, "2026-11-24", None)
    for secret in (PASSPHRASE, code):
        assert everything(open_vault(target, secret)) == everything(filled)
    assert sorted(path.name for path in target.parent.iterdir()) == ["ada.vault", "ada.vault.keys"]
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["ada.backup"]


def test_nothing_in_it_can_be_read(filled: Vault, tmp_path: Path) -> None:
    path = tmp_path / "ada.backup"
    make_backup(filled, path, TODAY)
    content = path.read_bytes()
    assert WORD.encode() not in content
    assert b"SQLite format" not in content
    assert b"Clinic" not in content
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten_unasked(filled: Vault, tmp_path: Path) -> None:
    path = tmp_path / "ada.backup"
    make_backup(filled, path, TODAY)
    before = path.read_bytes(), filled.path.read_bytes()
    with pytest.raises(VaultExists):
        make_backup(filled, path, TODAY)
    with pytest.raises(VaultExists):
        restore_backup(path, filled.path, PASSPHRASE)
    assert (path.read_bytes(), filled.path.read_bytes()) == before


def test_what_was_there_is_set_aside(filled: Vault, bring: Callable[..., object], tmp_path: Path) -> None:
    path = tmp_path / "ada.backup"
    make_backup(filled, path, TODAY)
    bring(patient(), observation(id="later"))
    filled.lock()
    aside = restore_backup(path, filled.path, PASSPHRASE, replace=True).set_aside
    assert aside is not None
    assert len(VaultRecords(open_vault(filled.path, PASSPHRASE)).readings()) == 50
    assert len(VaultRecords(open_vault(aside, PASSPHRASE)).readings()) == 51
    assert restore_backup(path, filled.path, PASSPHRASE, replace=True).set_aside != aside


def test_a_journal_that_was_left_is_not_played_into_what_comes_back(filled: Vault, tmp_path: Path) -> None:
    path = tmp_path / "ada.backup"
    make_backup(filled, path, TODAY)
    filled.lock()
    connection = sqlite.connect(str(filled.path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key_of(filled)}'\"")
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE resource SET raw = raw || ?", ("x" * 9000,))
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("UPDATE reading SET unit = 'x'")
    left = filled.path.with_name("ada.vault-journal").read_bytes()
    connection.close()
    filled.path.with_name("ada.vault-journal").write_bytes(left)
    restore_backup(path, filled.path, PASSPHRASE, replace=True)
    assert len(VaultRecords(open_vault(filled.path, PASSPHRASE)).readings()) == 50


def key_of(vault: Vault) -> str:
    return unseal(read_keys(keys_path(vault.path), vault.path), PASSPHRASE).hex()


def test_the_wrong_passphrase_changes_nothing(filled: Vault, tmp_path: Path) -> None:
    path = tmp_path / "ada.backup"
    make_backup(filled, path, TODAY)
    before = filled.path.read_bytes(), keys_path(filled.path).read_bytes()
    with pytest.raises(WrongPassphrase):
        restore_backup(path, filled.path, PASSPHRASE + "!", replace=True)
    assert (filled.path.read_bytes(), keys_path(filled.path).read_bytes()) == before
    assert sorted(found.name for found in filled.path.parent.iterdir()) == ["ada.vault", "ada.vault.keys"]


def test_a_locked_record_is_not_backed_up(filled: Vault, tmp_path: Path) -> None:
    filled.lock()
    with pytest.raises(Locked):
        make_backup(filled, tmp_path / "ada.backup", TODAY)
    assert not (tmp_path / "ada.backup").exists()


def test_a_flipped_byte_anywhere_is_noticed_or_without_effect(filled: Vault, tmp_path: Path) -> None:
    path, target = tmp_path / "ada.backup", tmp_path / "back" / "ada.vault"
    make_backup(filled, path, TODAY)
    whole, kept, chance = path.read_bytes(), everything(filled), random.Random(4)
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(damaged))
        try:
            restore_backup(path, target, PASSPHRASE)
        except PlainspokenError:
            assert not target.exists()
            continue
        assert everything(open_vault(target, PASSPHRASE)) == kept
        for file in target.parent.iterdir():
            file.unlink()


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"PK\x03\x04" + bytes(60)])
def test_another_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    for name in ("file", "missing"):
        with pytest.raises(NotBackup):
            restore_backup(tmp_path / name, tmp_path / "ada.vault", PASSPHRASE)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_zip_bomb_is_no_backup(filled: Vault, tmp_path: Path) -> None:
    path, bomb = tmp_path / "ada.backup", tmp_path / "bomb"
    make_backup(filled, path, TODAY)
    with zipfile.ZipFile(path) as ours, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("backup.json", ours.read("backup.json"))
        made.writestr("record.vault.keys", ours.read("record.vault.keys"))
        made.writestr("record.vault", bytes(50_000_000))
    with pytest.raises(NotBackup):
        restore_backup(bomb, tmp_path / "new.vault", PASSPHRASE)


def test_a_manifest_of_something_else_is_no_backup(tmp_path: Path) -> None:
    for about in ([], {}, {"magic": "plainspoken-backup", "format": 2}, {"magic": 1}):
        with zipfile.ZipFile(tmp_path / "other", "w") as made:
            made.writestr("backup.json", json.dumps(about))
            made.writestr("record.vault.keys", b"")
        with pytest.raises(NotBackup):
            restore_backup(tmp_path / "other", tmp_path / "new.vault", PASSPHRASE)


def test_a_place_that_cannot_be_written(filled: Vault, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull):
        make_backup(filled, tmp_path / "file" / "ada.backup", TODAY)
