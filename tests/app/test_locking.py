"""A record that locked itself, and what was noticed at opening, in the conversation."""

from pathlib import Path

import pytest
from store_resources import PASSPHRASE, bundle, observation, patient, write
from typer.testing import CliRunner

from app.ask import ask
from app.bring_in import SECOND_WAY_IN
from app.cli import _greeting, cli
from app.demo.record import DEMO_TODAY
from app.knowledge import load_knowledge
from app.opening import Choice, Opened
from core.answers import Outcome
from core.conversation import FRESH
from core.mind import make_mind
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Notice, Vault, create_vault


@pytest.fixture
def empty(tmp_path: Path) -> Vault:
    return create_vault(tmp_path / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)


def test_a_record_that_locked_itself_says_so_and_nothing_else(demo_vault: Vault) -> None:
    mind = make_mind(VaultRecords(demo_vault), load_knowledge(), DEMO_TODAY)
    told, so_far, _ = ask("what was my last A1c", FRESH, mind)
    assert told.facts
    key = demo_vault.data_key()
    demo_vault.lock()
    try:
        locked, _, _ = ask("and my potassium", so_far, mind)
        alarm, _, _ = ask("I have crushing chest pain", so_far, mind)
        again = [
            ask(words, so_far, mind)[0]
            for words in ("say that again", "spell it", "yes", "go on", "atrial flutter", "gribble")
        ]
        after = ask("say that again", so_far, mind)[1]
    finally:
        demo_vault.take_key(key)
    assert {answer.spoken for answer in again} == {"I'm locked. I can help with an emergency."}
    assert after.last_question is None and not after.topics and not after.more, "nothing of it is remembered"
    assert locked.spoken == "I'm locked. I can help with an emergency."
    assert alarm.outcome is Outcome.EMERGENCY


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("stop", ""), ("wait", ""), ("slower please", "Of course."), ("louder", "Of course."),
        ("a bit quieter please", "Of course."), ("speak faster", "Of course."), ("lock", "Locked."), ("goodbye", "Goodbye."),
    ],
)  # fmt: skip
def test_while_locked_what_tells_nothing_is_obeyed(demo_vault: Vault, words: str, spoken: str) -> None:
    mind = make_mind(VaultRecords(demo_vault), load_knowledge(), DEMO_TODAY)
    _, so_far, _ = ask("what was my last A1c", FRESH, mind)
    key = demo_vault.data_key()
    demo_vault.lock()
    try:
        answer, after, _ = ask(words, so_far, mind)
    finally:
        demo_vault.take_key(key)
    assert answer.spoken == spoken
    assert not answer.facts
    assert after.last_answer is None and not after.topics, "nothing of it is remembered"


def test_what_was_noticed_at_opening_is_heard_before_the_greeting(empty: Vault) -> None:
    empty.notices = (Notice.OLDER_COPY,)
    heard = _greeting(Choice(empty.path), Opened(empty, DEMO_TODAY))
    assert heard.startswith("An older copy of this record was put back")
    assert heard.endswith("What would you like to know?")


def test_a_second_way_in_is_offered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSPOKEN_PASSPHRASE", PASSPHRASE)
    file = write(tmp_path, bundle(patient(), observation()), "a.json")
    command = ["import", str(file), "--vault", str(tmp_path / "mine.vault")]
    assert SECOND_WAY_IN in CliRunner().invoke(cli, command).stderr.replace("\n", " ")
    assert SECOND_WAY_IN not in CliRunner().invoke(cli, command).stderr.replace("\n", " ")
