"""What a file or folder of a watch, a tracker, a laboratory or a doctor is, by its name and first bytes."""

import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from store.apple_xml import is_health_export
from store.fitbit_export import MONTHLY

_HEAD_BYTES: Final = 1 << 17
_PDF_BYTES: Final = 1024
"""Where the mark of a PDF may stand (ISO 32000-1, annex H.3.4.1)."""
_MOST_NAMES: Final = 200_000
_FITBIT_FOLDERS: Final = ("Global Export Data", "user-site-export")
"""Inside Takeout's `Fitbit` and the older archive."""


class WearKind(StrEnum):
    """Which importer takes it."""

    APPLE = "apple"
    FITBIT = "fitbit"
    TABLE = "table"
    """Laboratory results as CSV."""
    LETTER = "letter"
    """A PDF."""


def recognise(path: Path) -> WearKind | None:
    """The kind of what is at `path`, or None when it is none of these; reads the first bytes and names only.

    A folder is one only when it is an unpacked export itself: one that holds an export among other things is
    not, its parts are recognised one by one.
    """
    if path.is_dir():
        return _of_folder(path)
    head = _head(path)
    if head.startswith(b"PK"):
        return _by_names(_names(path))
    if b"%PDF-" in head[:_PDF_BYTES]:
        return WearKind.LETTER
    if is_health_export(head):
        return WearKind.APPLE
    if MONTHLY.fullmatch(path.name):
        return WearKind.FITBIT
    return WearKind.TABLE if path.suffix.lower() in {".csv", ".tsv"} else None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def _names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()[:_MOST_NAMES]
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return []


def _of_folder(path: Path) -> WearKind | None:
    if path.name == "apple_health_export" or (path / "export_cda.xml").is_file():
        return WearKind.APPLE
    if any((path / inside).is_dir() for inside in _FITBIT_FOLDERS):
        return WearKind.FITBIT
    try:
        inside = [inner.name for inner in path.iterdir()]
    except OSError:
        return None
    return WearKind.FITBIT if any(map(MONTHLY.fullmatch, inside)) else None


def _by_names(names: list[str]) -> WearKind | None:
    small = [name.lower() for name in names]
    if any("apple_health_export/" in name and name.endswith(".xml") for name in small):
        return WearKind.APPLE
    if any(name.endswith("/export.xml") or name == "export.xml" for name in small):
        return WearKind.APPLE
    return WearKind.FITBIT if any(MONTHLY.fullmatch(name) for name in small) else None
