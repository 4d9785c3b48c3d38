"""Deaf while our own voice is in the room, and for its echo."""

from core.audio import AudioChunk
from voice.echo import HalfDuplex


def chunk(start_ms: int) -> AudioChunk:
    return AudioChunk(bytes(640), start_ms)


def test_sound_is_dropped_while_we_speak_and_for_the_tail() -> None:
    gate = HalfDuplex(tail_ms=100)
    playing = [False] * 5 + [True] * 5 + [False] * 10
    dropped = [gate.drops(chunk(i * 20), now) for i, now in enumerate(playing)]
    assert dropped == [False] * 5 + [True] * 5 + [True] * 5 + [False] * 5


def test_nobody_speaking_drops_nothing() -> None:
    gate = HalfDuplex()
    assert not any(gate.drops(chunk(i * 20), False) for i in range(100))
