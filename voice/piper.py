"""Words -> SpeechChunk: Piper, clause by clause, with even gaps and a small store of what was just said."""

import json
import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from core.audio import SpeechChunk
from core.errors import ModelUnreadable
from core.ports import Manner
from voice.clauses import clauses
from voice.models import VoiceFiles
from voice.pronounce import pronounced, pronunciations

THREADS = 2
SENTENCE_GAP_MS, CLAUSE_GAP_MS = 250, 120
"""Silence after a sentence and after a part of one, at normal pace."""
AUDIBLE = 0.004
"""Of full scale (-48 dB): quieter ends of a clause are cut off before the gap is put on."""
EDGE_MS = 20
"""Kept of the quiet ends, so that no consonant is clipped."""
LEVEL = 0.5
"""Peak of the sound at volume 1: Piper makes every clause full scale, which leaves no room to be louder."""
KEPT_CLAUSES = 64
"""About 3 s of 22.05 kHz sound, 130 kB each."""

Samples = npt.NDArray[np.float32]


class PiperVoice:
    """`core.ports.Voice` on a Piper voice; raises `ModelUnreadable`. For one thread at a time."""

    def __init__(self, files: VoiceFiles, threads: int = THREADS) -> None:
        from piper import PiperVoice as Engine

        # Piper writes the text it speaks to its debug log.
        logging.getLogger("piper").setLevel(logging.WARNING)
        try:
            self._engine: Any = Engine(config=_config(files), session=_session(files, threads))
        except Exception as error:  # ONNX Runtime, JSON and Piper each have their own
            raise ModelUnreadable(name=files.weights) from error
        self._fixed: dict[tuple[str, Manner], SpeechChunk] = {}
        self._kept: OrderedDict[tuple[str, Manner], SpeechChunk] = OrderedDict()

    @property
    def rate_hz(self) -> int:
        """Of every `SpeechChunk` this voice makes."""
        return int(self._engine.config.sample_rate)

    def warm_up(self, kept: Sequence[str] = ("One moment, please.",)) -> None:
        """Speak once into nothing, for the first run is slow; these clauses are then at hand at normal pace."""
        for text in kept:
            self._fixed[text, Manner()] = self._made(text, Manner())

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """The sound of `text` clause by clause, made when asked for."""
        for clause in clauses(text):
            yield self._clause(clause, manner)

    def _clause(self, text: str, manner: Manner) -> SpeechChunk:
        key = (text, manner)
        if key in self._fixed:
            return self._fixed[key]
        chunk = self._kept.pop(key, None) or self._made(text, manner)
        self._kept[key] = chunk
        if len(self._kept) > KEPT_CLAUSES:
            self._kept.popitem(last=False)
        return chunk

    def _made(self, text: str, manner: Manner) -> SpeechChunk:
        from piper import SynthesisConfig

        config = SynthesisConfig(length_scale=self._engine.config.length_scale / manner.pace)
        parts = [part.audio_float_array for part in self._engine.synthesize(pronounced(text, pronunciations()), config)]
        sound = _trimmed(np.concatenate(parts) if parts else np.zeros(0, np.float32), self.rate_hz)
        gap = np.zeros(round(self.rate_hz * _gap_ms(text) / manner.pace / 1000), np.float32)
        pcm = np.clip(np.concatenate([sound * LEVEL * manner.volume, gap]), -1, 1) * 32_767
        return SpeechChunk(pcm.astype("<i2").tobytes(), self.rate_hz, text)


def _gap_ms(text: str) -> int:
    return SENTENCE_GAP_MS if text.rstrip('"”’)').endswith((".", "!", "?", "…")) else CLAUSE_GAP_MS


def _trimmed(sound: Samples, rate_hz: int) -> Samples:
    loud = np.flatnonzero(np.abs(sound) > AUDIBLE)
    if not len(loud):
        return sound[:0]
    edge = rate_hz * EDGE_MS // 1000
    return sound[max(0, loud[0] - edge) : loud[-1] + edge]


def _config(files: VoiceFiles) -> Any:
    from piper import PiperConfig

    return PiperConfig.from_dict(json.loads(files.config.read_text(encoding="utf-8")))


def _session(files: VoiceFiles, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(files.weights), options, providers=["CPUExecutionProvider"])
