"""Connections to the encrypted file, and every SQLite error turned into one of ours.

Two kinds of connection. A *writing* one belongs to one import. A *reading* one answers questions: it is
`query_only` and its authorizer allows nothing but SELECT, so neither `ATTACH … KEY ''` (which would
write plain text without a word), nor a write, nor a change of pragma gets through.

The journal is SQLite's rollback journal, not WAL: at rest the record is then exactly one file that can
be copied, no `-wal` has to travel with it, and a killed import is undone by the next connection from the
encrypted `-journal`. With `synchronous = EXTRA` the folder is flushed after the journal is removed, so
what was acknowledged stays after a power cut. The price, that a reader waits while a commit is written,
is paid once per import.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlite

from core.errors import Damaged, DiskFull, NewerFormat, PlainspokenError, VaultBusy, VaultError

APPLICATION_ID: Final = 0x506C5370
"""`PlSp`: marks the file inside as ours."""
BUSY_TIMEOUT_MS: Final = 5_000
CHECKED_AT_OPENING_BYTES: Final = 64 * 1024 * 1024
"""Up to this size the whole file is authenticated when it is opened: 2.6 ms per MB, so 0.17 s at most."""
PAGE_BYTES: Final = 4096

_OK, _DENY = 0, 1
_ATTACH, _DETACH = 24, 25
_READ, _SELECT, _FUNCTION, _RECURSIVE = 20, 21, 31, 33
"""Action codes of sqlite3_set_authorizer, from sqlite3.h."""
_FUNCTIONS = {"count", "sum", "match", "bm25", "highlight"}
"""What our own questions use; anything more has to be thought about. The last three are the search in letters."""
_PRAGMA, _CHANGED_SINCE = 19, "data_version"
"""FTS5 asks whether its index was changed by another connection; it only reads."""

_HMAC_FAILED: Final = re.compile(r"HMAC verification failed for page (\d+)")
"""What `cipher_integrity_check` says of a whole page; of half a page at the end it says something else."""

_CODES: Final[dict[int, type[VaultError]]] = {
    5: VaultBusy,  # SQLITE_BUSY
    6: VaultBusy,  # SQLITE_LOCKED
    8: DiskFull,  # SQLITE_READONLY
    10: DiskFull,  # SQLITE_IOERR
    13: DiskFull,  # SQLITE_FULL
    14: DiskFull,  # SQLITE_CANTOPEN
}
"""Primary result codes of sqlite3.h that do not mean damage."""


@contextmanager
def our_errors(path: Path, unknown: type[VaultError] = Damaged) -> Iterator[None]:
    """Turns whatever SQLite raises inside into `VaultBusy`, `DiskFull` or, when it does not say, `unknown`."""
    try:
        yield
    except sqlite.Error as error:
        raise _ours(error, path, unknown) from None


def _ours(error: sqlite.Error, path: Path, unknown: type[VaultError]) -> PlainspokenError:
    leaf = _CODES.get((getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF, unknown)
    return leaf(path=path)


def connect(path: Path, key: bytes) -> sqlite.Connection:
    """A connection with the key set and the file proved readable; for writing.

    Raises `Damaged` when the key is right (the caller has authenticated it) and the file does not read.
    """
    connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        with our_errors(path):
            # SQLCipher prints to stderr on its own; what it finds out reaches us as an error anyway.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for setting in ("temp_store = MEMORY", "foreign_keys = ON", "secure_delete = ON", "synchronous = EXTRA"):
                connection.execute(f"PRAGMA {setting}")
        connection.set_authorizer(_without_attach)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reading(path: Path, key: bytes) -> sqlite.Connection:
    """A connection that can do nothing but read."""
    connection = connect(path, key)
    with our_errors(path):
        connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_select_only)
    return connection


def _without_attach(action: int, *_: object) -> int:
    return _DENY if action in {_ATTACH, _DETACH} else _OK


def allow_attaching(connection: sqlite.Connection, name: str) -> None:
    """Lets this one database be attached, by VACUUM and for as long as the connection lives."""
    connection.set_authorizer(lambda action, what, *_: _DENY if action == _ATTACH and what != name else _OK)


def _select_only(action: int, first: object, second: object, *_: object) -> int:
    if action == _FUNCTION:
        return _OK if second in _FUNCTIONS else _DENY
    if action == _PRAGMA:
        return _OK if first == _CHANGED_SINCE and second is None else _DENY
    return _OK if action in {_READ, _SELECT, _RECURSIVE} else _DENY


def wait_no_more(connection: sqlite.Connection) -> None:
    """From now on a lock of another program is `VaultBusy` at once."""
    connection.execute("PRAGMA busy_timeout = 0")


@contextmanager
def atomic(connection: sqlite.Connection, path: Path) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any exception, Ctrl-C included."""
    with our_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def version(connection: sqlite.Connection, path: Path, ours: int) -> int:
    """The format of an opened file; `NewerFormat` above `ours`, `Damaged` when it is no vault at all."""
    with our_errors(path):
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark != APPLICATION_ID or found < 1:
        raise Damaged(path=path)
    if found > ours:
        raise NewerFormat(path=path)
    return found


def authenticate(connection: sqlite.Connection, path: Path) -> bool:
    """Checks the HMAC of every page; `Damaged` when one that is in use fails or the file is shorter than it says.

    True when something without effect is left of a program that was stopped, which the next VACUUM takes away:
    whole pages behind the end, which SQLite cuts off after the journal is gone; or a half-written page that
    nothing uses, because SQLite keeps no journal of pages that were free.
    """
    with our_errors(path):
        # The check reads the file past SQLite's locks: a read transaction keeps an import in another process
        # from writing pages meanwhile, which would look like damage.
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
        found = [_HMAC_FAILED.fullmatch(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        size_bytes = path.stat().st_size
        # This reads, and so authenticates, every page that is in use.
        whole = not found or connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        connection.execute("COMMIT")
    inside = all(one is not None and int(one[1]) <= pages for one in found)
    if not whole or not inside or size_bytes < pages * PAGE_BYTES:
        raise Damaged(path=path)
    return bool(found) or size_bytes > pages * PAGE_BYTES
