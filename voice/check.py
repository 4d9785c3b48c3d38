"""What works of hearing and speaking, and what is missing: one value per thing, for `plainspoken check`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.audio import SAMPLE_RATE_HZ
from core.errors import PlainspokenError
from voice.cancel import EchoCanceller
from voice.loudspeaker import SPEECH_RATE_HZ
from voice.models import BASE, JOE, voice_files, whisper_folder
from voice.played import Played
from voice.sound_card import Direction, PortAudioCard, SoundCard


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    sentence: str
    """What was found, or what to do."""


def check_sound(card: Callable[[], SoundCard] = PortAudioCard) -> tuple[Check, Check]:
    """Microphone and loudspeaker."""
    return (
        _tried("microphone", "A microphone is there.", lambda: card().format(Direction.IN, SAMPLE_RATE_HZ)),
        _tried("loudspeaker", "A loudspeaker is there.", lambda: card().format(Direction.OUT, SPEECH_RATE_HZ)),
    )


def check_echo() -> Check:
    """Whether a reply can be interrupted over a loudspeaker."""
    try:
        EchoCanceller(Played())
    except ImportError:
        return Check("echo", False, "Echo cancellation is not installed: I don't listen while I speak.")
    return Check("echo", True, "Echo cancellation is there: you can speak while I do.")


def check_models(hearing: str = BASE, voice: str = JOE, cache: Path | None = None) -> tuple[Check, Check]:
    """The model that hears and the voice; joins the packaged one and checks its bytes on the way."""
    return (
        _tried("hearing", "The model that hears is there and right.", lambda: whisper_folder(hearing, cache)),
        _tried("voice", "The voice is there and right.", lambda: voice_files(voice, cache)),
    )


def _tried(name: str, good: str, look: Callable[[], object]) -> Check:
    try:
        look()
    except PlainspokenError as error:
        return Check(name, False, str(error))
    return Check(name, True, good)
