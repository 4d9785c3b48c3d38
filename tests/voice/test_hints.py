"""Hints within Whisper's slot; and what only reads them back."""

from hypothesis import given
from hypothesis import strategies as st

from voice.hints import fitted, only_hints


def letters(text: str) -> list[int]:
    """A tokenizer that makes one token of each letter, so that lengths can be counted by hand."""
    return [ord(letter) for letter in text]


def test_the_best_come_first_until_the_slot_is_full() -> None:
    # " A1c" is 4, each further one its letters, a space and a comma: 4 + 7 = 11, and "eGFR" fits, 17.
    assert fitted(["A1c", "sodium", "potassium", "eGFR"], letters, slot=18) == "A1c, sodium, eGFR"


def test_no_hints_are_an_empty_prompt() -> None:
    assert fitted([], letters) == ""
    assert fitted(["", "  "], letters) == ""


def test_a_repeated_hint_takes_its_place_once() -> None:
    assert fitted(["A1c", "A1c ", "A1c"], letters) == "A1c"


@given(st.lists(st.text("abcdef ", max_size=30), max_size=60), st.integers(0, 223))
def test_the_slot_is_never_overfilled(hints: list[str], slot: int) -> None:
    prompt = fitted(hints, letters, slot)
    assert not prompt or len(letters(f" {prompt}")) <= slot


def test_a_row_of_hints_is_the_prompt_read_back() -> None:
    hints = "A1c, potassium, atorvastatin, creatinine"
    assert only_hints("A1c, potassium, atorvastatin, atorvastatin,", hints)
    assert only_hints("Potassium. Atorvastatin. A1C.", hints)


def test_questions_and_short_answers_are_not() -> None:
    hints = "A1c, potassium, atorvastatin, creatinine"
    assert not only_hints("What was my last A1c?", hints)
    assert not only_hints("A1c.", hints)
    assert not only_hints("Potassium, and creatinine.", hints)
    assert not only_hints("", hints)
    assert not only_hints("Yes, no, stop.", "")
