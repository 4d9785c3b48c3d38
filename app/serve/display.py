"""What one stay shows on its page: what was heard, the chart, the questions for a visit. Satellites show nothing."""

from contextlib import suppress
from typing import Any

from app.prepare import Assistant, Prepared
from app.serve.chart import chart_of
from app.serve.stream import Line
from app.serve.visit_board import NOTHING, VisitBoard
from core.conversation import FRESH, Conversation
from core.errors import PlainspokenError
from core.visit.state import Errand, Preparing


def locked(quiet: bool) -> dict[str, Any]:
    """That nothing is open here, and nothing else."""
    return {"type": "state", "open": False, "quiet": quiet}


class Display:
    """For one stay, locked or open; whoever calls it has made sure that the stay goes on."""

    def __init__(self, line: Line, assistant: Assistant, is_open: bool) -> None:
        self._line = line
        self._mind = assistant.mind
        self._open = is_open
        self._board = VisitBoard(assistant.desk) if is_open and assistant.desk is not None else None
        self._visit: Preparing | None = None
        self._shown: dict[str, Any] = {}

    def begin(self, quiet: bool) -> None:
        """Whether the record is open, and the questions that are kept for a visit to come."""
        self._line.tell(locked(quiet) | {"open": self._open})
        self._list(FRESH)

    def turn(self, prepared: Prepared) -> None:
        """What a turn changed."""
        if prepared.transcript.text:
            self._line.tell({"type": "heard", "text": prepared.transcript.text})
        chart = chart_of(prepared.answer, self._mind) if self._open else None
        if chart is not None or (self._open and prepared.answer.question is not None):
            # "Stop" or "slower" leave the picture where it is; another question takes it away.
            self._line.tell(chart or {"type": "no chart"})
        state = prepared.after.visit
        # A turn about something else leaves the state as it was.
        if self._board is not None and state is not None and state is not self._visit:
            self._visit = state
            self._list(prepared.after)
            if state.errand is Errand.SHEET:
                # Why it cannot be made is said by the desk, which writes it.
                with suppress(PlainspokenError):
                    self._line.tell(self._board.sheet(prepared.after))

    def sheet(self, so_far: Conversation) -> dict[str, Any]:
        """The sheet as it would be made now; raises leaves of `PlainspokenError`."""
        return NOTHING if self._board is None else self._board.sheet(so_far)

    def _list(self, so_far: Conversation) -> None:
        if self._board is None:
            return
        found = self._board.questions(so_far)
        if found != self._shown:
            self._shown = found
            self._line.tell(found)
