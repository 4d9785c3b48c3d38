"""A microphone that hears only when it was asked to: by a wake word, or by a key."""

import sys
from collections.abc import Callable, Iterator
from threading import Event, Thread

from app.attention import Attention
from core.audio import AudioChunk
from core.ports import Microphone

Woken = Callable[[AudioChunk], bool]


class GatedMicrophone:
    """`core.ports.Microphone` around another: silence until woken, and again when the floor has closed.

    Waking tells nothing: it only makes a sound.
    """

    def __init__(
        self, microphone: Microphone, attention: Attention, woken: Woken, on_change: Callable[[bool], None]
    ) -> None:
        """`on_change` is told True when the ear opens and False when it closes."""
        self._microphone = microphone
        self._attention = attention
        self._woken = woken
        self._on_change = on_change
        self._open = True

    def chunks(self) -> Iterator[AudioChunk]:
        """The other's pieces, in its time."""
        for chunk in self._microphone.chunks():
            if self._woken(chunk):
                self._attention.stay(chunk.start_ms + chunk.duration_ms)
            is_open = self._attention.open(chunk.start_ms)
            if is_open != self._open:
                self._open = is_open
                self._on_change(is_open)
            yield chunk if is_open else AudioChunk(bytes(len(chunk.pcm)), chunk.start_ms)

    def close(self) -> None:
        """Let go of the other's device."""
        self._microphone.close()


class EnterKey:
    """Push to talk: Enter on the keyboard opens the ear."""

    def __init__(self) -> None:
        self._pressed = Event()
        Thread(target=self._read, name="enter", daemon=True).start()

    def __call__(self, _chunk: AudioChunk) -> bool:
        """Whether it was pressed since the last piece."""
        pressed = self._pressed.is_set()
        self._pressed.clear()
        return pressed

    def _read(self) -> None:
        for _line in sys.stdin:
            self._pressed.set()
