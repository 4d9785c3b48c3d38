"""Import of FHIR R4 beside the least it could cost: `json.loads` and plain SQLite inserts of the same rows.

`python -m bench.import_speed [PATIENTS]` imports each shared R4 patient into a vault of its own, then reads the
file again with `json.loads` and writes every row that the import made, all tables and indexes alike, into an
unencrypted SQLite file with `executemany` in one transaction, and into an encrypted one. All run in this process,
warm, in turn, the least of `ROUNDS` each; what counts is the ratio. Without `../shared` it says so.
"""

import datetime as dt
import json
import secrets
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from evals.shared import SHARED
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.vault import Vault, create_vault

FOLDERS = ("fhir-r4-synthea", "fhir-r4-notes")
TODAY = dt.date(2026, 11, 24)
ROUNDS = 5
BAR = 2.5

Rows = dict[str, list[tuple[object, ...]]]


def imported(path: Path, folder: Path, number: int) -> tuple[float, Vault]:
    """Seconds of one import into a new vault."""
    vault = create_vault(folder / f"{path.stem}-{number}.vault", "only for this measurement", FOR_TESTS_ONLY)
    started = time.perf_counter()
    import_file(vault, path, "Clinic", TODAY)
    return time.perf_counter() - started, vault


def made(vault: Vault) -> tuple[list[str], Rows]:
    """The schema and every row of a vault; the index of words fills itself, by its triggers, here as there."""
    with vault.writing() as connection:
        objects = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        virtual = tuple(name for _, name, sql in objects if sql.startswith("CREATE VIRTUAL"))
        own = [(kind, name, sql) for kind, name, sql in objects if not name.startswith(tuple(f"{v}_" for v in virtual))]
        triggers = [sql for kind, _, sql in objects if kind == "trigger"]
        schema = [sql for kind, _, sql in own if kind != "trigger"] + triggers
        tables = [name for kind, name, _ in own if kind == "table" and name not in virtual]
        return schema, {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608


def plainly(path: Path, schema: list[str], rows: Rows, plain: sqlite3.Connection) -> float:
    """Seconds of `json.loads` and plain inserts of the same rows."""
    for statement in schema:
        plain.execute(statement)
    plain.commit()
    started = time.perf_counter()
    json.loads(path.read_text(encoding="utf-8"))
    with plain:
        for table, content in rows.items():
            if content:
                marks = ", ".join("?" * len(content[0]))
                plain.executemany(f"INSERT INTO {table} VALUES ({marks})", content)  # noqa: S608
    seconds = time.perf_counter() - started
    plain.close()
    return seconds


def encrypted(target: Path) -> sqlite3.Connection:
    """An empty file under a key: what plain inserts cost when they are encrypted is told beside."""
    connection: sqlite3.Connection = sqlcipher.connect(str(target))
    connection.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    return connection


@dataclass(frozen=True, slots=True)
class Times:
    """Least seconds of each."""

    ours: float
    plain: float
    under_key: float
    entries: int


def measured(path: Path, folder: Path) -> Times:
    """The least of some rounds, taken in turn: what slows the machine down slows all three."""
    ours, plain, under_key = [], [], []
    for number in range(ROUNDS):
        seconds, vault = imported(path, folder, number)
        schema, rows = made(vault)
        vault.lock()
        ours.append(seconds)
        plain.append(plainly(path, schema, rows, sqlite3.connect(folder / f"{path.stem}-{number}.db")))
        under_key.append(plainly(path, schema, rows, encrypted(folder / f"{path.stem}-{number}.key.db")))
    return Times(min(ours), min(plain), min(under_key), len(rows["resource"]))


def main() -> int:
    """Prints the table; 1 when the median ratio is above the bar."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else None
    paths = [path for folder in FOLDERS for path in sorted((SHARED / folder).glob("*.json"))][:most]
    if not paths:
        print(f"There are no shared patients under {SHARED}: nothing was measured.")
        return 0
    ratios, of_encrypted = [], []
    print(f"{'patient':24} entries     MB  import s  plain s  ratio  plain under a key s  ratio")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in paths[:: len(FOLDERS) * 4]:
            imported(path, folder, -1)[1].lock()
        for path in paths:
            times = measured(path, folder)
            ratios.append(times.ours / times.plain)
            of_encrypted.append(times.ours / times.under_key)
            print(
                f"{path.stem[:24]:24} {times.entries:7} {path.stat().st_size / 1e6:6.1f} {times.ours:9.3f}"
                f" {times.plain:8.3f} {ratios[-1]:6.2f} {times.under_key:20.3f} {of_encrypted[-1]:6.2f}"
            )
    median = sorted(ratios)[len(ratios) // 2]
    beside = sorted(of_encrypted)[len(of_encrypted) // 2]
    print(f"median ratio {median:.2f}, highest {max(ratios):.2f}; the bar is {BAR}")
    print(f"beside plain inserts into an encrypted file: median {beside:.2f}, highest {max(of_encrypted):.2f}")
    return 0 if median <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
