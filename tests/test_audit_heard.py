"""What was done with a record can be asked, and every number of the answer stands in its audit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.ask import ask
from app.demo import DEMO_TODAY
from app.knowledge import load_knowledge
from core.check import unfounded
from core.conversation import FRESH
from core.facts import Deed
from core.mind import make_mind
from core.questions import Kind
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault, open_vault

PASSPHRASE = "correct horse battery staple"
WORDINGS = (
    "has anyone opened my record",
    "Did somebody else look at my record?",
    "who has seen my record",
    "What was done with my record?",
    "what happened to my record",
    "when was my record last opened",
    "has my record been backed up",
)


@pytest.fixture
def kept(tmp_path: Path) -> Vault:
    create_vault(tmp_path / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY).lock()
    vault = open_vault(tmp_path / "ada.vault", PASSPHRASE)
    vault.note(Deed.EXPORTED, 31)
    vault.note(Deed.BACKED_UP)
    return vault


@pytest.fixture
def asked(kept: Vault) -> Callable[[str], object]:
    mind = make_mind(VaultRecords(kept), load_knowledge(), DEMO_TODAY)
    return lambda words: ask(words, FRESH, mind)[0]


@pytest.mark.parametrize("words", WORDINGS)
def test_it_is_understood_and_founded(words: str, asked: Callable[[str], object]) -> None:
    answer = asked(words)
    assert answer.question.kind is Kind.AUDIT  # type: ignore[attr-defined]
    assert not unfounded(answer, DEMO_TODAY)  # type: ignore[arg-type]


def test_newest_first_with_how_much_it_was_about(asked: Callable[[str], object]) -> None:
    spoken = asked("what was done with my record").spoken  # type: ignore[attr-defined]
    backed_up, exported = spoken.index("a backup was made."), spoken.index("it was written out for others to read.")
    opened = spoken.index("it was opened.")
    assert backed_up < exported < opened
    assert "It was 31 entries." in spoken


def test_my_own_eyes_are_no_audit(demo_mind: object) -> None:
    answer = ask("did anyone look at my kidneys", FRESH, demo_mind)[0]  # type: ignore[arg-type]
    assert answer.question is None or answer.question.kind is not Kind.AUDIT
