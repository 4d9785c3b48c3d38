"""Facts filed from raw resources: read, written as rows, and read again when something they lean on changes."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlcipher3 import dbapi2 as sqlite

from core.facts import CareMember, ConceptKind, Fact, Letter, Person, Visit
from store.fhir_codes import text_key
from store.fhir_entry import Entry, Finding
from store.fhir_json import JsonObject, words
from store.fhir_person import read_person
from store.fhir_versions import OLD_TYPES, to_r4
from store.readers import READERS
from store.rows import KINDS, TABLES, row_of

_NOBODY = Person("", None, "")


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


def file_facts(connection: sqlite.Connection, source: int, resources: Collection[int]) -> Iterator[int]:
    """Files anew the facts of these resource rows of one source; gives each row's id when it is done."""
    person = owner(connection)
    name = connection.execute("SELECT name FROM source WHERE id = ?", (source,)).fetchone()[0]
    follower = _Follower(connection, source)
    for row in sorted(resources):
        follower.leaned_on = set()
        kind, logical_id, raw = connection.execute(
            "SELECT type, logical_id, raw FROM resource WHERE id = ?", (row,)
        ).fetchone()
        _forget(connection, row)
        if kind in READERS or kind in OLD_TYPES:
            resource = to_r4(json.loads(raw))
            entry = Entry(resource, f"{kind}/{logical_id}", name, follower, person.born, person.sex)
            for finding in READERS[words(resource, "resourceType")](entry):
                _file(connection, row, finding)
            connection.executemany(
                "INSERT INTO leaning (address, resource_id) VALUES (?, ?)",
                [(address, row) for address in sorted(follower.leaned_on)],
            )
        yield row


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


def _file(connection: sqlite.Connection, row: int, finding: Finding) -> None:
    fact = finding.fact
    columns = {"resource_id": row, "at": finding.at or None, **row_of(finding)}
    if type(fact) in KINDS:
        columns["name_id"] = _name_id(connection, KINDS[type(fact)], fact.key, fact.name)  # type: ignore[union-attr]
    sql = f"INSERT INTO {TABLES[type(fact)]} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    connection.execute(sql, tuple(columns.values()))
    for kind, name in _mentioned(fact):
        connection.execute(
            "INSERT OR IGNORE INTO mention (resource_id, name_id) VALUES (?, ?)",
            (row, _name_id(connection, kind, text_key(name), name)),
        )


def _mentioned(fact: Fact) -> Iterator[tuple[ConceptKind, str]]:
    if fact.origin.performer:
        yield ConceptKind.DOCTOR, fact.origin.performer
    if isinstance(fact, Visit):
        if fact.who:
            yield ConceptKind.DOCTOR, fact.who
        if fact.what:
            yield ConceptKind.VISIT, fact.what
    if isinstance(fact, CareMember):
        yield ConceptKind.DOCTOR, fact.name
    if isinstance(fact, Letter):
        yield ConceptKind.LETTER, fact.title


def _name_id(connection: sqlite.Connection, kind: ConceptKind, key: str, display: str) -> int:
    named = (kind.value, key, display)
    connection.execute("INSERT OR IGNORE INTO name (kind, key, display) VALUES (?, ?, ?)", named)
    row = connection.execute("SELECT id FROM name WHERE kind = ? AND key = ? AND display = ?", named).fetchone()
    return int(row[0])
