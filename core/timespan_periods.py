"""Named stretches of time without a preposition: `april 2024`, `last spring`, `two years ago`, `yesterday`.

Each rule is a pattern at the start of the words, figures already joined, and a reader of its match.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeAlias

from core.calendar_days import (
    FEASTS,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    day_of,
    day_span,
    feast,
    latest,
    month_span,
    months_before,
    year_span,
)
from core.facts import Span
from core.number_words import cardinal, ordinal

Reader: TypeAlias = Callable[[re.Match[str], dt.date], Span | None]

_SHORT = {month[:3]: number for number, month in enumerate(MONTHS, start=1)} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:(?: of)?(?: the year)? {_YEAR}|(?: of)? (?P<rel>last|this|next) year)?"
_ORDINAL = (
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_NUMBER = (
    r"(?P<number>\d{1,3}|an?|(?:a )?couple(?: of)?|(?:a )?few|several|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|fifteen|eighteen|twenty|thirty)"
)
_UNIT = r"(?P<unit>day|week|month|year)s?"
_SEASON = rf"(?P<season>{'|'.join(SEASONS)})(?:time)?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_WINDOW_DAYS = {"day": 1, "week": 7}


def count(said: str) -> int:
    """The number in `a couple of`, `few`, `6`."""
    return next(n for n in (cardinal(w) for w in reversed(said.split()) if w != "of") if n is not None)


def back(today: dt.date, number: int, unit: str) -> dt.date:
    """That many days, weeks, months or years before today, never before the year 2."""
    if unit in _WINDOW_DAYS:
        return today - dt.timedelta(days=number * _WINDOW_DAYS[unit])
    return months_before(today, min(number * (12 if unit == "year" else 1), 12 * (today.year - 2)))


def _year_meant(match: re.Match[str], today: dt.date) -> int | None:
    if match["year"]:
        return int(match["year"])
    return today.year + {"last": -1, "this": 0, "next": 1}[match["rel"]] if match["rel"] else None


def _month(match: re.Match[str], today: dt.date) -> Span | None:
    month, year = _SHORT[match["month"][:3]], _year_meant(match, today)
    if year:
        return month_span(year, month)
    return _by_word(match["which"], lambda y: month_span(y, month), today)


def _by_word(which: str | None, of_year: Callable[[int], Span | None], today: dt.date) -> Span | None:
    if which == "next":
        return next(
            (s for s in map(of_year, range(today.year, today.year + 9)) if s and s.since and s.since > today), None
        )
    if which == "this":
        return of_year(today.year)
    return latest(of_year, today, over=which == "last")


def _month_day(match: re.Match[str], today: dt.date) -> Span | None:
    month, day = _SHORT[match["month"][:3]], ordinal(match["day"])
    if day is None:
        return None

    def of_year(year: int) -> Span | None:
        found = day_of(year, month, day)
        return day_span(found) if found else None

    year = _year_meant(match, today)
    return of_year(year) if year else latest(of_year, today)


def _relative(match: re.Match[str], today: dt.date) -> Span | None:
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[match["which"] or match["only"]]
    if match["unit"] == "year":
        return year_span(today.year + step)
    if match["unit"] == "month":
        return month_span(today.year, today.month + step)
    return day_span(today - dt.timedelta(days=today.weekday() - 7 * step), 7)


def _season(match: re.Match[str], today: dt.date) -> Span | None:
    first, year = SEASONS[match["season"]], _year_meant(match, today)
    if year:
        return month_span(year, first, 3)
    which = None if match["which"] == "this" and first != 12 else match["which"]
    return _by_word(which if which != "this" else None, lambda y: month_span(y, first, 3), today)


def _ago(match: re.Match[str], today: dt.date) -> Span | None:
    number, unit = count(match["number"]), match["unit"]
    then = back(today, number, unit)
    if unit == "year":
        return year_span(then.year)
    if unit == "month":
        return month_span(then.year, then.month - 1, 3)
    if unit == "week":
        return day_span(then - dt.timedelta(days=then.weekday()), 7)
    return day_span(then - dt.timedelta(days=1), 3)


def _back_until_now(match: re.Match[str], today: dt.date) -> Span | None:
    if not match["number"] and match[0].endswith("s"):
        return None  # "over the last years" names no time
    number = count(match["number"]) if match["number"] else 1
    return Span(back(today, number, match["unit"]), today)


def _weekday(match: re.Match[str], today: dt.date) -> Span | None:
    wanted = WEEKDAYS.index(match["weekday"])
    if match["which"] == "next":
        return day_span(today + dt.timedelta(days=(wanted - today.weekday() - 1) % 7 + 1))
    return day_span(today - dt.timedelta(days=(today.weekday() - wanted - 1) % 7 + 1))


def _feast(match: re.Match[str], today: dt.date) -> Span | None:
    year = _year_meant(match, today)
    if year:
        return feast(match["feast"], year)
    return _by_word(match["which"] if match["which"] != "this" else None, lambda y: feast(match["feast"], y), today)


def _decade(match: re.Match[str], _today: dt.date) -> Span | None:
    words = "twenties thirties forties fifties sixties seventies eighties nineties".split()
    tens = 10 * (words.index(match["word"]) + 2) if match["word"] else int(match["figures"][-2:])
    return year_span((2000 if tens < 30 else 1900) + tens, 10)


def _part_of_year(match: re.Match[str], today: dt.date) -> Span | None:
    year = _year_meant(match, today) or today.year
    part = {"early": 1, "beginning": 1, "start": 1, "mid": 5, "middle": 5, "late": 9, "end": 9}[match["part"]]
    return month_span(year, part, 4)


_DAYS = {"today": 0, "this morning": 0, "tonight": 0, "this afternoon": 0, "yesterday": -1, "last night": -1, "yesterdays": -1, "todays": 0, "last nights": -1,
         "tomorrow": 1, "the day before yesterday": -2}  # fmt: skip

_WHICH = r"(?:(?P<which>last|this|next|past) )?"
_SOURCES: tuple[tuple[str, Reader], ...] = (
    (rf"(?:{_MONTH} (?:the )?{_ORDINAL}{_OF_YEAR})", _month_day),
    (rf"(?:the )?{_ORDINAL} (?:of )?{_MONTH}{_OF_YEAR}", _month_day),
    (rf"{_WHICH}{_MONTH}{_OF_YEAR}", _month),
    (r"the year before (?:this|the (?:current|present))(?: (?:one|year))?", lambda _match, today: year_span(today.year - 1)),
    (r"the year before (?:last(?: (?:one|year))?|that one)", lambda _match, today: year_span(today.year - 2)),
    (rf"(?:the year )?{_YEAR}", lambda match, _today: year_span(int(match["year"]))),
    (r"(?:(?:the )?(?P<which>previous|this|next)|(?P<only>last)) (?P<unit>week|month|year)", _relative),
    (rf"(?:the )?{_WHICH}{_SEASON}{_OF_YEAR}", _season),
    (rf"(?:about |around )?{_NUMBER} {_UNIT} (?:ago|back)", _ago),
    (rf"(?:(?:the|these) (?:last|past)|past|last(?! (?:day|week|month"
     rf"|year)\b)) (?:{_NUMBER} )?{_UNIT}", _back_until_now),
    (rf"{_WHICH}{_WEEKDAY}(?: (?:morning|afternoon|evening))?", _weekday),
    (rf"{_WHICH}(?P<feast>{FEASTS})(?: (?:time|day))?{_OF_YEAR}", _feast),
    (r"the (?:(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)|(?P<figures>(?:19"
     r"|20)?\d0)s)",
     _decade),
    (rf"(?:the )?(?P<part>early|late|mid|(?:beginning|start|middle|end)(?= of| the| year))(?: in| of)?(?: the)?(?: year)?"
     rf"(?: {_YEAR}| (?P<rel>last|this|next) year| of the year| year)", _part_of_year),
    (rf"(?P<name>{'|'.join(_DAYS)})", lambda match, today: day_span(today + dt.timedelta(days=_DAYS[match["name"]]))),
)  # fmt: skip
PERIODS = tuple((re.compile(rf"{source}(?= |$)"), read) for source, read in _SOURCES)

_AMBIGUOUS = re.compile(r"(?:may|march|fall|spring)(?: |$)")
"""English words besides: alone they name a time only after a preposition."""


def read_period(text: str, today: dt.date, *, after_preposition: bool) -> tuple[Span, int] | None:
    """The longest period at the start of the text and how many words it takes."""
    best: tuple[Span, int] | None = None
    for pattern, read in PERIODS:
        match = pattern.match(text)
        if match is None or (not after_preposition and _AMBIGUOUS.fullmatch(match[0])):
            continue
        width = len(match[0].split())
        span = read(match, today) if best is None or width > best[1] else None
        if span:
            best = span, width
    return best
