"""Utterance -> Transcript: Whisper on a short window, with doubts where they are due."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.audio import SAMPLE_RATE_HZ, EndedBy, Transcript, Utterance
from voice.hints import fitted, only_hints
from voice.silero import Silero
from voice.trust import Decoded, loops, silent, stutters, token_cap
from voice.window import LONGEST_MS, PAD_MS, samples, spectrogram, window_ms

NOTHING = Transcript("", 0.0)
"""There was sound, and no words in it."""
SPEECH_PROBABILITY = 0.5
LEAST_SPEECH_FRAMES = 2
"""Of 32 ms each, that the second opinion must hear before Whisper is asked at all."""

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class HearingSettings:
    """How to hear."""

    language: str = "en"
    """Of the speaker; models for English only take nothing else."""
    threads: int = 2
    """1 to the number of cores. CTranslate2 would take 4 by itself."""
    compute: str = "int8"
    """A CTranslate2 compute type: `int8`, `float32`."""
    pad_ms: int = PAD_MS
    """Silence behind the speech in the short window, 1000 to 30000."""


class WhisperTranscriber:
    """`core.ports.Transcriber` on a folder of CTranslate2 Whisper weights."""

    def __init__(self, folder: Path, settings: HearingSettings = HearingSettings()) -> None:
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        self._settings = settings
        self._model = WhisperModel(
            str(folder),
            device="cpu",
            compute_type=settings.compute,
            cpu_threads=settings.threads,
            local_files_only=True,
        )
        multilingual = self._model.model.is_multilingual
        self._tokenizer = Tokenizer(
            self._model.hf_tokenizer,
            multilingual,
            task="transcribe",
            language=settings.language if multilingual else "en",
        )
        self._suppressed = get_suppressed_tokens(self._tokenizer, [-1])
        self._silero = Silero()

    def warm_up(self) -> None:
        """Run every model once: the first run of each is slow."""
        tone = (np.sin(np.arange(SAMPLE_RATE_HZ) / 20.0) * 8_000).astype(np.int16)
        self._short(samples(tone.tobytes()), "")
        self.transcribe(Utterance(tone.tobytes(), 0, 1_000, EndedBy.SILENCE))

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        """The words of an utterance; empty when nobody speaks in it, or Whisper only reads the hints back."""
        sound = samples(utterance.pcm)
        if not self._spoken(sound):
            return NOTHING
        prompt = fitted(hints, self._tokenizer.encode)
        decoded = self._decode(sound, prompt)
        if silent(decoded) or loops(decoded):
            return NOTHING
        return Transcript(decoded.text, math.exp(min(0.0, decoded.logprob)))

    def _spoken(self, sound: Samples) -> bool:
        self._silero.reset()
        speech = self._silero.probabilities(sound) > SPEECH_PROBABILITY
        return int(speech.sum()) >= LEAST_SPEECH_FRAMES

    def _decode(self, sound: Samples, prompt: str) -> Decoded:
        if _length_ms(sound) > LONGEST_MS:
            return self._long(sound, prompt)
        decoded = self._short(sound, prompt)
        if loops(decoded) or stutters(decoded.text) or only_hints(decoded.text, prompt):
            # Without hints: what is still a row of names then was really said.
            return self._generate(sound, "", LONGEST_MS)
        return decoded

    def _short(self, sound: Samples, prompt: str) -> Decoded:
        return self._generate(sound, prompt, window_ms(_length_ms(sound), self._settings.pad_ms))

    def _generate(self, sound: Samples, hotwords: str, length_ms: int) -> Decoded:
        encoded = self._model.encode(spectrogram(self._model.feature_extractor, sound, length_ms))
        prompt = self._model.get_prompt(self._tokenizer, [], without_timestamps=True, hotwords=hotwords or None)
        result: Any = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=1,
            max_length=min(self._model.max_length, len(prompt) + token_cap(_length_ms(sound))),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=list(self._suppressed),
        )[0]
        tokens = result.sequences_ids[0]
        return Decoded(
            text=self._tokenizer.decode(tokens).strip(),
            tokens=len(tokens),
            logprob=result.scores[0],
            no_speech=result.no_speech_prob,
            speech_ms=_length_ms(sound),
        )

    def _long(self, sound: Samples, prompt: str) -> Decoded:
        """Stock segmentation, for what does not fit the window with its padding."""
        segments, _ = self._model.transcribe(
            sound,
            language=self._tokenizer.language_code,
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            hotwords=prompt or None,
        )
        found = list(segments)
        tokens = sum(len(s.tokens) for s in found)
        return Decoded(
            text=" ".join(s.text.strip() for s in found),
            tokens=tokens,
            logprob=sum(s.avg_logprob * len(s.tokens) for s in found) / max(tokens, 1),
            no_speech=min((s.no_speech_prob for s in found), default=1.0),
            speech_ms=_length_ms(sound),
        )


def _length_ms(sound: Samples) -> int:
    return len(sound) * 1000 // SAMPLE_RATE_HZ
