"""The ears that are compared: ours, and stock `WhisperModel.transcribe` with the same weights."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from faster_whisper import WhisperModel

from app.prepare import Assistant
from bench.voice.rooms import RATE_HZ, Samples
from bench.voice.sounds import pcm, quiet
from core.audio import EndedBy, Transcript, Utterance
from core.conversation import FRESH, Conversation
from core.hints import choose_hints
from voice.models import whisper_folder

EDGE_S = 0.25
Ear = Callable[[Samples], Transcript]


@dataclass(frozen=True, slots=True)
class Heard:
    """What an ear made of a sound, and how long it took."""

    transcript: Transcript
    ms: float


def listen(ear: Ear, sound: Samples) -> Heard:
    """The sound between stretches of a quiet room."""
    edge = quiet(EDGE_S)
    whole = np.concatenate([edge, sound, edge])
    began = time.perf_counter()
    transcript = ear(whole)
    return Heard(transcript, 1000 * (time.perf_counter() - began))


def our_ear(assistant: Assistant, so_far: Conversation = FRESH) -> Ear:
    """With the names of this record and conversation, as in the loop."""
    hints = choose_hints(assistant.mind.lexicon, so_far)
    return lambda sound: assistant.transcriber.transcribe(utterance(sound), hints)


def utterance(sound: Samples) -> Utterance:
    """The whole sound as one turn."""
    return Utterance(pcm(sound), 0, len(sound) * 1000 // RATE_HZ, EndedBy.SILENCE)


def stock_model() -> WhisperModel:
    """Same weights, same threads."""
    return WhisperModel(str(whisper_folder()), device="cpu", compute_type="int8", cpu_threads=2)


def stock_ear(model: WhisperModel, beam: int = 5, prompt: Sequence[str] = ()) -> Ear:
    """As it comes; `prompt` are the same names as an initial prompt."""

    def hear(sound: Samples) -> Transcript:
        segments, _ = model.transcribe(
            sound, language="en", beam_size=beam, initial_prompt=", ".join(prompt) + "." if prompt else None
        )
        return Transcript(" ".join(segment.text.strip() for segment in segments))

    return hear
