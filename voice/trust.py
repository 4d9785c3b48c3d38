"""Whether decoded words can be believed: loops, words too many for the time, words out of nothing."""

import re
import zlib
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one decoding gave."""

    text: str = field(repr=False)
    tokens: int
    logprob: float
    """Mean log probability of the tokens."""
    no_speech: float
    """Probability that there is no speech, by Whisper's own token."""
    speech_ms: int
    """How much speech was decoded."""


def token_cap(speech_ms: int) -> int:
    """The most tokens that this much speech can hold."""
    return SPARE_TOKENS + round(MOST_TOKENS_PER_S * speech_ms / 1000)


def loops(decoded: Decoded) -> bool:
    """Whether the decoder repeats itself or ran into the cap: no person said that."""
    raw = decoded.text.encode()
    if not raw:
        return False
    return len(raw) / len(zlib.compress(raw)) > LOOP_RATIO or decoded.tokens >= token_cap(decoded.speech_ms)


def stutters(text: str) -> bool:
    """Whether `text` is one phrase over and over ("Yes. Yes."): worth a second look on the full window.

    Short loops do not compress; and people do say "no, no", so that alone does not condemn a text.
    """
    words = re.findall(r"[\w']+", text.lower())
    return any(
        len(words) % unit == 0 and words == words[:unit] * (len(words) // unit)
        for unit in range(1, len(words) // 2 + 1)
    )


def silent(decoded: Decoded) -> bool:
    """Whether Whisper itself doubts that anybody spoke."""
    return decoded.no_speech > NO_SPEECH and decoded.logprob < POOR_LOGPROB
