"""What follows a turn about a visit once it is spoken: the book is kept, the sheet is written."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_documents_path

from app.visit_html import page
from app.visit_text import short_text, spoken
from core.conversation import Conversation
from core.errors import CannotWrite, PlainspokenError
from core.mind import Mind
from core.visit.book import EMPTY, Book
from core.visit.moves import Move, MoveKind
from core.visit.reply import Step
from core.visit.sheet import Sheet, make_list, make_sheet
from core.visit.state import Errand, Preparing

Reader = Callable[[str, Path], None]
"""Speaks a text into a sound file."""
NAME = "My visit"


def documents() -> Path:
    """Where sheets go when nothing else is said."""
    return user_documents_path() / "Plainspoken"


@dataclass(frozen=True, slots=True)
class Desk:
    """Does what turns asked for."""

    mind: Mind = field(repr=False)
    folder: Path
    read_aloud: Reader | None = None
    """None where there is no voice: then no recording is made."""
    place: str = ""
    """How the folder is called when it is said where the sheet is; empty for its own name."""

    def keep(self, before: Conversation, after: Conversation) -> str:
        """Keeps what a turn changed, if that was agreed to; a sentence when it failed, else nothing."""
        shelf = self.mind.shelf
        # Where nothing is known of a visit any more, nothing was said about what is kept.
        if shelf is None or after.visit is None:
            return ""
        old, new = before.visit.book if before.visit else EMPTY, after.visit.book
        if not _differs(old, new):
            return ""
        try:
            # What was only read from there is there.
            if shelf.book() != new:
                shelf.keep(new)
        except PlainspokenError as error:
            return str(error)
        return ""

    def run_errand(self, before: Conversation, after: Conversation) -> str:
        """Writes the sheet if a turn asked for it, and says where it is or why not; empty without one. Takes seconds."""
        state = after.visit
        # A turn that was about something else leaves the state as it was: the errand was run before.
        if state is None or state is before.visit or state.errand is not Errand.SHEET:
            return ""
        try:
            write_sheet(self.sheet_of(state), self.folder, self.mind.today, self.read_aloud)
        except PlainspokenError as error:
            return str(error)
        own = "your documents, in the folder Plainspoken"
        where = self.place or (own if self.folder == documents() else f"the folder {self.folder.name}")
        return f"It is in {where}, and begins with: {NAME}."

    def sheet_of(self, state: Preparing) -> Sheet:
        """The sheet for the plan that is worked on; raises `Locked`."""
        return make_sheet(state, _step(state, self.mind))


def list_of(state: Preparing, mind: Mind) -> Sheet:
    """The questions of the plan that is worked on; raises `Locked`."""
    return make_list(state, _step(state, mind))


def _step(state: Preparing, mind: Mind) -> Step:
    assert mind.records is not None  # noqa: S101 - there is no plan without an opened record
    return Step(Move(MoveKind.SHEET), state, mind.records, mind)


def _differs(old: Book, new: Book) -> bool:
    """Whether there is something to write: what was not agreed to is not kept, what was erased is taken out."""
    return old != new and (new.agreed or old.agreed)


def write_sheet(sheet: Sheet, folder: Path, today: dt.date, read_aloud: Reader | None) -> list[Path]:
    """All forms of the sheet, under names that bear the day; raises `CannotWrite`."""
    from app.visit_pdf import print_sheet

    stem = f"{NAME} {today.isoformat()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"{stem}{ending}" for ending in (".pdf", ".html", ".txt", ".wav")]
        made = paths if read_aloud else paths[:3]
        for path in made:
            path.touch(mode=0o600)
        paths[0].write_bytes(print_sheet(sheet).pdf)
        paths[1].write_text(page(sheet), encoding="utf-8")
        paths[2].write_text(short_text(sheet), encoding="utf-8")
        if read_aloud is not None:
            read_aloud(" ".join(spoken(sheet)), paths[3])
    except OSError:
        raise CannotWrite(path=folder) from None
    return made
