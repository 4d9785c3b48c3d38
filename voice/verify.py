"""Whether a model file holds the bytes it should: SHA-256, and a stamp that makes later starts cheap."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from core.errors import ModelMissing, ModelTampered

BLOCK_BYTES = 1 << 20


def blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    for block in blocks(path):
        digest.update(block)
    return digest.hexdigest()


def verify(path: Path, pinned: str, name: str, stamps: Path) -> None:
    """Raise `ModelMissing` or `ModelTampered` unless `path` holds the pinned bytes.

    The first check reads the whole file (0.1 s per 150 MB with SHA instructions, seconds without) and
    leaves a stamp in the folder `stamps`: size, time of change and digest. While these agree, later
    starts do not read it again. That finds a file cut short, replaced by an update or put there by
    mistake, and damage that came with a write. It does not find bits that rot on the disk after the
    first check, nor somebody who may write this person's files: they could set the time back, and
    could as well change the program. Delete the stamps to force a full check.
    """
    try:
        seen = _seen(path, pinned)
        stamp = stamps / f"{pinned}.json"
        if _read(stamp) == seen:
            return
        right = sha256(path) == pinned
    except OSError as error:
        raise ModelMissing(name=name) from error
    if not right:
        raise ModelTampered(name=name, path=path)
    # A cache that cannot be written only costs the full check at each start.
    with suppress(OSError):
        write_atomically(stamp, json.dumps(seen).encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Write a small file so that it is there whole or not at all, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(content)
            settle(part, path, file.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def settle(part: Path, path: Path, descriptor: int) -> None:
    """Bring the finished temporary file `part` safely to disk and under its name."""
    os.fsync(descriptor)
    part.replace(path)


def _seen(path: Path, pinned: str) -> dict[str, object]:
    stat = path.stat()
    return {"path": str(path.resolve()), "bytes": stat.st_size, "changed_ns": stat.st_mtime_ns, "sha256": pinned}


def _read(stamp: Path) -> object:
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
