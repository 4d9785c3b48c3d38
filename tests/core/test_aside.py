"""Sounds of listening, and our own voice coming back, ask for nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.aside import is_aside, is_echo, may_go_on_saying
from core.audio import Transcript
from core.questions import Alarm, Command, Kind, NotUnderstood, Question, WhyNot

SAID = "Your last A1c was a little above your lab's usual range. It was 7.2 percent. Shall I say what A1c tells you?"


@pytest.mark.parametrize("heard", ["Mm-hmm.", "Uh-huh.", "Okay.", "I see.", "Yeah, right.", "Hm."])
def test_a_listening_sound_is_an_aside(heard: str) -> None:
    assert is_aside(heard, "It was 7.2 percent.")


@pytest.mark.parametrize("heard", ["Yes.", "Okay."])
def test_but_not_while_something_is_asked(heard: str) -> None:
    assert not is_aside(heard, "Shall I say what A1c tells you?")


@pytest.mark.parametrize("heard", ["", "Stop.", "No.", "Wait.", "What?", "Okay, what was it in April?", "Louder."])
def test_what_wants_something_is_no_aside(heard: str) -> None:
    assert not is_aside(heard, "It was 7.2 percent.")


@pytest.mark.parametrize(
    "heard", ["above your lab's usual range", "it was 7.2 percent", "was a little above your last usual range"]
)
def test_our_own_words_are_an_echo(heard: str) -> None:
    assert is_echo(heard, SAID)


@pytest.mark.parametrize("heard", ["", "stop", "percent", "what was it in April", "is that above what my doctor wants"])
def test_other_words_are_none(heard: str) -> None:
    assert not is_echo(heard, SAID)


@given(st.text(), st.text())
def test_any_words_can_be_looked_at(heard: str, said: str) -> None:
    is_aside(heard, said)
    assert not is_echo(heard, "")
    is_echo(heard, said)


NOT_UNDERSTOOD = NotUnderstood(WhyNot.NOT_A_QUESTION)


@pytest.mark.parametrize(
    ("understood", "heard"),
    [
        (NotUnderstood(WhyNot.SILENCE), Transcript("", 0.0)),
        (NOT_UNDERSTOOD, Transcript("Helmet?", 0.5)),
        (Question(Kind.LATEST), Transcript("TSH", 0.18)),
        (Command.YES, Transcript("Okay.", 0.4)),
        (Question(Kind.LATEST), Transcript("above your lab's usual range", 0.9)),
    ],
)
def test_the_reply_goes_on(understood: NotUnderstood | Question | Command, heard: Transcript) -> None:
    assert may_go_on_saying(understood, heard, "It was 7.2 percent.", SAID)


@pytest.mark.parametrize(
    ("understood", "heard"),
    [
        (Command.STOP, Transcript("Stop.", 0.2)),
        (Command.REPEAT, Transcript("What?", 0.5)),
        (Alarm("chest", "Call."), Transcript("Help me", 0.2)),
        (Question(Kind.LATEST), Transcript("My potassium", 0.6)),
        (NOT_UNDERSTOOD, Transcript("I would rather hear something else", 0.9)),
    ],
)
def test_the_reply_gives_way(understood: NotUnderstood | Question | Command | Alarm, heard: Transcript) -> None:
    assert not may_go_on_saying(understood, heard, "It was 7.2 percent.", SAID)
