"""Who is answered: the person, and nobody else who talks in the room."""

import numpy as np
import pytest

from app.attention import MISSES, OPEN_MS, Attention
from app.prepare import Marks, Prepared
from core.answers import Answer, Outcome
from core.audio import EndedBy, Transcript, Utterance
from core.conversation import FRESH
from core.questions import Alarm, Command, Kind, NotUnderstood, Question, Understood, WhyNot

QUESTION = Question(Kind.LATEST)
UNCLEAR = NotUnderstood(WhyNot.NOT_A_QUESTION)
LATER = OPEN_MS + 60_000


def heard(understood: Understood, level_db: float = -25.0, text: str = "what was it", sure: float = 0.8) -> Prepared:
    wave = np.sin(np.arange(16_000) / 8) * 10 ** ((level_db + 3) / 20) * 32_767
    utterance = Utterance(wave.astype("<i2").tobytes(), 0, 1_000, EndedBy.SILENCE)
    answer = Answer(Outcome.COMMAND, ())
    return Prepared(utterance, Transcript(text, sure), understood, answer, FRESH, None, iter(()), Marks())


def test_at_first_everything_is_answered() -> None:
    assert Attention().wants(heard(UNCLEAR), 5_000)


def test_silence_is_not() -> None:
    assert not Attention().wants(heard(NotUnderstood(WhyNot.SILENCE)), 5_000)


@pytest.mark.parametrize("understood", [UNCLEAR, Command.YES, Command.THANKS])
def test_later_what_means_nothing_alone_is_left(understood: Understood) -> None:
    assert not Attention().wants(heard(understood), LATER)


@pytest.mark.parametrize("understood", [QUESTION, Command.HELP, Alarm("chest", "Call.")])
def test_later_a_question_is_still_answered(understood: Understood) -> None:
    assert Attention().wants(heard(understood), LATER)


def test_but_not_a_doubtful_or_endless_one() -> None:
    assert not Attention().wants(heard(QUESTION, sure=0.4), LATER)
    assert not Attention().wants(heard(QUESTION, text="and " * 40), LATER)


def test_a_voice_across_the_room_is_somebody_else() -> None:
    attention = Attention()
    attention.replied(heard(QUESTION, -25), 5_000)
    assert not attention.wants(heard(QUESTION, -45), 10_000)
    assert attention.wants(heard(QUESTION, -35), 10_000)
    assert attention.wants(heard(Alarm("chest", "Call."), -45), 10_000)


def test_talk_that_is_never_understood_is_not_meant_for_us() -> None:
    attention = Attention()
    for _ in range(MISSES):
        assert attention.wants(heard(UNCLEAR), 5_000)
        attention.replied(heard(UNCLEAR), 5_000)
    assert not attention.wants(heard(UNCLEAR), 5_000)
    attention.replied(heard(QUESTION), 6_000)
    assert attention.wants(heard(UNCLEAR), 7_000)


def test_a_reply_keeps_the_floor_open() -> None:
    attention = Attention()
    attention.replied(heard(QUESTION), 100_000)
    assert attention.open(100_000 + OPEN_MS - 1)
    assert not attention.open(100_000 + OPEN_MS)


def test_recordings_that_are_played_to_us_are_all_meant() -> None:
    attention = Attention(to_all=True)
    attention.replied(heard(QUESTION, -25), 5_000)
    assert attention.wants(heard(UNCLEAR, -60), LATER)
    assert not attention.wants(heard(NotUnderstood(WhyNot.SILENCE)), LATER)
