"""A sound card of code, at the seam where hardware comes in: it can be absent, odd, and unplugged."""

import threading
from dataclasses import dataclass, field

from voice.sound_card import DeviceFormat, Direction, Heard, Wanted


@dataclass
class FakeStream:
    """An open device whose blocks the test moves by hand."""

    fmt: DeviceFormat
    heard: Heard | None = None
    wanted: Wanted | None = None
    running: bool = True
    delay_s: float = 0.0
    closed: bool = False
    sounded: bytearray = field(default_factory=bytearray)
    """What came out of the loudspeaker."""

    @property
    def block_frames(self) -> int:
        return self.fmt.rate_hz // 50

    def hear(self, pcm: bytes, lost_before: bool = False) -> None:
        """The room is heard: in blocks of 20 ms."""
        assert self.heard
        size = 2 * self.fmt.channels * self.block_frames
        for at in range(0, len(pcm), size):
            self.heard(pcm[at : at + size], lost_before and not at)

    def sound(self, blocks: int = 1) -> bytes:
        """The loudspeaker moves for so many blocks of 20 ms; what it asked for and got."""
        assert self.wanted
        got = b"".join(self.wanted(self.block_frames) for _ in range(blocks))
        self.sounded += got
        return got

    def unplug(self) -> None:
        self.running = False

    def close(self) -> None:
        self.closed = True
        self.running = False


@dataclass
class FakeCard:
    """`voice.sound_card.SoundCard`."""

    fmt: DeviceFormat | None = None
    """What the devices do; None is: whatever is asked for."""
    missing: frozenset[Direction] = frozenset()
    streams: list[FakeStream] = field(default_factory=list)

    def format(self, direction: Direction, rate_hz: int) -> DeviceFormat:
        if direction in self.missing:
            raise direction.missing
        return self.fmt or DeviceFormat(rate_hz, 1)

    def listen(self, fmt: DeviceFormat, heard: Heard) -> FakeStream:
        return self._opened(FakeStream(fmt, heard=heard))

    def speak(self, fmt: DeviceFormat, wanted: Wanted) -> FakeStream:
        return self._opened(FakeStream(fmt, wanted=wanted))

    def _opened(self, stream: FakeStream) -> FakeStream:
        self.streams.append(stream)
        return stream


class Player:
    """A loudspeaker that moves by itself, on a thread of its own, as fast as it can."""

    def __init__(self, stream: FakeStream) -> None:
        self._stream = stream
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stream.running = False
        self._thread.join()

    def _run(self) -> None:
        while self._stream.running:
            self._stream.sound()
