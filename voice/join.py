"""Two halves of a weights file, joined once: whole and right, or not there at all."""

import hashlib
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from core.errors import ModelTampered
from voice.verify import blocks, settle

LEFTOVER_S = 3600
"""A temporary file older than this belongs to a process that was killed; a join takes seconds."""


def join(halves: Sequence[Path], target: Path, pinned: str, name: str) -> None:
    """Write the halves one after the other to `target`; raises `ModelTampered` on wrong bytes.

    Each process writes a temporary file of its own and renames it when its digest is right and the
    bytes are on the disk: any number at once, killed at any moment, leave `target` whole or absent.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    with NamedTemporaryFile(dir=target.parent, prefix=f"{target.name}.", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            if _copy(halves, file) != pinned:
                raise ModelTampered(name=name, path=halves[0].parent)
            settle(part, target, file.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _copy(halves: Sequence[Path], file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for half in halves:
        for block in blocks(half):
            digest.update(block)
            file.write(block)
    file.flush()
    return digest.hexdigest()


def _sweep(target: Path) -> None:
    for part in target.parent.glob(f"{target.name}.*.part"):
        # Another process may be sweeping too.
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > LEFTOVER_S:
                part.unlink()
