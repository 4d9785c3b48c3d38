"""Our hearing beside stock `WhisperModel.transcribe` with the same weights on the same utterances."""

import time
from collections.abc import Callable, Sequence

import numpy as np
from faster_whisper import WhisperModel
from rich.progress import track

from app.prepare import Assistant
from bench.material import Fixture
from core.audio import EndedBy, Utterance
from core.conversation import FRESH
from core.hints import choose_hints
from voice.file import read_sound
from voice.models import whisper_folder


def stock_rows(recordings: Sequence[Fixture], assistant: Assistant) -> dict[str, list[float]]:
    """Milliseconds per recording: stock first, so that the ratio is to it; each file turn by turn."""
    stock = WhisperModel(str(whisper_folder()), device="cpu", compute_type="int8", cpu_threads=2)
    hints = choose_hints(assistant.mind.lexicon, FRESH)
    rows: dict[str, list[float]] = {"stock transcribe (beam 5)": [], "stock transcribe (greedy)": [], "ours": []}
    for fixture in track(recordings, "Whisper", transient=True):
        pcm = read_sound(fixture.path)
        sound = np.frombuffer(pcm, np.int16).astype(np.float32) / 32_768
        start_ms, end_ms = fixture.row["speech_start_ms"], fixture.row["speech_end_ms"]
        utterance = Utterance(pcm, start_ms, end_ms, EndedBy.SILENCE)
        rows["stock transcribe (beam 5)"].append(_ms(lambda s=sound: _text(stock, s, 5)))  # type: ignore[misc]
        rows["stock transcribe (greedy)"].append(_ms(lambda s=sound: _text(stock, s, 1)))  # type: ignore[misc]
        rows["ours"].append(_ms(lambda u=utterance: assistant.transcriber.transcribe(u, hints)))  # type: ignore[misc]
    return rows


def _text(model: WhisperModel, sound: np.ndarray, beam: int) -> str:  # type: ignore[type-arg]
    segments, _ = model.transcribe(sound, language="en", beam_size=beam)
    return "".join(segment.text for segment in segments)


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
