"""The residents' records, opened once when the service starts."""

from dataclasses import dataclass, field
from pathlib import Path

from app.demo.record import demo_path, open_demo
from app.household.home import Home, Resident
from app.household.openers import pepper
from app.opening import Opened, open_own
from app.screen import notice
from core.errors import VaultError
from store.vault import Vault

DEMO = "demo"
"""In place of a path: the demo record."""


@dataclass(frozen=True, slots=True)
class OpenedRecords:
    """The records that were opened, by resident."""

    vaults: dict[str, Vault] = field(repr=False)
    today_of: dict[str, Opened] = field(repr=False)

    def peppers(self) -> dict[str, bytes]:
        """What each record's spoken opener is kept with; records that were closed since are left out."""
        return {id: pepper(vault.data_key()) for id, vault in self.vaults.items() if not vault.locked}

    def close(self) -> None:
        """Forget all keys."""
        for vault in self.vaults.values():
            vault.lock()


def open_record(resident: Resident) -> Opened:
    """The record of one resident; raises `VaultError` leaves."""
    return open_demo(demo_path()) if resident.vault == DEMO else open_own(Path(resident.vault))


def open_residents(home: Home) -> OpenedRecords:
    """Every record that opens; one that does not is said and stays closed, the others go on."""
    vaults: dict[str, Vault] = {}
    opened: dict[str, Opened] = {}
    for resident in home.residents:
        try:
            opened[resident.id] = open_record(resident)
            vaults[resident.id] = opened[resident.id].vault
        except VaultError as error:
            notice(f"The record of {resident.name} stays closed: {error}")
    return OpenedRecords(vaults, opened)
