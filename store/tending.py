"""The whole file at once: squeezed, copied, and checked for what a page's own HMAC cannot tell."""

from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import Damaged
from store.database import PAGE_BYTES, allow_attaching, authenticate, connect, our_errors


def squeeze(path: Path, key: bytes) -> None:
    """Writes the file anew without its free pages; a crash leaves it as it was before or after."""
    try:
        _vacuum(path, key)
    except MemoryError:
        # SQLCipher's way of saying that a page is not authentic; a free one is written over without being read.
        _write_over_free_pages(path, key)
        try:
            _vacuum(path, key)
        except MemoryError:
            raise Damaged(path=path) from None


def _vacuum(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    try:
        # VACUUM builds its copy in a nameless database, in memory because of `temp_store`.
        allow_attaching(connection, "")
        with our_errors(path):
            connection.execute("VACUUM")
    finally:
        connection.close()


def _write_over_free_pages(path: Path, key: bytes) -> None:
    """Fills every free page and lets go of it again: in two transactions, or SQLite would not write them."""
    connection = connect(path, key)
    try:
        with our_errors(path):
            free = int(connection.execute("PRAGMA freelist_count").fetchone()[0])
            # A crash in the middle leaves it.
            connection.execute("DROP TABLE IF EXISTS filling")
            connection.execute("CREATE TABLE filling (content BLOB)")
            connection.execute("INSERT INTO filling VALUES (zeroblob(?))", (free * PAGE_BYTES,))
            connection.execute("DROP TABLE filling")
    finally:
        connection.close()


def copy_into(path: Path, key: bytes, target: Path) -> None:
    """A whole copy at `target`, an empty file, encrypted under the same key; imports may go on meanwhile."""
    connection = connect(path, key)
    try:
        allow_attaching(connection, str(target))
        with our_errors(path):
            connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def check_whole(connection: sqlite.Connection, path: Path) -> None:
    """Every page, every index and every reference; raises `Damaged`."""
    authenticate(connection, path)
    with our_errors(path):
        sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    if not sound or dangling is not None:
        raise Damaged(path=path)
