"""The `plainspoken` program: Ctrl-C is a wish to end from the first moment, while modules still load."""

import sys

from app.stopped import INTERRUPTED, STOPPED


def main() -> None:
    """Run the command line."""
    try:
        from app.cli import cli

        cli()
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(INTERRUPTED)
