"""The seam to the sound card: a small Protocol, and PortAudio behind it.

`sounddevice` is imported where it is used: on Linux without PortAudio the import itself raises OSError.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from core.errors import NoLoudspeaker, NoMicrophone, NoSoundLibrary, SoundError

BLOCK_MS = 20
"""How much sound the card hands over, or asks for, at a time."""
SILENT_DEVICE_S = 2.0
"""A device that neither takes nor gives for that long is gone: an unplugged one often says nothing."""

Heard = Callable[[bytes, bool], None]
"""Takes a block of PCM, and whether the card lost some before it. Called on the card's own thread."""
Wanted = Callable[[int], bytes]
"""Gives the PCM of so many frames. Called on the card's own thread."""


class Direction(StrEnum):
    """Which way sound goes."""

    IN = "input"
    OUT = "output"

    @property
    def missing(self) -> type[SoundError]:
        """What to raise when there is no such device."""
        return NoMicrophone if self is Direction.IN else NoLoudspeaker


@dataclass(frozen=True, slots=True)
class DeviceFormat:
    """What a device does; samples are 16-bit."""

    rate_hz: int
    channels: int
    """1, or 2 when the device knows no mono."""


class Stream(Protocol):
    """An open device that is running."""

    @property
    def delay_s(self) -> float:
        """From handing sound over to its being heard, or the other way round."""

    @property
    def running(self) -> bool:
        """False once the card has ended it."""

    def close(self) -> None:
        """Let go of the device, at once."""


class SoundCard(Protocol):
    """Microphone and loudspeaker of a machine; raises `NoSoundLibrary`, `NoMicrophone`, `NoLoudspeaker`."""

    def format(self, direction: Direction, rate_hz: int) -> DeviceFormat:
        """Mono at that rate if the device does it, else what comes next to it."""

    def listen(self, fmt: DeviceFormat, heard: Heard) -> Stream:
        """Open the microphone: blocks of 20 ms go to `heard`."""

    def speak(self, fmt: DeviceFormat, wanted: Wanted) -> Stream:
        """Open the loudspeaker: blocks of 20 ms come from `wanted`."""


class PortAudioCard:
    """`SoundCard` on sounddevice."""

    def __init__(self, microphone: str | int | None = None, loudspeaker: str | int | None = None) -> None:
        """Devices by number or part of a name; None is the system's default."""
        try:
            import sounddevice
        except OSError as error:
            raise NoSoundLibrary from error
        self._library: Any = sounddevice
        self._devices = {Direction.IN: microphone, Direction.OUT: loudspeaker}

    def format(self, direction: Direction, rate_hz: int) -> DeviceFormat:
        """Mono at that rate if the device does it, else what comes next to it."""
        device = self._devices[direction]
        try:
            own_hz = round(self._library.query_devices(device, direction.value)["default_samplerate"])
        except (self._library.PortAudioError, ValueError) as error:
            raise direction.missing from error
        wishes = (DeviceFormat(rate, channels) for rate in (rate_hz, own_hz) for channels in (1, 2))
        found = next((fmt for fmt in wishes if self._does(direction, fmt)), None)
        if found is None:
            raise direction.missing
        return found

    def listen(self, fmt: DeviceFormat, heard: Heard) -> Stream:
        """Open the microphone: blocks of 20 ms go to `heard`."""

        def callback(block: Any, _frames: int, _time: object, status: Any) -> None:
            heard(bytes(block), bool(status.input_overflow))

        return self._open(self._library.RawInputStream, Direction.IN, fmt, callback)

    def speak(self, fmt: DeviceFormat, wanted: Wanted) -> Stream:
        """Open the loudspeaker: blocks of 20 ms come from `wanted`."""

        def callback(block: Any, frames: int, _time: object, _status: object) -> None:
            block[:] = wanted(frames)

        return self._open(self._library.RawOutputStream, Direction.OUT, fmt, callback)

    def _does(self, direction: Direction, fmt: DeviceFormat) -> bool:
        check = getattr(self._library, f"check_{direction.value}_settings")
        try:
            check(self._devices[direction], fmt.channels, "int16", samplerate=fmt.rate_hz)
        except (self._library.PortAudioError, ValueError):
            return False
        return True

    def _open(self, kind: Any, direction: Direction, fmt: DeviceFormat, callback: Any) -> Stream:
        try:
            stream = kind(
                samplerate=fmt.rate_hz,
                channels=fmt.channels,
                dtype="int16",
                blocksize=fmt.rate_hz * BLOCK_MS // 1000,
                device=self._devices[direction],
                latency="low",
                callback=callback,
            )
            stream.start()
        except (self._library.PortAudioError, ValueError) as error:
            # Most often another program holds it.
            raise direction.missing from error
        return _PortAudioStream(stream)


class _PortAudioStream:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    @property
    def delay_s(self) -> float:
        return float(self._stream.latency)

    @property
    def running(self) -> bool:
        return bool(self._stream.active)

    def close(self) -> None:
        self._stream.close(ignore_errors=True)
