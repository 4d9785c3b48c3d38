"""Entries on their way in, and the versions of one resource among them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.bundle import FileEntry
from store.content import digest_of
from store.fhir_json import JsonObject, child, words

_HASHED_ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry on its way in."""

    entry: FileEntry
    resource: JsonObject = field(repr=False)
    digest: bytes = field(repr=False)
    """Of the text as it stands, or of the content."""
    is_r4: bool = False
    """Whether it was found to be R4 as it is."""

    type: str = field(init=False)
    """The resource's type."""
    logical_id: str = field(init=False)
    """The resource's own id, else the UUID that the file addresses it by, else one made of its content."""

    def __post_init__(self) -> None:
        url = self.entry.full_url
        by_url = url.rsplit(":", 1)[-1] if url.startswith("urn:") else ""
        known = words(self.resource, "id") or by_url
        object.__setattr__(self, "type", words(self.resource, "resourceType"))
        object.__setattr__(self, "logical_id", known or f"h{digest_of(self.resource).hex()[:_HASHED_ID_DIGITS]}")


def newest_last(accepted: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """The versions of each resource in one file, in the order in which they replace one another."""
    places: dict[tuple[str, str], list[Incoming]] = {}
    for incoming in accepted:
        places.setdefault((incoming.type, incoming.logical_id), []).append(incoming)
    for versions in places.values():
        if len(versions) == 1:
            yield versions
            continue
        dates = [last_updated(version.resource) for version in versions]
        known = [date for date in dates if date is not None]
        if len(known) == len(versions):
            versions.sort(key=lambda version: last_updated(version.resource) or known[0])
        yield versions


def last_updated(resource: JsonObject) -> dt.datetime | None:
    """When a resource says that it was changed last; None when it does not say it with a zone."""
    try:
        found = dt.datetime.fromisoformat(words(child(resource, "meta"), "lastUpdated"))
    except ValueError:
        return None
    return found if found.tzinfo else None
