"""Days on the calendar: ends of months, seasons and feasts, latest first; every function is pure."""

import datetime as dt
from collections.abc import Callable

from core.facts import Span

MONTHS = ("january february march april may june july august september october november december").split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""First month of each meteorological season."""


def month_span(year: int, month: int, months: int = 1) -> Span:
    """From the first day of that month to the last day of the `months`-th; month may run past 12 or below 1."""
    first = dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = month - 1 + months
    return Span(first, dt.date(year + after // 12, after % 12 + 1, 1) - dt.timedelta(days=1))


def year_span(year: int, years: int = 1) -> Span:
    """From January 1st of that year on, `years` whole years."""
    return Span(dt.date(year, 1, 1), dt.date(year + years - 1, 12, 31))


def day_span(first: dt.date, days: int = 1) -> Span:
    """`days` days from the first."""
    return Span(first, first + dt.timedelta(days=days - 1))


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months back, or that month's last day."""
    span = month_span(day.year, day.month - months)
    assert span.since and span.until  # noqa: S101 - a month always has both ends
    return span.since.replace(day=min(day.day, span.until.day))


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """That day, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def latest(of_year: Callable[[int], Span | None], today: dt.date, *, over: bool = False) -> Span | None:
    """The latest yearly span that has begun (or, with `over`, is past) by today; looks eight years back."""
    for year in range(today.year, today.year - 9, -1):
        span = of_year(year)
        if span and span.since and span.until and (span.until < today if over else span.since <= today):
            return span
    return None


def feast(name: str, year: int) -> Span | None:
    """The day of a feast in that year; None for an unknown name."""
    if name in _FIXED:
        return day_span(dt.date(year, *_FIXED[name]))
    if name == "thanksgiving":
        return day_span(_nth_weekday(year, 11, 3, 4))
    if name == "labor day":
        return day_span(_nth_weekday(year, 9, 0, 1))
    if name == "memorial day":
        return day_span(dt.date(year, 5, 31) - dt.timedelta(days=dt.date(year, 5, 31).weekday()))
    if name == "mothers day":
        return day_span(_nth_weekday(year, 5, 6, 2))
    return day_span(easter(year)) if name == "easter" else None


FEASTS = (
    "christmas eve|christmas|thanksgiving|easter|halloween|new years eve|new years day|new years|new year"
    "|independence day|fourth of july|valentines day|valentines|labor day|memorial day|mothers day"
)
_FIXED = {
    "christmas": (12, 25),
    "christmas eve": (12, 24),
    "halloween": (10, 31),
    "new years eve": (12, 31),
    "new years day": (1, 1),
    "new years": (1, 1),
    "new year": (1, 1),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "valentines day": (2, 14),
    "valentines": (2, 14),
}


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> dt.date:
    """Easter Sunday (Gregorian; the anonymous algorithm printed by Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    leap, of_leap = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * of_leap + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
