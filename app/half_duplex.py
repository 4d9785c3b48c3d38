"""A microphone that is deaf while our own voice is playing, for loudspeakers without echo cancellation."""

from collections.abc import Callable, Iterator

from core.audio import AudioChunk
from core.ports import Microphone
from voice.echo import HalfDuplex


class DeafWhilePlaying:
    """`core.ports.Microphone` around another: what is heard while we speak, and shortly after, is silence."""

    def __init__(self, microphone: Microphone, playing: Callable[[], bool]) -> None:
        self._microphone = microphone
        self._playing = playing
        self._gate = HalfDuplex()

    def chunks(self) -> Iterator[AudioChunk]:
        """The other's pieces, in its time."""
        return map(self.pass_on, self._microphone.chunks())

    def pass_on(self, chunk: AudioChunk) -> AudioChunk:
        """One piece, or silence in its place."""
        dropped = self._gate.drops(chunk, self._playing())
        return AudioChunk(bytes(len(chunk.pcm)), chunk.start_ms) if dropped else chunk

    def close(self) -> None:
        """Let go of the other's device."""
        self._microphone.close()
