"""Not hearing ourselves: half duplex, for a loudspeaker without echo cancellation."""

from core.audio import AudioChunk

TAIL_MS = 300
"""A living room's echo has died away after that (reverberation time of furnished rooms: 0.3 to 0.5 s)."""


class HalfDuplex:
    """Tells which incoming sound is to be dropped because our own voice is in it."""

    def __init__(self, tail_ms: int = TAIL_MS) -> None:
        self._tail_ms = tail_ms
        self._deaf_until_ms = 0

    def drops(self, chunk: AudioChunk, playing: bool) -> bool:
        """Whether `chunk` was heard while our voice was `playing`, or within the tail after it."""
        if playing:
            self._deaf_until_ms = chunk.start_ms + chunk.duration_ms + self._tail_ms
        return chunk.start_ms < self._deaf_until_ms
