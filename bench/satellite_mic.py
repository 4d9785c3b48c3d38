"""The microphone of a satellite under test: silence in real time, and each `next.raw` when it appears.

With a file `echo.txt` in its folder, which holds a level in dB, it also hears the satellite's own loudspeaker, as in a
small room: what was written to `out.raw` is played at its pace, and comes back late and with reflections.
"""

import sys
import time
from pathlib import Path

import numpy as np
import soxr

RATE_HZ, PIECE, PIECE_S = 16_000, 320, 0.02
OUT_HZ = 22_050
LATE_MS = 90
"""From being written to being heard: the loudspeaker's buffer, the way, the microphone's buffer."""
REFLECTIONS = ((0, 1.0), (7, 0.5), (13, -0.4), (29, 0.3), (53, -0.2), (97, 0.12), (151, 0.06))
"""Milliseconds after the direct sound, and how strong."""


class Room:
    """The loudspeaker as the microphone hears it."""

    def __init__(self, folder: Path) -> None:
        self._out = folder / "out.raw"
        self._level = folder / "echo.txt"
        self._read = 0
        self._waiting = np.zeros(0, np.float32)
        self._line = np.zeros((LATE_MS + REFLECTIONS[-1][0] + 1000) * RATE_HZ // 1000, np.float32)
        self._resampler = soxr.ResampleStream(OUT_HZ, RATE_HZ, 1, dtype="float32")

    def piece(self) -> np.ndarray:
        """The next 20 ms of echo; silence without `echo.txt`."""
        if not self._level.is_file():
            # What sounded before is over.
            self._read = self._out.stat().st_size if self._out.is_file() else 0
            return np.zeros(PIECE, np.float32)
        self._take()
        played, self._waiting = self._waiting[:PIECE], self._waiting[PIECE:]
        played = np.pad(played, (0, PIECE - len(played))) * 10 ** (float(self._level.read_text()) / 20)
        for late_ms, strength in REFLECTIONS:
            at = (LATE_MS + late_ms) * RATE_HZ // 1000
            self._line[at : at + PIECE] += strength * played
        heard, self._line = self._line[:PIECE], np.pad(self._line[PIECE:], (0, PIECE))
        return heard

    def _take(self) -> None:
        if not self._out.is_file() or self._out.stat().st_size <= self._read:
            return
        with self._out.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        new = new[: len(new) // 2 * 2]
        self._read += len(new)
        sound = np.frombuffer(new, "<i2").astype(np.float32)
        self._waiting = np.concatenate([self._waiting, self._resampler.resample_chunk(sound)])


def main(folder: Path) -> None:
    """Write 16 kHz 16-bit sound to standard output until it is closed."""
    waiting, began_s, number, room = np.zeros(0, np.float32), time.monotonic(), 0, Room(folder)
    while True:
        found = folder / "next.raw"
        if not len(waiting) and found.is_file():
            waiting = np.frombuffer(found.read_bytes(), "<i2").astype(np.float32)
            found.unlink()
            (folder / "began.part").write_text(repr(time.monotonic()), encoding="ascii")
            (folder / "began.part").replace(folder / "began")
        said, waiting = waiting[:PIECE], waiting[PIECE:]
        heard = np.pad(said, (0, PIECE - len(said))) + room.piece()
        number += 1
        # A microphone hands a piece over when it has heard all of it.
        time.sleep(max(0.0, began_s + number * PIECE_S - time.monotonic()))
        sys.stdout.buffer.write(np.clip(heard, -32_768, 32_767).astype("<i2").tobytes())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
