"""Faults in threads and tasks: their kind and place are told, never their words, which may hold a record's."""

import asyncio
import threading
import traceback
from typing import Any

from app.screen import notice


def note_fault(error: BaseException) -> None:
    """One line: the error's name and the last line of ours it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/site-packages/" not in frame.filename] or frames
    where = f" at {ours[-1].filename.rsplit('/', 1)[-1]}:{ours[-1].lineno}" if ours else ""
    notice(f"Something went wrong inside ({type(error).__name__}{where}); the service goes on.")


def watch_faults(loop: asyncio.AbstractEventLoop) -> None:
    """Take over what Python would print with all its words."""
    loop.set_exception_handler(_in_loop)
    threading.excepthook = _in_thread


def _in_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, Exception) and not isinstance(error, ConnectionError):
        note_fault(error)


def _in_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None:
        note_fault(given.exc_value)
