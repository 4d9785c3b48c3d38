"""What was asked, guessed by a language model that is shown the words and the names in the record, never a value."""

import json
from collections.abc import Mapping, Sequence

from app.model.line import Line, Request, Sort
from core.interpreting import schema

MOST_TOKENS = 60
ASK = """Questions to a health record, and what each asks. The name is one of: {names}; or none.

Question: what did they last find for my iron
Answer: {{"kind": "latest", "name": "iron"}}
Question: how's the sugar been these days
Answer: {{"kind": "trend", "name": "blood sugar"}}
Question: tell me a joke
Answer: {{"kind": "none", "name": "none"}}
Question: has the pressure ever been worse than that
Answer: {{"kind": "highest", "name": "blood pressure"}}
Question: how many times have they done my thyroid
Answer: {{"kind": "count", "name": "thyroid hormone"}}
Question: is my salt where it should be
Answer: {{"kind": "is_normal", "name": "sodium"}}
Question: what's that water pill for
Answer: {{"kind": "explain", "name": "furosemide"}}
Question: will I get well again
Answer: {{"kind": "none", "name": "none"}}
Question: {words}
Answer:"""
"""Shown rather than told, as the other request. Names and examples stay the same: a server reads them once."""


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
