"""A language model is asked once in a turn, when it is over, and never holds up the reply beyond its time."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_loop import Loudspeaker

from app.hear import hear
from app.loop import Talk, TurnReport
from app.model.endpoint import Endpoint
from app.model.guessing import ModelGuess
from app.model.line import Line
from app.model.wording import ModelWording
from app.prepare import Assistant, prepare, wants_helping
from app.wiring import make_taker
from core.audio import EndedBy, Transcript, Utterance
from core.conversation import FRESH
from evals.script import Script, asked_to_say, scripted
from voice.file import FileMicrophone, Pace, Staging

FIXTURES = Path(__file__).resolve().parents[2] / "audio_fixtures"
PATIENCE_S = 0.6


def warm(text: str) -> str:
    """The sentences it was sent, in other words."""
    return f"Of course. {asked_to_say(text)}"


@pytest.fixture
def script() -> Iterator[Script]:
    with scripted(Script(says=warm)) as found:
        yield found


def with_model(assistant: Assistant, script: Script) -> Assistant:
    line = Line(Endpoint(script.url, patience_s=PATIENCE_S))
    return replace(assistant, mind=replace(assistant.mind, rewriter=ModelWording(line), interpreter=ModelGuess(line)))


class Ear:
    """Hears the same words in every sound."""

    def __init__(self, words: str) -> None:
        self.words = words

    def transcribe(self, utterance: Utterance, hints: object = ()) -> Transcript:
        return Transcript(self.words)


def test_preparing_asks_nobody(assistant: Assistant, script: Script) -> None:
    """The reply is prepared at every silence inside a turn; none of it is surely the whole turn."""
    for words in ("what was my last a1c", "blorf the wibble of my doings", "what was my last"):
        helped = replace(with_model(assistant, script), transcriber=Ear(words))
        prepare(Utterance(b"\0" * 32_000, 0, 1_000, EndedBy.SILENCE), FRESH, helped)
    assert not script.asked


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a1c-last", "next-appointment"])
def test_a_recording_asks_once_in_each_turn(assistant: Assistant, script: Script, name: str) -> None:
    microphone = FileMicrophone(FIXTURES / f"{name}.flac", Staging(tail_ms=3_500))
    helped = with_model(assistant, script)
    turns = list(hear(microphone, make_taker(helped.listening), FRESH, helped))
    assert len(script.asked) == len(turns) == 1
    assert turns[0].prepared.answer.spoken.startswith("Of course.")
    assert turns[0].first_sound_ms >= turns[0].committed_ms + turns[0].prepared.marks.help


def live(assistant: Assistant, name: str) -> tuple[TurnReport, Loudspeaker]:
    reports: list[TurnReport] = []
    loudspeaker = Loudspeaker()
    talk = Talk(assistant, loudspeaker, reports.append)
    try:
        microphone = FileMicrophone(FIXTURES / f"{name}.flac", Staging(Pace.REAL, tail_ms=3_500))
        talk.run(microphone, make_taker(assistant.listening))
    finally:
        talk.close()
    (report,) = reports
    return report, loudspeaker


@pytest.mark.slow
def test_live_it_is_asked_once_and_its_words_are_spoken(assistant: Assistant, script: Script) -> None:
    """The recording pauses inside the question: a reply is prepared more than once."""
    report, loudspeaker = live(with_model(assistant, script), "next-appointment")
    assert len(script.asked) == 1
    assert " ".join(loudspeaker.heard) == report.prepared.answer.spoken
    assert report.prepared.answer.spoken.startswith("Of course.")


@pytest.mark.slow
def test_live_a_late_one_costs_no_more_than_its_time(assistant: Assistant, script: Script) -> None:
    """The composer's words, their first clause ready, when its time is over."""
    script.silent_s = 30.0
    report, loudspeaker = live(with_model(assistant, script), "a1c-last")
    assert len(script.asked) == 1
    assert report.prepared.answer.spoken.startswith("Your last A1c")
    assert " ".join(loudspeaker.heard) == report.prepared.answer.spoken
    assert report.prepared.marks.help >= 1000 * PATIENCE_S
    assert report.first_sound_ms < report.committed_ms + 1000 * script.silent_s / 2


def test_a_reply_that_the_model_adds_nothing_to_stays_the_same(assistant: Assistant, script: Script) -> None:
    helped = replace(with_model(assistant, script), transcriber=Ear("I have chest pain"))
    assert not wants_helping(prepare(Utterance(b"\0" * 32_000, 0, 1_000, EndedBy.SILENCE), FRESH, helped), helped)
    assert not script.asked
