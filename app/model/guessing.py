"""What was asked, guessed by a language model that is shown the words and the names in the record, never a value."""

import json
from collections.abc import Mapping, Sequence

from app.model.line import Line, Request, Sort
from core.interpreting import schema

MOST_TOKENS = 60
ASK = """Which name does the question ask about, and what does it want to know of it?
Names: {names}.
Question: {words}"""
"""The names come first: they stay the same, so a server that keeps what it has read reads them once."""


class ModelGuess:
    """The `Interpreter` over a line."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def interpret(self, words: str, names: Sequence[str]) -> Mapping[str, object]:
        """`kind` and `name`; empty when there is no answer in time, or none of that form."""
        text = ASK.format(names=", ".join(names), words=words)
        reply = self._line.ask(Request(Sort.QUESTION, text, MOST_TOKENS, schema(list(names))))
        try:
            made = json.loads(reply or "{}")
        except (ValueError, RecursionError):
            return {}
        return made if isinstance(made, dict) else {}
