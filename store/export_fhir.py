"""The record as FHIR R4: one collection bundle for each source, every R4 resource to the letter as it came in."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from store.durable import appearing
from store.fhir_versions import to_r4
from store.validate import fault

_BESIDE_LETTERS = " -_."


@dataclass(frozen=True, slots=True)
class Written:
    """One bundle on the disk."""

    path: Path
    entries: int
    is_r4: bool = True
    """False for what arrived in another version of FHIR and has no mapping: it is taken along as it is."""


def write_bundles(connection: sqlite.Connection, folder: Path) -> tuple[Written, ...]:
    """A bundle for each source, named after it, so that importing the folder gives the sources back.

    A resource that is no R4 goes as the R4 that it is read as, or into a bundle beside. Raises `VaultExists`
    when a name is taken and `DiskFull`.
    """
    sources = connection.execute("SELECT id, name, imported_on FROM source ORDER BY id").fetchall()
    taken: set[str] = set()
    written = []
    for source, name, imported_on in sources:
        for is_r4 in (True, False):
            entries = _entries(connection, source, is_r4)
            first = next(entries, None)
            if first is None and not is_r4:
                continue
            path = folder / f"{_file_name(name if is_r4 else f'{name}, not R4', taken)}.json"
            taken.add(path.stem.casefold())
            count = _write(path, imported_on, chain(() if first is None else (first,), entries))
            written.append(Written(path, count, is_r4))
    return tuple(written)


def _write(path: Path, imported_on: str, entries: Iterable[str]) -> int:
    with appearing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write(f'{{"resourceType": "Bundle", "type": "collection", "timestamp": "{imported_on}T00:00:00Z"')
        count, opening = 0, ', "entry": ['
        for entry in entries:
            file.write(f"{opening}\n{entry}")
            count, opening = count + 1, ","
        file.write("\n]}\n" if count else "}\n")
    return count


def _entries(connection: sqlite.Connection, source: int, is_r4: bool) -> Iterator[str]:
    """The entries of a source that are R4, or those that are not."""
    rows = connection.execute("SELECT full_url, raw FROM resource WHERE source_id = ? ORDER BY id", (source,))
    for full_url, raw in rows:
        text = _as_r4(raw)
        if (text is not None) == is_r4:
            address = f'"fullUrl": {json.dumps(full_url)}, ' if full_url else ""
            yield f'{{{address}"resource": {text or raw}}}'


def _as_r4(raw: str) -> str | None:
    resource = json.loads(raw)
    if fault(resource) is None:
        # The text itself: writing it anew would turn 7.20 into 7.2.
        return raw
    mapped = to_r4(resource)
    return json.dumps(mapped) if mapped is not resource and fault(mapped) is None else None


def _file_name(source: str, taken: set[str]) -> str:
    """The source's name as far as any file system takes it, and none twice."""
    name = "".join(sign if sign.isalnum() or sign in _BESIDE_LETTERS else "_" for sign in source).strip(" .")[:80]
    name, number = name or "source", 1
    candidate = name
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate
