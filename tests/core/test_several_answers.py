"""Several questions in one breath: three answers at once, the rest on yes, and nothing is lost."""

import pytest

from app.ask import ask
from core.answers import Answer, Outcome, Sentence
from core.conversation import FRESH, Conversation
from core.draft import GO_ON, Draft
from core.mind import Mind
from core.wording.several import joined

FIVE = "what's my A1c, what is my potassium, what is my weight, what is my height, and what is my pulse"


def draft(*texts: str, more: tuple[str, ...] = ()) -> Draft:
    sentences = tuple(Sentence(text, ("Observation/1",)) for text in texts)
    later = tuple((Sentence(text, ("Observation/1",)),) for text in more)
    return Draft(Outcome.FOUND, (*sentences, *((GO_ON,) if later else ())), more=later)


def texts(portion: tuple[Sentence, ...]) -> list[str]:
    return [sentence.text for sentence in portion]


def asked(words: str, so_far: Conversation, mind: Mind) -> tuple[Answer, Conversation]:
    answer, after, _ = ask(words, so_far, mind)
    return answer, after


def test_three_answers_need_no_going_on() -> None:
    whole = joined([draft("One."), draft("Two.", "More of two."), draft("Three.")])
    assert texts(whole.sentences) == ["One.", "Two.", "More of two.", "Three."]
    assert whole.more == ()


def test_after_three_it_asks_whether_to_go_on() -> None:
    whole = joined([draft("One."), draft("Two."), draft("Three."), draft("Four."), draft("Five.")])
    assert texts(whole.sentences) == ["One.", "Two.", "Three.", GO_ON.text]
    assert [texts(portion) for portion in whole.more] == [["Four.", "Five."]]


def test_a_list_comes_last_and_goes_on_after_everything_was_answered() -> None:
    whole = joined([draft("One."), draft("First of list.", more=("Rest of list.",)), draft("Three.")])
    assert texts(whole.sentences) == ["One.", "Three.", "First of list.", GO_ON.text]
    assert [texts(portion) for portion in whole.more] == [["Rest of list."]]


def test_one_found_is_found() -> None:
    absent = Draft(Outcome.NOT_IN_RECORD, (Sentence("Not there."),))
    assert joined([draft("One."), absent]).outcome is Outcome.FOUND
    assert joined([absent, absent]).outcome is Outcome.NOT_IN_RECORD


def test_five_questions_are_all_answered_in_two_turns(demo_mind: Mind) -> None:
    first, after = asked(FIVE, FRESH, demo_mind)
    second, _ = asked("yes", after, demo_mind)
    assert "A1c" in first.spoken and "potassium" in first.spoken and "weight" in first.spoken
    assert first.spoken.endswith(GO_ON.text)
    assert "height" in second.spoken and "heart rate" in second.spoken
    assert not second.spoken.endswith(GO_ON.text)


@pytest.mark.parametrize(
    "words",
    [
        "I have three things to ask: what's my A1c, what am I allergic to, and when was my last visit",
        "What's my A1c? What am I allergic to? When was my last visit?",
        "what's my A1c, also what am I allergic to, and when was my last visit",
    ],
)
def test_three_questions_are_all_answered(demo_mind: Mind, words: str) -> None:
    answer, _ = asked(words, FRESH, demo_mind)
    assert answer.question is not None and len(answer.question.also) == 2
    assert "A1c" in answer.spoken and "penicillin" in answer.spoken and "Your last visit" in answer.spoken
