"""Facts on their way into their tables: written in batches, each name looked up once."""

from collections.abc import Collection, Iterator

from sqlcipher3 import dbapi2 as sqlite

from core.facts import CareMember, ConceptKind, Fact, Letter, Visit
from store.fhir_codes import text_key
from store.fhir_entry import Finding
from store.rows import KINDS, TABLES, row_of

_BATCH = 2_000
"""Facts held in memory at most."""


class Sheet:
    """Collects facts, and files them when it is full or told to."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._facts: dict[type[object], list[tuple[object, ...]]] = {}
        self._columns: dict[type[object], tuple[str, ...]] = {}
        self._mentions: set[tuple[int, int]] = set()
        self._leanings: list[tuple[str, int]] = []
        self._names: dict[tuple[str, str, str], int] = {}
        self._held = 0

    def add(self, row: int, finding: Finding) -> None:
        """A fact of a resource row."""
        fact = finding.fact
        kind = type(fact)
        columns = {"resource_id": row, "at": finding.at or None, **row_of(finding)}
        if kind in KINDS:
            columns["name_id"] = self._name_id(KINDS[kind], fact.key, fact.name)  # type: ignore[union-attr]
        self._columns.setdefault(kind, tuple(columns))
        self._facts.setdefault(kind, []).append(tuple(columns.values()))
        for named, name in _mentioned(fact):
            self._mentions.add((row, self._name_id(named, text_key(name), name)))
        self._held += 1
        if self._held >= _BATCH:
            self.file()

    def add_leaning(self, row: int, addresses: Collection[str]) -> None:
        """Where a resource row took words from."""
        self._leanings += [(address, row) for address in sorted(addresses)]

    def file(self) -> None:
        """Writes what was collected."""
        for kind, rows in self._facts.items():
            columns = self._columns[kind]
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(
                f"INSERT INTO {TABLES[kind]} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608 our own names
                rows,
            )
        self._connection.executemany(
            "INSERT OR IGNORE INTO mention (resource_id, name_id) VALUES (?, ?)", sorted(self._mentions)
        )
        self._connection.executemany("INSERT INTO leaning (address, resource_id) VALUES (?, ?)", self._leanings)
        self._facts.clear()
        self._mentions.clear()
        self._leanings.clear()
        self._held = 0

    def _name_id(self, kind: ConceptKind, key: str, display: str) -> int:
        named = (kind.value, key, display)
        known = self._names.get(named)
        if known is None:
            self._connection.execute("INSERT OR IGNORE INTO name (kind, key, display) VALUES (?, ?, ?)", named)
            found = self._connection.execute(
                "SELECT id FROM name WHERE kind = ? AND key = ? AND display = ?", named
            ).fetchone()
            known = self._names[named] = int(found[0])
        return known


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
