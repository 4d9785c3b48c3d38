"""Memory and idle work of the loop, and a soak: many turns, fed faster than real time."""

import os
import resource
import time
from dataclasses import dataclass
from pathlib import Path

from rich.progress import track

from app.hear import hear
from app.prepare import Assistant
from app.wiring import make_taker
from bench.material import fixtures
from bench.voice.cuts import Played
from bench.voice.rooms import Samples
from bench.voice.sounds import quiet, recorded
from core.conversation import FRESH
from voice.cancel import EchoCanceller
from voice.played import Played as PlayedSound

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Soak:
    """Hours of sound in minutes."""

    hours: float
    turns: int
    before_mb: float
    after_mb: float
    """After everything has been heard once and caches are full, and at the end."""


def memory_mb() -> float:
    """Resident now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 2**20


def peak_mb() -> float:
    """The most it ever was."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def idle_share(assistant: Assistant, seconds: float = 60.0) -> float:
    """Of one core, in a quiet room: echo cancellation, voice activity and wake word included."""
    taker = make_taker(assistant.listening)
    canceller = EchoCanceller(PlayedSound())
    wake = _wake()
    began = time.process_time()
    for chunk in Played(quiet(seconds)).chunks():
        clean = canceller.clean(chunk)
        wake(clean)
        taker.hear(clean)
    return (time.process_time() - began) / seconds


def _wake():  # type: ignore[no-untyped-def]
    from voice.wake import WakeWord

    return WakeWord().heard


def soak(assistant: Assistant, hours: float) -> Soak:
    """The fixtures over and over, each followed by a quiet half minute."""
    sounds: list[Samples] = [recorded(fixture.path) for fixture in fixtures()]
    heard_s = turns = 0.0
    before = 0.0
    rounds = 0
    while heard_s < hours * 3600 or not rounds:
        for sound in track(sounds, f"soak, {heard_s / 3600:.1f} h", transient=True):
            taker = make_taker(assistant.listening)
            turns += sum(1 for _ in hear(Played(sound), taker, FRESH, assistant))
            for chunk in Played(quiet(25.0)).chunks():
                taker.hear(chunk)
            heard_s += len(sound) / 16_000 + 25
            if heard_s > hours * 3600 and rounds:
                break
        rounds += 1
        before = before or memory_mb()
    return Soak(heard_s / 3600, int(turns), before, memory_mb())
