"""Creating, opening and locking; each error at opening provoked for real."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite
from store_resources import PASSPHRASE, TODAY, bundle, observation, patient, write

from core.errors import (
    Damaged,
    DiskFull,
    Locked,
    NewerFormat,
    NoKey,
    NoVault,
    VaultBusy,
    VaultError,
    VaultExists,
    WrongPassphrase,
)
from store import database
from store.importing import import_file
from store.key_file import read_keys
from store.keys import FOR_TESTS_ONLY, unseal
from store.records import VaultRecords
from store.vault import SourceInfo, Vault, create_vault, keys_path, open_vault

METHODS = [
    "names", "readings", "medicines", "allergies", "conditions", "visits", "immunizations", "procedures", "letters",
    "person", "extent",
]  # fmt: skip


def raw_connection(path: Path) -> sqlite.Connection:
    """Around every guard, as an attacker with the passphrase could."""
    key = unseal(read_keys(keys_path(path), path), PASSPHRASE)
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def test_what_was_stored_is_there_after_opening_again(vault: Vault, tmp_path: Path) -> None:
    import_file(vault, write(tmp_path, bundle(patient(), observation())), "Clinic", TODAY)
    vault.lock()
    with_key = open_vault(vault.path, PASSPHRASE)
    (reading,) = VaultRecords(with_key).readings()
    assert (reading.key, reading.value, reading.unit) == ("loinc|2823-3", 4.6, "mmol/L")
    assert with_key.sources() == (SourceInfo("Clinic", "2026-11-24", 2),)


def test_both_files_are_for_the_owner_only(vault: Vault) -> None:
    assert sorted(path.name for path in vault.path.parent.iterdir()) == ["ada.vault", "ada.vault.keys"]
    for path in (vault.path, keys_path(vault.path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        open_vault(tmp_path / "nothing.vault", PASSPHRASE)
    with pytest.raises(NoVault):
        open_vault(tmp_path, PASSPHRASE)


def test_wrong_passphrase(vault: Vault) -> None:
    with pytest.raises(WrongPassphrase):
        open_vault(vault.path, PASSPHRASE + "!")


@pytest.mark.parametrize("nothing", [None, ""])
def test_locked_without_a_passphrase(vault: Vault, nothing: str | None) -> None:
    with pytest.raises(Locked):
        open_vault(vault.path, nothing)
    with pytest.raises(Locked):
        create_vault(vault.path.with_name("other.vault"), nothing, FOR_TESTS_ONLY)


@pytest.mark.parametrize("method", METHODS)
def test_locked_after_lock(vault: Vault, records: VaultRecords, method: str) -> None:
    getattr(records, method)()
    vault.lock()
    with pytest.raises(Locked):
        getattr(records, method)()


def test_locked_for_importing_and_listing_too(vault: Vault, tmp_path: Path) -> None:
    vault.lock()
    vault.lock()
    assert vault.locked
    with pytest.raises(Locked):
        vault.sources()
    with pytest.raises(Locked):
        import_file(vault, write(tmp_path, bundle(patient())), "Clinic", TODAY)


def test_no_key(vault: Vault) -> None:
    keys_path(vault.path).unlink()
    with pytest.raises(NoKey):
        open_vault(vault.path, PASSPHRASE)


def test_newer_format(vault: Vault) -> None:
    connection = raw_connection(vault.path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(NewerFormat):
        open_vault(vault.path, PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 511, b"not a database " * 1000])
def test_damaged_when_it_is_something_else(vault: Vault, content: bytes) -> None:
    vault.path.write_bytes(content)
    with pytest.raises(Damaged):
        open_vault(vault.path, PASSPHRASE)
    assert vault.path.read_bytes() == content, "what is damaged is left as it is"


def test_damaged_when_it_is_the_record_of_another_vault(vault: Vault, tmp_path: Path) -> None:
    other = create_vault(tmp_path / "other.vault", PASSPHRASE, FOR_TESTS_ONLY)
    vault.path.write_bytes(other.path.read_bytes())
    with pytest.raises(Damaged):
        open_vault(vault.path, PASSPHRASE)


def test_damaged_when_the_tables_are_not_ours(vault: Vault) -> None:
    connection = raw_connection(vault.path)
    connection.execute("PRAGMA application_id = 0")
    connection.close()
    with pytest.raises(Damaged):
        open_vault(vault.path, PASSPHRASE)


def test_the_four_are_four_different_errors() -> None:
    four = {WrongPassphrase, Damaged, NewerFormat, Locked}
    assert len({error.code for error in four}) == len({error.sentence for error in four}) == len(four)
    assert all(issubclass(error, VaultError) and error.exit_code for error in four)


def test_nothing_is_overwritten(vault: Vault) -> None:
    before = vault.path.read_bytes(), keys_path(vault.path).read_bytes()
    with pytest.raises(VaultExists):
        create_vault(vault.path, "another passphrase", FOR_TESTS_ONLY)
    assert (vault.path.read_bytes(), keys_path(vault.path).read_bytes()) == before


def test_a_key_without_its_record_is_set_aside_and_not_overwritten(vault: Vault) -> None:
    moved = vault.path.with_name("moved.vault")
    vault.path.rename(moved)
    create_vault(vault.path, "another passphrase", FOR_TESTS_ONLY)
    keys_path(vault.path).with_name("ada.vault.keys.old1").rename(keys_path(moved))
    open_vault(moved, PASSPHRASE)
    open_vault(vault.path, "another passphrase")


def test_a_folder_that_cannot_be_made_is_a_disk_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull):
        create_vault(tmp_path / "file" / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)


def test_no_unfinished_file_stays_when_creation_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("store.vault.migrate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        create_vault(tmp_path / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)
    assert list(tmp_path.iterdir()) == []


def test_busy_when_another_program_writes(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 20)
    other = raw_connection(vault.path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(VaultBusy):
        import_file(vault, write(tmp_path, bundle(patient())), "Clinic", TODAY)
    other.execute("ROLLBACK")
    other.close()
    assert import_file(vault, write(tmp_path, bundle(patient())), "Clinic", TODAY).new == 1


def test_opening_works_while_another_program_has_an_import_open(vault: Vault) -> None:
    other = raw_connection(vault.path)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO source (name, imported_on) VALUES ('unfinished', '2026-11-24')")
    assert open_vault(vault.path, PASSPHRASE).sources() == ()
    other.execute("ROLLBACK")
    other.close()


FULL_DISK = """
import datetime, resource, sys
from pathlib import Path
from core.errors import DiskFull
from store.importing import import_file
from store.vault import open_vault
vault = open_vault(Path(sys.argv[1]), sys.argv[2])
size = vault.path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    import_file(vault, Path(sys.argv[3]), "Clinic", datetime.date(2026, 11, 24))
except DiskFull as error:
    print(error.code)
"""


def test_a_full_disk_says_so_and_loses_nothing(vault: Vault, tmp_path: Path) -> None:
    import_file(vault, write(tmp_path, bundle(patient(), observation())), "Clinic", TODAY)
    many = [observation(id=f"x{n}", note=[{"text": "long " * 400}]) for n in range(300)]
    path = write(tmp_path, bundle(patient(), *many), "many.json")
    command = [sys.executable, "-c", FULL_DISK, str(vault.path), PASSPHRASE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["disk_full"]
    assert len(VaultRecords(open_vault(vault.path, PASSPHRASE)).readings()) == 1


def test_a_vault_tells_nothing_of_itself(vault: Vault) -> None:
    assert repr(vault) == "Vault(open)"
    vault.lock()
    assert repr(vault) == "Vault(locked)"
