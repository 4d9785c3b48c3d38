"""The guard over a model's words: nothing altered, added or left out comes through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.answers import Sentence
from core.guard import Stop, hard, stops
from core.guard_words import HARMLESS, MEANING

SAID = [
    Sentence("Your last A1c was above your lab's usual range.", ("Observation/1",)),
    Sentence("It was 7.2 percent.", ("Observation/1",)),
    Sentence("That's from October 3rd.", ("Observation/1",)),
    Sentence("It's lower than in April.", ("Observation/1", "Observation/2")),
]
TEXT = " ".join(s.text for s in SAID)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"Of course. {TEXT}",
        "The last A1c was above your lab's usual range. It was 7.2 percent, and that's from October 3rd. It's lower than in April.",
        "That's from October 3rd. It was 7.2 percent. Your last A1c was above the usual range. It is lower than in April.",
    ],
)
def test_the_same_in_other_words_is_spoken(text: str) -> None:
    assert stops(SAID, text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT.replace("7.2", "7.9"), Stop.NUMBER),
        (TEXT.replace("October", "November"), Stop.DATE),
        (TEXT.replace("3rd", "4th"), Stop.DATE),
        (TEXT.replace("above", "below"), Stop.MEANING),
        (TEXT.replace("lower", "higher"), Stop.MEANING),
        (TEXT.replace("percent", "milligrams"), Stop.MEANING),
        (TEXT.replace("It was", "It was not"), Stop.MEANING),
        (TEXT.replace("A1c", "potassium"), Stop.NAME),
        (f"{TEXT} You should stop taking metformin.", Stop.MEANING),
        (" ".join(s.text for s in SAID[1:]), Stop.OMISSION),
        ("", Stop.FORM),
        (f"{TEXT} Shall we go dancing?", Stop.FORM),
    ],
)
def test_what_was_altered_is_stopped(text: str, why: Stop) -> None:
    assert why in stops(SAID, text, {"potassium"})


def test_two_values_that_change_places_are_stopped() -> None:
    said = [Sentence("It was 7.9 percent then.", ("a",)), Sentence("The last one was 7.2 percent.", ("b",))]
    assert stops(said, "It was 7.2 percent then. The last one was 7.9 percent.") == [Stop.ORDER]


def test_two_names_that_change_places_before_a_colon_are_stopped() -> None:
    said = [Sentence("Your chloride was usual: 105.", ("a",)), Sentence("Your calcium was usual: 9.", ("b",))]
    assert stops(said, "Your calcium was usual: 105. Your chloride was usual: 9.") == [Stop.ORDER]


def test_a_sentence_that_says_what_another_says_too_cannot_be_left_out() -> None:
    said = [Sentence("It was 17 a minute.", ("a",)), Sentence("The last one was 17 a minute.", ("b",))]
    assert Stop.OMISSION in stops(said, "The last one was 17 a minute.") or stops(
        said, "The last one was 17 a minute."
    ) == [Stop.ORDER]


@given(st.integers(0, len(TEXT.split()) - 1), st.sampled_from(sorted(MEANING)))
def test_no_word_with_a_meaning_comes_in(at: int, word: str) -> None:
    words = TEXT.split()
    changed = " ".join([*words[:at], word, *words[at:]])
    assert stops(SAID, changed)


@given(st.integers(0, len(TEXT.split()) - 1))
def test_no_hard_word_goes_missing(at: int) -> None:
    words = TEXT.split()
    gone = " ".join([*words[:at], *words[at + 1 :]])
    assert bool(hard(words[at])) == bool(stops(SAID, gone))


def test_harmless_words_have_no_meaning() -> None:
    assert not HARMLESS & MEANING
