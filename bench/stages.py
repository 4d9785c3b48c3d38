"""`hear` over the fixtures, stage by stage."""

from collections.abc import Sequence

from rich.progress import track

from app.hearing import hear_file
from app.prepare import Assistant
from bench.material import Fixture


def stage_rows(recordings: Sequence[Fixture], assistant: Assistant) -> dict[str, list[float]]:
    """Milliseconds of each stage, one value per turn."""
    rows: dict[str, list[float]] = {
        "transcribe": [],
        "understand": [],
        "answer": [],
        "speak (first clause)": [],
        "prepared in all": [],
    }
    for fixture in track(recordings, "hear", transient=True):
        for turn in hear_file(fixture.path, tuple(fixture.row["context"]), assistant):
            marks = turn.prepared.marks
            stages = (marks.transcribe, marks.understand, marks.answer, marks.speak, marks.total)
            for row, value in zip(rows.values(), stages, strict=True):
                row.append(value)
    return rows
