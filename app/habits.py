"""How this person likes to be spoken to: pace, volume and patience, kept from one conversation to the next.

Kept in their vault, so that they are locked, carried and erased with it; not at all where the person does not wish
it (`keep_habits = false`).
"""

from contextlib import suppress
from dataclasses import dataclass

from core.errors import PlainspokenError
from core.obey import FASTEST, LOUDEST, QUIETEST, SLOWEST
from core.ports import Manner
from store.habit_shelf import VaultHabits
from store.opened import Vault

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


class KeptHabits:
    """The habits of the person whose record this is; where they cannot be read or kept, it is as if there were none."""

    def __init__(self, vault: Vault, *, wished: bool = True) -> None:
        """Without `wished` what was kept before is taken out."""
        self._shelf = VaultHabits(vault)
        self._wished = wished

    def load(self, default: Habits = Habits()) -> Habits:
        """What was kept, within its limits, else the default."""
        kept = None
        with suppress(PlainspokenError):
            kept = self._shelf.kept() if self._wished else None
        if kept is None:
            return default
        pace, volume, pause_ms = kept
        return Habits(
            min(FASTEST, max(SLOWEST, pace)),
            min(LOUDEST, max(QUIETEST, volume)),
            min(LONGEST_PAUSE_MS, max(0, pause_ms)),
        )

    def save(self, habits: Habits) -> None:
        """Keep them; a record that has locked itself, or a full disk, costs only the memory."""
        with suppress(PlainspokenError):
            if self._wished:
                self._shelf.keep(habits.pace, habits.volume, habits.pause_ms)
            else:
                self._shelf.forget()
