"""Who counted: a watch, a band, a phone or an app, told apart the same way however often its name changes."""

import re
from dataclasses import dataclass, field
from enum import IntEnum

from store.fhir_json import words

MOST_RECORDERS = 1000
"""A person has a few; beyond this all further ones count as one."""
_KNOWN_AT_ONCE = 4096
"""Distinct ways of writing a device that are remembered; the memory is then begun anew."""
_REST = "other devices"
_ADDRESS = re.compile(r"^<<HKDevice: 0x[0-9a-f]+>, |, software:[^,>]*")


class Rank(IntEnum):
    """Whose count wins where two overlap: what is worn on the wrist before what lies on a table."""

    WATCH = 0
    WORN = 1
    """Another device made for it: a band, a ring, a scale."""
    PHONE = 2
    OTHER = 3
    """An app, or a count typed in by hand."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """One source of counts."""

    rank: Rank
    name: str = field(repr=False)
    """As the export writes it."""


class Recorders:
    """Every recorder of an export by number; few, however many device strings an export writes.

    An HKDevice string begins with a memory address and ends with the software's version, so that one phone
    appears as dozens of devices. Both are left out of account, and all phones count as one rank.
    """

    def __init__(self) -> None:
        self._all: dict[Recorder, int] = {}
        self._written: dict[tuple[str, str], int] = {}

    def number(self, source: str, device: str) -> int:
        """The recorder behind a `sourceName` and a `device` attribute."""
        # Two devices that differ in nothing but the address share the memory of it.
        key = source, device[device.find(", ") :] if device else ""
        found = self._written.get(key)
        if found is None:
            if len(self._written) >= _KNOWN_AT_ONCE:
                self._written.clear()
            found = self._written[key] = self._numbered(recorder_of(source, device))
        return found

    def named(self, rank: Rank, name: str) -> int:
        """The number of a recorder whose rank is known."""
        return self._numbered(Recorder(rank, name))

    def all(self) -> tuple[Recorder, ...]:
        """By number."""
        return tuple(self._all)

    def _numbered(self, recorder: Recorder) -> int:
        if recorder not in self._all and len(self._all) >= MOST_RECORDERS:
            recorder = Recorder(Rank.OTHER, _REST)
        return self._all.setdefault(recorder, len(self._all))


def recorder_of(source: str, device: str) -> Recorder:
    """What a `sourceName` and an HKDevice string say of whoever counted."""
    name = words({"name": source}, "name") or "an unnamed source"
    told = _ADDRESS.sub("", device).casefold()
    for text in (told, name.casefold() if not told else ""):
        if "watch" in text:
            return Recorder(Rank.WATCH, name)
        if "iphone" in text or "ipad" in text or "ipod" in text:
            return Recorder(Rank.PHONE, name)
    return Recorder(Rank.WORN if told else Rank.OTHER, name)
