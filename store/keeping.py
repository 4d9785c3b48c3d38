"""Raw resources kept whole: what is new, the same, newer or older than what is there."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlcipher3 import dbapi2 as sqlite

from store.content import content_digest, digest_of
from store.fhir_entry import own_addresses
from store.fhir_json import JsonObject, children, words
from store.incoming import Incoming, last_updated
from store.owner import KnownPatient
from store.readers import FOLLOWED

_There = tuple[int, bytes, str]
"""What is in a place: row, digest and text."""


class Kept(StrEnum):
    """What became of an entry; the names are the fields of `report.TypeCount`."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Stored:
    """A resource row, and what became of the entry."""

    id: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one import puts its resources: the place of an entry is its source, type and id."""

    connection: sqlite.Connection = field(repr=False)
    source: int
    today: dt.date

    def keep(self, incoming: Incoming) -> Stored:
        """Puts a resource in its place; what was there before goes to the history, unless it is newer."""
        row = self._there(incoming)
        if row is None:
            return self.keep_new([incoming])[0]
        if _is_same(row, incoming):
            return Stored(row[0], Kept.SAME)
        if _is_older(incoming.resource, json.loads(row[2])):
            return self._into_history(row[0], incoming)
        return self._replace(row, incoming)

    def keep_older(self, incoming: Incoming) -> Stored:
        """Puts a version that its own file replaces straight into the history."""
        row = self._there(incoming)
        if row is None or _is_same(row, incoming):
            return self.keep(incoming)
        return self._into_history(row[0], incoming)

    def keep_new(self, incoming: Sequence[Incoming]) -> list[Stored]:
        """Puts resources in their places, all of which are empty."""
        newest = self.connection.execute("SELECT coalesce(max(id), 0) FROM resource").fetchone()[0]
        numbered = list(enumerate(incoming, start=newest + 1))
        today = self.today.isoformat()
        self.connection.executemany(
            "INSERT INTO resource (id, source_id, type, logical_id, full_url, raw, digest, imported_on, identifiers)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    row,
                    self.source,
                    one.type,
                    one.logical_id,
                    one.entry.full_url,
                    one.entry.text,
                    one.digest,
                    today,
                    _identifiers(one.resource),
                )
                for row, one in numbered
            ],
        )
        self.connection.executemany(
            "INSERT INTO address (address, resource_id) VALUES (?, ?)",
            [(address, row) for row, one in numbered for address in _addresses(one)],
        )
        return [Stored(row, Kept.NEW) for row, _ in numbered]

    def has(self, incoming: Incoming) -> bool:
        """Whether exactly this is already there."""
        row = self._there(incoming)
        return row is not None and _is_same(row, incoming)

    def has_place(self, incoming: Incoming) -> bool:
        """Whether something is there already: this, or another version of it."""
        return self._there(incoming) is not None

    def is_empty(self) -> bool:
        """Whether nothing of this source is there."""
        found = self.connection.execute("SELECT 1 FROM resource WHERE source_id = ? LIMIT 1", (self.source,))
        return found.fetchone() is None

    def known_patients(self) -> Iterator[KnownPatient]:
        """Every Patient in the vault: all of them are its owner."""
        rows = self.connection.execute("SELECT raw, source_id FROM resource WHERE type = 'Patient' ORDER BY id")
        for raw, source in rows.fetchall():
            yield KnownPatient(json.loads(raw), source == self.source)

    def _there(self, incoming: Incoming) -> _There | None:
        row: _There | None = self.connection.execute(
            "SELECT id, digest, raw FROM resource WHERE source_id = ? AND type = ? AND logical_id = ?",
            (self.source, incoming.type, incoming.logical_id),
        ).fetchone()
        return row

    def _replace(self, there: _There, incoming: Incoming) -> Stored:
        row, digest, raw = there
        self._note_history(row, raw, content_digest(digest, raw))
        self.connection.execute(
            "UPDATE resource SET raw = ?, digest = ?, full_url = ?, imported_on = ?, identifiers = ? WHERE id = ?",
            (
                incoming.entry.text,
                incoming.digest,
                incoming.entry.full_url,
                self.today.isoformat(),
                _identifiers(incoming.resource),
                row,
            ),
        )
        self.connection.execute("DELETE FROM address WHERE resource_id = ?", (row,))
        self.connection.executemany(
            "INSERT INTO address (address, resource_id) VALUES (?, ?)", [(a, row) for a in _addresses(incoming)]
        )
        return Stored(row, Kept.UPDATED)

    def _into_history(self, row: int, incoming: Incoming) -> Stored:
        self._note_history(row, incoming.entry.text, content_digest(incoming.digest, incoming.entry.text))
        return Stored(row, Kept.OLDER)

    def _note_history(self, row: int, raw: str, digest: bytes) -> None:
        self.connection.execute(
            "INSERT INTO history (resource_id, raw, digest, replaced_on) SELECT ?1, ?2, ?3, ?4"
            " WHERE NOT EXISTS (SELECT 1 FROM history WHERE resource_id = ?1 AND digest = ?3)",
            (row, raw, digest, self.today.isoformat()),
        )


def _addresses(incoming: Incoming) -> list[str]:
    if incoming.type not in FOLLOWED:
        return []
    return sorted(own_addresses(incoming.resource, incoming.logical_id, incoming.entry.full_url))


def _is_same(there: _There, incoming: Incoming) -> bool:
    """Whether the content is the same, however either was laid out."""
    _, digest, raw = there
    return digest == incoming.digest or digest_of(json.loads(raw)) == digest_of(incoming.resource)


def _identifiers(resource: JsonObject) -> str:
    """System and value of each business identifier, a line each."""
    written = ((words(one, "system"), words(one, "value")) for one in children(resource, "identifier"))
    return "\n".join(f"{system}|{value}" for system, value in written if system and value)


def _is_older(incoming: JsonObject, present: JsonObject) -> bool:
    new, old = (last_updated(resource) for resource in (incoming, present))
    return new is not None and old is not None and new < old
