"""The record, opened and read: fills the port `core.ports.Records` with facts, newest first."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TypeVar

from core.facts import (
    EVER,
    Allergy,
    CareMember,
    ConceptKind,
    Condition,
    DayOfActivity,
    Doing,
    Extent,
    Fact,
    Immunization,
    Letter,
    LetterPassage,
    Medicine,
    Night,
    Origin,
    PartialDate,
    Person,
    Procedure,
    Reading,
    RecordName,
    Span,
    VaccineAdvice,
    Visit,
)
from store.audit import AuditEntry
from store.care_rows import each_once
from store.conditions import newest_readings, within
from store.earliest import earliest
from store.filing import owner
from store.letter_search import find_letters
from store.rows import FACTS, KINDS, TABLES
from store.twins import told_once
from store.vault import Vault

F = TypeVar("F", bound=Fact)

_PLACED = "resource.type || '/' || resource.logical_id AS resource, source.name AS source, resource.identifiers"
_JOINED = "JOIN resource ON resource.id = fact.resource_id JOIN source ON source.id = resource.source_id"
_NEWEST_FIRST = "ORDER BY fact.at DESC, resource.type, resource.logical_id DESC, fact.id"
"""SQLite sorts NULL (undated) below everything, so it comes last."""
_PRELIMINARY_AFTER = "ORDER BY fact.at DESC, fact.preliminary, resource.type, resource.logical_id DESC, fact.id"


class VaultRecords:
    """`core.ports.Records` over an opened vault; every method raises `Locked` once it is locked."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def locked(self) -> bool:
        """Whether the vault forgot its key."""
        return self._vault.locked

    def used(self) -> None:
        """Somebody was answered from it."""
        self._vault.used()

    def names(self) -> Sequence[RecordName]:
        """Every distinct name in the record with how many entries bear it, most frequent first."""
        counted = [f"SELECT name_id, count(*) AS n FROM {TABLES[fact]} GROUP BY name_id" for fact in KINDS]  # noqa: S608
        counted.append("SELECT name_id, count(*) AS n FROM mention GROUP BY name_id")
        sql = (
            f"SELECT kind, key, display, sum(n) FROM ({' UNION ALL '.join(counted)})"  # noqa: S608
            " JOIN name ON name.id = name_id GROUP BY name.id ORDER BY sum(n) DESC, kind, key, display"
        )
        with self._vault.reading() as connection:
            rows = connection.execute(sql).fetchall()
        return tuple(RecordName(ConceptKind(kind), key, display, count) for kind, key, display, count in rows)

    def readings(self, keys: Collection[str] | None = None, span: Span = EVER) -> Sequence[Reading]:
        """Measured values under these keys, or all when None."""
        where, values = ["1"], []
        if keys is not None:
            wanted = sorted(keys)
            where.append(f"name.kind = 'test' AND name.key IN ({', '.join('?' * len(wanted))})")
            values += wanted
        during, days = within(span)
        return self._facts(Reading, " AND ".join([*where, during]), [*values, *days])

    def latest(self, keys: Collection[str], count: int = 1) -> Sequence[Reading]:
        """The newest `count` readings under each key, found without reading the series."""
        found = [reading for key in sorted(set(keys)) for reading in self._latest(key, count)]
        return tuple(sorted(found, key=_day, reverse=True))

    def _latest(self, key: str, count: int) -> Sequence[Reading]:
        with self._vault.reading() as connection:
            # Each source may tell the same result once.
            rows = count * connection.execute("SELECT count(*) FROM source").fetchone()[0]
            where, values = newest_readings(connection, key, rows)
        return self._facts(Reading, where, values, rows)[:count]

    def medicines(self) -> Sequence[Medicine]:
        """Every prescription, current and past."""
        return self._facts(Medicine)

    def allergies(self) -> Sequence[Allergy]:
        """Allergies and statements that there are none."""
        return self._facts(Allergy)

    def conditions(self) -> Sequence[Condition]:
        """Diagnoses and problems, active and resolved."""
        return self._facts(Condition)

    def visits(self) -> Sequence[Visit]:
        """Encounters that took place and appointments to come."""
        return self._facts(Visit)

    def immunizations(self) -> Sequence[Immunization]:
        """Vaccines that were given."""
        return self._facts(Immunization)

    def vaccine_advice(self) -> Sequence[VaccineAdvice]:
        """What was said of vaccines to come."""
        return self._facts(VaccineAdvice)

    def procedures(self) -> Sequence[Procedure]:
        """What was done."""
        return self._facts(Procedure)

    def letters(self) -> Sequence[Letter]:
        """Letters, reports and notes; a note that comes twice with the same day and text is told once."""
        once: dict[tuple[object, str], Letter] = {}
        for letter in self._facts(Letter):
            once.setdefault((letter.origin.when, letter.text), letter)
        return tuple(once.values())

    def days_of_activity(self, span: Span = EVER) -> Sequence[DayOfActivity]:
        """What was counted, day by day."""
        return self._facts(DayOfActivity, *within(span))

    def nights(self, span: Span = EVER) -> Sequence[Night]:
        """Sleep by the morning it ended in."""
        return self._facts(Night, *within(span))

    def care_team(self) -> Sequence[CareMember]:
        """Who looks after this person; who is both in a care team and listed alone is told once, the fuller one."""
        return each_once(self._facts(CareMember))

    def search_letters(self, words: str) -> Sequence[LetterPassage]:
        """Letters that hold these words, best first, each with its best sentence."""
        with self._vault.reading() as connection:
            found = list(find_letters(connection, words))
        letters = [(self._facts(Letter, "fact.id = ?", [one.id]), one.sentence) for one in found]
        once: dict[tuple[object, str], LetterPassage] = {}
        for (letter,), sentence in letters:
            once.setdefault((letter.origin.when, letter.text), LetterPassage(letter, sentence))
        return tuple(once.values())

    def doings(self) -> Sequence[Doing]:
        """What was done with this record, by its audit."""
        return tuple(map(_doing, reversed(self._vault.audit())))

    def person(self) -> Person:
        """Whose record this is."""
        with self._vault.reading() as connection:
            return owner(connection)

    def extent(self) -> Extent:
        """How far the record goes: from the first thing that was measured, given, done, seen or written.

        Appointments to come do not count, and neither does the onset of a condition or an allergy: a record
        that tells of a rash in 1957 does not hold results from then.
        """
        with self._vault.reading() as connection:
            since = earliest(connection)
            sources = connection.execute("SELECT name FROM source ORDER BY id").fetchall()
            entries = connection.execute("SELECT count(*) FROM resource").fetchone()[0]
        return Extent(since, tuple(name for (name,) in sources), entries)

    def _facts(self, kind: type[F], where: str = "1", values: Sequence[object] = (), limit: int = -1) -> Sequence[F]:
        named = kind in KINDS
        columns = f"fact.*, {_PLACED}{', name.key, name.display' if named else ''}"
        joined = f"{_JOINED}{' JOIN name ON name.id = fact.name_id' if named else ''}"
        order = _PRELIMINARY_AFTER if kind is Reading else _NEWEST_FIRST
        sql = f"SELECT {columns} FROM {TABLES[kind]} AS fact {joined} WHERE {where} {order} LIMIT {limit:d}"  # noqa: S608 our own words
        with self._vault.reading() as connection:
            cursor = connection.execute(sql, tuple(values))
            headings = [heading[0] for heading in cursor.description]
            rows = cursor.fetchall()
        read = FACTS[kind]
        found = (dict(zip(headings, row, strict=True)) for row in rows)
        return told_once([(row, read(row)) for row in found])  # type: ignore[misc]


def _day(reading: Reading) -> dt.date:
    """What it sorts by; undated last."""
    return reading.origin.when.first_day() if reading.origin.when else dt.date.min


def _doing(entry: AuditEntry) -> Doing:
    here = entry.at.astimezone()
    origin = Origin(f"Audit/{entry.number}", "this record's own log", PartialDate.of(here.date()))
    return Doing(origin, entry.deed, f"{here:%H:%M}", entry.entries, entry.sent)
