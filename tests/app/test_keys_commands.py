"""`plainspoken keys`, in this process: what it says, what it changes, and that it asks first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app import opening
from app.cli import cli
from core.errors import LastEnvelope, Locked, PassphrasesDiffer, PassphraseTooShort, WrongPassphrase
from store.keys import FOR_TESTS_ONLY
from store.passphrases import as_code
from store.vault import create_vault

OLD = "an old passphrase, long"
NEW = "a new passphrase, longer"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.vault"
    create_vault(path, OLD, FOR_TESTS_ONLY).lock()
    monkeypatch.setenv("PLAINSPOKEN_VAULT", str(path))
    monkeypatch.setenv("PLAINSPOKEN_PASSPHRASE", OLD)
    for folder in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / "home"))
    return path


def run(*arguments: str, said: str = "", **environment: str) -> Result:
    return CliRunner().invoke(cli, arguments, input=said, env=environment)


def test_keys_are_listed(record: Path) -> None:
    assert run("keys", "list").stdout == "1. the passphrase\n"


def test_a_recovery_code_opens_and_is_asked_about_before_it_is_replaced(record: Path) -> None:
    words = run("keys", "add-recovery").stdout.strip()
    assert len(words.split()) == 6
    assert run("keys", "list", PLAINSPOKEN_PASSPHRASE=words.upper()).exit_code == 0
    assert run("keys", "add-recovery", said="n\n").exit_code == 1
    assert run("keys", "list", PLAINSPOKEN_PASSPHRASE=words).exit_code == 0


def test_the_passphrase_is_changed(record: Path) -> None:
    assert run("keys", "change-passphrase", said="n\n", PLAINSPOKEN_NEW_PASSPHRASE=NEW).exit_code == 1
    assert run("keys", "list").exit_code == 0
    assert run("keys", "change-passphrase", "--yes", PLAINSPOKEN_NEW_PASSPHRASE=NEW).exit_code == 0
    assert run("keys", "list").exit_code == WrongPassphrase.exit_code
    assert run("keys", "list", PLAINSPOKEN_PASSPHRASE=NEW).exit_code == 0


def test_a_short_one_is_refused_in_words(record: Path) -> None:
    ended = run("keys", "change-passphrase", "--yes", PLAINSPOKEN_NEW_PASSPHRASE="1234")
    assert ended.stderr.strip() == PassphraseTooShort.sentence
    assert run("keys", "list").exit_code == 0


def test_a_new_record_wants_a_long_one_too(record: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.vault"
    ended = run("import", str(Path(__file__)), "--vault", str(other), PLAINSPOKEN_PASSPHRASE="1234")
    assert (ended.exit_code, ended.stderr.strip()) == (PassphraseTooShort.exit_code, PassphraseTooShort.sentence)
    ended = run("import", str(Path(__file__)), "--vault", str(other), PLAINSPOKEN_PASSPHRASE="")
    assert (ended.exit_code, ended.stderr.strip()) == (Locked.exit_code, Locked.sentence)
    assert not other.exists()


def test_the_last_one_stays(record: Path) -> None:
    ended = run("keys", "remove", "1", "--yes")
    assert ended.stderr.strip() == LastEnvelope.sentence
    words = run("keys", "add-recovery").stdout.strip()
    assert run("keys", "remove", "2", "--yes").exit_code == 0
    assert run("keys", "list").exit_code == WrongPassphrase.exit_code
    assert run("keys", "list", PLAINSPOKEN_PASSPHRASE=words).stdout == "1. the recovery code of six words\n"


def test_without_a_keyring_it_says_so_and_the_passphrase_goes_on(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    import keyring.core

    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    ended = run("keys", "add-keyring", "--yes")
    assert ended.exit_code == 3
    assert "passphrase" in ended.stderr
    assert run("keys", "list").exit_code == 0


def test_a_rekey_says_what_has_to_be_set_up_again(record: Path) -> None:
    words = run("keys", "add-recovery").stdout.strip()
    assert run("keys", "rekey", said="n\n").exit_code == 1
    ended = run("keys", "rekey", "--yes")
    assert ended.exit_code == 0, ended.output
    assert "add-recovery" in ended.stderr
    assert run("keys", "list").stdout == "1. the passphrase\n"
    assert run("keys", "list", PLAINSPOKEN_PASSPHRASE=words).exit_code == WrongPassphrase.exit_code


def test_a_rekey_says_that_what_opens_by_voice_is_chosen_anew(
    record: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run("household", "add", "Ada Lovelace", "--vault", str(record)).exit_code == 0
    assert run("household", "opener", "Ada Lovelace", PLAINSPOKEN_OPENER="419275").exit_code == 0
    assert run("household", "list").stdout == "Ada Lovelace: opens by voice.\n"
    ended = run("keys", "rekey", "--yes")
    assert "does not open by voice any more" in ended.stderr
    assert "plainspoken household opener 'Ada Lovelace'" in ended.stderr
    assert run("household", "list").stdout == "Ada Lovelace: does not open by voice.\n"
    assert "by voice" not in run("keys", "rekey", "--yes").stderr, "it is said once"


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Somebody at a terminal, who answers these in turn."""

    def answer(*typed: str) -> None:
        answers = iter(typed)
        monkeypatch.setattr(opening, "getpass", lambda _: next(answers))
        monkeypatch.setattr(opening.sys.stdin, "isatty", lambda: True)
        monkeypatch.delenv("PLAINSPOKEN_PASSPHRASE", raising=False)

    return answer


def test_a_new_passphrase_is_typed_twice(typing: Callable[..., None]) -> None:
    typing(NEW, NEW)
    assert opening.new_passphrase() == NEW
    typing(NEW, OLD)
    with pytest.raises(PassphrasesDiffer):
        opening.new_passphrase()
    typing("1234")
    with pytest.raises(PassphraseTooShort):
        opening.new_passphrase()


def test_who_types_none_is_given_six_words(typing: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    typing("")
    words = opening.new_passphrase()
    assert as_code(words) == words
    assert words in capsys.readouterr().err, "and they are shown, once"
