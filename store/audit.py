"""What was done with a record: when, what, and to how many entries; never what stands in them.

Each row carries an HMAC over itself and the one before, under a key derived from the data key, so a row
cannot be changed, taken out or put in between without the rest failing. Its number is also the counter
that `store.witness` keeps outside the file: an older copy of the file has a lower one.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.errors import Damaged
from core.facts import NOTHING_SENT, Deed, Sent
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
    sent: Sent = NOTHING_SENT
    """To whom something was sent, for deeds that are about somebody else."""


def note(
    connection: sqlite.Connection, key: bytes, deed: Deed, entries: int = 0, above: int = 0, sent: Sent = NOTHING_SENT
) -> int:
    """Adds a row inside the caller's transaction and gives its number, which is higher than `above`."""
    last, before = _last(connection)
    number = max(last, above) + 1
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    mac = _mac(derived(key), before, (number, at, deed.value, entries), sent)
    row = (number, at, deed.value, entries, mac)
    connection.execute("INSERT INTO audit (number, at, deed, entries, mac) VALUES (?, ?, ?, ?, ?)", row)
    if sent != NOTHING_SENT:
        about = (sent.to, sent.size_bytes, number)
        connection.execute("UPDATE audit SET recipient = ?, size_bytes = ? WHERE number = ?", about)
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
    columns = "number, at, deed, entries, mac, recipient, size_bytes"
    rows = connection.execute(f"SELECT {columns} FROM audit ORDER BY number").fetchall()  # noqa: S608 - our own names
    before, told = b"", []
    for number, at, deed, entries, mac, to, size_bytes in rows:
        ours = next((old for upto, old in epochs if number <= upto), derived(key))
        sent = Sent(to, size_bytes)
        if not hmac.compare_digest(mac, _mac(ours, before, (number, at, deed, entries), sent)):
            raise Damaged(path=path)
        before = mac
        told.append(AuditEntry(number, dt.datetime.fromisoformat(at), Deed(deed), entries, sent))
    return tuple(told)


def derived(key: bytes) -> bytes:
    """The audit's own key."""
    return hmac.digest(key, b"plainspoken audit", hashlib.sha256)


def _last(connection: sqlite.Connection) -> tuple[int, bytes]:
    row = connection.execute("SELECT number, mac FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, b"")


def _mac(key: bytes, before: bytes, row: tuple[int, str, str, int], sent: Sent) -> bytes:
    """Rows about nobody else are as they were before there was such a thing, so that old ones hold."""
    whole = {"row": row} if sent == NOTHING_SENT else {"row": row, "sent": (sent.to, sent.size_bytes)}
    return hmac.digest(key, before + canonical(whole), hashlib.sha256)


def last_of(connection: sqlite.Connection, deeds: Collection[Deed]) -> tuple[Deed, Sent] | None:
    """The newest of these deeds and whom it was about; None when none was ever done."""
    marks = ", ".join("?" * len(deeds))
    sql = f"SELECT deed, recipient, size_bytes FROM audit WHERE deed IN ({marks}) ORDER BY number DESC LIMIT 1"  # noqa: S608 - marks
    row = connection.execute(sql, [deed.value for deed in deeds]).fetchone()
    return (Deed(row[0]), Sent(row[1], row[2])) if row else None
