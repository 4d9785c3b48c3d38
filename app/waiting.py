"""After "wait": silence, and a soft sound once in a while, so that it is heard that nothing is lost."""

from core.questions import Command

EVERY_MS = 10_000


class Waiting:
    """Counts the time since the person asked for time; in the time of the microphone."""

    def __init__(self) -> None:
        self._due_ms: int | None = None

    def after(self, command: Command | None, now_ms: int) -> None:
        """A turn came out so: only "wait" begins to wait."""
        self._due_ms = now_ms + EVERY_MS if command is Command.WAIT else None

    def due(self, now_ms: int) -> bool:
        """Whether the soft sound is to be heard now."""
        if self._due_ms is None or now_ms < self._due_ms:
            return False
        self._due_ms = now_ms + EVERY_MS
        return True
