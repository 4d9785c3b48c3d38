"""The live loop in real time: from the last sample of speech to the first sample of the reply."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile
from rich.progress import track

from app.loop import Talk, TurnReport
from app.prepare import Assistant
from app.wiring import make_taker
from bench.material import RATE_HZ, staged
from core.audio import SpeechChunk
from voice.file import FileMicrophone, Pace, Staging


class Silent:
    """A player of which only the moment of the first sound matters."""

    def play(self, chunk: SpeechChunk) -> None:
        """Take it as heard."""

    @property
    def left_ms(self) -> int:
        """All is heard at once."""
        return 0

    def pause(self) -> None:
        """Nothing is playing."""

    def resume(self) -> None:
        """Nothing was held."""

    def stop(self) -> None:
        """Nothing is playing."""

    def wait(self) -> None:
        """Nothing to wait for."""

    def close(self) -> None:
        """Nothing to close."""


@dataclass(frozen=True, slots=True)
class Play:
    """One recording through the live loop."""

    wait_ms: float
    """From the last sample of speech to the first sample of the reply."""
    after_commit_ms: float
    """From the end of the turn to the first sample of the reply."""


def live_rows(recordings: Sequence[Path], rounds: int, assistant: Assistant) -> list[float]:
    """Milliseconds, one per recording and round; a first play that is not counted warms everything up."""
    return [play.wait_ms for play in live_plays(recordings, rounds, assistant)]


def live_plays(recordings: Sequence[Path], rounds: int, assistant: Assistant) -> list[Play]:
    """The same with the commitment."""
    waits: list[Play] = []
    with tempfile.TemporaryDirectory() as folder:
        plays = [recordings[0], *(path for _ in range(rounds) for path in recordings)]
        for number, path in enumerate(track(plays, "live", transient=True)):
            wait = _played(path, Path(folder), assistant)
            if number and wait is not None:
                waits.append(wait)
    return waits


def _played(path: Path, folder: Path, assistant: Assistant) -> Play | None:
    sound, end_s = staged(path)
    keep = int((end_s + 4) * RATE_HZ)
    wav = folder / f"{path.stem}.wav"
    soundfile.write(wav, sound[:keep], RATE_HZ)
    reports: list[TurnReport] = []
    talk = Talk(assistant, Silent(), reports.append)
    try:
        talk.run(FileMicrophone(wav, Staging(Pace.REAL)), make_taker(assistant.listening))
    finally:
        talk.close()
    if len(reports) != 1:
        return None
    report = reports[0]
    committed_at_ms = report.prepared.utterance.end_ms + report.committed_ms
    return Play(report.sound_at_ms - 1000 * end_s, report.sound_at_ms - committed_at_ms)
