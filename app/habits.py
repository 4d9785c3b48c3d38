"""How this person likes to be spoken to: pace, volume and patience, kept from one conversation to the next.

Kept beside the settings, under a name that says nothing, and holding nothing of the record.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.settings import settings_path
from core.obey import FASTEST, LOUDEST, QUIETEST, SLOWEST
from core.ports import Manner
from voice.verify import write_atomically

LONGEST_PAUSE_MS = 5_000


@dataclass(frozen=True, slots=True)
class Habits:
    """What was learned."""

    pace: float = 1.0
    volume: float = 1.0
    pause_ms: int = 0
    """The person's middle pause inside a turn; 0 is unknown."""

    @property
    def manner(self) -> Manner:
        """How to speak."""
        return Manner(self.pace, self.volume)


class HabitsFile:
    """The habits of the person whose record is at `vault`; damaged or unwritable, it is as if there were none."""

    def __init__(self, vault: Path, folder: Path | None = None) -> None:
        name = hashlib.sha256(str(vault.resolve()).encode()).hexdigest()[:16]
        self._path = (folder or settings_path().parent) / "habits" / f"{name}.json"

    def load(self, default: Habits = Habits()) -> Habits:
        """What was kept, within its limits, else the default."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            pace = min(FASTEST, max(SLOWEST, float(kept["pace"])))
            volume = min(LOUDEST, max(QUIETEST, float(kept["volume"])))
            return Habits(pace, volume, min(LONGEST_PAUSE_MS, max(0, int(kept["pause_ms"]))))
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return default

    def save(self, habits: Habits) -> None:
        """Keep them; a folder that cannot be written costs only the memory."""
        with suppress(OSError):
            write_atomically(self._path, json.dumps(asdict(habits)).encode())
