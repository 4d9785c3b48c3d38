"""What stops before the thing it is about is waited for, and joined with what comes next."""

import pytest

from core.audio import Transcript
from core.conversation import FRESH
from core.grammar_unfinished import breaks_off
from core.grammar_unfinished import stops_in_the_middle as stops
from core.mind import Mind
from core.questions import Question
from core.turn import comprehend
from core.turn_end import Over, how_over


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


@pytest.mark.parametrize(
    "text", ["What was my last, um?", "when is my next uh", "do I have um", "what was my last um uh"]
)
def test_who_looks_for_a_word_goes_on(text: str) -> None:
    assert stops(text, complete=False)


def test_a_whole_question_with_an_um_behind_it_is_waited_for_and_then_answered(demo_mind: Mind) -> None:
    heard = Transcript("What was my last A1c, um")
    understood = comprehend(heard, FRESH, demo_mind)
    assert isinstance(understood, Question)
    assert how_over(understood, heard, FRESH, demo_mind.lexicon) is Over.IN_THE_MIDDLE
