"""How the person likes to be spoken to, in their vault: pace, volume, and how long they pause; nothing of the record."""

from store.opened import Vault


class VaultHabits:
    """The one row of it."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def kept(self) -> tuple[float, float, int] | None:
        """Pace, volume and pause in milliseconds, or None before anything was kept; raises the leaves of reading."""
        with self._vault.reading() as connection:
            row: tuple[float, float, int] | None = connection.execute(
                "SELECT pace, volume, pause_ms FROM habit"
            ).fetchone()
        return row

    def keep(self, pace: float, volume: float, pause_ms: int) -> None:
        """Puts these in the place of what was kept; raises `Locked` and the leaves of writing."""
        with self._vault.writing() as connection:
            connection.execute("DELETE FROM habit")
            connection.execute("INSERT INTO habit VALUES (?, ?, ?)", (pace, volume, pause_ms))

    def forget(self) -> None:
        """Takes out what was kept; a vault that holds nothing is not written to."""
        if self.kept() is not None:
            with self._vault.writing() as connection:
                connection.execute("DELETE FROM habit")
