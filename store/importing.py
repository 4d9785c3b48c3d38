"""One file into the vault: read, checked, and stored in one transaction, entry by entry or not at all.

Whole-file faults (not JSON, not FHIR, two people, somebody else, nobody) store nothing. A single entry
that is neither FHIR R4 nor maps to it is refused with its place; the others come in. Ctrl-C or a crash at any point leaves the
vault as it was before the file.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import NoPatient, NotFhir
from core.facts import Deed, Person
from store.admitting import admit
from store.audit import note
from store.bundle import FileEntry
from store.entries import entries_of
from store.fhir_json import words
from store.fhir_versions import to_r4
from store.filing import Unfiled, all_rows, file_facts, leaning_on, owner
from store.incoming import Incoming, newest_last
from store.keeping import Kept, Shelf, Stored
from store.owner import check_owner
from store.readers import FOLLOWED
from store.report import ImportReport, Refusal, TypeCount
from store.sources import SourceFile, load_file
from store.validate import is_r4_type
from store.vault import Vault

Progress = Callable[[int, int], None]
"""Called with steps done and steps in all."""


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(slots=True)
class _Tally:
    """What becomes of the entries while they come in."""

    counts: dict[str, Counter[Kept]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    """Rows whose facts have to be filed."""
    new: dict[int, Unfiled] = field(default_factory=dict, repr=False)
    """Those of them that are new, with what they hold."""

    def count(self, incoming: Incoming, stored: Stored) -> None:
        """Takes note of what became of an entry."""
        self.counts.setdefault(incoming.type, Counter())[stored.kept] += 1
        if stored.kept in {Kept.NEW, Kept.UPDATED}:
            self.changed.add(stored.id)

    def report(self, source: str) -> ImportReport:
        """The counts and refusals as a value."""
        counts = (
            TypeCount(kind, **{kept.value: self.counts[kind][kept] for kept in Kept}) for kind in sorted(self.counts)
        )
        return ImportReport(source, tuple(counts), tuple(self.refusals))


def import_file(
    vault: Vault, path: Path, source_name: str, today: dt.date, on_progress: Progress = _silent
) -> ImportReport:
    """Brings in the single file at `path` under the name of its source; see `import_source`."""
    return import_source(vault, load_file(path), source_name, today, on_progress)


def import_source(
    vault: Vault, file: SourceFile, source_name: str, today: dt.date, on_progress: Progress = _silent
) -> ImportReport:
    """Brings in one file under the name of its source.

    Each entry is two steps of progress: when it is checked and when its facts are filed. Raises the
    leaves of `ImportRefused` and `VaultError`.
    """
    path = file.path
    entries = entries_of(file)
    _check_single(entries, path)
    source = " ".join(source_name.split()) or path.stem
    with vault.writing() as connection:
        shelf = Shelf(connection, _source_id(connection, source, today), today)
        check_owner(entries, tuple(shelf.known_patients()), path)
        before = owner(connection)
        tally = _Tally()
        _keep(shelf, tally, _accepted(shelf, tally, entries, on_progress))
        if not any(True for _ in shelf.known_patients()):
            raise NoPatient(path=path)
        _file(shelf, tally, before, lambda done: on_progress(len(entries) + min(done, len(entries)), 2 * len(entries)))
        _forget_if_empty(shelf)
        report = tally.report(source)
        note(connection, vault.data_key(), Deed.IMPORTED, report.stored)
        on_progress(2 * len(entries), 2 * len(entries))
    return report


def _check_single(entries: Sequence[FileEntry], path: Path) -> None:
    if len(entries) == 1 and entries[0].path == "resource":
        resource = entries[0].resource
        if resource is None or not is_r4_type(words(to_r4(resource), "resourceType")):
            raise NotFhir(path=path, where="its resourceType is none of FHIR R4")


def _source_id(connection: sqlite.Connection, name: str, today: dt.date) -> int:
    connection.execute(
        "INSERT INTO source (name, imported_on) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET imported_on = excluded.imported_on",
        (name, today.isoformat()),
    )
    return int(connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()[0])


def _accepted(shelf: Shelf, tally: _Tally, entries: Sequence[FileEntry], on_progress: Progress) -> list[Incoming]:
    """The entries that may come in; the others go to the refusals."""
    accepted = []
    there = None if shelf.is_empty() else shelf
    for done, entry in enumerate(entries, start=1):
        admitted = admit(entry, there)
        if isinstance(admitted, Incoming):
            accepted.append(admitted)
        else:
            tally.refusals.append(admitted)
        on_progress(done, 2 * len(entries))
    return accepted


def _keep(shelf: Shelf, tally: _Tally, accepted: Sequence[Incoming]) -> None:
    """Puts everything in its place; what comes once and finds its place empty goes in together."""
    empty, new = shelf.is_empty(), list[Incoming]()
    for versions in newest_last(accepted):
        if len(versions) == 1 and (empty or not shelf.has_place(versions[0])):
            new.append(versions[0])
            continue
        _keep_new(shelf, tally, new)
        new = []
        for incoming, newest in zip(reversed(versions), [True] + [False] * len(versions), strict=False):
            tally.count(incoming, shelf.keep(incoming) if newest else shelf.keep_older(incoming))
    _keep_new(shelf, tally, new)


def _keep_new(shelf: Shelf, tally: _Tally, new: Sequence[Incoming]) -> None:
    for incoming, stored in zip(new, shelf.keep_new(new), strict=True):
        tally.count(incoming, stored)
        resource = incoming.resource if incoming.is_r4 else to_r4(incoming.resource)
        tally.new[stored.id] = Unfiled(incoming.type, incoming.logical_id, resource)


def _file(shelf: Shelf, tally: _Tally, before: Person, on_filed: Callable[[int], None]) -> None:
    """Files the facts of what changed and of everything that took words from it."""
    connection = shelf.connection
    looked_up = {row for row in tally.changed if row not in tally.new or tally.new[row].type in FOLLOWED}
    todo = leaning_on(connection, looked_up)
    todo.setdefault(shelf.source, set()).update(tally.changed)
    if owner(connection) != before:
        # Sex and age choose between reference ranges.
        todo = all_rows(connection)
    done = 0
    for source, rows in todo.items():
        for _ in file_facts(connection, source, rows, tally.new):
            done += 1
            on_filed(done)


def _forget_if_empty(shelf: Shelf) -> None:
    shelf.connection.execute(
        "DELETE FROM source WHERE id = ? AND NOT EXISTS (SELECT 1 FROM resource WHERE source_id = source.id)",
        (shelf.source,),
    )
