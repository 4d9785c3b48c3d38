"""Spoken controls through the live loop: from the end of the turn to the first sound of what is said to it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soundfile
from rich.progress import track

from app.attention import Attention
from app.loop import Talk, TurnReport
from app.person import Person
from app.prepare import Assistant, prepare
from app.wiring import make_taker
from bench.live import Silent
from bench.voice.ears import utterance
from bench.voice.rooms import RATE_HZ, Samples
from bench.voice.say import spoken
from bench.voice.sounds import quiet
from core.conversation import FRESH, Conversation
from core.mind import Mind
from core.questions import Command
from voice.file import FileMicrophone, Pace, Staging

CONTROLS = {
    "Stop.": Command.STOP,
    "Wait a moment.": Command.WAIT,
    "Go on.": Command.GO_ON,
    "Please repeat that.": Command.REPEAT,
    "Slower, please.": Command.SLOWER,
    "Louder, please.": Command.LOUDER,
    "A bit quieter, please.": Command.QUIETER,
    "Speak faster.": Command.FASTER,
    "Spell it.": Command.SPELL,
    "What did you hear?": Command.WHAT_HEARD,
    "Where was I?": Command.GO_ON,
    "Start over.": Command.START_OVER,
    "Help.": Command.HELP,
    "Lock.": Command.LOCK,
    "Goodbye.": Command.GOODBYE,
}
VOICES = ("heart", "slt")


@dataclass(frozen=True, slots=True)
class Obeyed:
    """One control in one state."""

    state: str
    said: str
    right: bool
    """Understood as the control that it is."""
    after_commit_ms: float
    """From the end of the turn to the first sound, or to silence where nothing is said."""
    wait_ms: float
    """From the last sample of speech."""


def states(assistant: Assistant) -> dict[str, tuple[Assistant, Conversation]]:
    """Where a conversation can stand."""
    answered = prepare(utterance(_said("heart", "What was my last A1c?")), FRESH, assistant).after
    asked_back = prepare(utterance(_said("heart", "What's my creati nine?")), FRESH, assistant).after
    locked = replace(assistant, mind=_locked(assistant.mind))
    return {
        "at the start": (assistant, FRESH),
        "after an answer": (assistant, answered),
        "over a reply": (assistant, replace(answered, unsaid=answered.last_answer.sentences[1:])),  # type: ignore[union-attr]
        "after something was asked back": (assistant, asked_back),
        "locked": (locked, FRESH),
    }


def obeyed(assistant: Assistant) -> Iterator[Obeyed]:
    """Each control by each voice in each state, in real time."""
    with tempfile.TemporaryDirectory() as folder:
        for state, (parts, so_far) in states(assistant).items():
            for voice in VOICES:
                for text, meant in track(CONTROLS.items(), f"{state}, {voice}", transient=True):
                    sound = np.concatenate([quiet(0.5), _said(voice, text), quiet(2.6)])
                    wav = Path(folder) / "control.wav"
                    soundfile.write(wav, sound, RATE_HZ)
                    report = _played(wav, parts, so_far)
                    if report is None:
                        yield Obeyed(state, text, False, float("nan"), float("nan"))
                        continue
                    committed_at_ms = report.prepared.utterance.end_ms + report.committed_ms
                    yield Obeyed(
                        state,
                        text,
                        report.prepared.understood is meant,
                        report.sound_at_ms - committed_at_ms,
                        report.sound_at_ms - (500 + 1000 * len(_said(voice, text)) / RATE_HZ),
                    )


def _said(voice: str, text: str) -> Samples:
    return spoken(voice, text)


def _locked(mind: Mind) -> Mind:
    return replace(mind, records=None)


def _played(wav: Path, assistant: Assistant, so_far: Conversation) -> TurnReport | None:
    reports: list[TurnReport] = []
    talk = Talk(assistant, Silent(), reports.append, so_far, Person(Attention(to_all=True)))
    try:
        talk.run(FileMicrophone(wav, Staging(Pace.REAL)), make_taker(assistant.listening))
    finally:
        talk.close()
    return reports[0] if reports else None
