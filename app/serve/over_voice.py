"""Short words over our own voice: "stop" and "lock", of which the canceller leaves little more than the vowel."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.audio import SAMPLE_RATE_HZ, Transcript, Utterance
from core.ports import Transcriber
from core.words import plain

STEERING = ("stop", "wait", "lock")
"""Expected alone: among names of the record Whisper hears nothing in them."""
LEAD = bytes(2 * SAMPLE_RATE_HZ * 400 // 1000)
"""Silence before: "lock" of 80 ms was heard with it only."""
LONGEST = 2 * SAMPLE_RATE_HZ * 1_600 // 1000
"""In bytes: a word, with the silence around it."""
SURE = 0.35
"""Confidence of "stop" and "lock" left over by the canceller was 0.40 to 0.51."""


class OverVoice:
    """`core.ports.Transcriber` around another; `over` tells whether what is read was heard over our own voice."""

    def __init__(self, ear: Transcriber, over: Callable[[], bool]) -> None:
        self._ear = ear
        self._over = over

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        """One that steers, if it is surely that; else the words."""
        if self._over() and len(utterance.pcm) <= LONGEST:
            steering = self._ear.transcribe(replace(utterance, pcm=LEAD + utterance.pcm), STEERING)
            if plain(steering.text) in STEERING and steering.confidence >= SURE:
                return steering
        return self._ear.transcribe(utterance, hints)
