"""Settings to parts: the only file that knows both `voice` and `store`."""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.demo.record import open_demo
from app.gist.learned import load_gist
from app.knowledge import load_knowledge
from app.model.chosen import endpoint_of
from app.model.guessing import ModelGuess
from app.model.helper import OwnHelper
from app.model.line import Line
from app.model.wording import ModelWording
from app.opening import Choice, Opened, open_own
from app.prepare import Assistant
from app.settings import Listening, Settings
from app.visit_desk import Desk, documents
from core.errors import DiskFull, VaultBusy
from core.facts import Deed
from core.mind import Mind, make_mind
from core.ports import Manner, SpeechDetector, Standing, Voice
from core.replies import LISTENING
from store.records import VaultRecords
from store.visit_shelf import VaultShelf
from voice.check import check_echo, check_models, check_sound
from voice.detect import UNMASKED, DetectorSettings, Mask, SileroDetector, WebrtcDetector
from voice.models import voice_files, whisper_folder
from voice.piper import PiperVoice
from voice.record import joined, write_sound
from voice.turns import TurnSettings, TurnTaker
from voice.whisper import HearingSettings, WhisperTranscriber

# Model libraries look for updates and report usage unless told not to.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


SHEET_PACE = 0.85
"""A sheet is listened to with a pencil in the hand."""
AT_HAND = ("Of course.", LISTENING, "All right.", "That was all.", "Goodbye.", "Locked.")
"""What is said most often by itself, made once at the start."""


def open_chosen(choice: Choice) -> Opened:
    """The vault that a command is about; raises the leaves of `VaultError`."""
    return open_demo(choice.path) if choice.demo else open_own(choice.path)


def mind_of(opened: Opened, settings: Settings) -> Mind:
    """What answers are made with, and the helper, where one was switched on."""
    number, shelf = settings.safety.emergency_number, VaultShelf(opened.vault)
    mind = make_mind(VaultRecords(opened.vault), load_knowledge(), opened.today, number, shelf, load_gist())
    endpoint = endpoint_of(settings.model)
    if endpoint is None:
        return mind
    helper = OwnHelper(endpoint, opened.vault)
    line = Line(endpoint, helper)
    if helper.standing is Standing.ON:
        # A disk that takes no more ends no conversation; what goes elsewhere is noted each time, or not sent.
        with suppress(VaultBusy, DiskFull):
            opened.vault.note(Deed.ENDPOINT_USED)
    return replace(
        mind,
        helper=helper,
        rewriter=ModelWording(line) if settings.model.words_answers else None,
        interpreter=ModelGuess(line) if settings.model.guesses_questions else None,
    )


def make_assistant(mind: Mind, settings: Settings, folder: Path | None = None) -> Assistant:
    """The ear and the voice around a mind, loaded and warm; takes some seconds."""
    hearing = HearingSettings(threads=settings.hearing.threads)
    ear = WhisperTranscriber(whisper_folder(settings.hearing.model), hearing)
    voice = PiperVoice(voice_files(settings.speaking.voice), settings.speaking.threads)
    ear.warm_up()
    voice.warm_up(AT_HAND)
    return Assistant(ear, voice, mind, settings.listening, make_desk(mind, folder or documents(), voice))


def make_desk(mind: Mind, folder: Path, voice: Voice | None) -> Desk:
    """Where what is prepared for a visit is kept and written."""

    def read_aloud(text: str, path: Path) -> None:
        if voice is not None:
            write_sound(path, *joined(list(voice.speak(text, Manner(pace=SHEET_PACE)))))

    return Desk(mind, folder, read_aloud if voice is not None else None)


def voice_alone(settings: Settings) -> Voice:
    """Only what speaks, for commands that say one thing."""
    return PiperVoice(voice_files(settings.speaking.voice), settings.speaking.threads)


def manner_of(settings: Settings) -> Manner:
    """How to speak until the person says otherwise."""
    return Manner(settings.speaking.pace, settings.speaking.volume)


def make_taker(listening: Listening, mask: Mask = UNMASKED) -> TurnTaker:
    """Turn taking for one source of sound; `mask` is what takes our own voice out of it."""
    turns = TurnSettings(early_ms=listening.early_ms, patience_ms=listening.patience_ms)
    settings = DetectorSettings(listening.vad_mode)
    silero = listening.detector == "silero"
    detector: SpeechDetector = SileroDetector(settings, mask) if silero else WebrtcDetector(settings)
    return TurnTaker(detector, turns, lambda: mask.masking)


def audio_fixtures() -> Path:
    """The recordings that come with a checkout."""
    return Path(__file__).resolve().parents[1] / "audio_fixtures"


def check_parts(settings: Settings) -> list[tuple[str, bool, str]]:
    """The parts of sound: name, whether it works, and a sentence."""
    models = check_models(settings.hearing.model, settings.speaking.voice)
    return [(part.name, part.ok, part.sentence) for part in (*check_sound(), check_echo(), *models)]
