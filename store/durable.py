"""Files that appear whole or not at all, and survive a power cut once they are there."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import DiskFull, VaultExists

OWNER_ONLY = 0o600


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`, to be filled; at the end it takes its name, flushed to the disk.

    Raises `VaultExists` when the name was taken meanwhile, `DiskFull` when the disk refuses.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        yield temporary
        flush(temporary)
        _take_name(temporary, path)
        flush(path.parent)
    except FileExistsError:
        raise VaultExists(path=path) from None
    except OSError:
        raise DiskFull from None
    finally:
        temporary.unlink(missing_ok=True)


def write_new(path: Path, data: bytes) -> None:
    """A new file with this content; raises like `appearing`."""
    with appearing(path) as temporary:
        temporary.write_bytes(data)


def make_folder(folder: Path) -> None:
    """The folder, with those above it; raises `DiskFull`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise DiskFull from None


def unfinished(path: Path) -> list[Path]:
    """What a killed program left beside `path` while writing it."""
    return [found for found in path.parent.iterdir() if _is_unfinished(found.name, path.name)]


def _is_unfinished(found: str, name: str) -> bool:
    return (
        found.startswith(f".{name}.") and found.endswith((".new", ".copy")) and found.count(".") == name.count(".") + 3
    )


def replace(path: Path, data: bytes) -> None:
    """This content under the name `path`, whatever was there: the old or the new is found, never a part of one."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        flush(path.parent)
    except OSError:
        raise DiskFull from None
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One process at a time for what is read, changed and written again in this folder.

    The lock is on the folder itself: nothing has to lie about for it, and it ends with the process. File
    systems that cannot lock go without.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _take_name(temporary: Path, path: Path) -> None:
    try:
        # A hard link never overwrites, a rename would.
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # File systems without hard links (FAT, some network shares).
        if path.exists():
            raise FileExistsError from None
        temporary.rename(path)


def flush(path: Path) -> None:
    """Has what was written to a file or folder put on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
