"""A closed ear hears nothing; a wake word or a key opens it for a while."""

from collections.abc import Iterator

from app.attention import Attention
from app.gate import GatedMicrophone
from core.audio import AudioChunk

LOUD = b"\x01\x10" * 320


class Room:
    """A minute of loud sound."""

    closed = False

    def chunks(self) -> Iterator[AudioChunk]:
        return (AudioChunk(LOUD, at_ms) for at_ms in range(0, 60_000, 20))

    def close(self) -> None:
        self.closed = True


def test_it_hears_after_the_greeting_and_after_it_was_woken() -> None:
    changes: list[bool] = []
    room = Room()
    attention = Attention(open_ms=5_000)
    gate = GatedMicrophone(room, attention, lambda chunk: chunk.start_ms == 20_000, changes.append)
    heard_ms = [chunk.start_ms for chunk in gate.chunks() if any(chunk.pcm)]
    assert heard_ms == [*range(0, 5_000, 20), *range(20_000, 25_020, 20)]
    assert changes == [False, True, False]
    gate.close()
    assert room.closed


def test_a_reply_keeps_it_open() -> None:
    attention = Attention(open_ms=5_000)
    gate = GatedMicrophone(Room(), attention, lambda _chunk: False, lambda _open: None)
    heard_ms = []
    for chunk in gate.chunks():
        if chunk.start_ms == 4_000:
            attention.stay(12_000)
        if any(chunk.pcm):
            heard_ms.append(chunk.start_ms)
    assert heard_ms == list(range(0, 17_000, 20))
