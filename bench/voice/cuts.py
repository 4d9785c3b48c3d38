"""Turns cut at pauses: recordings with a pause put where the speaker paused longest anyway."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np
import soundfile
from rich.progress import track

from app.hear import hear
from app.prepare import Assistant, Prepared
from app.wiring import make_taker
from bench.material import fixtures
from bench.voice.rooms import RATE_HZ, Samples
from bench.voice.sounds import end_ms, quiet, recorded
from bench.voice.words import human_commands
from core.audio import AudioChunk
from core.conversation import FRESH
from voice.chunks import chunked
from voice.detect import SileroDetector
from voice.turns import Ended, TurnSettings, TurnTaker

PAUSES_S = (0.3, 0.6, 1.0, 1.5, 2.0)
FRAME = 160
EDGE = 30
"""Frames of 10 ms kept whole at either end."""
FADE = 80
LATE_MS = 100
"""What the last sample of speech, by its level, may come after the last speech, by the detector."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One end of a turn."""

    start_ms: int
    """Where the speech that it stands for begins."""
    at_ms: int
    meant: object = None
    """What was understood; nothing where only silence is looked at."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Of one way of taking turns."""

    turns: int
    cut: int
    """Committed before the last word, or not at all."""
    lost: int
    """Of these, not taken back: the last reply is not for all that was said."""
    otherwise: int
    """Understood in the end otherwise than the same recording without a pause."""
    commits_ms: tuple[float, ...]
    """From the last sample of speech to the commitment, of turns that were not cut."""


Commits = Callable[[Samples], list[Commit]]


class Played:
    """`core.ports.Microphone` on samples."""

    def __init__(self, sound: Samples) -> None:
        self._pcm = (np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()

    def chunks(self) -> Iterator[AudioChunk]:
        """As fast as they are taken."""
        return chunked([self._pcm])

    def close(self) -> None:
        """Nothing to let go of."""


def with_pause(sound: Samples, seconds: float) -> tuple[Samples, int] | None:
    """The recording with a pause, and the sample where it was put in; None when it is too short for one.

    The rule of `../shared/peers/add_pause.py`: the middle of the longest quiet stretch inside the speech,
    else its quietest tenth of a second, filled with noise at the recording's own floor.
    """
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    level = np.sqrt(np.convolve((frames**2).mean(axis=1), np.full(5, 0.2), mode="same"))
    loud = np.percentile(level, 95)
    speech = np.flatnonzero(level > 0.1 * loud)
    first, last = speech[0] + EDGE, speech[-1] - EDGE
    if last <= first:
        return None
    is_quiet = np.concatenate([[0], level[first:last] <= 0.1 * loud, [0]]).astype(int)
    starts, ends = np.flatnonzero(np.diff(is_quiet) == 1), np.flatnonzero(np.diff(is_quiet) == -1)
    if len(starts):
        longest = int(np.argmax(ends - starts))
        frame = first + starts[longest] + (ends[longest] - starts[longest]) // 2
    else:
        frame = first + int(np.argmin(np.convolve(level[first:last] ** 2, np.ones(10), mode="same")))
    at = int(frame) * FRAME
    floor = float(np.percentile(level, 10))
    noise = np.random.default_rng(0).normal(0, floor, int(seconds * RATE_HZ)).astype(np.float32)
    before, after = sound[:at].copy(), sound[at:].copy()
    before[-FADE:] *= np.linspace(1, 0, len(before[-FADE:]), dtype=np.float32)
    after[:FADE] *= np.linspace(0, 1, len(after[:FADE]), dtype=np.float32)
    return np.concatenate([before, noise, after]), at


def commands(step: int) -> list[Samples]:
    """Human commands, as recorded."""
    return [recorded(path) for path, _ in human_commands(step)]


def questions(step: int) -> list[Samples]:
    """The fixtures that need no context, hold no pause of their own, and whose end is beyond dispute."""
    rows = [f for f in fixtures() if not f.row["context"] and not {"pause", "noise", "quiet"} & set(f.row["style"])]
    return [recorded(f.path) for f in rows][::step]


def pausable(sounds: Sequence[Samples]) -> list[Samples]:
    """Those that are long enough for a pause inside."""
    return [sound for sound in sounds if with_pause(sound, PAUSES_S[0]) is not None]


def staged(sounds: Sequence[Samples], pause_s: float) -> Iterator[Samples]:
    """Each with a pause (none at 0 s), cut after the last speech, in a quiet room; those too short for one are left out."""
    for sound in sounds:
        paused = with_pause(sound, pause_s) if pause_s else (sound, 0)
        if paused is not None:
            yield np.concatenate([quiet(0.5), paused[0][: end_ms(paused[0]) * 16], quiet(5.0)])


def our_commits(assistant: Assistant) -> Commits:
    """When our turns are committed, in ms of the sound."""

    def commits(sound: Samples) -> list[Commit]:
        found: list[Commit] = []

        def answered(prepared: Prepared, now_ms: int) -> bool:
            found.append(Commit(prepared.utterance.start_ms, now_ms, prepared.understood))
            return True

        for _turn in hear(Played(sound), make_taker(assistant.listening), FRESH, assistant, answered):
            pass
        return found

    return commits


def silence_commits(patience_ms: int) -> Commits:
    """The same detector and nothing but silence."""

    def commits(sound: Samples) -> list[Commit]:
        taker = TurnTaker(SileroDetector(), TurnSettings(patience_ms=patience_ms))
        return [
            Commit(event.utterance.start_ms, chunk.start_ms + chunk.duration_ms)
            for chunk in Played(sound).chunks()
            for event in taker.hear(chunk)
            if isinstance(event, Ended)
        ]

    return commits


def count_cuts(commits: Commits, sounds: Sequence[Samples], title: str, meant: Sequence[object] = ()) -> Cuts:
    """A recording is one turn; committed earlier than its last sample of speech, or twice, it was cut.

    `meant` is what each of them means without a pause, where that is known.
    """
    cut = lost = otherwise = 0
    waits: list[float] = []
    for sound, meaning in track(list(zip_longest(sounds, meant)), title, transient=True):
        found, end = commits(sound), end_ms(sound)
        if len(found) == 1 and found[0].at_ms >= end - LATE_MS:
            waits.append(found[0].at_ms - end)
        else:
            cut += 1
            # What was joined to the turn before begins where that one began.
            lost += not found or found[-1].at_ms < end - LATE_MS or found[-1].start_ms > found[0].start_ms
        otherwise += bool(meant) and (found[-1].meant if found else None) != meaning
    return Cuts(len(sounds), cut, lost, otherwise, tuple(waits))


def written(sounds: Iterable[Samples], folder: Path) -> list[Path]:
    """As WAV files, for the peers."""
    paths = []
    for number, sound in enumerate(sounds):
        path = folder / f"{number:03d}.wav"
        soundfile.write(path, sound, RATE_HZ)
        paths.append(path)
    return paths


def temporary() -> tempfile.TemporaryDirectory[str]:
    """A folder for these files."""
    return tempfile.TemporaryDirectory()
