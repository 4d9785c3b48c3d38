"""The running loop by itself, for its memory: `python -m bench.voice.alone` prints the peak in MB.

A process of its own: no stock model, no peer, nothing but what `plainspoken talk` loads, wake word and echo
cancellation included, after every fixture was heard and answered once.
"""

import subprocess
import sys

from app.hear import hear
from app.wiring import make_taker
from bench.material import fixtures, make_demo_assistant
from bench.voice.cuts import Played
from bench.voice.resources import idle_share, peak_mb
from bench.voice.sounds import recorded
from core.conversation import FRESH

IDLE_S = 10.0


def loop_peak_mb() -> float:
    """Measured in another process."""
    command = [sys.executable, "-m", "bench.voice.alone"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def _main() -> None:
    assistant = make_demo_assistant()
    idle_share(assistant, IDLE_S)
    for fixture in fixtures():
        for turn in hear(Played(recorded(fixture.path)), make_taker(assistant.listening), FRESH, assistant):
            # What is left to say is made too, as it would be said.
            for _clause in turn.prepared.rest:
                pass
    print(f"{peak_mb():.0f}")


if __name__ == "__main__":
    _main()
