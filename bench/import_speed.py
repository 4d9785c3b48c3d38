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
from statistics import median

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


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one run: by the clock, and of the processor, which other programs hardly change."""

    wall_s: float
    processor_s: float


class Watch:
    """Both clocks from now on."""

    def __init__(self) -> None:
        self._wall_s, self._processor_s = time.perf_counter(), time.process_time()

    def taken(self) -> Taken:
        """Since the beginning."""
        return Taken(time.perf_counter() - self._wall_s, time.process_time() - self._processor_s)


def least(runs: list[Taken]) -> Taken:
    """The least of each."""
    return Taken(min(run.wall_s for run in runs), min(run.processor_s for run in runs))


def imported(path: Path, folder: Path, number: int) -> tuple[Taken, Vault]:
    """What one import into a new vault takes."""
    vault = create_vault(folder / f"{path.stem}-{number}.vault", "only for this measurement", FOR_TESTS_ONLY)
    watch = Watch()
    import_file(vault, path, "Clinic", TODAY)
    return watch.taken(), vault


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


def plainly(path: Path, schema: list[str], rows: Rows, plain: sqlite3.Connection) -> Taken:
    """What `json.loads` and plain inserts of the same rows take."""
    for statement in schema:
        plain.execute(statement)
    plain.commit()
    watch = Watch()
    json.loads(path.read_text(encoding="utf-8"))
    with plain:
        for table, content in rows.items():
            if content:
                marks = ", ".join("?" * len(content[0]))
                plain.executemany(f"INSERT INTO {table} VALUES ({marks})", content)  # noqa: S608
    taken = watch.taken()
    plain.close()
    return taken


def encrypted(target: Path) -> sqlite3.Connection:
    """An empty file under a key: what plain inserts cost when they are encrypted is told beside."""
    connection: sqlite3.Connection = sqlcipher.connect(str(target))
    connection.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    return connection


@dataclass(frozen=True, slots=True)
class Times:
    """The least of each."""

    ours: Taken
    plain: Taken
    under_key: Taken
    entries: int

    @property
    def ratio(self) -> float:
        """By the clock: what the bar is about."""
        return self.ours.wall_s / self.plain.wall_s

    @property
    def processor_ratio(self) -> float:
        """Of the processor."""
        return self.ours.processor_s / self.plain.processor_s

    @property
    def beside_encrypted(self) -> float:
        """Of the processor, beside plain inserts that are encrypted."""
        return self.ours.processor_s / self.under_key.processor_s


def measured(path: Path, folder: Path) -> Times:
    """The least of some rounds, taken in turn: what slows the machine down slows all three."""
    ours, plain, under_key = [], [], []
    for number in range(ROUNDS):
        taken, vault = imported(path, folder, number)
        schema, rows = made(vault)
        vault.lock()
        ours.append(taken)
        plain.append(plainly(path, schema, rows, sqlite3.connect(folder / f"{path.stem}-{number}.db")))
        under_key.append(plainly(path, schema, rows, encrypted(folder / f"{path.stem}-{number}.key.db")))
    return Times(least(ours), least(plain), least(under_key), len(rows["resource"]))


def main() -> int:
    """Prints the table; 1 when the median ratio is above the bar."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else None
    paths = [path for folder in FOLDERS for path in sorted((SHARED / folder).glob("*.json"))][:most]
    if not paths:
        print(f"There are no shared patients under {SHARED}: nothing was measured.")
        return 0
    every = []
    print(f"{'patient':24} entries     MB  import s  plain s  ratio  of processor  beside encrypted")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in paths[:: len(FOLDERS) * 4]:
            imported(path, folder, -1)[1].lock()
        for path in paths:
            times = measured(path, folder)
            every.append(times)
            print(
                f"{path.stem[:24]:24} {times.entries:7} {path.stat().st_size / 1e6:6.1f} {times.ours.wall_s:9.3f}"
                f" {times.plain.wall_s:8.3f} {times.ratio:6.2f} {times.processor_ratio:13.2f} {times.beside_encrypted:17.2f}"
            )
    ratio, processor, beside = (
        median([getattr(times, name) for times in every]) for name in ("ratio", "processor_ratio", "beside_encrypted")
    )
    print(f"median ratio {ratio:.2f}; the bar is {BAR}")
    print(f"of processor time {processor:.2f}; beside inserts into an encrypted file {beside:.2f}")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
