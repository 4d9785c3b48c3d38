"""After a whole conversation no word of the record is anywhere but in the vault, and nobody was called."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from program import PASSPHRASE, Ended, Program, program_in

from app.demo import CLINIC_PATH, DEMO_SOURCES, HOSPITAL_PATH

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "audio_fixtures"
WATCH = Path(__file__).with_name("watched")

pytestmark = pytest.mark.slow


def words_of(value: object) -> Iterator[str]:
    """Every text of a record that could give somebody away: names, displays, instructions, letters."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"display", "text", "family", "given", "birthDate", "data"}:
                yield from strings(inner)
            yield from words_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def markers() -> set[bytes]:
    texts = {text for _, path in DEMO_SOURCES for text in words_of(json.loads(path.read_text(encoding="utf-8")))}
    spoken = {"metformin", "creatinine", "lisinopril", "penicillin", "Margaret", "Ellis", "7.2 percent", PASSPHRASE}
    return {text.encode() for text in texts | spoken if len(text) >= 5}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program in a home of its own, with everything logged and every socket watched."""
    home = tmp_path_factory.mktemp("watched")
    (home / "tmp").mkdir()
    program = program_in(home)
    extra = {"PYTHONPATH": str(WATCH), "WATCHED_FOLDER": str(home), "TMPDIR": str(home / "tmp"), "HOME": str(home)}
    return Program(home, program.environment | extra)


@pytest.fixture(scope="module")
def conversation(watched: Program) -> Ended:
    """Import, typed questions with and without an answer, and a spoken conversation."""
    for name, path in DEMO_SOURCES:
        assert watched.run("import", path, "--name", name).code == 0
    assert watched.run("ask", "what medicines do I take").code == 0
    assert watched.run("ask", "what was my last a1c", PLAINSPOKEN_PASSPHRASE="wrong wrong wrong").code == 3
    names = json.loads((FIXTURES / "conversation.json").read_text(encoding="utf-8"))
    sources = [argument for name in (names[0], names[-1]) for argument in ("--from", FIXTURES / name)]
    return watched.run("talk", *sources, "--to", watched.folder / "out")


def test_the_conversation_was_held(conversation: Ended) -> None:
    assert conversation.code == 0, conversation.err
    assert "7.2 percent" in conversation.out


def test_no_word_of_the_record_is_in_any_file(watched: Program, conversation: Ended) -> None:
    everything = (path for path in watched.folder.rglob("*") if path.is_file())
    files = [path for path in everything if path.parent.name != "whisper-base"]  # the model knows many words
    names = {path.name for path in files}
    assert {"record.vault", "record.vault.keys", "debug.log", "reply-01.wav"} <= names
    for path in files:
        content = path.read_bytes()
        found = [marker for marker in markers() if marker in content]
        assert not found, f"{path.name} holds {found[:3]}"


def test_notices_and_errors_hold_nothing_of_the_record(watched: Program, conversation: Ended, tmp_path: Path) -> None:
    cut = tmp_path / "cut.json"
    cut.write_bytes(CLINIC_PATH.read_bytes()[:50_000])
    broken = tmp_path / "broken.json"
    bundle = json.loads(HOSPITAL_PATH.read_text(encoding="utf-8"))
    for entry in bundle["entry"]:
        entry["resource"]["unheard_of"] = "metformin for Margaret"
    broken.write_text(json.dumps(bundle), encoding="utf-8")
    errors = conversation.err + watched.run("import", cut).err
    ended = watched.run("import", broken)
    errors += ended.err + ended.out
    assert "refused" in ended.out
    assert not [marker for marker in markers() if marker.decode() in errors]


def test_the_watch_works(watched: Program) -> None:
    """The guard itself is tried: a process that calls out is ended."""
    code = "import socket; socket.socket().connect(('192.0.2.1', 80))"
    done = subprocess.run([sys.executable, "-c", code], env=watched.environment, check=False)
    assert done.returncode == 97
    assert shutil.which("plainspoken") or Path(sys.executable).with_name("plainspoken").exists()
