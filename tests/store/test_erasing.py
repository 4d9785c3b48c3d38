"""Erasing takes the key first, and leaves nothing of the record."""

from pathlib import Path

import pytest
from test_envelopes import Ring

from core.errors import NoVault
from store.durable import unfinished
from store.envelopes import add_keyring
from store.erasing import erase
from store.keys import FOR_TESTS_ONLY
from store.vault import Vault, create_vault, keys_path, open_vault


def test_nothing_is_left(vault: Vault) -> None:
    ring = Ring()
    add_keyring(vault, ring)
    vault.path.with_name("ada.vault-journal").write_bytes(b"x")
    vault.path.with_name(".ada.vault.0a1b2c3d.new").write_bytes(b"x")
    vault.path.with_name("ada.vault.txt").write_bytes(b"mine")
    erase(vault.path, ring)
    assert [path.name for path in vault.path.parent.iterdir()] == ["ada.vault.txt"]
    assert ring.kept == {}
    with pytest.raises(NoVault):
        open_vault(vault.path, "correct horse battery")


def test_the_key_goes_first_and_is_overwritten(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that held the key is watched by a second name: what stands in it is noise when the data goes."""
    key_file = keys_path(vault.path)
    before = key_file.read_bytes()
    other_name = vault.path.with_name("watched")
    other_name.hardlink_to(key_file)
    order: list[str] = []
    unlink = Path.unlink
    monkeypatch.setattr(
        Path, "unlink", lambda self, missing_ok=False: (order.append(self.name), unlink(self, missing_ok))[1]
    )
    erase(vault.path)
    assert order[:2] == ["ada.vault.keys", "ada.vault"]
    after = other_name.read_bytes()
    assert len(after) == len(before)
    assert not any(before[at : at + 16] in after for at in range(len(before) - 16))


def test_half_a_record_is_erased_too(vault: Vault, tmp_path: Path) -> None:
    keys_path(vault.path).write_bytes(b"damaged")
    erase(vault.path, Ring())
    other = create_vault(tmp_path / "b" / "b.vault", "correct horse battery", FOR_TESTS_ONLY)
    other.path.unlink()
    erase(other.path)
    assert list(other.path.parent.iterdir()) == []


def test_nothing_to_erase(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        erase(tmp_path / "none.vault")


def test_only_what_was_left_unfinished_counts_as_that(tmp_path: Path) -> None:
    for name in (".a.vault.12.new", ".a.vault.12.copy", ".a.vault.new", "a.vault.12.new", ".a.vault.keys.12.new"):
        (tmp_path / name).touch()
    found = {path.name for path in unfinished(tmp_path / "a.vault")}
    assert found == {".a.vault.12.new", ".a.vault.12.copy"}
