"""The only place that prints: answers to the screen, notices and errors to the side."""

import json
import sys
from typing import Any

from rich.console import Console

notices = Console(stderr=True, highlight=False, soft_wrap=True)
"""For people; scripts read standard output."""


def show(text: str = "") -> None:
    """A line for the person."""
    print(text, flush=True)


def show_json(value: dict[str, Any]) -> None:
    """One JSON object on a line of its own."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def notice(text: str) -> None:
    """A line beside the answers: what is going on."""
    notices.print(text, markup=False)


def complain(sentence: str) -> None:
    """The one sentence of an error."""
    print(sentence, file=sys.stderr, flush=True)
