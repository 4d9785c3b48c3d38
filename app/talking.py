"""`plainspoken talk`: the conversation, over microphone and loudspeaker or over recordings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.half_duplex import DeafWhilePlaying
from app.loop import Talk, TurnReport
from app.prepare import Assistant
from app.screen import notice, show
from app.wiring import audio_fixtures, make_taker
from core.conversation import FRESH, Conversation
from core.errors import NotFound, SoundError
from core.ports import Manner
from voice.cues import closed, opened
from voice.file import FileMicrophone, Pace, Staging
from voice.file_player import FilePlayer

GREETING = "Hello. Your record is open. What would you like to know?"
DEMO_GREETING = "Hello. This is the demo record of Margaret Ellis, who does not exist. What would you like to know?"
LEAD_MS, TAIL_MS = 300, 3_500
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
    talk = Talk(assistant, player, _on_screen, so_far)
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


def talk_live(assistant: Assistant, greeting: str, headphones: bool, so_far: Conversation = FRESH) -> int:
    """Hold the conversation over this machine's microphone and loudspeaker; raises leaves of `SoundError`."""
    from voice.loudspeaker import Loudspeaker
    from voice.microphone import DeviceMicrophone

    with Loudspeaker() as player, DeviceMicrophone() as microphone:
        talk = Talk(assistant, player, _on_screen, so_far)
        try:
            _greet(talk, assistant, greeting)
            notice("Speak whenever you like. Say goodbye, or press Ctrl-C, to end.")
            ear = microphone if headphones else DeafWhilePlaying(microphone, lambda: player.playing)
            talk.run(ear, make_taker(assistant.listening))
            talk.say([closed()])
        finally:
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


def _greet(talk: Talk, assistant: Assistant, greeting: str) -> None:
    show(f"Plainspoken: {greeting}")
    talk.say([opened(), *assistant.voice.speak(greeting, Manner())])


def _on_screen(report: TurnReport) -> None:
    prepared = report.prepared
    show(f"You: {prepared.transcript.text}")
    if prepared.answer.spoken:
        show(f"Plainspoken: {prepared.answer.spoken}")
    notice(f"  ({report.first_sound_ms / 1000:.2f} s from your last word to the first sound)")
