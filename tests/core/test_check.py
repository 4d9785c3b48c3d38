"""The guard: a number that no fact gives is caught."""

import datetime as dt
from dataclasses import replace

import pytest

from core.answers import Answer, Outcome, Sentence
from core.check import numbers_in, unfounded
from core.facts import Origin, PartialDate, Reading, ReferenceRange

TODAY = dt.date(2026, 11, 24)
FACT = Reading(
    Origin("Observation/1", "Lab", PartialDate(2026, 10, 3)),
    "loinc|4548-4",
    "Hemoglobin A1c",
    7.2,
    "%",
    range=ReferenceRange(4.0, 5.6, "lab"),
)


def answer(*texts: str) -> Answer:
    sentences = tuple(Sentence(text, ("Observation/1",)) for text in texts)
    return Answer(Outcome.FOUND, sentences, (FACT,), concepts=("hemoglobin a1c",))


@pytest.mark.parametrize(
    "text",
    [
        "Your last A1c was 7.2 percent.",
        "That's from October 3rd, 2026.",
        "The usual range is 4 to 5.6.",
        "That was seven weeks ago.",
        "Your vitamin B12 was usual.",
    ],
)
def test_what_the_fact_gives_passes(text: str) -> None:
    assert unfounded(answer(text), TODAY) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Your last A1c was 7.3 percent.", "7.3"),
        ("That's from October 4th.", "4"),
        ("It was 72 percent.", "72"),
        ("That was eight weeks ago.", "8"),
        ("In 2025 it was higher.", "2025"),
    ],
)
def test_what_no_fact_gives_is_caught(text: str, number: str) -> None:
    caught = unfounded(answer("Your last A1c was 7.2 percent.", text), TODAY)
    # 4 is the lower end of the range, so a date on the 4th can only be caught without it.
    if number == "4":
        bare = replace(FACT, range=None)
        caught = unfounded(replace(answer(text), facts=(bare,)), TODAY)
    assert caught == (number,)


def test_numbers_are_found_in_figures_and_in_words_but_not_in_names() -> None:
    assert numbers_in("1,250 steps on the 3rd, twelve of them with vitamin B12 and A1c") == ("1250", "3", "12")


def test_a_sentence_that_rests_on_nothing_states_no_fact() -> None:
    assert unfounded(Answer(Outcome.UNCLEAR, (Sentence("Say one of 3 things."),)), TODAY) == ()
