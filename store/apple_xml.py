"""An Apple Health `export.xml`, streamed: every element is seen once and nothing of the tree is kept.

- The document type is thrown away before the parser sees it: since iOS 16 Apple's own is malformed
  (dogsheep/healthkit-to-sqlite issue 24), and without one no entity can be declared, so none can explode.
- Control characters that XML forbids, and Apple writes, are dropped.
- Nesting, and the length of a single element, are limited: an element that does not end would be held whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from core.errors import ExportBroken, ExportTooLarge

CHUNK_BYTES: Final = 1 << 18
DEEPEST: Final = 32
"""Apple's own elements go five deep."""
_LONGEST_BYTES: Final = 1 << 20
"""One tag with its attributes; a genuine one has less than a kilobyte."""
_HEAD_BYTES: Final = 1 << 20
"""The root must begin before that; Apple's document type has ten kilobytes."""
_ROOT: Final = re.compile(rb"<HealthData[\s>]")
_FORBIDDEN: Final = bytes({*range(32)} - {9, 10, 13})
_PROLOG: Final = b'<?xml version="1.0" encoding="UTF-8"?>'

Start = Callable[[str, dict[str, str]], None]


def is_health_export(head: bytes) -> bool:
    """Whether a file that begins so is an `export.xml`."""
    return _ROOT.search(head) is not None


def read_elements(chunks: Iterable[bytes], path: Path, on_start: Start) -> None:
    """Calls `on_start` with the name and attributes of every element; raises `ExportBroken` or `ExportTooLarge`."""
    parser = expat.ParserCreate("UTF-8")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ExportTooLarge(path=path, where=f"nested deeper than {DEEPEST} at line {line()}")
        on_start(name, attributes)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def line() -> int:
        return skipped_lines + parser.CurrentLineNumber

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    pieces, skipped_lines = _from_root(iter(chunks), path)
    where = None
    try:
        parser.Parse(_PROLOG, False)
        fed = len(_PROLOG)
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST_BYTES + CHUNK_BYTES:
                raise ExportTooLarge(path=path, where=f"an element without end at line {line()}")
        parser.Parse(b"", True)
    except expat.ExpatError:
        where = f"at line {line()}"
    if where is not None:
        raise ExportBroken(path=path, where=where)


def _from_root(chunks: Iterator[bytes], path: Path) -> tuple[Iterator[bytes], int]:
    """The file from its root element on, and how many lines stand before that."""
    head = b""
    for chunk in chunks:
        head += chunk
        found = _ROOT.search(head)
        if found is not None:
            return _clean(head[found.start() :], chunks), head.count(b"\n", 0, found.start())
        if len(head) > _HEAD_BYTES:
            break
    raise ExportBroken(path=path, where="it does not begin like an Apple Health export")


def _clean(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first.translate(None, _FORBIDDEN)
    for chunk in rest:
        yield chunk.translate(None, _FORBIDDEN)
