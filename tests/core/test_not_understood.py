"""Who is not understood again and again is told how to get help: by ear there is no other way to find out."""

from core.audio import Transcript
from core.conversation import FRESH, Conversation
from core.mind import Mind
from core.replies import STILL_NOT
from core.turn import comprehend, reply

NOTHING = ("the cat sat on the mat", "hand me that spoon", "the cat sat on the mat")


def said(words: str, so_far: Conversation, mind: Mind) -> tuple[str, Conversation]:
    answer, after = reply(comprehend(Transcript(words), so_far, mind), words, so_far, mind)
    return answer.spoken, after


def test_the_third_time_help_is_named_and_then_it_is_there(demo_mind: Mind) -> None:
    so_far, heard = FRESH, []
    for words in NOTHING:
        spoken, so_far = said(words, so_far, demo_mind)
        heard.append(spoken)
    assert heard[2] == STILL_NOT and STILL_NOT not in heard[:2]
    spoken, so_far = said("help", so_far, demo_mind)
    assert "You can ask about your results" in spoken
    assert so_far.misses == 0


def test_silence_and_a_beginning_do_not_count(demo_mind: Mind) -> None:
    _, so_far = said("gribble frent ospik", FRESH, demo_mind)
    for words in ("", "what was my last"):
        _, so_far = said(words, so_far, demo_mind)
    assert so_far.misses == 1
