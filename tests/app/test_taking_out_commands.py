"""`forget`, `export`, `backup`, `restore`, `erase` in this process: they ask first, and do what they say."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli
from app.demo import DEMO_SOURCES, DEMO_TODAY
from core.errors import NoSuchSource, NotBackup, NoVault, VaultExists, WrongPassphrase
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.vault import Notice, create_vault

PASSPHRASE = "a passphrase for commands"
CLINIC, HOSPITAL = (name for name, _ in DEMO_SOURCES)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record" / "record.vault"
    vault = create_vault(path, PASSPHRASE, FOR_TESTS_ONLY)
    for name, file in DEMO_SOURCES:
        import_file(vault, file, name, DEMO_TODAY)
    vault.lock()
    monkeypatch.setenv("PLAINSPOKEN_VAULT", str(path))
    monkeypatch.setenv("PLAINSPOKEN_PASSPHRASE", PASSPHRASE)
    for folder in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / "home"))
    return path


def run(*arguments: str | Path, said: str = "", **environment: str) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=said, env=environment)


def names() -> list[str]:
    return [line.split(":")[0] for line in run("sources").stdout.splitlines()]


@pytest.mark.parametrize("said", ["n\n", "\n", ""])
def test_nothing_is_done_without_a_yes(record: Path, tmp_path: Path, said: str) -> None:
    before = run("sources").stdout
    for command in (("forget", CLINIC), ("export", tmp_path / "out"), ("erase",)):
        ended = run(*command, said=said)
        assert ended.exit_code == 1, command
        assert ended.stderr.count("?") == 1, "one question"
    assert run("sources").stdout == before
    assert not (tmp_path / "out").exists()


def test_a_source_is_forgotten(record: Path) -> None:
    assert names() == [CLINIC, HOSPITAL]
    ended = run("forget", CLINIC, said="y\n")
    assert ended.exit_code == 0, ended.output
    assert "Forgotten" in ended.stdout
    assert names() == [HOSPITAL]
    ended = run("forget", CLINIC, "--yes")
    assert (ended.exit_code, ended.stderr.strip()) == (NoSuchSource.exit_code, NoSuchSource.sentence)


def test_an_export_comes_in_again(record: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out", "--yes").exit_code == 0
    other = tmp_path / "other.vault"
    assert run("import", tmp_path / "out", "--vault", other).exit_code == 0
    here, there = run("sources").stdout.splitlines(), run("sources", "--vault", other).stdout.splitlines()
    assert sorted(line.split(",")[0] for line in here) == sorted(line.split(",")[0] for line in there)
    assert run("export", tmp_path / "out", "--yes").exit_code == VaultExists.exit_code


def test_backup_erase_restore(record: Path, tmp_path: Path) -> None:
    file = tmp_path / "stick.backup"
    assert run("backup", file).exit_code == 0
    assert run("restore", file).exit_code == VaultExists.exit_code
    assert run("erase", said="y\n").exit_code == 0
    assert list(record.parent.iterdir()) == []
    assert run("sources").exit_code == NoVault.exit_code
    assert run("erase", "--yes").exit_code == NoVault.exit_code
    assert run("restore", file, PLAINSPOKEN_PASSPHRASE="not this one, surely").exit_code == WrongPassphrase.exit_code
    assert run("restore", file).exit_code == 0
    assert names() == [CLINIC, HOSPITAL]


def test_a_restore_sets_aside_what_was_there(record: Path, tmp_path: Path) -> None:
    file = tmp_path / "stick.backup"
    assert run("backup", file).exit_code == 0
    assert run("forget", CLINIC, "--yes").exit_code == 0
    assert run("restore", file, "--replace", said="n\n").exit_code == 1
    assert names() == [HOSPITAL]
    assert run("restore", file, "--replace", "--yes").exit_code == 0
    assert names() == [CLINIC, HOSPITAL]
    aside = record.with_name("record.before-restore-1.vault")
    assert run("sources", "--vault", aside).stdout.startswith(HOSPITAL)


def test_what_is_no_backup_says_so(record: Path, tmp_path: Path) -> None:
    ended = run("restore", tmp_path / "none", "--replace", "--yes")
    assert ended.exit_code == NotBackup.exit_code
    assert ended.stderr.startswith(str(tmp_path / "none"))


def test_the_audit_is_told_in_sentences(record: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "stick.backup").exit_code == 0
    assert run("export", tmp_path / "out", "--yes").exit_code == 0
    assert run("forget", CLINIC, "--yes").exit_code == 0
    told = run("audit").stdout.splitlines()
    assert [line.partition(" at ")[2].partition(", ")[2] for line in told if "opened" not in line] == [
        f"a source was forgotten. It was {entries_of(CLINIC)} entries.",
        f"it was written out for others to read. It was {entries_of(CLINIC) + entries_of(HOSPITAL)} entries.",
        "a backup was made.",
        f"records were brought in. It was {entries_of(HOSPITAL)} entries.",
        f"records were brought in. It was {entries_of(CLINIC)} entries.",
        "your record was made.",
    ]
    assert not any(name in line for line in told for name in (CLINIC, HOSPITAL))


def entries_of(name: str) -> int:
    """Counted in the raw file."""
    path = dict(DEMO_SOURCES)[name]
    return len(json.loads(path.read_text(encoding="utf-8"))["entry"])


def test_an_older_copy_that_was_put_back_is_told_in_one_sentence(record: Path) -> None:
    older = record.read_bytes()
    assert run("forget", CLINIC, "--yes").exit_code == 0
    record.write_bytes(older)
    ended = run("sources")
    assert ended.exit_code == 0
    assert ended.stderr.strip() == Notice.OLDER_COPY
    assert run("sources").stderr == ""
    assert "an older copy of it was found in its place" in run("audit").stdout


def test_both_files_of_an_older_moment_are_noticed_too(record: Path) -> None:
    keys = record.with_name("record.vault.keys")
    older = record.read_bytes(), keys.read_bytes()
    assert run("forget", CLINIC, "--yes").exit_code == 0
    assert run("sources").stderr == ""
    record.write_bytes(older[0])
    keys.write_bytes(older[1])
    assert run("sources").stderr.strip() == Notice.OLDER_COPY
    assert run("sources").stderr == ""


def test_an_older_backup_that_the_person_put_back_is_not_asked_about(record: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "stick").exit_code == 0
    for _ in range(5):
        run("sources")
    assert run("restore", tmp_path / "stick", "--replace", "--yes").exit_code == 0
    assert run("sources").stderr == ""
