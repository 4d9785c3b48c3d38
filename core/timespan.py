"""Stretches of time as people say them: `in April`, `last spring`, `since March 2024`, `two years ago`.

Our choices where English leaves it open, all counted from `today`:
- a month, season, day or feast without a year is the latest one that has begun ("in April" in November
  is this year's, in February last year's); `last` before it means the latest one that is over;
- `last year`, `two years ago`: that calendar year; `six months ago`: that month and its two neighbours;
  `three weeks ago`: that Monday-to-Sunday week; `ten days ago`: that day and its two neighbours;
- `in the last six months`, `over the past year`: from the same day so far back until today;
- seasons are the meteorological ones of the northern half: spring is March to May, winter December to
  February; `around` widens a span by two weeks on both sides.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from core.facts import Span
from core.number_words import joined
from core.timespan_periods import read_period

_AROUND = dt.timedelta(days=14)
_DAY = dt.timedelta(days=1)


def find_span(words: str, today: dt.date) -> tuple[Span, str] | None:
    """The span that plain words name and the very words that name it; None when they name none.

    `words` come from `core.words.plain`. The earliest mention wins, the longest at the same place.
    """
    said = words.split()
    items = joined(said)
    texts = [text for text, _start, _end in items]
    for at in range(len(items)):
        found = _at(texts[at:], today)
        if found:
            span, width = found
            return span, " ".join(said[items[at][1] : items[at + width - 1][2]])
    return None


def without_span(words: str, said: str) -> str:
    """The words without the first mention of `said`: what is left to be about something."""
    pattern = re.compile(rf"(?:^| ){re.escape(said)}(?= |$)")
    return " ".join(pattern.sub(" ", words, count=1).split()) if said else words


def _since(span: Span, _today: dt.date) -> Span:
    return Span(span.since, None)


def _after(span: Span, _today: dt.date) -> Span:
    return Span(span.until and span.until + _DAY, None)


def _before(span: Span, _today: dt.date) -> Span:
    return Span(None, span.since and span.since - _DAY)


def _until(span: Span, _today: dt.date) -> Span:
    return Span(None, span.until)


def _around(span: Span, _today: dt.date) -> Span:
    return Span(span.since and span.since - _AROUND, span.until and span.until + _AROUND)


def _itself(span: Span, _today: dt.date) -> Span:
    return span


_PREPOSITIONS: tuple[tuple[re.Pattern[str], Callable[[Span, dt.date], Span]], ...] = tuple(
    (re.compile(rf"(?:{source}) "), use)
    for source, use in (
        (r"(?:ever )?since(?: the)?|starting(?: in| from)?", _since),
        (r"after|later than", _after),
        (r"(?:any time |some time )?before|prior to|earlier than", _before),
        (r"until|till|up to|up until|through", _until),
        (r"(?:some ?time )?(?:around|about|near)(?: the time of)?", _around),
        (r"(?:back |sometime |early |late )?(?:in|on|at|during|for|from|of|over|within|as of"
         r"|throughout)(?: the(?= year))?",
         _itself),
    )
)  # fmt: skip
_BETWEEN = re.compile(r"(?:between|from) ")
_AND = re.compile(r"(?:and|to|until|till|through) ")


def _at(items: Sequence[str], today: dt.date) -> tuple[Span, int] | None:
    text = " ".join(items)
    return _from_to(text, today) or _with_preposition(text, today) or read_period(text, today, after_preposition=False)


def _with_preposition(text: str, today: dt.date) -> tuple[Span, int] | None:
    for pattern, use in _PREPOSITIONS:
        match = pattern.match(text)
        found = read_period(text[match.end() :], today, after_preposition=True) if match else None
        if match and found:
            return use(found[0], today), len(match[0].split()) + found[1]
    return None


def _from_to(text: str, today: dt.date) -> tuple[Span, int] | None:
    start = _BETWEEN.match(text)
    first = read_period(text[start.end() :], today, after_preposition=True) if start else None
    if first is None:
        return None
    rest = " ".join(text.split()[1 + first[1] :])
    link = _AND.match(rest)
    second = read_period(rest[link.end() :], today, after_preposition=True) if link else None
    if second is None or not (first[0].since and second[0].until and first[0].since <= second[0].until):
        return None
    return Span(first[0].since, second[0].until), 2 + first[1] + second[1]
