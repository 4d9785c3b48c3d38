"""Whoever goes on after we took a pause for the end is answered for all of it; what is said for itself stands alone.

The ear at the seam reads the words that the "sound" holds, so that two parts joined are both parts' words.
"""

from collections.abc import Iterator, Sequence

import pytest

from app.prepare import Assistant, Joined, Prepared, prepare
from app.taking_back import WITHIN_MS, JustAnswered, prepare_on
from core.audio import EndedBy, SpeechChunk, Transcript, Utterance
from core.conversation import FRESH
from core.mind import Mind
from core.ports import Manner
from core.questions import Command, Kind, Question


class Reader:
    """The fake ear."""

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        return Transcript(utterance.pcm.decode().strip())


class Mute:
    """The fake voice."""

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        yield SpeechChunk(b"", 16_000, text)


@pytest.fixture(scope="module")
def reader(demo_mind: Mind) -> Assistant:
    return Assistant(Reader(), Mute(), demo_mind)


def said(text: str, start_ms: int, ended_by: EndedBy = EndedBy.SILENCE) -> Utterance:
    return Utterance(f"{text} ".encode(), start_ms, start_ms + 1_000, ended_by)


def gone_on(reader: Assistant, first: str, second: str, pause_ms: int = 900) -> tuple[Prepared, Prepared]:
    """The reply to the first words, and the reply to the second after that one has begun."""
    before = prepare(said(first, 0), FRESH, reader)
    last = JustAnswered(before, FRESH)
    return before, prepare_on(prepare, last, said(second, 1_000 + pause_ms), before.after, reader)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("what was my weight", "last year"),
        ("what was my potassium", "in July"),
        ("what is the phone number", "of my kidney doctor"),
        ("what has changed", "since my last visit"),
        ("what does the letter say", "about walking"),
    ],
)
def test_the_two_parts_are_answered_as_the_one_question_that_they_are(
    reader: Assistant, first: str, second: str
) -> None:
    _, both = gone_on(reader, first, second)
    at_once = prepare(said(f"{first} {second}", 0), FRESH, reader)
    assert both.joined is Joined.WHOLE
    assert both.understood == at_once.understood
    assert both.answer.spoken == at_once.answer.spoken
    assert both.after == at_once.after, "as if the first reply had not been"
    assert (both.utterance.start_ms, both.utterance.end_ms) == (0, 2_900)


def test_two_questions_in_one_breath_are_both_answered(reader: Assistant) -> None:
    _, both = gone_on(reader, "what was my last A1c", "and what was my last potassium")
    assert both.joined is Joined.WHOLE
    assert isinstance(both.understood, Question)
    assert len(both.understood.also) == 1


@pytest.mark.parametrize(
    ("begun", "second"),
    [
        ("what was my last A1c", "please"),
        ("what was my last A1c", "thank you"),
        ("can I skip the metformin", "tonight"),
    ],
)
def test_what_changes_nothing_lets_the_reply_go_on(reader: Assistant, begun: str, second: str) -> None:
    first, both = gone_on(reader, begun, second)
    assert both.joined is Joined.NOTHING_NEW
    assert both.understood == first.understood


@pytest.mark.parametrize(
    ("second", "meant"),
    [("stop", Command.STOP), ("wait", Command.WAIT), ("slower please", Command.SLOWER), ("goodbye", Command.GOODBYE)],
)
def test_what_steers_us_is_never_the_rest_of_a_question(reader: Assistant, second: str, meant: Command) -> None:
    _, alone = gone_on(reader, "what was my last A1c", second)
    assert (alone.joined, alone.understood) == (Joined.NOT, meant)


def test_another_question_is_another_question(reader: Assistant) -> None:
    _, alone = gone_on(reader, "what was my last A1c", "when do I take the metformin")
    assert alone.joined is Joined.NOT
    assert isinstance(alone.understood, Question)
    assert alone.understood.kind is Kind.DETAIL


def test_our_own_words_coming_back_are_the_end_of_nothing(reader: Assistant) -> None:
    first = prepare(said("what was my last A1c", 0), FRESH, reader)
    _, echo = gone_on(reader, "what was my last A1c", " ".join(first.answer.spoken.split()[:6]))
    assert echo.joined is Joined.NOT


@pytest.mark.parametrize("second", ["okay", "mm-hm", ""])
def test_a_sound_of_listening_and_silence_are_the_end_of_nothing(reader: Assistant, second: str) -> None:
    _, aside = gone_on(reader, "what was my weight", second)
    assert aside.joined is Joined.NOT


def test_a_yes_to_what_was_asked_back_is_an_answer(reader: Assistant) -> None:
    first, yes = gone_on(reader, "what's my crea nine", "yes")
    assert first.after.asked_back is not None
    assert yes.joined is Joined.NOT


def test_later_it_is_a_turn_of_its_own(reader: Assistant) -> None:
    _, alone = gone_on(reader, "what was my potassium", "in July", WITHIN_MS + 20)
    assert alone.joined is Joined.NOT
    assert isinstance(alone.understood, Question), "it leans on the question before"


def test_what_was_cut_at_the_limit_goes_on_as_before(reader: Assistant) -> None:
    first = prepare(said("what was my potassium", 0, EndedBy.LIMIT), FRESH, reader)
    after = prepare_on(prepare, JustAnswered(first, FRESH), said("in July", 1_100), first.after, reader)
    assert after.joined is Joined.NOT


def test_a_third_part_is_joined_to_both(reader: Assistant) -> None:
    first, both = gone_on(reader, "what was my", "potassium")
    last = JustAnswered(first, FRESH).followed_by(both, first.after)
    third = prepare_on(prepare, last, said("in July", 3_600), both.after, reader)
    at_once = prepare(said("what was my potassium in July", 0), FRESH, reader)
    assert third.understood == at_once.understood
