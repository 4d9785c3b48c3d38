"""What the page shows and does about the record itself: sources, audit, the sheet, forget, export, erase."""

from pathlib import Path
from typing import Any

from app.household.arranging import set_quiet
from app.opening import seen_folder
from app.serve.house import House
from app.serve.session import Session
from app.serve.visit_board import NOTHING
from core.errors import NoKeyring, PlainspokenError
from core.wording.doings import say_each
from store.erasing import erase
from store.exporting import export
from store.keychain import Keychain, system_keychain
from store.records import VaultRecords
from store.seen import unsee
from store.vault import Vault

CLOSED = "The record is locked. Open it by voice first."
NO_VISIT = "There is no visit that I am getting you ready for. Say: get me ready for my visit."
OURS = "That is not possible with the demo record."


class RecordDesk:
    """For one page; only for who has the record open there."""

    def __init__(self, session: Session, house: House) -> None:
        self._session = session
        self._house = house

    def quiet(self, on: bool) -> None:
        """Numbers only in the captions, or spoken again."""
        if self._session.resident:
            set_quiet(self._house.file, self._session.device.id, on)
            self._session.refresh()

    def answer(self, what: str, name: str) -> dict[str, Any]:
        """What is to be shown, or one sentence why not."""
        resident = self._session.resident
        vault = self._house.records.vaults.get(resident)
        if not resident or vault is None or vault.locked:
            return _sentence(CLOSED)
        try:
            return self._answer(what, name, resident, vault)
        except PlainspokenError as error:
            return _sentence(str(error))

    def _answer(self, what: str, name: str, resident: str, vault: Vault) -> dict[str, Any]:
        day = self._house.day_of(resident)
        match what:
            case "sources":
                rows = [f"{s.name}: {s.entries} entries, last brought in on {s.imported_on}." for s in vault.sources()]
                names = [source.name for source in vault.sources()]
                return {"type": "record", "what": what, "lines": rows, "names": names}
            case "audit":
                return {
                    "type": "record",
                    "what": what,
                    "lines": [sentence.text for sentence in say_each(VaultRecords(vault).doings(), day)],
                }
            case "sheet":
                sheet = self._session.sheet
                return _sentence(NO_VISIT) if sheet == NOTHING else sheet
            case "forget" if not self._demo(resident):
                gone = vault.forget(name)
                self._session.refresh()
                return _sentence(f"Forgotten: {gone.entries} entries and {gone.versions} older versions of {name}.")
            case "export" if not self._demo(resident):
                folder = Path.home() / f"plainspoken-export-{day.isoformat()}"
                export(vault, folder, day)
                return _sentence(f"The record is written out on the main computer, in the folder {folder.name}.")
            case "erase" if not self._demo(resident):
                return self._erase(vault)
        return _sentence(OURS)

    def _erase(self, vault: Vault) -> dict[str, Any]:
        vault.lock()
        self._session.lock()
        erase(vault.path, _keychain())
        unsee(vault.path, seen_folder())
        return _sentence("The record is gone. Backups and exports that you made are where you put them.")

    def _demo(self, resident: str) -> bool:
        found = self._house.home().resident(resident)
        return found is not None and found.vault == "demo"


def _sentence(text: str) -> dict[str, Any]:
    return {"type": "record", "what": "said", "lines": [text]}


def _keychain() -> Keychain | None:
    try:
        return system_keychain()
    except NoKeyring:
        return None
