"""Every way a command can end becomes one plain sentence and an exit code."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from app.screen import complain
from app.stopped import INTERRUPTED, STOPPED
from core.errors import PlainspokenError

P = ParamSpec("P")


def guarded(command: Callable[P, int | None]) -> Callable[P, None]:
    """The command with our errors told in their sentence, and Ctrl-C taken as a wish to end."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except PlainspokenError as error:
            complain(str(error))
            code = error.exit_code
        except KeyboardInterrupt:
            complain(STOPPED)
            code = INTERRUPTED
        except BrokenPipeError:
            code = 0
        raise typer.Exit(code or 0)

    return run
