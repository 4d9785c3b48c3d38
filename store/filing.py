"""Facts filed from raw resources: read, written as rows, and read again when something they lean on changes."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlcipher3 import dbapi2 as sqlite

from core.facts import Person
from store.fhir_entry import Entry
from store.fhir_json import JsonObject, words
from store.fhir_person import read_person
from store.fhir_versions import OLD_TYPES, to_r4
from store.readers import READERS
from store.rows import TABLES
from store.sheet import Sheet

_NOBODY = Person("", None, "")


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A resource whose facts are still to be filed."""

    type: str
    logical_id: str
    resource: JsonObject = field(repr=False)
    """As R4."""


_NOTHING_NEW: Mapping[int, Unfiled] = MappingProxyType({})


@dataclass(slots=True)
class _Follower:
    """Looks up what one entry refers to, and notes what it leans on."""

    connection: sqlite.Connection = field(repr=False)
    source: int
    found: dict[str, JsonObject] = field(default_factory=dict, repr=False)
    """Kept over a whole import: hundreds of entries refer to the same few doctors."""
    leaned_on: set[str] = field(default_factory=set, repr=False)

    def __call__(self, address: str) -> JsonObject:
        self.leaned_on.add(address)
        if address not in self.found:
            self.found[address] = self._look_up(address)
        return self.found[address]

    def _look_up(self, address: str) -> JsonObject:
        # Ids are unique within a source only; an identifier (`Practitioner?system|value`) is the same anywhere.
        row = self.connection.execute(
            "SELECT resource.raw FROM address JOIN resource ON resource.id = address.resource_id"
            " WHERE address.address = ? AND (resource.source_id = ? OR instr(address.address, '?'))"
            " ORDER BY resource.source_id = ? DESC, resource.id LIMIT 1",
            (address, self.source, self.source),
        ).fetchone()
        return to_r4(json.loads(row[0])) if row else {}


def file_facts(
    connection: sqlite.Connection, source: int, resources: Collection[int], new: Mapping[int, Unfiled] = _NOTHING_NEW
) -> Iterator[int]:
    """Files anew the facts of these resource rows of one source; gives each row's id when it is read.

    Rows in `new` have no facts yet. Everything is filed when the iterator has ended.
    """
    person = owner(connection)
    name = connection.execute("SELECT name FROM source WHERE id = ?", (source,)).fetchone()[0]
    follower = _Follower(connection, source)
    sheet = Sheet(connection)
    for row in sorted(resources):
        unfiled = new.get(row)
        if unfiled is None:
            unfiled = _kept(connection, row)
            _forget(connection, row)
        if unfiled.type in READERS or unfiled.type in OLD_TYPES:
            follower.leaned_on = set()
            resource = unfiled.resource
            address = f"{unfiled.type}/{unfiled.logical_id}"
            entry = Entry(resource, address, name, follower, person.born, person.sex)
            for finding in READERS[words(resource, "resourceType")](entry):
                sheet.add(row, finding)
            sheet.add_leaning(row, follower.leaned_on)
        yield row
    sheet.file()


def _kept(connection: sqlite.Connection, row: int) -> Unfiled:
    kind, logical_id, raw = connection.execute(
        "SELECT type, logical_id, raw FROM resource WHERE id = ?", (row,)
    ).fetchone()
    return Unfiled(kind, logical_id, to_r4(json.loads(raw)) if kind in READERS or kind in OLD_TYPES else {})


def owner(connection: sqlite.Connection) -> Person:
    """Whose record this is: the first Patient that came in."""
    row = connection.execute("SELECT raw FROM resource WHERE type = 'Patient' ORDER BY id LIMIT 1").fetchone()
    return read_person(json.loads(row[0])) if row else _NOBODY


def leaning_on(connection: sqlite.Connection, changed: Collection[int]) -> dict[int, set[int]]:
    """By source: the rows whose facts took words from one of these rows."""
    found: dict[int, set[int]] = {}
    for row in changed:
        for source, leaning in connection.execute(
            "SELECT resource.source_id, resource.id FROM address"
            " JOIN leaning ON leaning.address = address.address JOIN resource ON resource.id = leaning.resource_id"
            " WHERE address.resource_id = ?",
            (row,),
        ).fetchall():
            found.setdefault(source, set()).add(leaning)
    return found


def all_rows(connection: sqlite.Connection) -> dict[int, set[int]]:
    """By source: every resource row."""
    found: dict[int, set[int]] = {}
    for source, row in connection.execute("SELECT source_id, id FROM resource").fetchall():
        found.setdefault(source, set()).add(row)
    return found


def _forget(connection: sqlite.Connection, row: int) -> None:
    for table in (*TABLES.values(), "mention", "leaning"):
        connection.execute(f"DELETE FROM {table} WHERE resource_id = ?", (row,))  # noqa: S608 our own table names
