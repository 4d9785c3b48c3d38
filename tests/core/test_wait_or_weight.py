"""Two words that sound the same: over a reply it is "wait", at any other time it is a question."""

from dataclasses import replace

from core.answers import Sentence
from core.audio import Transcript
from core.conversation import FRESH
from core.mind import Mind
from core.questions import Command, Question
from core.turn import comprehend


def test_over_a_reply_it_is_wait(demo_mind: Mind) -> None:
    speaking = replace(FRESH, unsaid=(Sentence("That's from October 3rd."),))
    assert comprehend(Transcript("Weight."), speaking, demo_mind) is Command.WAIT
    assert isinstance(comprehend(Transcript("What's my weight?"), speaking, demo_mind), Question)


def test_in_the_quiet_it_is_a_question(demo_mind: Mind) -> None:
    assert isinstance(comprehend(Transcript("Weight."), FRESH, demo_mind), Question)
