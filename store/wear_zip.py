"""Files inside an export, from a zip or from the folder it was unpacked to, streamed within limits."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from core.errors import ExportBroken, ExportTooLarge, NotFound

MOST_FILES: Final = 200_000
"""A Takeout of ten years has some twenty thousand."""
MOST_BYTES: Final = 32 << 30
"""Unpacked, one file."""
MOST_RATIO: Final = 200
"""Unpacked to packed. Apple's XML reaches 40; deflate can do 1,032, which only bombs come near."""
_SMALL_BYTES: Final = 1 << 20
"""Below this the ratio says nothing."""


@dataclass(frozen=True, slots=True)
class Inside:
    """One file inside an export."""

    name: str
    """With its folders, `/` between."""
    size_bytes: int
    open: Callable[[], IO[bytes]] = field(repr=False)


@contextmanager
def files_inside(path: Path) -> Iterator[tuple[Inside, ...]]:
    """The files of a zip, of a folder, or the one file at `path`.

    Raises `NotFound`, `ExportBroken` (no zip after all) and `ExportTooLarge`, also while one is read.
    """
    if path.is_dir():
        yield tuple(_plain(inner, inner.relative_to(path).as_posix()) for inner in _within(path))
        return
    if not path.is_file():
        raise NotFound(path=path)
    if not zipfile.is_zipfile(path):
        yield (_plain(path, path.name),)
        return
    with _opened(path) as archive:
        # `ZipInfo.is_dir` raises for a file without a name.
        infos = [info for info in archive.infolist() if info.filename and not info.filename.endswith("/")]
        if len(infos) > MOST_FILES:
            raise ExportTooLarge(path=path, where=f"{len(infos)} files inside")
        yield tuple(Inside(info.filename, info.file_size, _opener(archive, info, path)) for info in infos)


def chunks(stream: IO[bytes], path: Path, size_bytes: int) -> Iterator[bytes]:
    """A file in pieces; raises `ExportBroken` when what is packed is damaged."""
    done_bytes = 0
    while True:
        try:
            piece = stream.read(size_bytes)
        except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
            piece = None
        except Exception as error:
            if type(error).__module__ != "zlib" and type(error).__name__ != "LZMAError":
                raise
            piece = None
        if piece is None:
            raise ExportBroken(path=path, where=f"after {done_bytes} bytes")
        if not piece:
            return
        done_bytes += len(piece)
        if done_bytes > MOST_BYTES:
            raise ExportTooLarge(path=path, where=f"more than {MOST_BYTES >> 30} gigabytes")
        yield piece


def _within(folder: Path) -> Iterator[Path]:
    for count, inner in enumerate(sorted(folder.rglob("*"))):
        if count > MOST_FILES:
            raise ExportTooLarge(path=folder, where=f"more than {MOST_FILES} files")
        if inner.is_file():
            yield inner


def _plain(path: Path, name: str) -> Inside:
    return Inside(name, path.stat().st_size, lambda: path.open("rb"))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        pass
    raise ExportBroken(path=path, where="the list of what is inside does not read")


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> Callable[[], IO[bytes]]:
    def open_it() -> IO[bytes]:
        if info.file_size > max(_SMALL_BYTES, MOST_RATIO * info.compress_size) or info.file_size > MOST_BYTES:
            raise ExportTooLarge(path=path, where=f"{info.file_size} bytes out of {info.compress_size}")
        try:
            return archive.open(info)
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
            pass
        raise ExportBroken(path=path, where="a file inside does not open")

    return open_it
