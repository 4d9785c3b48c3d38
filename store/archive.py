"""Files inside a ZIP archive, one at a time, in memory, within the limits; nothing is ever unpacked to disk."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from core.errors import BadArchive, TooBig
from store.limits import ARCHIVE_BYTES, ARCHIVE_FILES, ARCHIVE_RATIO, FILE_BYTES, RATIO_FROM_BYTES

_MARK = b"PK\x03\x04"
_TROUBLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError, OverflowError, LookupError,
)  # fmt: skip
"""What `zipfile` raises for damaged, encrypted and unknown archives (RuntimeError: a password is needed)."""


def is_archive(start: bytes) -> bool:
    """Whether a file that starts like this is a ZIP archive."""
    return start.startswith(_MARK)


def members(path: Path, read: Callable[[], bytes]) -> Iterator[tuple[PurePosixPath, Callable[[], bytes]]]:
    """Name and unpacker of each file in the archive, in the order of names.

    Raises `BadArchive` or `TooBig`, here or when unpacking.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(read()))
        inside = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda info: info.filename)
    except _TROUBLE:
        raise BadArchive(path=path) from None
    with archive:
        _check(path, inside)
        for info in inside:
            name = PurePosixPath("".join(s if s.isprintable() else "?" for s in info.filename.replace("\\", "/")))
            yield PurePosixPath(*(p for p in name.parts if p not in {"..", "/"})), _unpacker(path, archive, info)


def _check(path: Path, inside: list[zipfile.ZipInfo]) -> None:
    if len(inside) > ARCHIVE_FILES:
        raise TooBig(path=path, where=f"more than {ARCHIVE_FILES} files")
    if sum(info.file_size for info in inside) > ARCHIVE_BYTES:
        raise TooBig(path=path, where=f"more than {ARCHIVE_BYTES // 2**30} GB unpacked")


def _unpacker(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def unpack() -> bytes:
        size, packed = info.file_size, max(info.compress_size, 1)
        if size > FILE_BYTES:
            raise TooBig(path=path, where=f"a file of more than {FILE_BYTES // 2**20} MB")
        if size > RATIO_FROM_BYTES and size / packed > ARCHIVE_RATIO:
            raise TooBig(path=path, where="packed as only an archive made to do harm is")
        try:
            with archive.open(info) as file:
                # The size that the archive states may be a lie: one byte more than it is enough to know.
                data = file.read(size + 1)
        except _TROUBLE:
            raise BadArchive(path=path) from None
        if len(data) != size:
            raise BadArchive(path=path)
        return data

    return unpack
