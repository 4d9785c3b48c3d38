"""Batches of typed questions: one JSON object per line, with `question` and optional `id` and `context`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import BadQuestions, NotFound


@dataclass(frozen=True, slots=True)
class Asked:
    """One typed question of a batch."""

    question: str = field(repr=False)
    id: str | None = None
    context: tuple[str, ...] = field(default=(), repr=False)
    """Questions asked before it in the same conversation, in order."""


def read_questions(path: Path) -> Iterator[Asked]:
    """The questions of a JSON lines file, lazily; raises `NotFound`, or `BadQuestions` with the line."""
    try:
        file = path.open(encoding="utf-8")
    except OSError as error:
        raise NotFound(path=path) from error
    with file:
        lines = enumerate(file, start=1)
        while True:
            try:
                number, line = next(lines)
            except StopIteration:
                return
            except UnicodeDecodeError as error:
                raise BadQuestions(line="?", path=path) from error
            if line.strip():
                yield _asked(line, number, path)


def _asked(line: str, number: int, path: Path) -> Asked:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise BadQuestions(line=number, path=path) from None
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise BadQuestions(line=number, path=path)
    context = row.get("context", [])
    if isinstance(context, str):
        context = [context]
    if not isinstance(context, list) or not all(isinstance(text, str) for text in context):
        raise BadQuestions(line=number, path=path)
    identifier = row.get("id")
    return Asked(row["question"], None if identifier is None else str(identifier), tuple(context))
