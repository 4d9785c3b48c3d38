"""`python -m evals.visit_minutes`: how long a whole preparation of the demo record takes, by voice alone.

The script `tests/conversations/visits/01-whole-preparation.txt`, from the first word to the sheet. Every reply is
spoken by Piper at its own pace and counted whole, though it may be interrupted; the person's words are spoken by Piper
a quarter slower, as a stand-in for somebody old; and each turn is waited out with the longest patience of the settings.
"""

import sys
from pathlib import Path

from app.ask import ask
from app.demo import DEMO_TODAY
from app.demo.record import demo_path, open_demo
from app.knowledge import load_knowledge
from app.settings import Listening
from core.conversation import FRESH
from core.mind import make_mind
from core.ports import Manner
from core.visit.state import Stage
from store.records import VaultRecords
from voice.models import voice_files
from voice.piper import PiperVoice

SCRIPT = Path(__file__).resolve().parents[1] / "tests/conversations/visits/01-whole-preparation.txt"
AT_MOST_S = 360
SLOW = Manner(pace=0.8)


def main() -> int:
    """Print the turns and the sum; the exit code tells whether the bar was met."""
    voice = PiperVoice(voice_files())
    mind = make_mind(VaultRecords(open_demo(demo_path()).vault), load_knowledge(), DEMO_TODAY)
    lines = [line[3:] for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.startswith("P: ")]
    so_far, total = FRESH, 0.0
    for line in lines:
        answer, so_far, _ = ask(line, so_far, mind)
        said, replied = seconds(line, voice, SLOW), seconds(answer.spoken, voice, Manner())
        waited = Listening().unfinished_ms / 1000
        total += said + waited + replied
        print(f"{said:5.1f} s said, {waited:.1f} s waited, {replied:5.1f} s answered: {line}")
    done = so_far.visit is not None and so_far.visit.stage is Stage.REST
    print(f"{len(lines)} turns, {total / 60:.1f} minutes in all (bar {AT_MOST_S / 60:.0f}); finished: {done}")
    return 0 if done and total < AT_MOST_S else 1


def seconds(text: str, voice: PiperVoice, manner: Manner) -> float:
    """How long the voice speaks."""
    return sum(len(chunk.pcm) / 2 / chunk.rate_hz for chunk in voice.speak(text, manner)) if text else 0.0


if __name__ == "__main__":
    sys.exit(main())
