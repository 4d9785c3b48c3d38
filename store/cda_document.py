"""Placeholder until the next slice."""

from pathlib import Path

from core.errors import NotCda
from store.bundle import FileEntry


def document_entries(data: bytes, path: Path) -> tuple[FileEntry, ...]:
    """Not read yet."""
    raise NotCda(path=path, where="not read yet")
