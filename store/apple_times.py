"""Times of an Apple export, `2026-10-03 08:00:00 -0400`: local time as written, and what it is in UTC.

Read by position, not by pattern: this runs four million times for an export of two million records.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_LENGTH: Final = 25
_OFFSET: Final = re.compile(r" ([+-])([01][0-9])([0-5][0-9])")
_YEARS: Final = range(1900, 2101)
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_DAY_S: Final = 86_400


class OddTime(Exception):
    """An attribute is no time."""

    def __init__(self, attribute: str) -> None:
        self.attribute = attribute
        super().__init__()


@dataclass(frozen=True, slots=True)
class TimedStretch:
    """From a start to an end."""

    day: int
    """Local day of the start, as a proleptic ordinal."""
    second: int
    """Local second of that day."""
    start_utc_s: int
    """Since 1970."""
    end_utc_s: int
    start_offset_s: int
    end_offset_s: int


class Times:
    """Reads times; days and offsets are remembered, there are few."""

    def __init__(self) -> None:
        self._days: dict[str, int] = {}
        self._offsets: dict[str, int] = {}

    def moment(self, record: dict[str, str], attribute: str) -> tuple[int, int, int]:
        """Day (proleptic ordinal), second of the local day, and offset from UTC in seconds; raises `OddTime`."""
        text = record.get(attribute, "")
        try:
            day = self._days.get(text[:10]) or self._day(text[:10])
            offset = self._offsets.get(text[19:])
            if offset is None:
                offset = self._offset(text[19:])
            hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
        except ValueError:
            raise OddTime(attribute) from None
        if len(text) != _LENGTH or text[10] != " " or hour > 23 or minute > 59 or second > 59:
            raise OddTime(attribute)
        return day, hour * 3600 + minute * 60 + second, offset

    def stretch(self, record: dict[str, str]) -> TimedStretch:
        """From `startDate` to `endDate`; raises `OddTime` when it ends before it begins."""
        day, second, offset = self.moment(record, "startDate")
        end_day, end_second, end_offset = self.moment(record, "endDate")
        start_utc_s = (day - _EPOCH) * _DAY_S + second - offset
        end_utc_s = (end_day - _EPOCH) * _DAY_S + end_second - end_offset
        if end_utc_s < start_utc_s:
            raise OddTime("endDate")
        return TimedStretch(day, second, start_utc_s, end_utc_s, offset, end_offset)

    def written(self, record: dict[str, str], attribute: str) -> str:
        """As a FHIR dateTime in the same local time; raises `OddTime`."""
        self.moment(record, attribute)
        return _fhir(record[attribute])

    def instant(self, text: str) -> str:
        """As a FHIR instant; empty when it is no time."""
        try:
            self.moment({"value": text}, "value")
        except OddTime:
            return ""
        return _fhir(text)

    def birth_date(self, attributes: dict[str, str]) -> str:
        """The person's, as an ISO date; empty when it is not there."""
        text = attributes.get("HKCharacteristicTypeIdentifierDateOfBirth", "")
        try:
            self._day(text)
        except ValueError:
            return ""
        return text

    def _day(self, text: str) -> int:
        date = dt.date.fromisoformat(text) if len(text) == len("2026-10-03") else None
        if date is None or date.year not in _YEARS:
            raise ValueError
        return self._days.setdefault(text, date.toordinal())

    def _offset(self, text: str) -> int:
        found = _OFFSET.fullmatch(text)
        if found is None or int(found[2]) > 14:
            raise ValueError
        seconds = int(found[2]) * 3600 + int(found[3]) * 60
        return self._offsets.setdefault(text, -seconds if found[1] == "-" else seconds)


def _fhir(text: str) -> str:
    return f"{text[:10]}T{text[11:19]}{text[20:23]}:{text[23:]}"
