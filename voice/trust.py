"""Whether decoded words can be believed: loops, words too many for the time, words out of nothing."""

import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

LOOP_RATIO = 2.4
"""Text that compresses better than this repeats itself (Whisper's own threshold, Radford et al. 2022)."""
MOST_TOKENS_PER_S = 12.0
"""Fast English speech is about 5 words, some 8 tokens, a second."""
SPARE_TOKENS = 12
"""What a very short utterance may have beyond that: "A1c?" has four tokens."""
NO_SPEECH = 0.6
POOR_LOGPROB = -1.0
"""Whisper's own pair of thresholds: both must fail for the sound to count as silent."""
BETTER_BY = 0.1
"""How much surer a reading without hints must be to be believed instead: hints lower the probability of
right words a little, and wrong ones cost more. Measured on 48 questions by flite and espeak-ng."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the sound."""

    text: str = field(repr=False)
    tokens: int
    logprob: float
    """Mean log probability of the tokens."""

    @property
    def confidence(self) -> float:
        """Geometric mean of the token probabilities, 0 to 1."""
        return math.exp(min(0.0, self.logprob))


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one decoding gave."""

    readings: tuple[Reading, ...]
    """Best first, at least one."""
    no_speech: float
    """Probability that there is no speech, by Whisper's own token."""
    speech_ms: int
    """How much sound was decoded."""

    @property
    def best(self) -> Reading:
        """The reading to believe."""
        return self.readings[0]


def token_cap(speech_ms: int) -> int:
    """The most tokens that this much speech can hold."""
    return SPARE_TOKENS + round(MOST_TOKENS_PER_S * speech_ms / 1000)


def loops(decoded: Decoded) -> bool:
    """Whether the decoder repeats itself or ran into the cap: no person said that."""
    raw = decoded.best.text.encode()
    if not raw:
        return False
    return len(raw) / len(zlib.compress(raw)) > LOOP_RATIO or decoded.best.tokens >= token_cap(decoded.speech_ms)


def stutters(text: str) -> bool:
    """Whether `text` is one phrase over and over ("Yes. Yes."): worth a second look on the full window.

    Short loops do not compress; and people do say "no, no", so that alone does not condemn a text.
    """
    words = spoken_words(text)
    units = range(1, len(words) // 2 + 1)
    return any(words == words[:unit] * (len(words) // unit) for unit in units)


def invented(decoded: Decoded, *, clear_voice: bool) -> bool:
    """Whether the words came out of nothing: Whisper doubts them, and nobody else heard a clear voice.

    On silence, hum, clicks, coughs and kitchen noise Whisper base said "you", "I'm sorry." or a hint,
    with a mean log probability below -1 in 20 of 23 sounds.
    """
    doubtful = decoded.best.logprob < POOR_LOGPROB
    return doubtful and (not clear_voice or decoded.no_speech > NO_SPEECH)


def surer(hinted: Decoded, plain: Decoded) -> Decoded:
    """The one to believe of a decoding with hints and one without; the other's reading comes second."""
    plain_wins = plain.best.confidence > hinted.best.confidence + BETTER_BY
    first, second = (plain, hinted) if plain_wins else (hinted, plain)
    readings = (first.best, second.best, *first.readings[1:], *second.readings[1:])
    return Decoded(readings, first.no_speech, first.speech_ms)


def alternatives(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The texts after the first that differ from it and from each other in their words."""
    seen = {spoken_words(readings[0].text): ""}
    for reading in readings[1:]:
        seen.setdefault(spoken_words(reading.text), reading.text)
    return tuple(text for words, text in seen.items() if text and words)


def spoken_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without punctuation."""
    return tuple(re.findall(r"[\w']+", text.lower()))
