"""Files that are no FHIR, each taken in by its importer."""

from collections.abc import Callable, Mapping

from store.apple_export import import_apple
from store.fitbit_export import import_fitbit
from store.lab_table import import_table
from store.pdf_letter import import_letter
from store.report import ImportReport
from store.vault import Vault
from store.wear_filing import Arrival
from store.wear_kind import WearKind

IMPORTERS: Mapping[WearKind, Callable[[Vault, Arrival], ImportReport]] = {
    WearKind.APPLE: import_apple,
    WearKind.FITBIT: import_fitbit,
    WearKind.TABLE: import_table,
    WearKind.LETTER: import_letter,
}


def import_wear(vault: Vault, kind: WearKind, arrival: Arrival) -> ImportReport:
    """Brings in a file of a recognised kind; raises the leaves of `ImportRefused` and `VaultError`."""
    return IMPORTERS[kind](vault, arrival)
