"""Nothing is lost: what was interrupted is said on "go on", what stopped in the middle is heard to its end."""

from dataclasses import replace

import pytest

from core.answers import Outcome
from core.audio import Transcript
from core.conversation import FRESH, Conversation
from core.mind import Mind
from core.questions import Kind, Question
from core.turn import comprehend, reply, with_beginning


def said(text: str, so_far: Conversation, mind: Mind) -> tuple[str, Conversation]:
    heard = with_beginning(Transcript(text), so_far, mind)
    answer, after = reply(comprehend(heard, so_far, mind), heard.text, so_far, mind)
    return answer.spoken, after


@pytest.mark.parametrize("between", [(), ("wait",), ("stop",), ("wait", "hold on")])
def test_go_on_says_what_was_not_heard(demo_mind: Mind, between: tuple[str, ...]) -> None:
    _, after = said("what was my last a1c", FRESH, demo_mind)
    assert after.last_answer
    rest = after.last_answer.sentences[1:]
    so_far = replace(after, unsaid=rest)
    for words in between:
        spoken, so_far = said(words, so_far, demo_mind)
        assert not spoken
    spoken, so_far = said("go on", so_far, demo_mind)
    assert spoken == " ".join(sentence.text for sentence in rest)
    assert not so_far.unsaid
    spoken, _ = said("yes", so_far, demo_mind)
    assert spoken.startswith("A1c shows")


def test_the_facts_of_what_is_said_again_are_named(demo_mind: Mind) -> None:
    _, after = said("what was my last a1c", FRESH, demo_mind)
    assert after.last_answer
    so_far = replace(after, unsaid=after.last_answer.sentences[1:])
    answer, _ = reply(comprehend(Transcript("go on"), so_far, demo_mind), "go on", so_far, demo_mind)
    named = {fact.origin.resource for fact in answer.facts}
    assert named == {resource for sentence in so_far.unsaid for resource in sentence.evidence}


def test_another_question_forgets_what_was_not_heard(demo_mind: Mind) -> None:
    _, after = said("what was my last a1c", FRESH, demo_mind)
    assert after.last_answer
    _, after = said("what was my last potassium", replace(after, unsaid=after.last_answer.sentences), demo_mind)
    assert not after.unsaid


@pytest.mark.parametrize("gap", [(), ("let me think",)])
def test_the_end_of_a_turn_that_stopped_in_the_middle(demo_mind: Mind, gap: tuple[str, ...]) -> None:
    spoken, so_far = said("What was my last…", FRESH, demo_mind)
    assert spoken == "I'm listening."
    for words in gap:
        _, so_far = said(words, so_far, demo_mind)
    heard = with_beginning(Transcript("creatinine"), so_far, demo_mind)
    assert heard.text == "What was my last creatinine"
    understood = comprehend(heard, so_far, demo_mind)
    assert isinstance(understood, Question) and understood.kind is Kind.LATEST
    _, so_far = said("creatinine", so_far, demo_mind)
    assert not so_far.begun


@pytest.mark.parametrize("text", ["goodbye", "what medicines do I take"])
def test_what_stands_alone_is_not_joined(demo_mind: Mind, text: str) -> None:
    _, so_far = said("What was my last…", FRESH, demo_mind)
    assert with_beginning(Transcript(text), so_far, demo_mind).text == text


def test_an_emergency_in_two_pieces_is_one(demo_mind: Mind) -> None:
    so_far = replace(FRESH, begun="I have a terrible pressure on my")
    heard = with_beginning(Transcript("chest"), so_far, demo_mind)
    answer, _ = reply(comprehend(heard, so_far, demo_mind), heard.text, so_far, demo_mind)
    assert answer.outcome is Outcome.EMERGENCY
