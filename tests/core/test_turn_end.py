"""How long the ear waits is decided by how surely the words are all there is."""

from dataclasses import replace

import pytest
from understanding_record import TODAY, is_meant, small_lexicon

from core.audio import Transcript
from core.conversation import FRESH, Conversation
from core.questions import Concept, Kind, NotUnderstood, Question, WhyNot
from core.turn_end import Over, how_over
from core.understand import understand

LEXICON = small_lexicon()


def concept(short: str) -> Concept:
    return next(c for c in LEXICON.concepts if is_meant(c, short))


OFFERED = replace(FRESH, offered=Question(Kind.EXPLAIN, (concept("potassium"),)))
ASKED = replace(FRESH, asked_back=NotUnderstood(WhyNot.WHICH_ONE, (concept("creatinine"),), Question(Kind.LATEST)))


def over(text: str, so_far: Conversation = FRESH, sure: float = 1.0) -> Over:
    return how_over(understand(Transcript(text), LEXICON, so_far, TODAY), Transcript(text, sure), so_far, LEXICON)


@pytest.mark.parametrize("text", ["what was my last A1c", "is my potassium normal", "slower please", "goodbye"])
def test_whole_questions_and_commands_are_complete(text: str) -> None:
    assert over(text) is Over.COMPLETE


@pytest.mark.parametrize("text", ["stop", "wait", "hold on"])
def test_what_stops_the_sound_is_over_at_once(text: str) -> None:
    assert over(text) is Over.AT_ONCE


@pytest.mark.parametrize("so_far", [OFFERED, ASKED])
def test_a_yes_that_was_asked_for_is_over_at_once(so_far: Conversation) -> None:
    assert over("yes please", so_far) is Over.AT_ONCE


def test_a_no_may_be_followed_by_what_was_meant() -> None:
    assert over("no", ASKED) is Over.LIKELY


@pytest.mark.parametrize("text", ["please", "what", "okay", "yes"])
def test_one_word_is_also_how_sentences_begin(text: str) -> None:
    assert over(text) is Over.LIKELY


@pytest.mark.parametrize(
    "text",
    [
        "what was my last", "um", "and", "is my potassium", "has my weight", "what about my",
        "what medicines", "what medicines did I stop", "what am I allergic", "what was my average blood",
        "what's my vitamin", "what was my last, wait", "when is my next, let me think",
    ],
)  # fmt: skip
def test_what_stops_in_the_middle_waits(text: str) -> None:
    assert over(text) is Over.IN_THE_MIDDLE


@pytest.mark.parametrize(
    "text",
    ["what was my weight", "what was my potassium", "what has changed", "what is the phone number", "is anything off"],
)
def test_what_people_often_go_on_with_is_open(text: str) -> None:
    assert over(text) is Over.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "what was my weight last year", "what was my potassium in July", "what's my weight", "what is my potassium now",
        "what was my highest potassium", "what has changed since my last visit", "is my potassium low",
        "what was my last potassium", "what medicines do I take", "is anything off in my results",
    ],
)  # fmt: skip
def test_what_says_which_and_when_is_complete(text: str) -> None:
    assert over(text) is Over.COMPLETE


@pytest.mark.parametrize("text", ["what was my potassium in", "what was my potassium this", "what was my weight since"])
def test_a_time_that_is_begun_is_waited_for(text: str) -> None:
    assert over(text) is Over.IN_THE_MIDDLE


def test_what_is_not_understood_is_in_no_hurry() -> None:
    assert over("can I get a small mocha") is Over.UNKNOWN


def test_a_question_that_the_ear_doubts_may_be_half_of_one() -> None:
    assert over("what is my creatinine", sure=0.4) is Over.LIKELY
