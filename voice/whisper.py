"""Utterance -> Transcript: Whisper on a short window, with doubts where they are due."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.audio import SAMPLE_RATE_HZ, EndedBy, Transcript, Utterance
from voice.decoder import Decoder, HearingSettings, length_ms
from voice.feared import feared_words
from voice.hints import fitted, only_hints
from voice.silero import FRAME_SAMPLES, Samples, Silero
from voice.trust import Decoded, alternatives, invented, loops, stutters, surer
from voice.window import LONGEST_MS, samples, window_ms

__all__ = ["HearingSettings", "WhisperTranscriber"]

DEFAULTS = HearingSettings()
NOTHING = Transcript("", 0.0)
"""There was sound, and no words in it."""
SOME_VOICE, CLEAR_VOICE = (0.5, 2), (0.8, 3)
"""Silero's probability, and how many frames of 32 ms must exceed it: for Whisper to be asked at all, and
for words it doubts to be believed. "Yes", "stop" and "what" of 5 voices have at least 6 and 4 such
frames; kitchen noise alone has none of the second kind but for voices in the background."""
SURE = 0.8
"""Below this confidence the sound is read again on a beam, 0.1 s: of 48 questions by flite and espeak-ng
that puts 35 right instead of 29, and every reading that it put right had been below."""
FEARED_BEAM = 5
"""Readings followed when unsure sound is listened to for emergencies; 0.2 s."""
UNSURE = 0.7
"""Below this it is read once more without hints, 0.1 s: for a hard voice they mislead."""


class WhisperTranscriber:
    """`core.ports.Transcriber` on a folder of CTranslate2 Whisper weights; one utterance at a time."""

    def __init__(self, folder: Path, settings: HearingSettings = DEFAULTS) -> None:
        self._decoder = Decoder(folder, settings)
        self._beam = settings.beam
        self._silero = Silero()

    def warm_up(self) -> None:
        """Run every model once: the first run of each is slow."""
        tone = (np.sin(np.arange(SAMPLE_RATE_HZ) / 20.0) * 8_000).astype(np.int16).tobytes()
        self._decode(samples(tone), "")
        self.transcribe(Utterance(tone, 0, 1_000, EndedBy.SILENCE))

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        """The words of an utterance; empty when nobody speaks in it, or Whisper only reads the hints back."""
        sound = samples(utterance.pcm)
        voice = self._voice(sound)
        if not _holds(voice, *SOME_VOICE):
            return NOTHING
        decoded = self._decode(sound, fitted(hints, self._decoder.tokens))
        clear_voice = _holds(voice, *CLEAR_VOICE)
        if loops(decoded) or invented(decoded, clear_voice=clear_voice) or not decoded.best.text:
            return NOTHING
        feared = self._feared(sound, hints) if decoded.best.confidence < SURE else ()
        return Transcript(decoded.best.text, decoded.best.confidence, alternatives(decoded.readings), feared)

    def _feared(self, sound: Samples, hints: Sequence[str]) -> tuple[str, ...]:
        """Readings that lean towards emergencies, but none that only reads its hints back."""
        speech_ms = length_ms(sound)
        if speech_ms > LONGEST_MS:
            return ()
        leaning = fitted((*feared_words(), *hints), self._decoder.tokens)
        encoded = self._decoder.encode(sound, window_ms(speech_ms))
        decoded = self._decoder.read(encoded, leaning, speech_ms, beam=FEARED_BEAM)
        if loops(decoded):
            return ()
        return tuple(r.text for r in decoded.readings if r.text and not only_hints(r.text, leaning))

    def _voice(self, sound: Samples) -> Samples:
        self._silero.reset()
        return self._silero.probabilities(np.pad(sound, (0, -len(sound) % FRAME_SAMPLES)))

    def _decode(self, sound: Samples, hints: str) -> Decoded:
        speech_ms = length_ms(sound)
        if speech_ms > LONGEST_MS:
            return self._decoder.read_long(sound, hints)
        decoded = self._read(self._decoder.encode(sound, window_ms(speech_ms)), hints, speech_ms)
        if loops(decoded) or stutters(decoded.best.text) or only_hints(decoded.best.text, hints):
            # Without hints: what is still a row of names then was really said.
            return self._decoder.read(self._decoder.encode(sound, LONGEST_MS), "", speech_ms)
        return decoded

    def _read(self, encoded: Any, hints: str, speech_ms: int) -> Decoded:
        decoded = self._decoder.read(encoded, hints, speech_ms)
        if decoded.best.confidence < SURE:
            decoded = self._decoder.read(encoded, hints, speech_ms, beam=self._beam)
        if hints and decoded.best.confidence < UNSURE:
            decoded = surer(decoded, self._decoder.read(encoded, "", speech_ms))
        return decoded


def _holds(voice: Samples, probability: float, frames: int) -> bool:
    return int((voice > probability).sum()) >= frames
