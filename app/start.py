"""The `plainspoken` program: Ctrl-C is a wish to end from the first moment, while modules still load."""

import os
import signal
import sys
import threading

from app.stopped import INTERRUPTED, STOPPED

SOON_S = 0.05
"""Until whatever could not pass on an interruption is surely left."""


def main() -> None:
    """Run the command line."""
    sys.unraisablehook = unheard
    try:
        from app.cli import cli

        cli()
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(INTERRUPTED)


def unheard(lost: "sys.UnraisableHookArgs") -> None:
    """Ctrl-C in the middle of compiled code that cannot pass it on would be printed and forgotten: it comes again."""
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    again = threading.Timer(SOON_S, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True
    again.start()
