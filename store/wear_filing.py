"""Resources made here from files that are no FHIR, taken in like any other: in one transaction, or not at all.

A day that comes again with the same content is the same; one that says more replaces what was there, by the
date of the export it comes from, and the older stays in the history.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import ExportEmpty, NoPatient, OtherPerson
from core.facts import Deed
from store.audit import note
from store.bundle import FileEntry
from store.content import digest_of
from store.digits import written
from store.fhir_json import JsonObject, words
from store.fhir_person import same_person
from store.filing import file_facts
from store.incoming import Incoming
from store.keeping import Kept, Shelf
from store.lab_columns import Ask
from store.report import ImportReport, Refusals, TypeCount
from store.vault import Vault


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where resources come from, and what shows how far they are."""

    path: Path
    source: str
    today: dt.date
    on_progress: Callable[[int, int], None] = _silent
    ask: Ask | None = field(default=None, repr=False)
    """Which column of a table is which; None when nobody can be asked."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a file."""

    resources: Iterable[tuple[str, JsonObject]] = field(repr=False)
    """What the report calls each (`Night`), and the resource; taken one at a time."""
    refusals: Refusals
    patient: JsonObject | None = field(default=None, repr=False)
    """Whom the file describes, when it does."""
    made_on: str = ""
    """When the file was made (FHIR instant): what decides between two versions of a day; empty when unknown."""


def take_in(vault: Vault, arrival: Arrival, made: Made) -> ImportReport:
    """Stores what was made; raises `OtherPerson`, `NoPatient`, `ExportEmpty` and the leaves of `VaultError`."""
    counts: dict[str, Counter[Kept]] = {}
    with vault.writing() as connection:
        shelf = Shelf(connection, _source_id(connection, arrival), arrival.today)
        _settle_owner(shelf, arrival.path, made.patient)
        changed: set[int] = set()
        for done, (kind, resource) in enumerate(made.resources, start=1):
            stored = shelf.keep(_incoming(resource, made.made_on))
            counts.setdefault(kind, Counter())[stored.kept] += 1
            if stored.kept in {Kept.NEW, Kept.UPDATED}:
                changed.add(stored.id)
            if not done % 100:
                arrival.on_progress(done, done)
        if not counts:
            raise ExportEmpty(path=arrival.path, where=made.refusals.worst())
        for _ in file_facts(connection, shelf.source, changed):
            pass
        note(connection, vault.data_key(), Deed.IMPORTED, sum(map(Counter.total, counts.values())))
    types = (TypeCount(kind, **{kept.value: counts[kind][kept] for kept in Kept}) for kind in sorted(counts))
    return ImportReport(arrival.source, tuple(types), made.refusals.listed(), made.refusals.unlisted)


def _source_id(connection: sqlite.Connection, arrival: Arrival) -> int:
    connection.execute(
        "INSERT INTO source (name, imported_on) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET imported_on = excluded.imported_on",
        (arrival.source, arrival.today.isoformat()),
    )
    return int(connection.execute("SELECT id FROM source WHERE name = ?", (arrival.source,)).fetchone()[0])


def _settle_owner(shelf: Shelf, path: Path, patient: JsonObject | None) -> None:
    """The file must be about the vault's owner; it makes one only in a vault that has none."""
    known = list(shelf.known_patients())
    if not known and patient is None:
        raise NoPatient(path=path)
    if patient is None:
        return
    if not all(same_person(patient, owner.resource, owner.same_source) for owner in known if _tells(owner.resource)):
        raise OtherPerson(path=path)
    if not known:
        stored = shelf.keep(_incoming(patient, ""))
        for _ in file_facts(shelf.connection, shelf.source, {stored.id}):
            pass


def _tells(patient: JsonObject) -> bool:
    return bool(words(patient, "birthDate"))


def _incoming(resource: JsonObject, made_on: str) -> Incoming:
    """The digest leaves out when the export was made: the same day in a later export is the same."""
    text = written(resource | ({"meta": {"lastUpdated": made_on}} if made_on else {}))
    return Incoming(
        FileEntry("", "", json.loads(text), text), json.loads(text), digest_of(json.loads(written(resource)))
    )
