"""pipecat as many conversations at once, one process for each, at the pace that `bench.serve_load` gives its pages."""

import json
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.material import clean_questions
from bench.peer import SCRIPT, VENV
from voice.models import whisper_folder

PACED = Path(__file__).with_name("peer_paced.py")
READY_S = 40.0
"""Until it has loaded and played its warm-up, with several at once."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a conversation goes."""

    questions: int
    every_s: float
    missed_s: float
    """What counts for no answer."""


def peer_is_here() -> bool:
    """Whether it can be run; says so when not."""
    here = SCRIPT.is_file() and (VENV / "bin" / "python").exists()
    if not here:
        print(f"The peer is not here ({SCRIPT}, {VENV}), so its rows are missing.")
    return here


def peers(level: int, pace: Pace) -> list[float]:
    """Seconds to the first sound. So many of them, each with its own recordings, as unevenly in time as the pages."""
    recordings, running = [str(path) for path in clean_questions(24)], []
    for number in range(level):
        first_s = random.Random(number).random() * pace.every_s
        mine = [recordings[(5 * number + turn) % len(recordings)] for turn in range(pace.questions)]
        command = [str(VENV / "bin" / "python"), str(PACED), str(SCRIPT), str(pace.every_s), str(first_s)]
        command += ["--tuned", "--json", "--rounds", "1", str(whisper_folder()), *mine]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True))
    said = [_said_by(one, READY_S + (pace.questions + 2) * pace.every_s + pace.missed_s) for one in running]
    plays = [row for text in said for row in map(json.loads, text.splitlines()) if "first_audio_s" in row]
    waits = [pace.missed_s if row["first_audio_s"] is None else float(row["first_audio_s"]) for row in plays]
    return waits + [pace.missed_s] * (level * pace.questions - len(waits))


def _said_by(process: "subprocess.Popen[str]", limit_s: float) -> str:
    """What it printed; it hung once on a busy machine, and is then ended."""
    try:
        said, _ = process.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return "\n".join(line for line in said.splitlines() if line.startswith("{"))
