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
from store.audit import note
from store.bundle import FileEntry
from store.entries import entries_of
from store.fhir_json import JsonObject, too_deep, without_extensions, words
from store.fhir_versions import is_mapped, to_r4
from store.filing import all_rows, file_facts, leaning_on, owner
from store.keeping import Incoming, Kept, Shelf, digest_of, newest_last
from store.owner import check_owner
from store.report import ImportReport, Reason, Refusal, TypeCount
from store.sources import SourceFile, load_file
from store.validate import Fault, fault, is_r4_type, is_stu3
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
    """The entries that are FHIR R4; the others go to the refusals."""
    accepted = []
    for done, entry in enumerate(entries, start=1):
        incoming = _checked(shelf, tally, entry)
        if incoming is not None:
            accepted.append(incoming)
        on_progress(done, 2 * len(entries))
    return accepted


def _checked(shelf: Shelf, tally: _Tally, entry: FileEntry) -> Incoming | None:
    if entry.resource is None:
        tally.refusals.append(Refusal(entry.path, Reason.NO_RESOURCE))
        return None
    if too_deep(entry.resource):
        tally.refusals.append(Refusal(entry.path, Reason.TOO_DEEP))
        return None
    incoming = Incoming(entry, entry.resource, digest_of(entry.resource))
    # What is there with the same content was checked when it came in.
    wrong = None if shelf.has(incoming) else _fault(entry.resource)
    if wrong is not None:
        tally.refusals.append(Refusal(entry.path + wrong.path, wrong.reason))
        return None
    return incoming


def _fault(resource: JsonObject) -> Fault | None:
    """What keeps a resource out: it is no R4, and read as an older version it is none either."""
    wrong = fault(resource)
    if wrong is None:
        return None
    mapped = to_r4(resource)
    if mapped is not resource and fault(mapped) is None:
        return None
    kept_whole = not is_mapped(words(resource, "resourceType")) and is_stu3(resource)
    return None if kept_whole or _only_extended_wrongly(mapped) else wrong


def _only_extended_wrongly(resource: JsonObject) -> bool:
    """Whether all that is wrong stands in an extension, which adds and may not change what we read."""
    plain = without_extensions(resource)
    return plain != resource and fault(plain) is None


def _keep(shelf: Shelf, tally: _Tally, accepted: Sequence[Incoming]) -> None:
    for versions in newest_last(accepted):
        for incoming, newest in zip(reversed(versions), [True] + [False] * len(versions), strict=False):
            stored = shelf.keep(incoming) if newest else shelf.keep_older(incoming)
            tally.counts.setdefault(incoming.type, Counter())[stored.kept] += 1
            if stored.kept in {Kept.NEW, Kept.UPDATED}:
                tally.changed.add(stored.id)


def _file(shelf: Shelf, tally: _Tally, before: Person, on_filed: Callable[[int], None]) -> None:
    """Files the facts of what changed and of everything that took words from it."""
    connection = shelf.connection
    todo = leaning_on(connection, tally.changed)
    todo.setdefault(shelf.source, set()).update(tally.changed)
    if owner(connection) != before:
        # Sex and age choose between reference ranges.
        todo = all_rows(connection)
    done = 0
    for source, rows in todo.items():
        for _ in file_facts(connection, source, rows):
            done += 1
            on_filed(done)


def _forget_if_empty(shelf: Shelf) -> None:
    shelf.connection.execute(
        "DELETE FROM source WHERE id = ? AND NOT EXISTS (SELECT 1 FROM resource WHERE source_id = source.id)",
        (shelf.source,),
    )
