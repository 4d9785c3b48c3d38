"""The typed form of `plainspoken prepare`, from its first words to the files of the sheet."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_visit_conversations import shelf  # noqa: F401 - a fixture

from app.prepare_visit import prepare_typed
from app.visit_desk import Desk
from core.mind import Mind
from store.visit_shelf import VaultShelf

LINES = (
    "no",
    "",
    "I want to ask if I will need dialysis",
    "that is all",
    "keep both",
    "yes",
    "no",
    "yes",
    "goodbye",
    "x",
)


def test_lines_lead_to_a_sheet(
    demo_mind: Mind,
    shelf: VaultShelf,  # noqa: F811 - the fixture
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mind = replace(demo_mind, shelf=shelf)
    read: list[str] = []

    def read_aloud(text: str, path: Path) -> None:
        read.append(text)
        path.write_bytes(b"sound")

    assert prepare_typed("Get me ready for Thursday", iter(LINES), Desk(mind, tmp_path, read_aloud)) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("You: Get me ready for Thursday\nPlainspoken: Thursday, December 3rd")
    assert shown.rstrip().endswith("Plainspoken: Goodbye.")
    assert {path.suffix for path in tmp_path.glob("My visit*")} == {".pdf", ".html", ".txt", ".wav"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.glob("My visit*"))
    assert "Will I need dialysis?" in read[0]
    assert next(question.words for question in shelf.book().plans[0].questions) == "Will I need dialysis?"
