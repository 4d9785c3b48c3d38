"""Dates as the record writes them: partial where it is partial, local, never shifted to another zone.

Rules: FHIR R4 `dateTime`, `date` and `instant` (https://hl7.org/fhir/R4/datatypes.html#dateTime). A time that ends in
`Z` says that the local time is not known (RFC 9557 section 2.2), so no time of day is read from it.
"""

import datetime as dt
import re
from dataclasses import dataclass

from core.facts import PartialDate
from store.fhir_json import JsonObject, child, words

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2})"
    r"(T(?P<time>(?:[01][0-9]|2[0-4]):[0-5][0-9])(?P<rest>:[0-9]{2}(\.[0-9]+)?)?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and, where the record gives one, a local time of day."""

    date: PartialDate
    time: str = ""
    """As written, `HH:MM` and more; empty when the record gives none."""
    zone: str = ""
    """As written, `Z` or `-04:00`; empty when the record gives none."""

    @property
    def local(self) -> bool:
        """False when the time was written in UTC without saying where that was."""
        return self.zone != "Z"

    @property
    def instant(self) -> str:
        """The same moment in UTC, `2026-10-03T12:00:00`; empty without a time and a zone."""
        if not self.time or not self.zone:
            return ""
        try:
            written = dt.datetime.fromisoformat(f"{self.date.iso()}T{self.time.split('.')[0]}{self.zone}")
            return written.astimezone(dt.UTC).replace(tzinfo=None).isoformat()
        except (ValueError, OverflowError):
            return ""

    @property
    def at(self) -> str:
        """For sorting as text: `2026-10-03T08:00:00`; a partial date sorts as its first day."""
        return f"{self.date.first_day().isoformat()}T{self.time}" if self.time else self.date.first_day().isoformat()

    @property
    def time_of_day(self) -> str:
        """Local `HH:MM`, or empty."""
        return self.time[:5] if self.local else ""


def moment(text: str) -> Moment | None:
    """A moment from FHIR text; None when it is no date of the calendar."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    date = PartialDate(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))
    if (found["month"] and not date.month) or (found["day"] and not date.day):
        return None
    try:
        date.first_day()
    except ValueError:
        return None
    return Moment(date, (found["time"] or "") + (found["rest"] or ""), found["zone"] or "")


def first_moment(owner: JsonObject, *fields: str) -> Moment | None:
    """The first of these fields that holds a date; a period counts by its start, else by its end."""
    for field in fields:
        if field not in owner:
            continue
        period = child(owner, field)
        written = (words(period, "start"), words(period, "end")) if period else (words(owner, field),)
        for text in written:
            found = moment(text)
            if found is not None:
                return found
    return None


def end_of(owner: JsonObject, *fields: str) -> PartialDate | None:
    """The end of the first of these periods, or the date itself, that is given."""
    for field in fields:
        found = moment(words(child(owner, field), "end")) or moment(words(owner, field))
        if found is not None:
            return found.date
    return None


def parse_date(text: str | None) -> PartialDate | None:
    """What `PartialDate.iso` wrote."""
    found = moment(text) if text else None
    return found.date if found else None


def age_years(born: PartialDate | None, when: PartialDate | None) -> float | None:
    """Age at a date in years, as exact as both are; None when one is unknown."""
    if born is None or when is None:
        return None
    days: dt.timedelta = when.first_day() - born.first_day()
    return days.days / 365.25
