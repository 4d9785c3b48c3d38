"""What Ctrl-C means: a wish to end."""

STOPPED = "Stopped. Nothing that was stored is lost."
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
