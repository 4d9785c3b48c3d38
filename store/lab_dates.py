"""Dates in a table: read only where they can mean one day.

`2026-10-03`, `3 October 2026` and `10/23/2026` can; `10/03/2026` can only when the same column shows that the
month comes first, or the day: by a number above twelve in one place, and none in the other.
"""

import datetime as dt
import re
from collections.abc import Iterable
from enum import Enum

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FROM_JULY = ("july", "august", "september", "october", "november", "december")
_NAMES = ("january", "february", "march", "april", "may", "june", *_FROM_JULY)
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z| ?[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_FIGURES = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_TIME}")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]([A-Za-z]{{3,9}})\.?,?[ -](\d{{4}}){_TIME}")
_MONTH_FIRST = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}")
_YEARS = range(1900, 2101)
_MONTHS_A_YEAR = 12


class Order(Enum):
    """What comes first in `10/03/2026`."""

    MONTH = "month"
    DAY = "day"
    UNKNOWN = "unknown"


def order_of(texts: Iterable[str]) -> Order:
    """What the dates of one column show of themselves."""
    first, second = False, False
    for text in texts:
        found = _FIGURES.fullmatch(text)
        if found:
            first = first or int(found[1]) > _MONTHS_A_YEAR
            second = second or int(found[2]) > _MONTHS_A_YEAR
    if first == second:
        return Order.UNKNOWN
    return Order.DAY if first else Order.MONTH


def read_day(text: str, order: Order) -> dt.date | None:
    """The one day that a text can mean, or None."""
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    if found := _FIGURES.fullmatch(text):
        return _from_figures(int(found[1]), int(found[2]), int(found[3]), order)
    return None


def _from_figures(first: int, second: int, year: int, order: Order) -> dt.date | None:
    month_first, day_first = _date(year, first, second), _date(year, second, first)
    if month_first is None or day_first is None or month_first == day_first:
        return month_first or day_first
    return {Order.MONTH: month_first, Order.DAY: day_first}.get(order)


def _month(name: str) -> int:
    small = name.casefold()
    if small == "sept":
        return _MONTHS.index("sep") + 1
    return next(
        (at for at, (short, long) in enumerate(zip(_MONTHS, _NAMES, strict=True), 1) if small in (short, long)), 0
    )


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
