"""The microphone of a satellite under test: silence in real time, and each `next.raw` when it appears."""

import sys
import time
from pathlib import Path

PIECE_BYTES, PIECE_S = 640, 0.02


def main(folder: Path) -> None:
    """Write 16 kHz 16-bit sound to standard output until it is closed."""
    waiting, began_s, number = b"", time.monotonic(), 0
    while True:
        found = folder / "next.raw"
        if not waiting and found.is_file():
            waiting = found.read_bytes()
            found.unlink()
            (folder / "began.part").write_text(repr(time.monotonic()), encoding="ascii")
            (folder / "began.part").replace(folder / "began")
        piece, waiting = waiting[:PIECE_BYTES], waiting[PIECE_BYTES:]
        number += 1
        # A microphone hands a piece over when it has heard all of it.
        time.sleep(max(0.0, began_s + number * PIECE_S - time.monotonic()))
        sys.stdout.buffer.write(piece.ljust(PIECE_BYTES, b"\0"))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
