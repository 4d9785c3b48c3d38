"""Any stream of incoming PCM, cut into pieces of 20 ms."""

from collections.abc import Iterable, Iterator

from core.audio import SAMPLE_RATE_HZ, AudioChunk

CHUNK_MS = 20
"""What webrtcvad takes (10, 20 or 30 ms)."""
CHUNK_BYTES = 2 * SAMPLE_RATE_HZ * CHUNK_MS // 1000


def silence(length_ms: int) -> bytes:
    """Digital silence, 16 kHz 16-bit mono."""
    return bytes(2 * SAMPLE_RATE_HZ * length_ms // 1000)


def chunked(stream: Iterable[bytes]) -> Iterator[AudioChunk]:
    """Pieces of exactly 20 ms, counted from 0; the last one is filled up with silence."""
    waiting = bytearray()
    start_ms = 0
    for pcm in stream:
        waiting += pcm
        while len(waiting) >= CHUNK_BYTES:
            yield AudioChunk(bytes(waiting[:CHUNK_BYTES]), start_ms)
            del waiting[:CHUNK_BYTES]
            start_ms += CHUNK_MS
    if waiting:
        yield AudioChunk(bytes(waiting.ljust(CHUNK_BYTES, b"\0")), start_ms)
