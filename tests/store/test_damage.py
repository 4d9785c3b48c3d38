"""A damaged file is noticed, or it makes no difference: no value is ever read that was not written."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from store_resources import PASSPHRASE, observation, patient

from core.errors import Damaged, PlainspokenError
from store import database
from store.records import VaultRecords
from store.vault import Vault, keys_path, open_vault

Read = list[tuple[str, float | None]]


def filled(bring: Callable[..., object]) -> Read:
    many = [observation(id=f"o{n}", valueQuantity={"value": n, "unit": "mmol/L"}) for n in range(120)]
    bring(patient(), *many)
    return sorted((f"Observation/o{n}", float(n)) for n in range(120))


def read(path: Path) -> Read | None:
    """Everything that is told, or None when one of our own errors says that it cannot be."""
    try:
        vault = open_vault(path, PASSPHRASE)
        return sorted((r.origin.resource, r.value) for r in VaultRecords(vault).readings())
    except PlainspokenError:
        return None


def test_a_file_cut_off_anywhere_is_damaged(vault: Vault, bring: Callable[..., object]) -> None:
    written = filled(bring)
    whole = vault.path.read_bytes()
    assert read(vault.path) == written
    random_places = random.Random(2).sample(range(1, len(whole)), 40)
    pages = range(0, len(whole), database.PAGE_BYTES * 7)
    for length in [*pages, *random_places, len(whole) - 1]:
        vault.path.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            open_vault(vault.path, PASSPHRASE)


@pytest.mark.parametrize("checked_at_opening", [True, False])
def test_a_flipped_bit_is_noticed_or_without_effect(
    vault: Vault, bring: Callable[..., object], monkeypatch: pytest.MonkeyPatch, checked_at_opening: bool
) -> None:
    if not checked_at_opening:
        # As with a record too large to be authenticated as a whole: every page is still checked when it is read.
        monkeypatch.setattr(database, "CHECKED_AT_OPENING_BYTES", 0)
    written = filled(bring)
    whole = vault.path.read_bytes()
    chance = random.Random(1)
    noticed = 0
    rounds = 150
    for _ in range(rounds):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        vault.path.write_bytes(bytes(damaged))
        found = read(vault.path)
        noticed += found is None
        assert found is None or found == written
    assert noticed == rounds or not checked_at_opening


def test_pages_that_change_places_are_noticed(vault: Vault, bring: Callable[..., object]) -> None:
    filled(bring)
    whole = vault.path.read_bytes()
    size = database.PAGE_BYTES
    vault.path.write_bytes(whole[:size] + whole[2 * size : 3 * size] + whole[size : 2 * size] + whole[3 * size :])
    with pytest.raises(Damaged):
        open_vault(vault.path, PASSPHRASE)


@pytest.mark.parametrize("tail", [b"x", b"x" * database.PAGE_BYTES])
def test_bytes_that_were_added_are_noticed(vault: Vault, bring: Callable[..., object], tail: bytes) -> None:
    filled(bring)
    vault.path.write_bytes(vault.path.read_bytes() + tail)
    with pytest.raises(Damaged):
        open_vault(vault.path, PASSPHRASE)


def test_pages_that_a_killed_vacuum_left_behind_the_end_are_no_damage(
    vault: Vault, bring: Callable[..., object]
) -> None:
    """SQLite removes the journal first and cuts the file after that: what is behind its end is old and authentic."""
    filled(bring)
    bring(patient(), source="Other")
    longer = vault.path.read_bytes()
    vault.forget("Clinic")
    shorter = vault.path.read_bytes()
    assert len(shorter) < len(longer)
    vault.path.write_bytes(shorter + longer[len(shorter) :])
    assert [source.name for source in open_vault(vault.path, PASSPHRASE).sources()] == ["Other"]
    assert vault.path.stat().st_size == len(shorter), "and they are taken away"


def test_a_half_written_page_that_nothing_uses_is_no_damage(vault: Vault, bring: Callable[..., object]) -> None:
    """SQLite keeps no journal of pages that were free, so a write that failed leaves one torn (`make crash`)."""
    filled(bring)
    bring(patient(), source="Other")
    with vault.writing() as connection:
        connection.execute("CREATE TABLE filling (content BLOB)")
        connection.execute("INSERT INTO filling VALUES (zeroblob(50000))")
    with vault.writing() as connection:
        connection.execute("DROP TABLE filling")
    with vault.writing() as connection:
        free = int(connection.execute("PRAGMA freelist_count").fetchone()[0])
    written, whole, size = read(vault.path), vault.path.read_bytes(), database.PAGE_BYTES
    # One free page holds the list of the others and is in use as such.
    assert 3 < free < size // 4
    opened = 0
    for page in range(len(whole) // size):
        half = page * size + size // 2
        vault.path.write_bytes(whole[:half] + b"x" * (size // 2) + whole[half + size // 2 :])
        found = read(vault.path)
        if found is not None:
            opened += 1
            assert found == written
            again = open_vault(vault.path, PASSPHRASE)
            again.forget("Other")
            with again.writing() as connection:
                assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert opened == free - 1


def test_damage_while_the_record_is_open_is_an_error_of_ours(vault: Vault, bring: Callable[..., object]) -> None:
    filled(bring)
    opened = open_vault(vault.path, PASSPHRASE)
    size = database.PAGE_BYTES
    whole = vault.path.read_bytes()
    vault.path.write_bytes(whole[:size] + bytes(len(whole) - size))
    with pytest.raises(Damaged):
        VaultRecords(opened).readings()


def test_a_flipped_bit_in_the_key_file_is_never_a_wrong_passphrase(vault: Vault) -> None:
    whole = keys_path(vault.path).read_bytes()
    chance = random.Random(3)
    for _ in range(100):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        keys_path(vault.path).write_bytes(bytes(damaged))
        try:
            open_vault(vault.path, PASSPHRASE)
        except PlainspokenError as error:
            assert error.code in {"no_key", "newer_format"}
