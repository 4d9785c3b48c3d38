"""`plainspoken import`: files into the record, with progress and a report, entry by entry."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.opening import Opened, create_own, open_own
from app.screen import complain, notice, notices, show
from core.errors import ImportRefused, NotFound
from store.bringing import Bringing, Brought
from store.lab_columns import Ask
from store.report import ImportReport
from store.wear_kind import recognise

SHOWN_REFUSALS = 20
SECOND_WAY_IN = (
    "If you forget the passphrase, nobody can open this record. "
    "For a second way in, six words to keep somewhere safe: plainspoken keys add-recovery"
)


@dataclass(slots=True)
class _Sum:
    """What all files together came to."""

    files: int = 0
    entries: int = 0
    new: int = 0
    refused_entries: int = 0
    refused_files: int = 0
    skipped: int = 0
    code: int = field(default=0)

    def skip(self) -> None:
        self.skipped += 1

    def add(self, report: ImportReport) -> None:
        self.files += 1
        self.entries += report.stored
        self.new += report.new
        self.refused_entries += len(report.refusals) + report.unlisted

    def refuse(self, error: ImportRefused) -> None:
        self.refused_files += 1
        self.code = error.exit_code


def bring_in(paths: Sequence[Path], name: str | None, vault_path: Path) -> int:
    """Import every file; the exit code is that of the last one refused, else 0.

    A file that is refused leaves the others and everything stored before untouched.
    """
    for path in paths:
        if not path.exists():
            raise NotFound(path=path)
    first = not vault_path.exists()
    opened = create_own(vault_path) if first else open_own(vault_path)
    total = _Sum()
    # Tables, letters and watches hardly say whose they are, so what does comes first.
    for path in sorted(paths, key=lambda path: recognise(path) is not None):
        _bring_one(path, name, opened, total)
    _tell_total(total)
    if first and total.entries:
        notice(SECOND_WAY_IN)
    return total.code


def _bring_one(path: Path, name: str | None, opened: Opened, total: _Sum) -> None:
    with _bar() as (watch, ask):
        bringing = Bringing(opened.vault, name, opened.today, watch, total.skip, ask)
        try:
            for brought in bringing.bring(path):
                _tell(brought, total)
        except ImportRefused as error:
            complain(str(error))
            total.refuse(error)


@contextmanager
def _bar() -> Iterator[tuple[Callable[[Path], Callable[[int, int], None]], Ask | None]]:
    """One progress bar that shows the file at hand, and what asks a question in its place."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notices, transient=True) as progress:
        task = progress.add_task("Looking at what is there", total=None)

        def watch(path: Path) -> Callable[[int, int], None]:
            progress.reset(task, description=f"Bringing in {path.name}", total=None)

            def advance(done: int, of: int) -> None:
                progress.update(task, completed=done, total=of)

            return advance

        yield watch, _asking(progress)


def _asking(progress: Progress) -> Ask | None:
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


def _tell(brought: Brought, total: _Sum) -> None:
    if brought.refused is not None:
        complain(str(brought.refused))
        total.refuse(brought.refused)
    if brought.report is not None:
        total.add(brought.report)
        _tell_report(brought.path, brought.report)


def _tell_report(file: Path, report: ImportReport) -> None:
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


def _tell_total(total: _Sum) -> None:
    """The sum, where there was more than one file."""
    if total.files + total.refused_files <= 1 and not total.skipped:
        return
    refused = f", {total.refused_entries} refused" if total.refused_entries else ""
    show(f"In all: {total.entries} entries from {total.files} files ({total.new} of them new{refused}).")
    if total.refused_files:
        show(f"  {total.refused_files} files were refused; the reasons are above.")
    if total.skipped:
        show(f"  {total.skipped} files in there are no health records by their name and were left alone.")
