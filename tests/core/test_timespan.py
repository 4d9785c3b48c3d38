"""Spans of time, with days counted by the test and not by the module."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar_days import easter
from core.timespan import find_span, without_span
from core.words import plain

TODAY = dt.date(2026, 11, 24)  # a Tuesday
MONTHS = [month.lower() for month in calendar.month_name[1:]]
DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "since", "until", "said"),
    [
        ("what was it in April", "2026-04-01", "2026-04-30", "in april"),
        ("in December", "2025-12-01", "2025-12-31", "in december"),
        ("in November", "2026-11-01", "2026-11-30", "in november"),
        ("last November", "2025-11-01", "2025-11-30", "last november"),
        ("in 2019", "2019-01-01", "2019-12-31", "in 2019"),
        ("in twenty nineteen", "2019-01-01", "2019-12-31", "in twenty nineteen"),
        ("last year", "2025-01-01", "2025-12-31", "last year"),
        ("this year", "2026-01-01", "2026-12-31", "this year"),
        ("last spring", "2026-03-01", "2026-05-31", "last spring"),
        ("last summer", "2026-06-01", "2026-08-31", "last summer"),
        ("last fall", "2025-09-01", "2025-11-30", "last fall"),
        ("this fall", "2026-09-01", "2026-11-30", "this fall"),
        ("last winter", "2025-12-01", "2026-02-28", "last winter"),
        ("in the spring of 2024", "2024-03-01", "2024-05-31", "in the spring of 2024"),
        ("last month", "2026-10-01", "2026-10-31", "last month"),
        ("last week", "2026-11-16", "2026-11-22", "last week"),
        ("two years ago", "2024-01-01", "2024-12-31", "two years ago"),
        ("a couple of years ago", "2024-01-01", "2024-12-31", "a couple of years ago"),
        ("six months ago", "2026-04-01", "2026-06-30", "six months ago"),
        ("in the last six months", "2026-05-24", "2026-11-24", "in the last six months"),
        ("over the past year", "2025-11-24", "2026-11-24", "over the past year"),
        ("the last 5 years", "2021-11-24", "2026-11-24", "the last 5 years"),
        ("since March 2024", "2024-03-01", "", "since march 2024"),
        ("since March", "2026-03-01", "", "since march"),
        ("since last year", "2025-01-01", "", "since last year"),
        ("before 2020", "", "2019-12-31", "before 2020"),
        ("after 2020", "2021-01-01", "", "after 2020"),
        ("until 2020", "", "2020-12-31", "until 2020"),
        ("between 2019 and 2021", "2019-01-01", "2021-12-31", "between 2019 and 2021"),
        ("from March to June", "2026-03-01", "2026-06-30", "from march to june"),
        ("on October third", "2026-10-03", "2026-10-03", "on october third"),
        ("on the third of October", "2026-10-03", "2026-10-03", "on the third of october"),
        ("October 3rd, 2025", "2025-10-03", "2025-10-03", "october 3rd 2025"),
        ("on December 24th", "2025-12-24", "2025-12-24", "on december 24th"),
        ("April of last year", "2025-04-01", "2025-04-30", "april of last year"),
        ("yesterday", "2026-11-23", "2026-11-23", "yesterday"),
        ("today", "2026-11-24", "2026-11-24", "today"),
        ("on Monday", "2026-11-23", "2026-11-23", "on monday"),
        ("last Tuesday", "2026-11-17", "2026-11-17", "last tuesday"),
        ("next week", "2026-11-30", "2026-12-06", "next week"),
        ("next Thursday", "2026-11-26", "2026-11-26", "next thursday"),
        ("around Christmas", "2025-12-11", "2026-01-08", "around christmas"),
        ("last Thanksgiving", "2025-11-27", "2025-11-27", "last thanksgiving"),
        ("at Easter", "2026-04-05", "2026-04-05", "at easter"),
        ("in the nineties", "1990-01-01", "1999-12-31", "in the nineties"),
        ("in late 2024", "2024-09-01", "2024-12-31", "in late 2024"),
        ("my weight in May", "2026-05-01", "2026-05-31", "in may"),
    ],
)
def test_what_people_say(text: str, since: str, until: str, said: str) -> None:
    found = find_span(plain(text), TODAY)
    assert found
    span, words = found
    assert (str(span.since or ""), str(span.until or ""), words) == (since, until, said)


@pytest.mark.parametrize(
    "text",
    [
        "may I ask",
        "what was my last A1c",
        "when I was ten",
        "two times a day",
        "did I fall",
        "march on",
        "my last visit",
        "since I started",
        "",
        "spring in my step",
    ],
)
def test_no_time_is_named(text: str) -> None:
    assert find_span(plain(text), TODAY) is None


def test_a_day_that_does_not_exist_is_not_made_up() -> None:
    found = find_span("on february 30th", TODAY)
    assert found is None or found[0].since != dt.date(2026, 3, 2)


@given(DAYS, st.integers(min_value=1, max_value=12))
def test_a_month_is_the_latest_that_has_begun(today: dt.date, month: int) -> None:
    found = find_span(f"in {MONTHS[month - 1]}", today)
    assert found
    since, until = found[0].since, found[0].until
    assert since and until
    assert since.month == month and since.day == 1 and until.day == calendar.monthrange(since.year, month)[1]
    assert since <= today < dt.date(since.year + 1, month, 1)


@given(DAYS, st.integers(min_value=2, max_value=11), st.sampled_from(["day", "week", "month", "year"]))
def test_a_stretch_until_now_ends_today(today: dt.date, number: int, unit: str) -> None:
    found = find_span(f"in the last {number} {unit}s", today)
    assert found
    since, until = found[0].since, found[0].until
    assert since and until == today
    days = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[unit] * number
    assert abs((today - since).days - days) <= 3


@given(DAYS, DAYS)
def test_a_day_with_its_year_is_that_day(today: dt.date, day: dt.date) -> None:
    for said in (
        f"on {MONTHS[day.month - 1]} {day.day} {day.year}",
        f"the {day.day} of {MONTHS[day.month - 1]} {day.year}",
    ):
        found = find_span(said, today)
        assert found and found[0].since == found[0].until == day


@given(
    DAYS,
    st.sampled_from(["since", "before", "after", "until", "around", "in"]),
    st.integers(min_value=1950, max_value=2059),
)
def test_prepositions_lean_on_the_year(today: dt.date, word: str, year: int) -> None:
    found = find_span(f"{word} {year}", today)
    assert found
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    two_weeks = dt.timedelta(days=14)
    assert (found[0].since, found[0].until) == {
        "since": (first, None),
        "before": (None, dt.date(year - 1, 12, 31)),
        "after": (dt.date(year + 1, 1, 1), None),
        "until": (None, last),
        "around": (first - two_weeks, last + two_weeks),
        "in": (first, last),
    }[word]


WORDS = st.sampled_from(
    "last this next in since before april may spring year years month week ago two 2019 the a1c of on october third and to my monday".split()
)


@given(st.lists(WORDS, max_size=10), DAYS)
def test_a_span_is_in_order_and_its_words_were_said(words: list[str], today: dt.date) -> None:
    text = " ".join(words)
    found = find_span(text, today)
    if found:
        span, said = found
        assert f" {said} " in f" {text} "
        assert span.since is None or span.until is None or span.since <= span.until
        assert span.since or span.until
        assert len(without_span(text, said).split()) == len(words) - len(said.split())


@given(st.text(max_size=60), DAYS)
def test_any_text_is_survived(text: str, today: dt.date) -> None:
    find_span(plain(text), today)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2000, 4, 23), (2038, 4, 25), (1981, 4, 19)],
)
def test_easter_is_where_calendars_have_it(year: int, month: int, day: int) -> None:
    """Easter Sundays as calendars print them."""
    assert easter(year) == dt.date(year, month, day)
