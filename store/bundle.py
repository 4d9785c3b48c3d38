"""A FHIR file as entries, each with the text of its resource exactly as it stands in the file.

`json.loads` would turn `7.20` into `7.2`; the raw text is what we keep, so objects and arrays on the way
to `Bundle.entry[n].resource` are walked here and everything below is left to the standard decoder.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import NotFhir, NotFound, NotJson
from store.fhir_json import JsonObject, words
from store.json_walk import Broken, skip_space, value_at, walk_array, walk_object


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One entry of a bundle, or the one resource of a file."""

    path: str
    """`Bundle.entry[3].resource`, or the type of a single resource."""
    full_url: str = field(repr=False)
    resource: JsonObject | None = field(repr=False)
    """None when there is none or it is no object."""
    text: str = field(repr=False)
    """The resource as it stands in the file."""


def read_entries(path: Path) -> tuple[FileEntry, ...]:
    """Every entry of the file at `path`; raises `NotFound`, `NotJson` or `NotFhir`."""
    try:
        data = path.read_bytes()
    except OSError:
        raise NotFound(path=path) from None
    return bundle_entries(data, path)


def bundle_entries(data: bytes, path: Path) -> tuple[FileEntry, ...]:
    """Every entry of a bundle, or the one resource, in these bytes; raises `NotJson` or `NotFhir`."""
    text = _text(data, path)
    broken: int | None = None
    try:
        root = _Root()
        end = skip_space(text, root.walk(text, 0))
        broken = end if end != len(text) else None
    except Broken as fault:
        broken = fault.position
    if broken is not None:
        raise NotJson(path=path, line=text.count("\n", 0, broken) + 1)
    return root.entries(text, path)


def line_entries(data: bytes, path: Path) -> tuple[FileEntry, ...]:
    """Every resource of an NDJSON file, one a line; raises `NotJson` or `NotFhir`."""
    return tuple(_line_entries(_text(data, path), path))


def _line_entries(text: str, path: Path) -> Iterator[FileEntry]:
    for number, line in enumerate(text.split("\n"), start=1):
        raw = line.strip()
        if not raw:
            continue
        try:
            resource, end = value_at(raw, 0)
        except Broken:
            end, resource = -1, None
        if end != len(raw):
            raise NotJson(path=path, line=number)
        if not isinstance(resource, dict) or not words(resource, "resourceType"):
            raise NotFhir(path=path, where=f"line {number} has no resourceType")
        yield FileEntry(f"line[{number}]", "", resource, raw)


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        position = error.start
    raise NotJson(path=path, line=data.count(b"\n", 0, position) + 1)


class _Root:
    """What is found while walking the outermost value of a file."""

    def __init__(self) -> None:
        self.shallow: JsonObject = {}
        self.is_object = False
        self.is_bundle_like = False
        self.found: list[tuple[str, JsonObject | None, str]] = []

    def walk(self, text: str, at: int) -> int:
        at = skip_space(text, at)
        self.is_object = text[at : at + 1] == "{"
        if not self.is_object:
            return value_at(text, at)[1]
        return walk_object(text, at, lambda key, start: self._member(text, key, start))

    def _member(self, text: str, key: str, at: int) -> int:
        if key == "entry" and text[at : at + 1] == "[":
            self.is_bundle_like = True
            return walk_array(text, at, lambda start: self._entry(text, start))
        self.shallow[key], end = value_at(text, at)
        return end

    def _entry(self, text: str, at: int) -> int:
        parts: dict[str, tuple[object, str]] = {}

        def member(key: str, start: int) -> int:
            value, end = value_at(text, start)
            parts[key] = value, text[start:end]
            return end

        end = walk_object(text, at, member) if text[at : at + 1] == "{" else value_at(text, at)[1]
        resource, raw = parts.get("resource", (None, ""))
        full_url = words({key: value for key, (value, _) in parts.items()}, "fullUrl")
        self.found.append((full_url, resource if isinstance(resource, dict) else None, raw))
        return end

    def entries(self, text: str, path: Path) -> tuple[FileEntry, ...]:
        kind = words(self.shallow, "resourceType")
        if not self.is_object or not kind:
            raise NotFhir(path=path, where="it has no resourceType")
        if kind != "Bundle":
            # Only our own words may stand in a path: an unknown type is a value of the file.
            return (FileEntry("resource", "", json.loads(text), text.strip()),)
        if "entry" in self.shallow:
            raise NotFhir(path=path, where="Bundle.entry is no list")
        return tuple(_unfolded("Bundle", self.found))


def _unfolded(path: str, found: list[tuple[str, JsonObject | None, str]]) -> Iterator[FileEntry]:
    """Entries in order; a bundle inside a bundle (the answer to a batch of searches) gives its own."""
    for number, (full_url, resource, raw) in enumerate(found):
        place = f"{path}.entry[{number}].resource"
        if resource is not None and resource.get("resourceType") == "Bundle" and "entry" in resource:
            inner = _Root()
            inner.walk(raw, 0)
            yield from _unfolded(place, inner.found)
        else:
            yield FileEntry(place, full_url, resource, raw)
