"""The Whisper model itself: sound on a window -> readings, by faster-whisper's parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.audio import SAMPLE_RATE_HZ
from core.errors import ModelUnreadable
from voice.silero import Samples
from voice.trust import Decoded, Reading, token_cap
from voice.window import spectrogram


@dataclass(frozen=True, slots=True)
class HearingSettings:
    """How to hear."""

    language: str = "en"
    """Of the speaker; models for English only take nothing else."""
    threads: int = 2
    """1 to the number of cores. CTranslate2 would take 4 by itself."""
    compute: str = "int8"
    """A CTranslate2 compute type: `int8`, `float32`."""
    beam: int = 3
    """1 to 5: readings followed at once where the first reading is unsure. Always on, 3 and 5 read 118 of
    the details in 40 human commands right and 35 of 48 synthetic questions, 1 read 113 and 29."""


class Decoder:
    """A loaded model; raises `ModelUnreadable`. Encoding and decoding are apart, so that one encoding can be read twice."""

    def __init__(self, folder: Path, settings: HearingSettings) -> None:
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        self._settings = settings
        try:
            self._whisper = WhisperModel(
                str(folder),
                device="cpu",
                compute_type=settings.compute,
                cpu_threads=settings.threads,
                local_files_only=True,
            )
        except Exception as error:  # CTranslate2, tokenizers and JSON each have their own
            raise ModelUnreadable(name=folder) from error
        multilingual = self._whisper.model.is_multilingual
        language = settings.language if multilingual else "en"
        self._tokenizer = Tokenizer(self._whisper.hf_tokenizer, multilingual, task="transcribe", language=language)
        self._suppressed = list(get_suppressed_tokens(self._tokenizer, [-1]))

    def tokens(self, text: str) -> Sequence[int]:
        """How Whisper cuts a text."""
        tokens: Sequence[int] = self._tokenizer.encode(text)
        return tokens

    def encode(self, sound: Samples, window_ms: int) -> Any:
        """The sound as the decoder wants it, on a window of that length."""
        return self._whisper.encode(spectrogram(self._whisper.feature_extractor, sound, window_ms))

    def read(self, encoded: Any, hints: str, speech_ms: int, beam: int = 1) -> Decoded:
        """As many readings of an encoding as `beam`, biased to `hints` (may be empty)."""
        prompt = self._whisper.get_prompt(self._tokenizer, [], without_timestamps=True, hotwords=hints or None)
        result = self._whisper.model.generate(
            encoded,
            [prompt],
            beam_size=beam,
            num_hypotheses=beam,
            max_length=min(self._whisper.max_length, len(prompt) + token_cap(speech_ms)),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=self._suppressed,
        )[0]
        readings = tuple(
            Reading(self._tokenizer.decode(tokens).strip(), len(tokens), logprob)
            for tokens, logprob in zip(result.sequences_ids, result.scores, strict=True)
        )
        return Decoded(readings, result.no_speech_prob, speech_ms)

    def read_long(self, sound: Samples, hints: str) -> Decoded:
        """What does not fit into 30 s, by stock segmentation."""
        segments, _ = self._whisper.transcribe(
            sound,
            language=self._tokenizer.language_code,
            beam_size=self._settings.beam,
            temperature=0.0,
            condition_on_previous_text=False,
            hotwords=hints or None,
        )
        found = list(segments)
        tokens = sum(len(segment.tokens) for segment in found)
        logprob = sum(segment.avg_logprob * len(segment.tokens) for segment in found) / max(tokens, 1)
        reading = Reading(" ".join(segment.text.strip() for segment in found), tokens, logprob)
        no_speech = min((segment.no_speech_prob for segment in found), default=1.0)
        return Decoded((reading,), no_speech, length_ms(sound))


def length_ms(sound: Samples) -> int:
    """How long that sound is."""
    return len(sound) * 1000 // SAMPLE_RATE_HZ
