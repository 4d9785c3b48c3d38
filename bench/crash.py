"""Killing and starving the store, round after round from one seed: `make crash`, or `python -m bench.crash ROUNDS`.

Each round a child process imports, forgets, backs up, exchanges the key, changes envelopes or brings an old
format up to date, and is killed with SIGKILL at a random moment, finds the disk full, or has its writes fail
(EIO, once or for good, nothing or half of it written). Then the record is opened: what the child had
acknowledged must be there, whole, and the audit must hold.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.crash_deeds import DEEDS, ENTRIES, MIGRATION, PASSPHRASE, TODAY, fill_the_disk, go_on
from bench.failing_writes import let_writes_fail
from core.errors import PlainspokenError
from store import database
from store.backup import restore_backup
from store.envelopes import ways_in
from store.importing import import_file
from store.key_file import written
from store.keys import FOR_TESTS_ONLY, Kind, new_key, seal
from store.migrations import MIGRATIONS
from store.vault import Vault, create_vault, keys_path, open_vault

SEED = 20261124
ROUNDS = 800
LONGEST_S = 0.15
"""A child is killed within this time of being ready."""
MIGRATING_S = 0.01
"""Bringing an old format up to date is done in less."""
RENEWED_EVERY = 40
"""Rounds after which a fresh record is begun, so that none grows without end."""


@dataclass(slots=True)
class Tally:
    """What came of the rounds, by deed and fault."""

    rounds: Counter[tuple[str, str]] = field(default_factory=Counter)
    acknowledged: Counter[tuple[str, str]] = field(default_factory=Counter)
    stopped: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rounds that ended in the middle of something, or with the disk full."""
    lost: list[str] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)


def run(rounds: int, seed: int, folder: Path) -> Tally:
    """That many rounds in this folder."""
    chance, tally = Random(seed), Tally()
    here = folder / "0"
    for number in range(rounds):
        if number % RENEWED_EVERY == 0:
            shutil.rmtree(here, ignore_errors=True)
            here = begin(folder, number)
        deed = chance.choice([*DEEDS, MIGRATION])
        fault = chance.choice(["kill -9", "kill -9", "disk full", "failing writes"])
        try:
            _round(here, f"r{number}", (deed, fault), chance, tally)
        except PlainspokenError as error:
            tally.unopened.append(f"round {number}, {deed}, {fault}: {error.code}")
            shutil.rmtree(here)
            here = begin(folder, number)
    return tally


def _round(here: Path, mark: str, kind: tuple[str, str], chance: Random, tally: Tally) -> None:
    deed, fault = kind
    if deed == MIGRATION:
        write_old_format(here / "old.vault")
    before = _sources(here)
    told = _child(here, mark, kind, chance)
    tally.rounds[kind] += 1
    done = [line for line in told if line[0] not in "?!"]
    tally.acknowledged[kind] += len(done)
    tally.stopped[kind] += any(line[0] == "!" for line in told) or fault == "kill -9"
    refused = [f"refused with {line}" for line in told if line[0] == "!" and line != "!full"]
    wrong = [*refused, *_wrong(here, deed, before, done)]
    tally.lost += [f"round {mark}, {deed}, {fault}: {what}" for what in wrong]


def _child(here: Path, mark: str, kind: tuple[str, str], chance: Random) -> list[str]:
    """Forks, waits until the child is ready and some while longer, kills it, and gives what it told."""
    deed, fault = kind
    wait_s = chance.uniform(0, MIGRATING_S if deed == MIGRATION else LONGEST_S)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        if fault == "disk full":
            fill_the_disk(here, chance)
        elif fault == "failing writes":
            let_writes_fail(chance)
        go_on(deed, here, mark, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        first = pipe.readline()
        if fault == "kill -9":
            time.sleep(wait_s)
            os.kill(child, signal.SIGKILL)
        rest = pipe.read()
    os.waitpid(child, 0)
    return [line.decode() for line in (first + rest).split(b"\n") if line]


def _wrong(here: Path, deed: str, before: set[str], done: list[str]) -> list[str]:
    """What does not agree with what was acknowledged; opening raises when the record does not open."""
    if deed == MIGRATION:
        old = open_vault(here / "old.vault", PASSPHRASE)
        return [] if [source.name for source in old.sources()] == ["of old"] else ["the old record lost its source"]
    vault = open_vault(here / "ada.vault", PASSPHRASE)
    sources, wrong = vault.sources(), []
    names = {source.name for source in sources}
    if vault.notices:
        wrong.append("the newest record was taken for an older copy")
    if any(source.entries != ENTRIES + 1 for source in sources):
        wrong.append("a source is there by half")
    vault.audit()
    if deed == "import":
        wrong += [f"import {name} is gone" for name in {*before, *done} - names]
    elif deed == "forget":
        brought = {line[1:] for line in done if line[0] == "+"}
        wrong += [f"{name} was forgotten and is there" for name in set(done) & names]
        wrong += [] if len((before | brought) - set(done) - names) <= 1 else ["more was forgotten than asked for"]
    else:
        wrong += [] if names == before else ["a source came or went"]
    if deed == "backup":
        wrong += _bad_backups(here, names, done)
    if deed == "envelopes" and done:
        kinds = [way.kind for way in ways_in(vault)]
        wrong += [] if kinds == [Kind.RECOVERY, Kind.PASSPHRASE] else ["a way of opening is gone"]
    vault.lock()
    return wrong


def _bad_backups(here: Path, names: set[str], done: list[str]) -> list[str]:
    """A backup that has its name is whole, whether it was acknowledged or not."""
    wrong = [f"backup {name} is gone" for name in done if not (here / "backups" / name).exists()]
    found = sorted((here / "backups").glob("*.backup"))
    for backup in [*found[:1], *found[-1:]]:
        target = here / "back" / "ada.vault"
        restore_backup(backup, target, PASSPHRASE)
        if {source.name for source in open_vault(target, PASSPHRASE).sources()} != names:
            wrong.append(f"backup {backup.name} lacks a source")
        shutil.rmtree(target.parent)
    shutil.rmtree(here / "backups", ignore_errors=True)
    return wrong


def _sources(here: Path) -> set[str]:
    vault = open_vault(here / "ada.vault", PASSPHRASE)
    names = {source.name for source in vault.sources()}
    vault.lock()
    return names


def begin(folder: Path, number: int) -> Path:
    """A folder with a fresh record of two sources, and a batch to bring in."""
    here = folder / str(number)
    vault: Vault = create_vault(here / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)
    (here / "batch.json").write_text(json.dumps(_batch()), encoding="utf-8")
    for name in ("first", "second"):
        import_file(vault, here / "batch.json", name, TODAY)
    vault.lock()
    return here


def write_old_format(path: Path) -> None:
    """A record of the first format with one source."""
    for old in (path, keys_path(path), path.with_name(path.name + "-journal")):
        old.unlink(missing_ok=True)
    key = new_key()
    connection = database.connect(path, key)
    with database.atomic(connection, path):
        for statement in filter(str.strip, MIGRATIONS[0][1].split(";")):
            connection.execute(statement)
        connection.execute("INSERT INTO migration VALUES (1, ?)", (MIGRATIONS[0][0],))
        connection.execute("INSERT INTO source (name, imported_on) VALUES ('of old', '2026-01-01')")
        connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    keys_path(path).write_bytes(written(seal(key, PASSPHRASE, FOR_TESTS_ONLY)))


def _batch() -> dict[str, object]:
    mine = {"reference": "Patient/p"}
    patient = {"resourceType": "Patient", "id": "p", "name": [{"family": "Winter"}], "birthDate": "1948-03-02"}
    observations = [
        {
            "resourceType": "Observation",
            "id": f"o{number}",
            "status": "final",
            "subject": mine,
            "code": {"text": "Potassium"},
            "effectiveDateTime": "2026-10-03",
            "valueQuantity": {"value": number, "unit": "mmol/L"},
            "note": [{"text": "x" * 400}],
        }
        for number in range(ENTRIES)
    ]
    entries = [{"resource": resource} for resource in (patient, *observations)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def show(tally: Tally) -> int:
    """The table, and 1 when anything was lost."""
    print(f"{'deed':<12}{'fault':<12}{'rounds':>8}{'stopped':>9}{'acknowledged':>14}")
    for kind in sorted(tally.rounds):
        print(
            f"{kind[0]:<12}{kind[1]:<12}{tally.rounds[kind]:>8}{tally.stopped[kind]:>9}{tally.acknowledged[kind]:>14}"
        )
    print(
        f"{tally.rounds.total()} rounds: {len(tally.lost)} things lost, {len(tally.unopened)} records that do not open."
    )
    for line in (*tally.lost, *tally.unopened):
        print(f"  {line}")
    return 1 if tally.lost or tally.unopened else 0


def main() -> int:
    """`python -m bench.crash [ROUNDS [SEED]]`."""
    given = [int(argument) for argument in sys.argv[1:]]
    rounds, seed = (*given, *(ROUNDS, SEED)[len(given) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        return show(run(rounds, seed, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
