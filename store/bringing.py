"""A path into the vault, file by file: what is refused leaves the others, and each file has its own report."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import ImportRefused, NoPatient
from store.apple_export import clinical_records
from store.importing import Progress, import_source
from store.lab_columns import Ask
from store.report import ImportReport
from store.sources import Form, Place, SourceFile, WearPlace, places
from store.vault import Vault
from store.wear_filing import Arrival
from store.wear_import import import_wear
from store.wear_kind import WearKind


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
    ask: Ask | None = None
    """Which column of a table is which; None when nobody can be asked."""

    def bring(self, path: Path) -> Iterator[Brought]:
        """Brings in every file at `path`, in the order of names.

        Bulk exports keep the patient in a file of its own, which may come late, and a table, a letter or a
        watch hardly says whose it is: those wait until the others are in. Raises `NotFound`,
        `NothingInside`, `BadArchive` or `TooBig` for the path itself, and the leaves of `VaultError`.
        """
        waiting: list[Place] = []
        exports: list[WearPlace] = []
        for place in places(path, self.skipped):
            if isinstance(place, WearPlace):
                exports.append(place)
                continue
            done = self._one(place)
            if isinstance(done.refused, NoPatient):
                waiting.append(place)
            else:
                yield done
        for place in waiting:
            yield self._one(place)
        for export in exports:
            yield from self._export(export)

    def _one(self, place: Place) -> Brought:
        try:
            return self._file(place.load())
        except ImportRefused as error:
            return Brought(place.path, refused=error)

    def _file(self, file: SourceFile) -> Brought:
        report = import_source(self.vault, file, self.name or _name(file), self.today, self.watch(file.path))
        return Brought(file.path, report)

    def _export(self, export: WearPlace) -> Iterator[Brought]:
        path = export.path
        arrival = Arrival(path, self.name or path.stem, self.today, self.watch(path), self.ask)
        try:
            yield Brought(path, import_wear(self.vault, export.kind, arrival))
            if export.kind is WearKind.APPLE:
                yield from self._from_hospitals(path)
        except ImportRefused as error:
            yield Brought(path, refused=error)

    def _from_hospitals(self, path: Path) -> Iterator[Brought]:
        """The FHIR resources that hospitals gave to a phone are in its export as they came."""
        for name, data in clinical_records(path):
            inside = SourceFile(path / name, Form.FHIR_JSON, data, f"{path.stem} hospitals")
            try:
                yield self._file(inside)
            except ImportRefused as error:
                yield Brought(inside.path, refused=error)


def _name(file: SourceFile) -> str:
    """Parts of one export refer to each other, so they are one source; a whole bundle is one by itself."""
    return file.path.stem if file.form is Form.FHIR_JSON or not file.within else file.within
