"""Denied, long past, asked of the record: the rules that take an alarm away, on their own."""

import pytest

from core.presence import is_asked_of_record, is_denied, is_long_past


@pytest.mark.parametrize(
    "before", ["no ", "i dont have ", "i have never had ", "without any ", "im not having ", "it wasnt "]
)
def test_denied(before: str) -> None:
    assert is_denied(f"{before}chest pain", len(before), "chest pain", "chest pain")


@pytest.mark.parametrize(
    "before",
    [
        "",
        "i have ",
        "no i have ",
        "no its ",
        "i dont know why i have ",
        "im not sure i have ",
        "i dont feel good i have ",
    ],
)
def test_not_denied(before: str) -> None:
    assert not is_denied(f"{before}chest pain", len(before), "chest pain", "chest pain")


def test_a_denial_inside_counts_unless_the_pattern_spells_it_out() -> None:
    assert is_denied("my chest doesnt hurt", 0, "my chest doesnt hurt", r"chest.*hurt")
    assert not is_denied("hes not breathing", 3, "not breathing", r"\bnot breathing\b")


@pytest.mark.parametrize(
    "clause",
    ["i had it last year", "it was two years ago", "in 2019 it hurt", "i used to have it", "i had it in march",
     "back in the nineties", "when i was young", "once when we travelled", "he died of a stroke"],
)  # fmt: skip
def test_long_past(clause: str) -> None:
    assert is_long_past(clause)


@pytest.mark.parametrize(
    "clause",
    ["i had it yesterday", "since last year it hurts", "it hurts like two years ago", "i have it", "all at once",
     "i had it this morning", "it started last night", "i took them all at once"],
)  # fmt: skip
def test_not_long_past(clause: str) -> None:
    assert not is_long_past(clause)


@pytest.mark.parametrize(
    "clause",
    ["what did the letter say about chest pain", "do i have a history of stroke", "when was my heart attack", "what is sepsis",
     "did i have a stroke", "is nitroglycerin for chest pain", "have i ever had chest pain", "read me the note about bleeding"],
)  # fmt: skip
def test_asked_of_the_record(clause: str) -> None:
    assert is_asked_of_record(clause)


@pytest.mark.parametrize(
    "clause",
    ["i have chest pain", "what is this pain in my chest", "is it normal that my chest hurts", "am i having a heart attack",
     "should i worry about this pain in my chest", "why does my chest hurt"],
)  # fmt: skip
def test_not_asked_of_the_record(clause: str) -> None:
    assert not is_asked_of_record(clause)
