"""What stops before the thing it is about is waited for, and joined with what comes next."""

import pytest

from core.grammar_unfinished import breaks_off
from core.grammar_unfinished import stops_in_the_middle as stops


@pytest.mark.parametrize(
    "text",
    ["Get me ready for.", "I'm frightened of", "I want to ask about my", "Ask him whether", "I want to ask about", "I'm worried about the"],
)  # fmt: skip
def test_what_it_is_about_is_missing(text: str) -> None:
    assert breaks_off(text)


@pytest.mark.parametrize(
    "text",
    ["Ask him what it is for.", "That's all I can think of.", "I'm frightened of dialysis", "Ask what the scan is about"],
)  # fmt: skip
def test_a_preposition_may_be_the_last_word(text: str) -> None:
    assert not breaks_off(text)


@pytest.mark.parametrize("text", ["and is that?", "Is it", "Was that", "um, are they"])
def test_a_judgement_without_its_word_goes_on(text: str) -> None:
    assert stops(text, complete=True)


def test_what_is_that_is_whole() -> None:
    assert not stops("what is that", complete=True)
