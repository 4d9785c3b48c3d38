"""What a page shows of a visit: the questions to ask, and the sheet to take along, as what it needs to draw them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.visit_desk import Desk, list_of
from core.conversation import Conversation
from core.errors import PlainspokenError
from core.ports import Shelf
from core.visit.book import Book
from core.visit.sheet import Line, Sheet
from core.visit.state import Preparing

NOTHING: dict[str, Any] = {"type": "no visit"}


@dataclass(frozen=True, slots=True)
class VisitBoard:
    """For one record that is open; where there is none, it does not even say that there is nothing."""

    desk: Desk

    def questions(self, so_far: Conversation) -> dict[str, Any]:
        """The list as it stands in this conversation, else the one that was kept; `NOTHING` without a visit."""
        try:
            state = self._state(so_far)
            return NOTHING if state is None else _drawn("visit", list_of(state, self.desk.mind))
        except PlainspokenError:
            return NOTHING

    def sheet(self, so_far: Conversation) -> dict[str, Any]:
        """The sheet as it would be made now; `NOTHING` without a visit. Raises `Locked` and the leaves of reading."""
        state = self._state(so_far)
        return NOTHING if state is None else _drawn("sheet", self.desk.sheet_of(state))

    def _state(self, so_far: Conversation) -> Preparing | None:
        if self.desk.mind.records is None:
            return None
        state = so_far.visit or self._kept()
        return None if state is None or state.plan is None or state.plan.done else state

    def _kept(self) -> Preparing | None:
        if self.desk.mind.shelf is None:
            return None
        book = self.desk.mind.shelf.book()
        return Preparing(book=book, plan=next((plan for plan in book.plans if not plan.done), None))


@dataclass(frozen=True, slots=True)
class TellingShelf:
    """`core.ports.Shelf` around another; tells once something was put into it."""

    inner: Shelf = field(repr=False)
    told: Callable[[], None]

    def book(self) -> Book:
        """What was kept."""
        return self.inner.book()

    def keep(self, book: Book) -> None:
        """Puts this in its place, and tells."""
        self.inner.keep(book)
        self.told()


def _drawn(kind: str, sheet: Sheet) -> dict[str, Any]:
    sections = [{"title": s.title, "numbered": s.numbered, "lines": list(map(_line, s.lines))} for s in sheet.sections]
    made_on = f"Made on {sheet.made_on}. What is not marked with a source is my own." if kind == "sheet" else ""
    return {"type": kind, "title": sheet.title, "visit": _line(sheet.visit), "sections": sections, "made_on": made_on}


def _line(line: Line) -> dict[str, str]:
    return {"lead": line.lead, "text": line.text, "from": line.from_}
