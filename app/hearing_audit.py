"""`plainspoken audit`: what was done with the record, in sentences that can be read aloud."""

import datetime as dt
from collections.abc import Iterator, Sequence

from core.facts import PartialDate
from core.saying import capital, say_on, say_time
from store.audit import AuditEntry, Deed

_SAID = {
    Deed.CREATED: "the record was made",
    Deed.UNLOCKED: "it was opened",
    Deed.IMPORTED: "records were brought in",
    Deed.FORGOT: "a source was forgotten",
    Deed.EXPORTED: "it was written out for others to read",
    Deed.BACKED_UP: "a backup was made",
    Deed.RESTORED: "a backup was put back",
    Deed.KEYS_CHANGED: "a way of opening it was changed",
    Deed.REKEYED: "its key was exchanged",
    Deed.OLDER_COPY: "an older copy of it was found in its place",
}


def sentences(entries: Sequence[AuditEntry], today: dt.date) -> Iterator[str]:
    """One for each thing that was done, newest first; openings in a row are told as one."""
    waiting: list[AuditEntry] = []
    for entry in reversed(entries):
        if waiting and (entry.deed is not Deed.UNLOCKED or _day(entry) != _day(waiting[0])):
            yield _openings(waiting, today)
            waiting = []
        if entry.deed is Deed.UNLOCKED:
            waiting.append(entry)
        else:
            yield _sentence(entry, today)
    if waiting:
        yield _openings(waiting, today)


def _sentence(entry: AuditEntry, today: dt.date) -> str:
    counted = f", {entry.entries} {'entry' if entry.entries == 1 else 'entries'}" if entry.entries else ""
    return f"{_when(entry, today)}, {_SAID[entry.deed]}{counted}."


def _openings(entries: Sequence[AuditEntry], today: dt.date) -> str:
    if len(entries) == 1:
        return _sentence(entries[0], today)
    return f"{capital(say_on(_day(entries[0]), today))}, it was opened {len(entries)} times."


def _day(entry: AuditEntry) -> PartialDate:
    return PartialDate.of(entry.at.astimezone().date())


def _when(entry: AuditEntry, today: dt.date) -> str:
    return f"{capital(say_on(_day(entry), today))} at {say_time(f'{entry.at.astimezone():%H:%M}')}"
