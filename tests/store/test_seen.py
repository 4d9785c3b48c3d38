"""Both files of an older moment put back are noticed by the machine that has seen a newer one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from store_resources import PASSPHRASE, patient

from store.keys import FOR_TESTS_ONLY
from store.rekeying import rekey
from store.seen import note_path, older_than_seen, unsee
from store.vault import Vault, keys_path, open_vault


def reopened(vault: Vault) -> Vault:
    return open_vault(vault.path, PASSPHRASE)


def test_both_files_put_back(vault: Vault, bring: Callable[..., object], tmp_path: Path) -> None:
    folder = tmp_path / "state"
    assert not older_than_seen(vault, folder), "never seen"
    older = vault.path.read_bytes(), keys_path(vault.path).read_bytes()
    bring(patient())
    assert not older_than_seen(reopened(vault), folder)
    vault.path.write_bytes(older[0])
    keys_path(vault.path).write_bytes(older[1])
    back = reopened(vault)
    assert back.notices == (), "the two agree with one another"
    assert older_than_seen(back, folder)
    assert not older_than_seen(back, folder), "told once"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"number": 99, "mac": "00"}', b'{"number": "x", "mac": 1}'])
def test_a_note_that_is_none_tells_nothing(vault: Vault, tmp_path: Path, content: bytes) -> None:
    note_path(vault.path, tmp_path).write_bytes(content)
    assert not older_than_seen(vault, tmp_path)


def test_a_note_under_another_key_or_of_another_place_tells_nothing(vault: Vault, tmp_path: Path) -> None:
    older_than_seen(vault, tmp_path)
    rekey(vault, PASSPHRASE, FOR_TESTS_ONLY)
    assert not older_than_seen(reopened(vault), tmp_path)
    assert note_path(vault.path, tmp_path) != note_path(tmp_path / "other.vault", tmp_path)


def test_unseen(vault: Vault, tmp_path: Path) -> None:
    older_than_seen(vault, tmp_path)
    unsee(vault.path, tmp_path)
    unsee(vault.path, tmp_path)
    assert not note_path(vault.path, tmp_path).exists()


def test_a_folder_that_cannot_be_written_is_no_hindrance(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not older_than_seen(vault, tmp_path / "file" / "seen")
