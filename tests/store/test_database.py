"""What a reading connection refuses, and that a transaction is all or nothing."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite
from store_resources import PASSPHRASE, observation, patient

from core.errors import Damaged, DiskFull, VaultBusy
from core.facts import Span
from store import database
from store.key_file import read_keys
from store.keys import unseal
from store.migrations import MIGRATIONS, NEWEST, migrate
from store.records import VaultRecords
from store.vault import Vault, keys_path

REFUSED = [
    "ATTACH DATABASE '{folder}/plain.db' AS plain KEY ''",
    "DETACH DATABASE main",
    "SELECT sqlcipher_export('main')",
    "INSERT INTO source (name, imported_on) VALUES ('a', 'b')",
    "UPDATE resource SET raw = ''",
    "DELETE FROM resource",
    "DROP TABLE resource",
    "CREATE TABLE other (a)",
    "CREATE TEMP TABLE other (a)",
    "CREATE TRIGGER t AFTER INSERT ON source BEGIN SELECT 1; END",
    "PRAGMA query_only = OFF",
    "PRAGMA rekey = 'x'",
    "PRAGMA key = 'x'",
    "PRAGMA writable_schema = ON",
    "PRAGMA cipher_plaintext_header_size = 32",
    "BEGIN IMMEDIATE",
    "VACUUM INTO '{folder}/plain.db'",
    "SELECT load_extension('x')",
    "SELECT fts3_tokenizer('simple')",
    "REINDEX",
    "ANALYZE",
]


def key_of(vault: Vault) -> bytes:
    return unseal(read_keys(keys_path(vault.path), vault.path), PASSPHRASE)


@pytest.mark.parametrize("statement", REFUSED)
def test_a_reading_connection_only_reads(vault: Vault, tmp_path: Path, statement: str) -> None:
    with vault.writing() as connection:
        connection.execute("INSERT INTO source (name, imported_on) VALUES ('Clinic', '2026-11-24')")
    reading = database.connect_reading(vault.path, key_of(vault))
    with pytest.raises(sqlite.DatabaseError):
        reading.execute(statement.format(folder=tmp_path))
    assert reading.execute("SELECT name FROM source").fetchall() == [("Clinic",)]
    reading.close()
    assert not (tmp_path / "plain.db").exists()


def test_even_the_writing_connection_attaches_nothing(vault: Vault, tmp_path: Path) -> None:
    connection = database.connect(vault.path, key_of(vault))
    with pytest.raises(sqlite.DatabaseError):
        connection.execute(f"ATTACH DATABASE '{tmp_path}/plain.db' AS plain KEY ''")
    connection.close()
    assert not (tmp_path / "plain.db").exists()


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, ValueError, SystemExit])
def test_a_transaction_is_all_or_nothing(vault: Vault, trouble: type[BaseException]) -> None:
    with pytest.raises(trouble), vault.writing() as connection:
        connection.execute("INSERT INTO source (name, imported_on) VALUES ('Clinic', '2026-11-24')")
        raise trouble
    assert vault.sources() == ()


def test_settings_that_safety_rests_on(vault: Vault) -> None:
    connection = database.connect(vault.path, key_of(vault))
    wanted = {"secure_delete": 1, "foreign_keys": 1, "temp_store": 2, "synchronous": 3, "journal_mode": "delete"}
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    connection.close()
    assert found == wanted


@pytest.mark.parametrize(
    ("code", "leaf"),
    [(5, VaultBusy), (6, VaultBusy), (13, DiskFull), (778, DiskFull), (8, DiskFull), (11, Damaged), (26, Damaged)],
)
def test_each_sqlite_error_becomes_one_of_ours(code: int, leaf: type[Exception]) -> None:
    # 778 is SQLITE_IOERR_WRITE, an extended code of SQLITE_IOERR (10).
    error = sqlite.OperationalError("the words of the record")
    error.sqlite_errorcode = code
    with pytest.raises(leaf) as caught, database.our_errors(Path("ada.vault")):
        raise error
    assert "words of the record" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_migrations_are_numbered_recorded_and_run_once(vault: Vault) -> None:
    connection = database.connect(vault.path, key_of(vault))
    assert connection.execute("SELECT number, name FROM migration").fetchall() == [
        (number, name) for number, (name, _) in enumerate(MIGRATIONS, start=1)
    ]
    assert database.version(connection, vault.path, NEWEST) == NEWEST
    migrate(connection, vault.path, NEWEST)
    connection.close()


def test_a_migration_that_fails_leaves_the_format_as_it_was(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*MIGRATIONS, ("breaks", "CREATE TABLE half (a); CREATE TABLE half (a)"))
    monkeypatch.setattr("store.migrations.MIGRATIONS", broken)
    connection = database.connect(vault.path, key_of(vault))
    with pytest.raises(Damaged):
        migrate(connection, vault.path, NEWEST)
    assert database.version(connection, vault.path, NEWEST) == NEWEST
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    connection.close()


def test_asking_by_name_uses_the_index(vault: Vault, records: VaultRecords, bring: Callable[..., object]) -> None:
    bring(patient(), observation())
    asked: list[str] = []
    with vault.reading() as reading:
        reading.set_trace_callback(asked.append)
    records.readings({"loinc|2823-3"}, Span(since=dt.date(2026, 1, 1)))
    connection = database.connect(vault.path, key_of(vault))
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()]
    connection.close()
    assert any("USING INDEX reading_by_time (name_id=? AND at>?)" in step for step in plan)
    assert not any(step.startswith("SCAN") for step in plan)
