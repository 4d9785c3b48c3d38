"""The record as FHIR R4: one collection bundle for each source, every resource to the letter as it came in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from store.durable import appearing

_BESIDE_LETTERS = " -_."


@dataclass(frozen=True, slots=True)
class Written:
    """One bundle on the disk."""

    path: Path
    entries: int


def write_bundles(connection: sqlite.Connection, folder: Path) -> tuple[Written, ...]:
    """A bundle for each source, named after it, so that importing the folder gives the sources back.

    Raises `VaultExists` when a name is taken and `DiskFull`.
    """
    sources = connection.execute("SELECT id, name, imported_on FROM source ORDER BY id").fetchall()
    taken: set[str] = set()
    written = []
    for source, name, imported_on in sources:
        path = folder / f"{_file_name(name, taken)}.json"
        taken.add(path.stem.casefold())
        with appearing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
            count = 0
            for piece in _pieces(connection, source, imported_on):
                file.write(piece)
                count += 1
        written.append(Written(path, count - 2))
    return tuple(written)


def _pieces(connection: sqlite.Connection, source: int, imported_on: str) -> Iterator[str]:
    """The head of a bundle, its entries one by one, and its end."""
    yield f'{{"resourceType": "Bundle", "type": "collection", "timestamp": "{imported_on}T00:00:00Z", "entry": ['
    rows = connection.execute("SELECT full_url, raw FROM resource WHERE source_id = ? ORDER BY id", (source,))
    between = "\n"
    for full_url, raw in rows:
        address = f'"fullUrl": {json.dumps(full_url)}, ' if full_url else ""
        # The text itself: decoding it would turn 7.20 into 7.2.
        yield f'{between}{{{address}"resource": {raw}}}'
        between = ",\n"
    yield "\n]}\n"


def _file_name(source: str, taken: set[str]) -> str:
    """The source's name as far as any file system takes it, and none twice."""
    name = "".join(sign if sign.isalnum() or sign in _BESIDE_LETTERS else "_" for sign in source).strip(" .")[:80]
    name, number = name or "source", 1
    candidate = name
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate
