"""Commands are whole utterances: every phrase of the list is taken, and no question is."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands import find_command
from core.questions import Command

PHRASES = tomllib.loads(Path(__file__).with_name("command_phrases.toml").read_text(encoding="utf-8"))
SAID = [(phrase, command) for command, phrases in PHRASES.items() for phrase in phrases]


@pytest.mark.parametrize(("phrase", "command"), SAID)
def test_a_phrase_is_the_command_it_should_be(phrase: str, command: str) -> None:
    found = find_command(phrase)
    assert (found.value if found else "none") == command


def test_every_command_has_phrases() -> None:
    by_name = {Command.HELPER_ALLOWED}  # said by the name of who is agreed to: tests/core/test_helper_commands.py
    assert {command.value for command in set(Command) - by_name} == set(PHRASES) - {"none"}


def test_a_command_is_heard_through_politeness() -> None:
    for core, command in (("stop", Command.STOP), ("go on", Command.GO_ON), ("repeat that", Command.REPEAT)):
        for wrapped in (
            f"Okay, {core}, please.",
            f"could you {core} for me",
            f"um, {core} now",
            f"please {core} thank you",
        ):
            assert find_command(wrapped) == command, wrapped


@given(st.text(max_size=80))
def test_any_text_is_a_command_or_none(text: str) -> None:
    found = find_command(text)
    assert found is None or found in Command
    assert find_command(text.upper()) in {found, find_command(text.lower())}
