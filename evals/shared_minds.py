"""Each shared patient, imported into a vault of its own for the time of one run."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.demo import DEMO_TODAY
from app.knowledge import load_knowledge
from core.mind import Mind, make_mind
from evals.shared import SHARED
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault

FOLDERS = ("fhir-r4-synthea", "fhir-r4-notes")


def shared_patients() -> list[Path]:
    """The bundles of the 16 patients in FHIR R4; none when the shared data is not here."""
    return [file for folder in FOLDERS for file in sorted((SHARED / folder).glob("*.json"))]


def each_patient(files: Sequence[Path]) -> Iterator[tuple[Path, Mind]]:
    """Every file with the mind of its record, as of the day of the demo."""
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            vault = create_vault(Path(folder) / "patient.vault", "for this run only", FOR_TESTS_ONLY)
            import_file(vault, file, "shared", DEMO_TODAY)
            yield file, make_mind(VaultRecords(vault), load_knowledge(), DEMO_TODAY)
            vault.lock()
