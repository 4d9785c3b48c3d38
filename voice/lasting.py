"""Devices that come back: unplugged, taken by another program or gone with the sound system, the loop lives on.

What happens is told once, in one sentence, when it is lost and when it is back.
"""

import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Protocol

from core.audio import AudioChunk, SpeechChunk
from core.errors import SoundError
from core.ports import Microphone, Player
from voice.chunks import CHUNK_MS, silence

AGAIN_S = 0.5
"""Between two attempts to open a device that is away."""
MIC_LOST = "The microphone is gone. I'll go on when it is plugged back in."
MIC_BACK = "The microphone is back."
SPEAKER_LOST = "The loudspeaker is gone. I'll be heard again when it is plugged back in."
SPEAKER_BACK = "The loudspeaker is back."
SOUND_LOST = "This computer is too busy: some of what was said is lost."


class CountingMicrophone(Microphone, Protocol):
    """A microphone that knows what it lost."""

    @property
    def overruns(self) -> int:
        """How often sound was lost."""


class LastingMicrophone:
    """`core.ports.Microphone` around one that may go away; its first opening raises leaves of `SoundError`."""

    def __init__(self, open_one: Callable[[], CountingMicrophone], told: Callable[[str], None]) -> None:
        self._open_one = open_one
        self._told = told
        self._microphone: CountingMicrophone | None = open_one()
        self._closed = Event()
        self._now_ms = 0
        self._overruns = 0

    def chunks(self) -> Iterator[AudioChunk]:
        """The device's pieces, and silence in real time while there is none; time goes on without a jump."""
        while not self._closed.is_set():
            if self._microphone is None:
                yield from self._waiting()
                continue
            try:
                for chunk in self._microphone.chunks():
                    if self._closed.is_set():
                        return
                    self._look_at_overruns(self._microphone)
                    yield self._timed(chunk.pcm)
            except SoundError:
                self._microphone.close()
                self._microphone = None
                self._told(MIC_LOST)
            else:
                return

    def close(self) -> None:
        """Let go of the device; `chunks` then ends."""
        self._closed.set()
        if self._microphone is not None:
            self._microphone.close()

    def _waiting(self) -> Iterator[AudioChunk]:
        until_s = time.monotonic() + AGAIN_S
        while not self._closed.is_set() and time.monotonic() < until_s:
            time.sleep(CHUNK_MS / 1000)
            yield self._timed(silence(CHUNK_MS))
        try:
            self._microphone = self._open_one()
        except SoundError:
            return
        self._overruns = 0
        self._told(MIC_BACK)

    def _timed(self, pcm: bytes) -> AudioChunk:
        chunk = AudioChunk(pcm, self._now_ms)
        self._now_ms += chunk.duration_ms
        return chunk

    def _look_at_overruns(self, microphone: CountingMicrophone) -> None:
        if microphone.overruns and not self._overruns:
            self._told(SOUND_LOST)
        self._overruns = microphone.overruns


class LastingPlayer:
    """`core.ports.Player` around one that may go away; what is played meanwhile is not heard and not kept."""

    def __init__(self, open_one: Callable[[], Player], told: Callable[[str], None]) -> None:
        self._open_one = open_one
        self._told = told
        self._player: Player | None = open_one()
        self._tried_s = 0.0

    @property
    def left_ms(self) -> int:
        """How much of what was given to `play` has not been heard; nothing while there is no device."""
        return self._player.left_ms if self._player else 0

    @property
    def playing(self) -> bool:
        """Whether something is to be heard now."""
        return self.left_ms > 0

    def play(self, chunk: SpeechChunk) -> None:
        """Add to what is being played, on a device that is back if need be."""
        if self._player is None:
            self._again()
        if self._player is not None:
            self._guarded(lambda player: player.play(chunk))

    def pause(self) -> None:
        """Fall silent and keep what was waiting."""
        self._guarded(lambda player: player.pause())

    def resume(self) -> None:
        """Go on after `pause`."""
        self._guarded(lambda player: player.resume())

    def stop(self) -> None:
        """Fall silent and forget what was waiting."""
        self._guarded(lambda player: player.stop())

    def wait(self) -> None:
        """Return when all was heard or stopped, or the device is gone."""
        self._guarded(lambda player: player.wait())

    def close(self) -> None:
        """Let go of the device."""
        if self._player is not None:
            self._player.close()

    def _guarded(self, deed: Callable[[Player], None]) -> None:
        player = self._player
        if player is None:
            return
        try:
            deed(player)
        except SoundError:
            player.close()
            self._player = None
            self._told(SPEAKER_LOST)

    def _again(self) -> None:
        if time.monotonic() - self._tried_s < AGAIN_S:
            return
        self._tried_s = time.monotonic()
        try:
            self._player = self._open_one()
        except SoundError:
            return
        self._told(SPEAKER_BACK)
