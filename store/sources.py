"""What lies at a path: single files, folders and archives of them, each recognised by its content.

A file is recognised by its first sign, never by its name alone: `{` or `[` is JSON, `<` is XML, `PK` is an
archive. Folders and archives give their files one at a time, so that only one is in memory; files whose
name says that they are something else (a picture, a style sheet) are passed over and counted. What a watch,
a tracker or a laboratory exports (`store.wear_kind`) is one place, folder or not, and read by its importer.
"""

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from core.errors import NotARecord, NotFound, NothingInside, TooBig
from store.archive import is_archive, members
from store.limits import ARCHIVE_DEPTH, FILE_BYTES
from store.wear_kind import WearKind, recognise

SUFFIXES = frozenset({".json", ".ndjson", ".jsonl", ".xml", ".cda", ".ccda", ".ccd", ".zip", ".xdm"})
"""Names under which records come in folders and archives; a file that is named itself may be called anything."""
_LINES = {".ndjson", ".jsonl"}
_SNIFFED_BYTES = 4096


class Form(StrEnum):
    """What sort of file it is."""

    FHIR_JSON = "fhir_json"
    FHIR_LINES = "fhir_lines"
    """NDJSON: one resource a line, as bulk exports give."""
    XML = "xml"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file with its content."""

    path: Path
    """Where it stands; inside an archive, `archive.zip/name`."""
    form: Form
    data: bytes = field(repr=False)
    within: str = ""
    """The name, without suffix, of the folder or archive that was asked for; empty for a single file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one file is; `load` reads it and raises the leaves of `ImportRefused`."""

    path: Path
    load: Callable[[], SourceFile] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WearPlace:
    """Where an export is that its own importer reads in a stream."""

    path: Path
    kind: WearKind


def places(path: Path, on_skipped: Callable[[], None] = lambda: None) -> Iterator[Place | WearPlace]:
    """Every file at `path` that may be a record, in the order of names.

    `on_skipped` is called for each file passed over. Raises `NotFound`, and `NothingInside` for a folder
    or archive without any; archives inside give their own.
    """
    kind = recognise(path)
    if kind is not None:
        yield WearPlace(path, kind)
    elif path.is_dir():
        yield from _or_nothing(path, _folder(path, on_skipped))
    elif not path.is_file():
        raise NotFound(path=path)
    elif is_archive(_start(path)):
        yield from _or_nothing(path, _archive(path, lambda: _read(path), path.stem, ARCHIVE_DEPTH, on_skipped))
    else:
        yield Place(path, lambda: load_file(path))


def load_file(path: Path) -> SourceFile:
    """The single file at `path`, whatever its name."""
    return recognised(path, _read(path), "")


def recognised(path: Path, data: bytes, within: str) -> SourceFile:
    """The file with its form; raises `NotARecord`."""
    sign = _first_sign(data)
    if sign == "<":
        return SourceFile(path, Form.XML, data, within)
    if sign not in {"{", "["} and path.suffix.lower() not in {".json", *_LINES}:
        raise NotARecord(path=path)
    lines = path.suffix.lower() in _LINES or _is_lines(data)
    return SourceFile(path, Form.FHIR_LINES if lines else Form.FHIR_JSON, data, within)


def _or_nothing(path: Path, found: Iterator[Place | WearPlace]) -> Iterator[Place | WearPlace]:
    empty = True
    for place in found:
        empty = False
        yield place
    if empty:
        raise NothingInside(path=path)


def _folder(folder: Path, on_skipped: Callable[[], None], within: str = "") -> Iterator[Place | WearPlace]:
    within = within or folder.resolve().name
    for path in sorted(folder.iterdir()):
        kind = None if path.name.startswith(".") else recognise(path)
        if kind is not None:
            yield WearPlace(path, kind)
        elif path.is_dir():
            # Links may lead in a circle.
            if not path.is_symlink():
                yield from _folder(path, on_skipped, within)
        elif not path.is_file():
            continue
        elif path.suffix.lower() not in SUFFIXES or path.name.startswith("."):
            on_skipped()
        elif is_archive(_start(path)):
            yield from _archive(path, _reader(path), within, ARCHIVE_DEPTH, on_skipped)
        else:
            yield Place(path, _loader(path, within))


def _reader(path: Path) -> Callable[[], bytes]:
    return lambda: _read(path)


def _loader(path: Path, within: str) -> Callable[[], SourceFile]:
    return lambda: recognised(path, _read(path), within)


def _archive(
    path: Path, read: Callable[[], bytes], within: str, depth: int, on_skipped: Callable[[], None]
) -> Iterator[Place]:
    for member, unpack in members(path, read):
        inner = path / member
        if inner.suffix.lower() not in SUFFIXES or inner.name.startswith(".") or "__MACOSX" in inner.parts:
            on_skipped()
        elif inner.suffix.lower() in {".zip", ".xdm"} and depth > 1:
            yield from _archive(inner, unpack, within, depth - 1, on_skipped)
        else:
            yield Place(inner, _unpacked(inner, unpack, within))


def _unpacked(path: Path, unpack: Callable[[], bytes], within: str) -> Callable[[], SourceFile]:
    return lambda: recognised(path, unpack(), within)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_SNIFFED_BYTES)
    except OSError:
        raise NotFound(path=path) from None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES and not is_archive(_start(path)):
            raise TooBig(path=path, where=f"more than {FILE_BYTES // 2**20} MB")
        return path.read_bytes()
    except OSError:
        raise NotFound(path=path) from None


def _first_sign(data: bytes) -> str:
    start = data[:_SNIFFED_BYTES]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip()[:1].decode("latin-1")


def _is_lines(data: bytes) -> bool:
    """Whether the first line is a whole object and another one follows."""
    first, _, rest = data.lstrip().partition(b"\n")
    if not rest[:_SNIFFED_BYTES].lstrip().startswith(b"{") or not first.rstrip().endswith(b"}"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
