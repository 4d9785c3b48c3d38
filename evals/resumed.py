"""A log of results that a long run goes on from: one JSON object a line, each written when it is known."""

import json
from pathlib import Path
from typing import Any


class Log:
    """What was measured so far; without a path it is kept for this run only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.rows: list[dict[str, Any]] = []
        if path is not None and path.is_file():
            # A run that was killed may have left half a line.
            self.rows = [row for line in path.read_text(encoding="utf-8").splitlines() if (row := _row(line))]
        self._done = {row["id"] for row in self.rows}

    def done(self, id: str) -> bool:
        """Whether it was measured before."""
        return id in self._done

    def add(self, row: dict[str, Any]) -> None:
        """Keep it; its `id` is what `done` is asked for."""
        self.rows.append(row)
        self._done.add(row["id"])
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) and "id" in row else None
