"""The live loop: work early, commit late, drop what speech overtakes; the sound card is the only fake."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.half_duplex import DeafWhilePlaying
from app.loop import Talk, TurnReport
from app.prepare import Assistant
from app.wiring import make_taker
from core.audio import AudioChunk, SpeechChunk
from core.ports import Manner
from voice.file import FileMicrophone, Pace, Staging
from voice.piper import PiperVoice
from voice.record import write_sound

FIXTURES = Path(__file__).resolve().parents[2] / "audio_fixtures"

pytestmark = pytest.mark.slow


class Loudspeaker:
    """The fake at the seam: remembers what it was told to play, and when it was stopped."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.stops = 0
        self.first = threading.Event()

    def play(self, chunk: SpeechChunk) -> None:
        self.heard.append(chunk.text)
        self.first.set()

    @property
    def left_ms(self) -> int:
        return 0

    def pause(self) -> None:
        """Nothing is left to be held."""

    def resume(self) -> None:
        """Nothing was held."""

    def stop(self) -> None:
        self.stops += 1

    def wait(self) -> None:
        """Everything is heard at once."""

    def close(self) -> None:
        """Nothing to let go of."""


def talk_over(assistant: Assistant, *recordings: Path) -> tuple[list[TurnReport], Loudspeaker]:
    reports: list[TurnReport] = []
    loudspeaker = Loudspeaker()
    talk = Talk(assistant, loudspeaker, reports.append)
    try:
        for path in recordings:
            microphone = FileMicrophone(path, Staging(Pace.REAL, tail_ms=3_500))
            talk.run(microphone, make_taker(assistant.listening))
    finally:
        talk.close()
    return reports, loudspeaker


def test_a_question_is_answered_once_and_nothing_is_said_before_the_turn_is_over(assistant: Assistant) -> None:
    (report,), loudspeaker = talk_over(assistant, FIXTURES / "a1c-last.flac")
    assert report.prepared.answer.facts[0].origin.resource == "Observation/a1c-2026-10-03"
    assert " ".join(loudspeaker.heard) == report.prepared.answer.spoken
    assert report.committed_ms >= assistant.listening.complete_ms
    assert report.sound_at_ms >= report.prepared.utterance.end_ms + report.committed_ms - 20


def test_a_pause_inside_a_question_does_not_end_the_turn(assistant: Assistant) -> None:
    reports, _ = talk_over(assistant, FIXTURES / "next-appointment.flac")
    assert [r.prepared.answer.facts[0].origin.resource for r in reports] == ["Appointment/appointment-2026-12-03"]


def test_a_conversation_remembers_and_goodbye_ends_it(assistant: Assistant) -> None:
    names = ("a1c-last", "a1c-in-april", "goodbye", "a1c-last")
    reports: list[TurnReport] = []
    talk = Talk(assistant, Loudspeaker(), reports.append)
    try:
        for name in names:
            if talk.over:
                break
            microphone = FileMicrophone(FIXTURES / f"{name}.flac", Staging(Pace.REAL, tail_ms=3_000))
            talk.run(microphone, make_taker(assistant.listening))
    finally:
        talk.close()
    assert len(reports) == 3
    assert reports[1].prepared.answer.facts[0].origin.resource == "Observation/a1c-2026-04-14"


def test_noise_and_silence_get_no_reply(assistant: Assistant, tmp_path: Path) -> None:
    noise = np.random.default_rng(3).normal(0, 1500, 16_000 * 4).astype("<i2").tobytes()
    write_sound(tmp_path / "noise.wav", noise, 16_000)
    reports, loudspeaker = talk_over(assistant, tmp_path / "noise.wav")
    assert not reports
    assert not loudspeaker.heard


def test_speech_stops_the_reply(assistant: Assistant, joe: PiperVoice, tmp_path: Path) -> None:
    """The second question comes while the first is being answered, in one stream of sound."""
    rate = joe.rate_hz
    question = b"".join(c.pcm for c in joe.speak("What was my last blood pressure?", Manner()))
    gap = bytes(2 * rate * 2)
    write_sound(tmp_path / "two.wav", bytes(rate) + question + gap + question, rate)
    reports, loudspeaker = talk_over(assistant, tmp_path / "two.wav")
    assert len(reports) == 2
    assert loudspeaker.stops >= 2, "each beginning of speech stops what is being said"


class Chunks:
    """A microphone of ten pieces of loud sound."""

    def chunks(self) -> Iterator[AudioChunk]:
        yield from (AudioChunk(b"\x01\x10" * 320, 20 * n) for n in range(10))

    def close(self) -> None:
        """Nothing to let go of."""


def test_what_is_heard_while_we_speak_is_silence_and_time_goes_on() -> None:
    playing = iter([True, True, *[False] * 8])
    heard = list(DeafWhilePlaying(Chunks(), lambda: next(playing)).chunks())
    assert [chunk.start_ms for chunk in heard] == [20 * n for n in range(10)]
    assert not any(heard[0].pcm) and not any(heard[5].pcm), "and for the tail of the room"
