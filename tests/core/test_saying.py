"""How numbers, dates and lists are said."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import saying
from core.facts import PartialDate

TODAY = dt.date(2026, 11, 24)
UNITS = {"%": ("percent", "percent"), "mg/dL": ("milligram per deciliter", "milligrams per deciliter")}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (7.2, "7.2"),
        (7.0, "7"),
        (38, "38"),
        (0.25, "0.25"),
        (1250, "1,250"),
        (-1.5, "-1.5"),
        (0, "0"),
        (1234.5, "1,234.5"),
    ],
)
def test_numbers(value: float, said: str) -> None:
    assert saying.say_number(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5.994885672, "about 5.99"),
        (92.0628, "about 92.1"),
        (163.113, "about 163"),
        (0.5654, "about 0.57"),
        (1.42, "1.42"),
    ],
)
def test_a_number_with_more_figures_than_anybody_says_is_rounded_and_said_to_be(value: float, said: str) -> None:
    assert saying.say_number(value) == said


@given(st.decimals(min_value=0, max_value=999, places=2).map(float))
def test_a_number_is_never_changed_by_saying_it(value: float) -> None:
    assert float(saying.say_number(value)) == value


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (7.2, "%", "7.2 percent"),
        (1, "mg/dL", "1 milligram per deciliter"),
        (1.6, "mg/dL", "1.6 milligrams per deciliter"),
        (5, "furlongs", "5"),
    ],
)
def test_quantities(value: float, unit: str, said: str) -> None:
    assert saying.say_quantity(value, unit, UNITS) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (PartialDate(2026, 10, 3), "on October 3rd"),
        (PartialDate(2025, 10, 1), "on October 1st, 2025"),
        (PartialDate(2025, 10), "in October 2025"),
        (PartialDate(1957), "in 1957"),
        (PartialDate(2026, 11, 24), "today"),
        (PartialDate(2026, 11, 23), "yesterday"),
        (PartialDate(2026, 1, 11), "on January 11th"),
        (PartialDate(2026, 1, 22), "on January 22nd"),
    ],
)
def test_dates_with_their_preposition(when: PartialDate, said: str) -> None:
    assert saying.say_on(when, TODAY) == said


def test_a_month_is_named_with_its_year_when_it_could_be_taken_for_this_one() -> None:
    assert saying.say_month(PartialDate(2026, 4, 8), TODAY) == "April"
    assert saying.say_month(PartialDate(2025, 11, 30), TODAY) == "November 2025"
    assert saying.say_month(PartialDate(2024, 4, 8), TODAY) == "April 2024"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("10:00", "10 in the morning"),
        ("14:30", "2:30 in the afternoon"),
        ("12:00", "noon"),
        ("00:15", "12:15 in the morning"),
        ("19:05", "7:05 in the evening"),
    ],
)
def test_times(at: str, said: str) -> None:
    assert saying.say_time(at) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (PartialDate(2026, 10, 3), "seven weeks ago"),
        (PartialDate(2025, 10, 3), "one year ago"),
        (PartialDate(2026, 11, 20), "four days ago"),
        (PartialDate(2026, 6, 11), "five months ago"),
        (PartialDate(2026, 6), ""),
    ],
)
def test_how_long_ago(when: PartialDate, said: str) -> None:
    assert saying.say_ago(when, TODAY) == said


def test_lists() -> None:
    assert saying.say_list([]) == ""
    assert saying.say_list(["a"]) == "a"
    assert saying.say_list(["a", "b"]) == "a and b"
    assert saying.say_list(["a", "b", "c"]) == "a, b and c"


def test_a_date_to_come_has_its_weekday() -> None:
    assert saying.say_weekday(PartialDate(2026, 12, 3), TODAY) == "Thursday, December 3rd"
