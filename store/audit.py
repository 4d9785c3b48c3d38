"""What was done with a record: when, what, and to how many entries; never what stands in them.

Each row carries an HMAC over itself and the one before, under a key derived from the data key, so a row
cannot be changed, taken out or put in between without the rest failing. Its number is also the counter
that `store.witness` keeps outside the file: an older copy of the file has a lower one.
"""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import Damaged
from core.facts import Deed
from store.keys import canonical


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done."""

    number: int
    """Rises with time; numbers may be left out."""
    at: dt.datetime
    """UTC, by the clock of this machine."""
    deed: Deed
    entries: int
    """How many entries of the record it was about; 0 when it was about none."""


def note(connection: sqlite.Connection, key: bytes, deed: Deed, entries: int = 0, above: int = 0) -> int:
    """Adds a row inside the caller's transaction and gives its number, which is higher than `above`."""
    last, before = _last(connection)
    number = max(last, above) + 1
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    mac = _mac(derived(key), before, (number, at, deed.value, entries))
    connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", (number, at, deed.value, entries, mac))
    return number


def counter(connection: sqlite.Connection) -> int:
    """The number of the last row; 0 before the first."""
    return _last(connection)[0]


def close_epoch(connection: sqlite.Connection, key: bytes) -> None:
    """When the data key has changed: what was noted so far goes on being checked with what came from the old one."""
    connection.execute("INSERT OR REPLACE INTO audit_epoch VALUES (?, ?)", (counter(connection), derived(key)))


def read_audit(connection: sqlite.Connection, key: bytes, path: Path) -> tuple[AuditEntry, ...]:
    """Every row in order, its chain checked; raises `Damaged` when it does not hold."""
    epochs = connection.execute("SELECT upto, key FROM audit_epoch ORDER BY upto").fetchall()
    rows = connection.execute("SELECT number, at, deed, entries, mac FROM audit ORDER BY number").fetchall()
    before, told = b"", []
    for number, at, deed, entries, mac in rows:
        ours = next((old for upto, old in epochs if number <= upto), derived(key))
        if not hmac.compare_digest(mac, _mac(ours, before, (number, at, deed, entries))):
            raise Damaged(path=path)
        before = mac
        told.append(AuditEntry(number, dt.datetime.fromisoformat(at), Deed(deed), entries))
    return tuple(told)


def derived(key: bytes) -> bytes:
    """The audit's own key."""
    return hmac.digest(key, b"plainspoken audit", hashlib.sha256)


def _last(connection: sqlite.Connection) -> tuple[int, bytes]:
    row = connection.execute("SELECT number, mac FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, b"")


def _mac(key: bytes, before: bytes, row: tuple[int, str, str, int]) -> bytes:
    return hmac.digest(key, before + canonical({"row": row}), hashlib.sha256)
