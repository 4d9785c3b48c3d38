"""Rooms made of numbers: the impulse response between two places of a shoebox room, by image sources.

Allen & Berkley 1979, "Image method for efficiently simulating small-room acoustics": the same that
pyroomacoustics does, without diffraction, furniture or the directions of mouths and microphones.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

RATE_HZ = 16_000
SOUND_M_PER_S = 343.0
ORDER = 12
"""Rooms mirrored at most along one axis: 23 dB have gone into walls of 0.8 by then, and the way is 30 m."""

Samples = npt.NDArray[np.float32]
Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Room:
    """A shoebox."""

    size_m: Place = (5.0, 4.0, 2.6)
    reflection: float = 0.8
    """Of pressure, at every wall: a furnished living room (reverberation time about 0.35 s)."""


LIVING_ROOM = Room()
HALL = Room((8.0, 6.0, 3.0), 0.82)
"""A large room with bare walls."""


@cache
def impulse(source: Place, ear: Place, room: Room = LIVING_ROOM) -> Samples:
    """The response at 16 kHz; at 1 m in the open its peak would be 1."""
    steps = np.arange(-ORDER, ORDER + 1)
    axes = [_images(source[axis], room.size_m[axis], steps) for axis in range(3)]
    x, y, z = np.meshgrid(*(place - ear[axis] for axis, (place, _) in enumerate(axes)), indexing="ij")
    hits = sum(np.meshgrid(*(count for _, count in axes), indexing="ij"))
    distance = np.sqrt(x**2 + y**2 + z**2)
    delay = distance / SOUND_M_PER_S * RATE_HZ
    gain = room.reflection**hits / np.maximum(distance, 0.1)
    near = delay < RATE_HZ // 2
    whole = np.floor(delay[near]).astype(int)
    part = delay[near] - whole
    response = np.zeros(RATE_HZ // 2 + 2)
    np.add.at(response, whole, gain[near] * (1 - part))
    np.add.at(response, whole + 1, gain[near] * part)
    return response.astype(np.float32)


def _images(place: float, length: float, steps: npt.NDArray[np.int64]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Where the images of a source stand along one axis, and how often their sound has met a wall."""
    even = steps % 2 == 0
    where = np.where(even, steps * length + place, (steps + 1) * length - place)
    return where, np.abs(steps)


def through(sound: Samples, response: Samples) -> Samples:
    """The sound as it arrives, as long as it was and half a second more."""
    size = len(sound) + len(response) - 1
    padded = 1 << (size - 1).bit_length()
    arrived = np.fft.irfft(np.fft.rfft(sound, padded) * np.fft.rfft(response, padded), padded)[:size]
    return np.asarray(arrived, np.float32)
