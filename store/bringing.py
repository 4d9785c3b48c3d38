"""A path into the vault, file by file: what is refused leaves the others, and each file has its own report."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import ImportRefused, NoPatient
from store.importing import Progress, import_source
from store.report import ImportReport
from store.sources import Form, Place, SourceFile, places
from store.vault import Vault


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file: a report, or why it was refused."""

    path: Path
    report: ImportReport | None = None
    refused: ImportRefused | None = None


@dataclass(frozen=True, slots=True)
class Bringing:
    """One wish to bring something in."""

    vault: Vault
    name: str | None
    """What to call the source; None takes it from the file, or from the folder or archive."""
    today: dt.date
    watch: Callable[[Path], Progress]
    """Gives, for each file, what is told of its progress."""
    skipped: Callable[[], None] = lambda: None
    """Called for each file in a folder or archive that is no record by its name."""

    def bring(self, path: Path) -> Iterator[Brought]:
        """Brings in every file at `path`, in the order of names.

        Bulk exports keep the patient in a file of its own, which may come late: files that do not say whose
        they are wait until the others are in. Raises `NotFound`, `NothingInside`, `BadArchive` or `TooBig` for
        the path itself, and the leaves of `VaultError`.
        """
        waiting: list[Place] = []
        for place in places(path, self.skipped):
            done = self._one(place)
            if isinstance(done.refused, NoPatient):
                waiting.append(place)
            else:
                yield done
        for place in waiting:
            yield self._one(place)

    def _one(self, place: Place) -> Brought:
        try:
            file = place.load()
            report = import_source(self.vault, file, self.name or _name(file), self.today, self.watch(place.path))
        except ImportRefused as error:
            return Brought(place.path, refused=error)
        return Brought(place.path, report)


def _name(file: SourceFile) -> str:
    """Parts of one export refer to each other, so they are one source; a whole bundle is one by itself."""
    return file.path.stem if file.form is Form.FHIR_JSON or not file.within else file.within
