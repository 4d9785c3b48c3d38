"""A real satellite process on loopback, with files in place of microphone and loudspeaker.

`wyoming-satellite` needs an older `wyoming` than we do, so it lives in an environment of its own, made on
the first use. Its microphone is `bench/satellite_mic.py`, its loudspeaker a file.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.serve_home import free_port

ROOT = Path(__file__).resolve().parents[1]
VENV = Path(os.environ.get("PLAINSPOKEN_SATELLITE_VENV", ROOT / ".satellite-venv"))
NEEDS = "wyoming-satellite==1.0.0"
PIECE_SAMPLES = 320
"""20 ms: by default a satellite waits for 64 ms of sound before it sends it."""
RATE_HZ = 22_050


@dataclass(frozen=True, slots=True)
class Satellite:
    """One that runs."""

    address: str
    folder: Path

    def play(self, pcm: bytes) -> float:
        """Let the microphone hear this now; the moment it began, by `time.monotonic`."""
        began = self.folder / "began"
        began.unlink(missing_ok=True)
        (self.folder / "next.part").write_bytes(pcm)
        (self.folder / "next.part").replace(self.folder / "next.raw")
        while not began.is_file():
            time.sleep(0.002)
        return float(began.read_text(encoding="ascii"))

    def echoes(self, level_db: float | None) -> None:
        """Let the microphone hear the loudspeaker too, at that level; None for no more."""
        where = self.folder / "echo.txt"
        if level_db is None:
            where.unlink(missing_ok=True)
        else:
            where.with_suffix(".part").write_text(str(level_db), encoding="ascii")
            where.with_suffix(".part").replace(where)

    @property
    def heard(self) -> bytes:
        """All that came out of its loudspeaker: 22,050 Hz, 16 bit."""
        out = self.folder / "out.raw"
        return out.read_bytes() if out.is_file() else b""

    def first_sound_s(self, before: int, timeout_s: float) -> float | None:
        """When its loudspeaker got more than the first `before` bytes, by `time.monotonic`; None in silence."""
        out, end_s = self.folder / "out.raw", time.monotonic() + timeout_s
        while time.monotonic() < end_s:
            if out.is_file() and out.stat().st_size > before:
                return time.monotonic()
            time.sleep(0.002)
        return None

    def plays_for(self, seconds: float, timeout_s: float = 30) -> None:
        """Wait until so much more came out."""
        wanted, end_s = len(self.heard) + int(2 * RATE_HZ * seconds), time.monotonic() + timeout_s
        while time.monotonic() < end_s and len(self.heard) < wanted:
            time.sleep(0.02)

    def silent_for(self, seconds: float, timeout_s: float = 30) -> None:
        """Wait until nothing came out for so long."""
        size, since_s, end_s = -1, time.monotonic(), time.monotonic() + timeout_s
        while time.monotonic() < end_s and time.monotonic() - since_s < seconds:
            now = len(self.heard)
            if now != size:
                size, since_s = now, time.monotonic()
            time.sleep(0.02)


def missing() -> str:
    """Makes its environment when it is not there yet; empty, or why that cannot be done on this machine."""
    if (VENV / "made").exists():
        return ""
    print(f"Setting up the satellite in {VENV}; this takes a minute once.")
    try:
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        subprocess.run([str(VENV / "bin" / "pip"), "install", "-q", NEEDS], check=True)
    except subprocess.CalledProcessError:
        return f"{NEEDS} cannot be installed here: the registry of packages is out of reach"
    (VENV / "made").touch()
    return ""


@contextmanager
def satellite(folder: Path) -> Iterator[Satellite]:
    """Started, and ended at the end."""
    python = VENV / "bin" / "python"
    if why := missing():
        raise FileNotFoundError(why)
    address = f"tcp://127.0.0.1:{free_port()}"
    command = [str(python), "-m", "wyoming_satellite", "--no-zeroconf", "--name", "kitchen", "--uri", address]
    command += ["--mic-command", f"{sys.executable} {ROOT / 'bench' / 'satellite_mic.py'} {folder}"]
    command += ["--mic-command-samples-per-chunk", str(PIECE_SAMPLES)]
    command += ["--snd-command", f"sh -c 'cat >> {folder / 'out.raw'}'", "--snd-command-rate", str(RATE_HZ)]
    with (folder / "satellite.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield Satellite(address, folder)
    finally:
        process.terminate()
        process.wait(10)
