"""`plainspoken talk`: the conversation, over microphone and loudspeaker or over recordings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.attention import Attention
from app.devices import gated, open_devices
from app.habits import Habits, KeptHabits
from app.loop import Talk, TurnReport
from app.person import Person
from app.prepare import Assistant
from app.screen import notice, show
from app.settings import Settings
from app.wiring import audio_fixtures, make_taker
from core.conversation import FRESH, NORMAL, Conversation
from core.errors import NotFound, SoundError
from core.ports import Manner
from voice.cues import closed, opened
from voice.file import FileMicrophone, Pace, Staging
from voice.file_player import FilePlayer
from voice.pauses import Pauses

GREETING = "Hello. Your record is open. What would you like to know?"
DEMO_GREETING = "Hello. This is the demo record of Margaret Ellis, who does not exist. What would you like to know?"
LEAD_MS, TAIL_MS = 300, 3_800
"""Silence around each recording: a microphone is open before and after somebody speaks."""

SUFFIXES = (".wav", ".flac")


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation from recordings."""

    recordings: Sequence[Path]
    replies: Path
    """The folder where the replies are written."""


def talk_from(script: Script, assistant: Assistant, greeting: str, so_far: Conversation = FRESH) -> int:
    """Hold the conversation over recordings, each played in real time when the reply before it has ended."""
    microphones = [FileMicrophone(path, Staging(Pace.REAL, LEAD_MS, TAIL_MS)) for path in script.recordings]
    player = FilePlayer(script.replies, Pace.REAL)
    talk = Talk(assistant, player, _on_screen, so_far, Person(Attention(to_all=True)))
    try:
        _greet(talk, assistant, greeting)
        for path, microphone in zip(script.recordings, microphones, strict=True):
            notice(f"({path.name})")
            talk.run(microphone, make_taker(assistant.listening))
            if talk.over:
                break
        talk.say([closed()])
    finally:
        talk.close()
        player.close()
    notice(f"The replies are in {script.replies}: {len(player.written)} files.")
    return 0


def talk_live(
    assistant: Assistant, greeting: str, settings: Settings, habits: KeptHabits, so_far: Conversation = FRESH
) -> int:
    """Hold the conversation over this machine's microphone and loudspeaker; raises leaves of `SoundError`."""
    known = habits.load(Habits(settings.speaking.pace, settings.speaking.volume))
    listening = settings.listening
    attention = Attention() if listening.mode == "always" else Attention(listening.follow_up_ms)
    person = Person(attention, Pauses(known.pause_ms))
    with open_devices(settings.speaking.headphones) as devices:
        microphone = gated(devices, listening, attention)
        start = replace(so_far, manner=known.manner)
        talk = Talk(assistant, devices.player, _on_screen, start, person)
        try:
            _greet(talk, assistant, greeting, known.manner)
            also = ", also while I speak" if devices.interruptible else ""
            notice(f"Speak whenever you like{also}. Say goodbye, or press Ctrl-C, to end.")
            talk.run(microphone, make_taker(listening, devices.mask))
            talk.say([closed()])
        finally:
            manner = talk.conversation.manner
            habits.save(Habits(manner.pace, manner.volume, person.pauses.typical_ms))
            talk.close()
    return 0


def demo_script(trouble: SoundError, replies: Path) -> Script:
    """The conversation of the recordings that come with a checkout, for a machine without a sound card."""
    folder = audio_fixtures()
    listed = folder / "conversation.json"
    if not listed.is_file():
        raise trouble
    notice(str(trouble))
    notice("Until then, here is the same conversation over the recordings in audio_fixtures, in real time.")
    return Script([folder / name for name in json.loads(listed.read_text(encoding="utf-8"))], replies)


def recordings(paths: Sequence[Path]) -> list[Path]:
    """The files to play, a folder standing for all the WAV and FLAC files in it; raises `NotFound`."""
    found: list[Path] = []
    for path in paths:
        inside = [p for p in sorted(path.iterdir()) if p.suffix.lower() in SUFFIXES] if path.is_dir() else [path]
        if not inside:
            raise NotFound(path=path / "*.wav")
        found += inside
    return found


def _greet(talk: Talk, assistant: Assistant, greeting: str, manner: Manner = NORMAL) -> None:
    show(f"Plainspoken: {greeting}")
    talk.say([opened(), *assistant.voice.speak(greeting, manner)])


def _on_screen(report: TurnReport) -> None:
    prepared = report.prepared
    show(f"You: {prepared.transcript.text}")
    if prepared.answer.spoken:
        show(f"Plainspoken: {prepared.answer.spoken}")
    notice(f"  ({report.first_sound_ms / 1000:.2f} s from your last word to the first sound)")
