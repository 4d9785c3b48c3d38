"""The whole file at once: squeezed, copied, and checked for what a page's own HMAC cannot tell."""

from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import Damaged
from store.database import allow_attaching, authenticate, connect, our_errors


def squeeze(path: Path, key: bytes) -> None:
    """Writes the file anew without its free pages; a crash leaves it as it was before or after."""
    connection = connect(path, key)
    try:
        # VACUUM builds its copy in a nameless database, in memory because of `temp_store`.
        allow_attaching(connection, "")
        with our_errors(path):
            connection.execute("VACUUM")
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
