"""Where the files of a record stand."""

from pathlib import Path


def keys_path(path: Path) -> Path:
    """Where the wrapped key of the record at `path` stands."""
    return path.with_name(path.name + ".keys")


def journal_path(path: Path) -> Path:
    """Where SQLite keeps the rollback journal of the file at `path`."""
    return path.with_name(path.name + "-journal")
