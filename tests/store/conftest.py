"""An empty vault for each test of `store`, and a way to bring resources into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_resources import PASSPHRASE, TODAY, Json, bundle, write

from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.report import ImportReport
from store.vault import Vault, create_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = create_vault(tmp_path / "record" / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)
    yield made
    made.lock()


@pytest.fixture
def records(vault: Vault) -> VaultRecords:
    return VaultRecords(vault)


@pytest.fixture
def bring(vault: Vault, tmp_path: Path) -> Callable[..., ImportReport]:
    """Imports resources as one collection."""

    def import_them(*resources: Json, source: str = "Clinic") -> ImportReport:
        return import_file(vault, write(tmp_path, bundle(*resources)), source, TODAY)

    return import_them
