"""A record out into a folder of the person's choice, in the clear: FHIR R4 to take elsewhere, a page to read."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from core.errors import VaultExists
from core.facts import Deed, PartialDate
from store.durable import appearing, make_folder
from store.export_fhir import Written, write_bundles
from store.export_page import page
from store.opened import Vault
from store.records import VaultRecords
from store.visit_shelf import VaultShelf

PAGE_NAME = "health record.html"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    bundles: tuple[Written, ...]
    page: Path

    @property
    def entries(self) -> int:
        """Resources in all bundles."""
        return sum(bundle.entries for bundle in self.bundles)


def export(vault: Vault, folder: Path, today: dt.date) -> Exported:
    """Writes the record as it stands now; older versions of entries stay in the vault and its backups.

    Nothing is overwritten. Raises `VaultExists` when a name is taken, `DiskFull` and the leaves of reading.
    """
    make_folder(folder)
    target = folder / PAGE_NAME
    if target.exists():
        raise VaultExists(path=target)
    vault.note(Deed.EXPORTED, VaultRecords(vault).extent().entries)
    with appearing(target) as temporary, temporary.open("w", encoding="utf-8", errors="replace") as file:
        for piece in page(VaultRecords(vault), PartialDate.of(today), VaultShelf(vault).book()):
            file.write(piece)
        with vault.reading() as connection:
            bundles = write_bundles(connection, folder)
    return Exported(bundles, target)
