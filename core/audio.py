"""The values of sound that flow between the rooms; this file imports no engine."""

from dataclasses import dataclass, field
from enum import StrEnum

SAMPLE_RATE_HZ = 16_000
"""Every sound on its way in is 16 kHz, 16-bit, mono; it is resampled once, at the edge."""


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """A piece of incoming sound."""

    pcm: bytes = field(repr=False)
    """16 kHz, 16-bit signed little-endian, mono."""
    start_ms: int
    """Since the source was opened, counted from the samples and never read from a clock."""

    @property
    def duration_ms(self) -> int:
        """Length in milliseconds."""
        return len(self.pcm) * 1000 // (2 * SAMPLE_RATE_HZ)


class EndedBy(StrEnum):
    """Why a turn was taken to be over."""

    SILENCE = "silence"
    LIMIT = "limit"
    SOURCE = "source"
    """The recording, or the stream, came to its end."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """The sound of one turn of speech."""

    pcm: bytes = field(repr=False)
    """16 kHz, 16-bit, mono, from a little before the first word to a little after the last."""
    start_ms: int
    """Where speech began, in the time of the source."""
    end_ms: int
    """Where the last speech ended, in the time of the source."""
    ended_by: EndedBy

    @property
    def speech_ms(self) -> int:
        """From the first speech to the last, in milliseconds."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard, as words."""

    text: str = field(repr=False)
    """Empty when there was sound but no words."""
    confidence: float = 1.0
    """0 to 1: the model's own mean token probability; 1 for typed text."""
    alternatives: tuple[str, ...] = field(default=(), repr=False)
    """Other readings of the same sound, best first, without `text`."""
    feared: tuple[str, ...] = field(default=(), repr=False)
    """Readings of unsure sound by an ear that listens for emergencies; they raise alarms and answer nothing."""


@dataclass(frozen=True, slots=True)
class SpeechChunk:
    """The sound of one clause, made by the voice."""

    pcm: bytes = field(repr=False)
    """16-bit signed little-endian, mono, at `rate_hz`."""
    rate_hz: int
    text: str = field(repr=False)
    """The words that this sound says."""
