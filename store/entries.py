"""A file of any form as entries, each a FHIR resource with its text."""

from collections.abc import Callable, Mapping
from pathlib import Path

from store.bundle import FileEntry, bundle_entries, line_entries
from store.cda_document import document_entries
from store.sources import Form, SourceFile

_READ: Mapping[Form, Callable[[bytes, Path], tuple[FileEntry, ...]]] = {
    Form.FHIR_JSON: bundle_entries,
    Form.FHIR_LINES: line_entries,
    Form.XML: document_entries,
}


def entries_of(file: SourceFile) -> tuple[FileEntry, ...]:
    """Every entry of a file; raises the leaves of `ImportRefused` that say what it is not."""
    return _READ[file.form](file.data, file.path)
