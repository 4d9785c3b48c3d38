"""Raw resources kept whole: what is new, the same, newer or older than what is there."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlcipher3 import dbapi2 as sqlite

from store.bundle import FileEntry
from store.fhir_entry import own_addresses
from store.fhir_json import JsonObject, child, children, words
from store.owner import KnownPatient
from store.readers import FOLLOWED

CDA_MARK = "urn:hl7-org:v3"
"""`meta.source` of what was read from a C-CDA."""
_HASHED_ID_DIGITS = 32


class Kept(StrEnum):
    """What became of an entry; the names are the fields of `report.TypeCount`."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry on its way in."""

    entry: FileEntry
    resource: JsonObject = field(repr=False)
    digest: bytes = field(repr=False)
    """The same for the same content, however the file was laid out."""

    @property
    def type(self) -> str:
        """The resource's type."""
        return words(self.resource, "resourceType")

    @property
    def logical_id(self) -> str:
        """The resource's own id, else the UUID that the file addresses it by, else one made of its content."""
        url = self.entry.full_url
        by_url = url.rsplit(":", 1)[-1] if url.startswith("urn:") else ""
        return words(self.resource, "id") or by_url or f"h{self.digest.hex()[:_HASHED_ID_DIGITS]}"


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
            return self._insert(incoming)
        if row[1] == incoming.digest:
            return Stored(row[0], Kept.SAME)
        if _is_older(incoming.resource, json.loads(row[2])):
            return self._into_history(row[0], incoming)
        return self._replace(row[0], incoming)

    def keep_older(self, incoming: Incoming) -> Stored:
        """Puts a version that its own file replaces straight into the history."""
        row = self._there(incoming)
        if row is None or row[1] == incoming.digest:
            return self.keep(incoming)
        return self._into_history(row[0], incoming)

    def has(self, incoming: Incoming) -> bool:
        """Whether exactly this is already there."""
        row = self._there(incoming)
        return row is not None and bool(row[1] == incoming.digest)

    def known_patients(self) -> Iterator[KnownPatient]:
        """Every Patient in the vault: all of them are its owner."""
        rows = self.connection.execute("SELECT raw, source_id FROM resource WHERE type = 'Patient' ORDER BY id")
        for raw, source in rows.fetchall():
            yield KnownPatient(json.loads(raw), source == self.source)

    def _there(self, incoming: Incoming) -> tuple[int, bytes, str] | None:
        row: tuple[int, bytes, str] | None = self.connection.execute(
            "SELECT id, digest, raw FROM resource WHERE source_id = ? AND type = ? AND logical_id = ?",
            (self.source, incoming.type, incoming.logical_id),
        ).fetchone()
        return row

    def _insert(self, incoming: Incoming) -> Stored:
        entry = incoming.entry
        cursor = self.connection.execute(
            "INSERT INTO resource (source_id, type, logical_id, full_url, raw, digest, imported_on, identifiers)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.source,
                incoming.type,
                incoming.logical_id,
                entry.full_url,
                entry.text,
                incoming.digest,
                self.today.isoformat(),
                _identifiers(incoming.resource),
            ),
        )
        self._note_addresses(cursor.lastrowid, incoming)
        return Stored(cursor.lastrowid, Kept.NEW)

    def _replace(self, row: int, incoming: Incoming) -> Stored:
        self.connection.execute(
            "INSERT INTO history (resource_id, raw, digest, replaced_on)"
            " SELECT id, raw, digest, ? FROM resource WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM history WHERE resource_id = resource.id AND digest = resource.digest)",
            (self.today.isoformat(), row),
        )
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
        self._note_addresses(row, incoming)
        return Stored(row, Kept.UPDATED)

    def _into_history(self, row: int, incoming: Incoming) -> Stored:
        self.connection.execute(
            "INSERT INTO history (resource_id, raw, digest, replaced_on) SELECT ?1, ?2, ?3, ?4"
            " WHERE NOT EXISTS (SELECT 1 FROM history WHERE resource_id = ?1 AND digest = ?3)",
            (row, incoming.entry.text, incoming.digest, self.today.isoformat()),
        )
        return Stored(row, Kept.OLDER)

    def _note_addresses(self, row: int, incoming: Incoming) -> None:
        if incoming.type not in FOLLOWED:
            return
        self.connection.execute("DELETE FROM address WHERE resource_id = ?", (row,))
        addresses = own_addresses(incoming.resource, incoming.logical_id, incoming.entry.full_url)
        self.connection.executemany(
            "INSERT INTO address (address, resource_id) VALUES (?, ?)", [(a, row) for a in sorted(addresses)]
        )


def _identifiers(resource: JsonObject) -> str:
    """System and value of each business identifier, a line each."""
    written = ((words(one, "system"), words(one, "value")) for one in children(resource, "identifier"))
    return "\n".join(f"{system}|{value}" for system, value in written if system and value)


def digest_of(resource: JsonObject) -> bytes:
    """A digest of the content, whatever its layout.

    What was read from a C-CDA bears the time of its document, which is none of its content.
    """
    if words(child(resource, "meta"), "source") == CDA_MARK:
        resource = {key: value for key, value in resource.items() if key != "meta"}
    canonical = json.dumps(resource, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def newest_last(accepted: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """The versions of each resource in one file, in the order in which they replace one another."""
    places: dict[tuple[str, str], list[Incoming]] = {}
    for incoming in accepted:
        places.setdefault((incoming.type, incoming.logical_id), []).append(incoming)
    for versions in places.values():
        dates = [_last_updated(version.resource) for version in versions]
        known = [date for date in dates if date is not None]
        if len(known) == len(versions):
            versions.sort(key=lambda version: _last_updated(version.resource) or known[0])
        yield versions


def _is_older(incoming: JsonObject, present: JsonObject) -> bool:
    new, old = (_last_updated(resource) for resource in (incoming, present))
    return new is not None and old is not None and new < old


def _last_updated(resource: JsonObject) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(words(child(resource, "meta"), "lastUpdated"))
    except ValueError:
        return None
    return found if found.tzinfo else None
