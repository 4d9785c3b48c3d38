"""An opened vault: what reads from it and writes to it while its key is in memory."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic

from sqlcipher3 import dbapi2 as sqlite

from core.errors import Damaged, Locked, NoVault
from core.facts import NOTHING_SENT, Deed, Sent
from store import audit, database
from store.audit import AuditEntry
from store.forgetting import Forgotten, forget_rows
from store.tending import squeeze
from store.witness import bear_witness, key_was_exchanged

SECONDS_PER_MINUTE = 60


class Notice(StrEnum):
    """What a person has to be told after opening."""

    OLDER_COPY = "An older copy of this record was put back: what was stored after it is not in it. Was that you?"
    NO_WITNESS = "The key file of this record was exchanged, so I can't tell whether the record is the newest one."


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One place the record came from."""

    name: str
    imported_on: str
    """ISO date of the last import."""
    entries: int


class Vault:
    """An opened vault; after `lock` nothing can be read from it any more."""

    def __init__(self, path: Path, key: bytes, notices: tuple[Notice, ...] = ()) -> None:
        self.path = path
        self.notices = notices
        """What was noticed at opening."""
        self._key = bytearray(key)
        self._turn = threading.RLock()
        self._reader: sqlite.Connection | None = None
        self._idle_limit_s: float | None = None
        self._clock: Callable[[], float] = monotonic
        self._used_s = 0.0
        self._reading_counts = True

    def __repr__(self) -> str:
        return f"Vault({'locked' if self.locked else 'open'})"

    @property
    def locked(self) -> bool:
        """Whether the key was forgotten; asking forgets it when nobody used the vault for too long."""
        with self._turn:
            if self._key and self._idle_limit_s is not None and self._clock() - self._used_s >= self._idle_limit_s:
                self.lock()
            return not self._key

    def lock(self) -> None:
        """Forgets the key and closes the file."""
        with self._turn:
            self._wipe()
            self._close_reader()

    def lock_after(
        self, minutes: float, clock: Callable[[], float] = monotonic, *, reading_counts: bool = True
    ) -> None:
        """Locks once the vault was not used for so long, by the caller's clock in seconds.

        It is noticed at the next use, or earlier by whoever asks `locked` now and then. Where replies are made
        ready that nobody may have asked for (a television talks), reading does not count, and only `used` does.
        """
        with self._turn:
            self._reading_counts = reading_counts
            self._idle_limit_s, self._clock = minutes * SECONDS_PER_MINUTE, clock
            self._used_s = clock()

    @contextmanager
    def reading(self) -> Iterator[sqlite.Connection]:
        """The reading connection, one caller at a time; raises `Locked`, `Damaged`, `VaultBusy`."""
        with self._turn:
            key = self.data_key()
            with self._under_this_key(key):
                if self._reader is None:
                    self._reader = database.connect_reading(self.path, key)
                with database.our_errors(self.path):
                    yield self._reader

    @contextmanager
    def writing(self) -> Iterator[sqlite.Connection]:
        """A connection inside one transaction: committed at the end, undone by any exception."""
        key = self.data_key()
        with self._under_this_key(key):
            connection = database.connect(self.path, key)
        try:
            with database.atomic(connection, self.path):
                before = audit.counter(connection)
                yield connection
                after = audit.counter(connection)
        finally:
            connection.close()
        if after > before:
            bear_witness(self.path, key, after)

    def note(self, deed: Deed, entries: int = 0, sent: Sent = NOTHING_SENT) -> None:
        """Writes down what was done, in a transaction of its own."""
        with self.writing() as connection:
            audit.note(connection, self.data_key(), deed, entries, sent=sent)

    def last_noted(self, *deeds: Deed) -> tuple[Deed, Sent] | None:
        """The newest of these deeds and whom it was about; None when none was ever done."""
        with self.reading() as connection:
            return audit.last_of(connection, deeds)

    def audit(self) -> Sequence[AuditEntry]:
        """What was done with this record, oldest first; raises `Damaged` when somebody changed it."""
        with self.reading() as connection:
            return audit.read_audit(connection, self.data_key(), self.path)

    def sources(self) -> Sequence[SourceInfo]:
        """Where the record came from, in the order of the first import."""
        sql = (
            "SELECT source.name, source.imported_on, count(resource.id) FROM source"
            " LEFT JOIN resource ON resource.source_id = source.id GROUP BY source.id ORDER BY source.id"
        )
        with self.reading() as connection:
            return tuple(SourceInfo(*row) for row in connection.execute(sql).fetchall())

    def forget(self, source: str) -> Forgotten:
        """Takes one source out for good: rows, history, names and free pages; raises `NoSuchSource`."""
        with self.writing() as connection:
            gone = forget_rows(connection, source)
            audit.note(connection, self.data_key(), Deed.FORGOT, gone.entries)
        squeeze(self.path, self.data_key())
        return gone

    def data_key(self) -> bytes:
        """The data key, for the store itself; raises `Locked` or `NoVault`."""
        if self.locked:
            raise Locked
        if not self.path.is_file():
            raise NoVault(path=self.path)
        if self._reading_counts:
            self._used_s = self._clock()
        return bytes(self._key)

    def used(self) -> None:
        """Somebody was answered from it: the time until it locks itself begins anew; nothing where it is locked."""
        with self._turn:
            if not self.locked:
                self._used_s = self._clock()

    def take_key(self, key: bytes) -> None:
        """Goes on with this data key: after the file was put under it, or after the vault was locked."""
        with self._turn:
            self._wipe()
            self._close_reader()
            self._key.extend(key)
            self._used_s = self._clock()

    @contextmanager
    def _under_this_key(self, key: bytes) -> Iterator[None]:
        """Tells damage from a key that another program exchanged since: then the passphrase is needed again."""
        try:
            yield
        except Damaged:
            if not key_was_exchanged(self.path, key):
                raise
        else:
            return
        self.lock()
        raise Locked

    def _wipe(self) -> None:
        for at in range(len(self._key)):
            self._key[at] = 0
        self._key.clear()

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
