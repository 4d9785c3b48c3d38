"""Numbers in words, compared with numbers written out by the test itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.number_words import cardinal, joined, ordinal

UNITS = "zero one two three four five six seven eight nine".split()
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()


def in_words(number: int) -> str:
    if number < 10:
        return UNITS[number]
    if number < 20:
        return TEENS[number - 10]
    tens, unit = number - number % 10, number % 10
    return TENS[tens] + (f" {UNITS[unit]}" if unit else "")


def texts(words: str) -> list[str]:
    return [text for text, _start, _end in joined(words.split())]


@given(st.integers(min_value=10, max_value=99), st.sampled_from([19, 20]))
def test_a_year_said_in_two_halves(half: int, century: int) -> None:
    said = f"{in_words(century)} {in_words(half)}"
    assert texts(said) == [str(100 * century + half)]


@given(st.integers(min_value=0, max_value=99))
def test_a_year_said_in_thousands(rest: int) -> None:
    assert texts(f"two thousand and {in_words(rest)}" if rest else "two thousand") == [str(2000 + rest)]


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("two thousand six", "2006"),
        ("two thousand and twelve", "2012"),
        ("two thousand", "2000"),
        ("twenty twenty", "2020"),
    ],
)
def test_years(said: str, years: str) -> None:
    assert texts(said) == [years]


@given(st.integers(min_value=1, max_value=31))
def test_ordinals_of_days(day: int) -> None:
    suffix = "th" if 10 < day % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    assert ordinal(f"{day}{suffix}") == day == ordinal(str(day))


@pytest.mark.parametrize(
    ("word", "number"), [("first", 1), ("third", 3), ("twelfth", 12), ("thirtieth", 30), ("cow", None), ("32", None)]
)
def test_ordinals_in_words(word: str, number: int | None) -> None:
    assert ordinal(word) == number


@pytest.mark.parametrize(
    ("word", "number"), [("a", 1), ("couple", 2), ("few", 3), ("six", 6), ("40", 40), ("ninety", 90), ("cow", None)]
)
def test_cardinals(word: str, number: int | None) -> None:
    assert cardinal(word) == number


@given(
    st.lists(st.sampled_from([*UNITS, *TEENS, *TENS.values(), "my", "a1c", "thousand", "and", "third"]), max_size=10)
)
def test_every_word_is_kept_in_its_place(words: list[str]) -> None:
    items = joined(words)
    assert [place for _text, start, end in items for place in range(start, end)] == list(range(len(words)))
