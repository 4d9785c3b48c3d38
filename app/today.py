"""Which day it is: the calendar's, unless PLAINSPOKEN_TODAY says otherwise."""

import datetime as dt
import os

from core.errors import BadDate

VARIABLE = "PLAINSPOKEN_TODAY"


def today(default: dt.date | None = None) -> dt.date:
    """PLAINSPOKEN_TODAY, else the default, else the calendar's day; raises `BadDate`."""
    named = os.environ.get(VARIABLE)
    if not named:
        return default or dt.date.today()
    try:
        return dt.date.fromisoformat(named)
    except ValueError:
        raise BadDate() from None
