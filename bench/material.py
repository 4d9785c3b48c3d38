"""What is measured: the recordings of `audio_fixtures`, and the assistant over the demo record."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from app.demo.record import demo_path
from app.opening import Choice
from app.prepare import Assistant
from app.settings import Settings
from app.wiring import audio_fixtures, make_assistant, mind_of, open_chosen
from voice.file import read_sound

RATE_HZ = 16_000
LEAD_S, TAIL_S = 0.5, 12.0


@dataclass(frozen=True, slots=True)
class Fixture:
    """One recording with what is known about it."""

    path: Path
    row: dict[str, Any]


def fixtures() -> list[Fixture]:
    """All of them, in the order of the manifest."""
    folder = audio_fixtures()
    rows = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [Fixture(folder / row["file"], row) for row in rows]


def clean_questions(count: int) -> list[Path]:
    """Complete questions without noise, pauses or context: the end of speech is beyond dispute."""
    plain = [
        f.path
        for f in fixtures()
        if not f.row["context"]
        and not f.row["stress"]
        and f.row["outcome"] == "found"
        and not {"noise", "pause", "quiet"} & set(f.row["style"])
    ]
    return plain[:count]


def make_demo_assistant() -> Assistant:
    """Loaded and warm."""
    settings = Settings()
    opened = open_chosen(Choice(demo_path(), demo=True))
    return make_assistant(mind_of(opened, settings), settings)


def staged(path: Path) -> tuple[npt.NDArray[np.int16], float]:
    """The recording as `shared/peers/pipecat_loop.py` plays it, and the second at which its speech ends.

    Cut after the last sample above 2 % of the peak, between stretches of the same faint noise: peer and
    we hear the same and are timed from the same sample.
    """
    pcm = np.frombuffer(read_sound(path), np.int16).astype(np.float64) / 32_768
    end_s = float(np.flatnonzero(np.abs(pcm) > 0.02 * np.abs(pcm).max())[-1] + 1) / RATE_HZ
    lead, tail = np.zeros(int(LEAD_S * RATE_HZ)), np.zeros(int(TAIL_S * RATE_HZ))
    sound = np.concatenate([lead, pcm[: int(end_s * RATE_HZ)], tail])
    sound += np.random.default_rng(0).normal(0, 3e-4, len(sound))
    return (np.clip(sound, -1, 1) * 32_767).astype(np.int16), LEAD_S + end_s
