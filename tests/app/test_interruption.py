"""Ctrl-C that arrives where it cannot be passed on is not forgotten."""

import subprocess
import sys

LOST = """
import signal, sys, time
from app.start import unheard

# A shell that runs the tests in the background has told its children to ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)

class Deaf:
    def __del__(self):
        raise KeyboardInterrupt

sys.unraisablehook = unheard
Deaf()
try:
    time.sleep(60)
except KeyboardInterrupt:
    print("stopped")
"""


def test_it_comes_again_without_a_traceback() -> None:
    ended = subprocess.run([sys.executable, "-c", LOST], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "stopped\n", "")
