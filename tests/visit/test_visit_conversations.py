"""Whole conversations about a visit, typed; what is kept is kept in a real vault."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conversation_scripts import FOLDER, Turn, as_heard, is_of_empty_record, turns_of

from app.ask import ask
from app.demo import DEMO_TODAY
from app.knowledge import load_knowledge
from app.visit_desk import Desk
from core.check import unfounded
from core.conversation import FRESH, Conversation
from core.mind import Mind, make_mind
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault
from store.visit_shelf import VaultShelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[VaultShelf]:
    vault = create_vault(tmp_path / "own.vault", "made for tests only", FOR_TESTS_ONLY)
    yield VaultShelf(vault)
    vault.lock()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Vault]:
    vault = create_vault(tmp_path / "empty.vault", "made for tests only", FOR_TESTS_ONLY)
    yield vault
    vault.lock()


@pytest.mark.parametrize("script", sorted((FOLDER / "visits").glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_about_a_visit_goes_as_written(
    script: Path, demo_mind: Mind, shelf: VaultShelf, empty: Vault, tmp_path: Path
) -> None:
    mind = replace(demo_mind, shelf=shelf)
    if is_of_empty_record(script):
        mind = make_mind(VaultRecords(empty), load_knowledge(), DEMO_TODAY, shelf=shelf)
    so_far, folder = FRESH, tmp_path / "sheets"
    for turn in turns_of(script):
        if turn.day:
            mind, so_far = replace(mind, today=turn.day), FRESH
            continue
        answer, after, _ = ask(turn.said, so_far, mind)
        desk = Desk(mind, folder)
        assert not desk.keep(so_far, after)
        assert desk.run_errand(so_far, after) in ("", "It is in the folder sheets, and begins with: My visit.")
        so_far = after
        place = f"{script.stem}\nP: {turn.said}\nA: {answer.spoken}"
        as_heard(turn, answer, place)
        _as_kept(turn, after, shelf, place)
        assert not unfounded(answer, mind.today), place
    assert bool(list(folder.glob("*.pdf"))) == ("errand: sheet" in script.read_text(encoding="utf-8"))


def _as_kept(turn: Turn, after: Conversation, shelf: VaultShelf, place: str) -> None:
    if "list" in turn.state:
        assert len(after.visit.questions if after.visit else ()) == int(turn.state["list"]), place
    if "kept" in turn.state:
        assert (shelf.book().plans != ()) == (turn.state["kept"] == "yes"), place


def test_there_are_at_least_twelve_scripts() -> None:
    assert len(list((FOLDER / "visits").glob("*.txt"))) >= 12
