"""Words that stop in the middle keep the floor."""

import pytest

from core.grammar_unfinished import may_go_on, stops_in_the_middle


@pytest.mark.parametrize(
    "text",
    ["Um, when is my next?", "what was my last", "and", "um", "what about my", "When is my next,", "is my", "so my"],
)
def test_stops_in_the_middle(text: str) -> None:
    assert stops_in_the_middle(text, complete=False)


@pytest.mark.parametrize("text", ["when is my next appointment", "what was my last a1c", "goodbye", "what's it for"])
def test_does_not_stop_in_the_middle(text: str) -> None:
    assert not stops_in_the_middle(text, complete=True)


@pytest.mark.parametrize(
    "text", ["Has my creatinine.", "How much Lysinopril?", "is my potassium", "was my blood pressure", "did my weight"]
)
def test_may_be_only_the_beginning(text: str) -> None:
    assert may_go_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "is my potassium normal",
        "has my weight gone up",
        "how much lisinopril do i take",
        "do i have diabetes",
        "am i allergic to penicillin",
        "what was my last a1c",
        "potassium",
        "is that normal",
        "is my a1c too high",
    ],
)
def test_is_more_than_a_beginning(text: str) -> None:
    assert not may_go_on(text)
