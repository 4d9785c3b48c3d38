"""`plainspoken import`: files into the record, with progress and a report, entry by entry."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.opening import create_own, open_own
from app.screen import complain, notices, show
from core.errors import ImportRefused, NotFound
from store.importing import import_file
from store.report import ImportReport
from store.vault import Vault
from store.wear_filing import Arrival
from store.wear_import import import_wear
from store.wear_kind import recognise

SHOWN_REFUSALS = 20


def bring_in(paths: Sequence[Path], name: str | None, vault_path: Path) -> int:
    """Import every file; the exit code is that of the last one refused, else 0.

    A file that is refused leaves the others and everything stored before untouched.
    """
    # Tables and letters do not say whose they are, so what does comes first.
    files = sorted((file for path in paths for file in _files(path)), key=lambda file: recognise(file) is not None)
    opened = open_own(vault_path) if vault_path.exists() else create_own(vault_path)
    code = 0
    for file in files:
        try:
            report = _with_progress(opened.vault, file, name or file.stem, opened.today)
        except ImportRefused as error:
            complain(str(error))
            code = error.exit_code
            continue
        _tell(file, report)
    return code


def _files(path: Path) -> Sequence[Path]:
    if path.exists() and recognise(path):
        return [path]
    if path.is_dir():
        inside = list(_within(path))
        if not inside:
            raise NotFound(path=path / "*.json")
        return inside
    if not path.is_file():
        raise NotFound(path=path)
    return [path]


def _within(folder: Path) -> Iterator[Path]:
    """The files in a folder that can be taken in; an unpacked export counts as one."""
    for inner in sorted(folder.iterdir()):
        if recognise(inner) or (inner.is_file() and inner.suffix == ".json"):
            yield inner
        elif inner.is_dir() and not inner.is_symlink():
            yield from _within(inner)


def _with_progress(vault: Vault, file: Path, name: str, today: dt.date) -> ImportReport:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notices, transient=True) as progress:
        task = progress.add_task(f"Bringing in {file.name}", total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        kind = recognise(file)
        if kind is not None:
            return import_wear(vault, kind, Arrival(file, name, today, advance, _asking(progress)))
        return import_file(vault, file, name, today, advance)


def _asking(progress: Progress) -> Callable[[str, Sequence[str]], str | None] | None:
    """Asks at the terminal which column is which; without one nobody is asked."""
    if not sys.stdin.isatty():
        return None

    def ask(needed: str, headings: Sequence[str]) -> str | None:
        progress.stop()
        show("The table has these columns: " + ", ".join(headings) + ".")
        answer = input(f"Which one is the {needed}? ").strip().casefold()
        progress.start()
        return next((heading for heading in headings if heading.strip().casefold() == answer), None)

    return ask


def _tell(file: Path, report: ImportReport) -> None:
    show(f"{file.name}: {report.stored} entries under the name {report.source} ({report.new} of them new).")
    for count in report.counts:
        show(f"  {count.total:6d}  {count.type}")
    if not report.refusals:
        return
    refused = len(report.refusals) + report.unlisted
    show(f"  {refused} refused, nothing else was lost:")
    for refusal in report.refusals[:SHOWN_REFUSALS]:
        show(f"    {refusal.sentence}")
    if refused > SHOWN_REFUSALS:
        show(f"    and {refused - SHOWN_REFUSALS} more.")
