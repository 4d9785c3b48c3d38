"""Settings to parts: the only file that knows both `voice` and `store`."""

import os
from dataclasses import replace
from pathlib import Path

from app.demo.record import open_demo
from app.knowledge import load_knowledge
from app.model.endpoint import Endpoint
from app.model.guessing import ModelGuess
from app.model.wording import ModelWording
from app.opening import Choice, Opened, open_own
from app.prepare import Assistant
from app.settings import Listening, Settings
from core.mind import Mind, make_mind
from core.ports import Manner, SpeechDetector
from store.records import VaultRecords
from voice.check import check_models, check_sound
from voice.detect import DetectorSettings, SileroDetector, WebrtcDetector
from voice.models import voice_files, whisper_folder
from voice.piper import PiperVoice
from voice.turns import TurnSettings, TurnTaker
from voice.whisper import HearingSettings, WhisperTranscriber

# Model libraries look for updates and report usage unless told not to.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def open_chosen(choice: Choice) -> Opened:
    """The vault that a command is about; raises the leaves of `VaultError`."""
    return open_demo(choice.path) if choice.demo else open_own(choice.path)


def mind_of(opened: Opened, settings: Settings) -> Mind:
    """What answers are made with; raises `NeedsConsent` for a model elsewhere that was not agreed to."""
    mind = make_mind(VaultRecords(opened.vault), load_knowledge(), opened.today, settings.safety.emergency_number)
    if not settings.model.url:
        return mind
    model = settings.model
    endpoint = Endpoint(model.url, model.name, patience_s=model.patience_s, consented=model.consent)
    return replace(
        mind,
        rewriter=ModelWording(endpoint) if model.words_answers else None,
        interpreter=ModelGuess(endpoint) if model.guesses_questions else None,
    )


def make_assistant(mind: Mind, settings: Settings) -> Assistant:
    """The ear and the voice around a mind, loaded and warm; takes some seconds."""
    hearing = HearingSettings(threads=settings.hearing.threads)
    ear = WhisperTranscriber(whisper_folder(settings.hearing.model), hearing)
    voice = PiperVoice(voice_files(settings.speaking.voice), settings.speaking.threads)
    ear.warm_up()
    voice.warm_up()
    return Assistant(ear, voice, mind, settings.listening)


def manner_of(settings: Settings) -> Manner:
    """How to speak until the person says otherwise."""
    return Manner(settings.speaking.pace, settings.speaking.volume)


def make_taker(listening: Listening) -> TurnTaker:
    """Turn taking for one source of sound."""
    turns = TurnSettings(early_ms=listening.early_ms, patience_ms=listening.patience_ms)
    settings = DetectorSettings(listening.vad_mode)
    detector: SpeechDetector = SileroDetector(settings) if listening.detector == "silero" else WebrtcDetector(settings)
    return TurnTaker(detector, turns)


def audio_fixtures() -> Path:
    """The recordings that come with a checkout."""
    return Path(__file__).resolve().parents[1] / "audio_fixtures"


def check_parts(settings: Settings) -> list[tuple[str, bool, str]]:
    """The parts of sound: name, whether it works, and a sentence."""
    models = check_models(settings.hearing.model, settings.speaking.voice)
    return [(part.name, part.ok, part.sentence) for part in (*check_sound(), *models)]
