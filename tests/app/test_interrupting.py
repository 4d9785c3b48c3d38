"""Somebody speaks over a reply: it is held, and then it stops or goes on; nothing of it is lost."""

from pathlib import Path

import numpy as np
import pytest
import soxr
from sounds import Samples, Say, cough, quiet

from app.loop import Talk, TurnReport
from app.prepare import Assistant, Joined
from app.wiring import make_taker
from core.ports import Manner
from core.questions import Command, Kind, Question
from voice.file import FileMicrophone, Pace, Staging
from voice.file_player import FilePlayer
from voice.piper import PiperVoice
from voice.record import write_sound

pytestmark = pytest.mark.slow


@pytest.fixture
def say(joe: PiperVoice) -> Say:
    """Joe's voice at 16 kHz, as loud as somebody in the room."""

    def spoken(text: str) -> Samples:
        pcm = b"".join(chunk.pcm for chunk in joe.speak(text, Manner()))
        sound = np.frombuffer(pcm, np.int16).astype(np.float32) / 32_768
        return np.asarray(soxr.resample(sound, joe.rate_hz, 16_000), np.float32)

    return spoken


def over_a_reply(assistant: Assistant, folder: Path, *parts: Samples) -> tuple[list[TurnReport], FilePlayer]:
    """A question, and while it is answered the parts, as one stream of sound in real time."""
    whole = np.concatenate([*parts, quiet(1.0)])
    write_sound(folder / "talk.wav", (np.clip(whole, -1, 1) * 32_767).astype("<i2").tobytes(), 16_000)
    reports: list[TurnReport] = []
    player = FilePlayer(folder / "replies", Pace.REAL)
    talk = Talk(assistant, player, reports.append)
    try:
        talk.run(FileMicrophone(folder / "talk.wav", Staging(Pace.REAL)), make_taker(assistant.listening))
    finally:
        talk.close()
        player.close()
    return reports, player


def test_a_cough_does_not_stop_it_wait_does_and_go_on_says_the_rest(
    assistant: Assistant, say: Say, tmp_path: Path
) -> None:
    burst = 2 * np.concatenate([cough(1), cough(2)])
    # Gaps that are longer than the work takes, also on a machine that is busy with other things.
    parts = (say("What was my last A1c?"), quiet(2.2), burst, quiet(1.2), say("Wait."), quiet(2.4), say("Go on."))
    reports, player = over_a_reply(assistant, tmp_path, *parts)
    first, wait, rest = (report.prepared.answer for report in reports)
    assert wait.command is Command.WAIT and not wait.sentences
    assert rest.command is Command.GO_ON and 0 < len(rest.sentences) <= len(first.sentences)
    assert first.sentences[-len(rest.sentences) :] == rest.sentences
    assert len(player.written) == 2, "the cough did not cut the first reply in two"


def test_whoever_goes_on_after_we_have_begun_is_answered_for_all_of_it(
    assistant: Assistant, say: Say, tmp_path: Path
) -> None:
    parts = (say("What was my weight?"), quiet(1.7), say("last year?"), quiet(3.0))
    reports, player = over_a_reply(assistant, tmp_path, *parts)
    first, both = (report.prepared for report in reports)
    assert isinstance(first.understood, Question) and isinstance(both.understood, Question)
    assert first.joined is Joined.NOT and both.joined is Joined.WHOLE
    assert (first.understood.kind, both.understood.kind) == (Kind.LATEST, Kind.VALUE_AT)
    assert both.utterance.start_ms == first.utterance.start_ms
    assert len(player.written) == 2, "the first reply was left when they went on"
