"""Models from packages, whole and right or refused in one sentence; never from the network unasked."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import ModelMissing, ModelNeedsDownload, ModelTampered
from voice.join import join
from voice.models import voice_files, whisper_folder
from voice.verify import sha256, verify, write_atomically

BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of the joined Whisper base, as published with the packages."""


@pytest.fixture
def halves(tmp_path: Path) -> list[Path]:
    """Two halves of a small file."""
    for name, content in (("one", b"first half, "), ("two", b"second half")):
        (tmp_path / name).write_bytes(content)
    return [tmp_path / "one", tmp_path / "two"]


WHOLE = b"first half, second half"
WHOLE_SHA256 = hashlib.sha256(WHOLE).hexdigest()


@pytest.mark.slow
def test_whisper_base_is_joined_once(tmp_path: Path) -> None:
    folder = whisper_folder("base", tmp_path)
    weights = folder / "model.bin"
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == BASE_SHA256
    assert {p.name for p in folder.iterdir()} == {"config.json", "model.bin", "tokenizer.json", "vocabulary.txt"}
    joined_ns = weights.stat().st_mtime_ns
    assert whisper_folder("base", tmp_path) == folder
    assert weights.stat().st_mtime_ns == joined_ns


@pytest.mark.slow
def test_a_changed_byte_in_the_cache_is_noticed(tmp_path: Path) -> None:
    weights = whisper_folder("base", tmp_path) / "model.bin"
    with weights.open("r+b") as file:
        file.seek(70_000_000)
        byte = file.read(1)
        file.seek(70_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelTampered, match="Delete"):
        whisper_folder("base", tmp_path)


@pytest.mark.slow
def test_a_join_that_is_killed_leaves_nothing_that_is_taken_for_a_model(tmp_path: Path) -> None:
    script = f"from pathlib import Path; from voice.models import whisper_folder; whisper_folder('base', Path({str(tmp_path)!r}))"
    folder = tmp_path / "whisper-base"
    for _ in range(4):
        child = subprocess.Popen([sys.executable, "-c", script])
        while child.poll() is None and not list(folder.glob("model.bin*")):
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
        child.wait()
        weights = folder / "model.bin"
        assert not weights.exists() or sha256(weights) == BASE_SHA256
        weights.unlink(missing_ok=True)
    assert sha256(whisper_folder("base", tmp_path) / "model.bin") == BASE_SHA256


@pytest.mark.slow
def test_two_processes_may_join_at_once(tmp_path: Path) -> None:
    script = f"from pathlib import Path; from voice.models import whisper_folder; whisper_folder('base', Path({str(tmp_path)!r}))"
    children = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    assert sha256(tmp_path / "whisper-base" / "model.bin") == BASE_SHA256
    assert not list((tmp_path / "whisper-base").glob("*.part"))


def test_halves_are_joined(tmp_path: Path, halves: list[Path]) -> None:
    join(halves, tmp_path / "cache" / "whole", WHOLE_SHA256, "test")
    assert (tmp_path / "cache" / "whole").read_bytes() == WHOLE
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["whole"]


def test_wrong_halves_are_refused_and_leave_nothing(tmp_path: Path, halves: list[Path]) -> None:
    halves[1].write_bytes(b"something else")
    with pytest.raises(ModelTampered):
        join(halves, tmp_path / "cache" / "whole", WHOLE_SHA256, "test")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_missing_half_leaves_nothing(tmp_path: Path, halves: list[Path]) -> None:
    halves[1].unlink()
    with pytest.raises(FileNotFoundError):
        join(halves, tmp_path / "cache" / "whole", WHOLE_SHA256, "test")
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_another_writes_is_not(tmp_path: Path, halves: list[Path]) -> None:
    old, young = tmp_path / "whole.a.part", tmp_path / "whole.b.part"
    for part in (old, young):
        part.write_bytes(b"x")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    join(halves, tmp_path / "whole", WHOLE_SHA256, "test")
    assert not old.exists()
    assert young.exists()


def test_a_right_file_is_read_once(tmp_path: Path) -> None:
    """Same size and time: trusted by its stamp, which is what the docstring says it does."""
    path = tmp_path / "weights"
    path.write_bytes(WHOLE)
    verify(path, WHOLE_SHA256, "test", tmp_path / "stamps")
    stat = path.stat()
    path.write_bytes(WHOLE[::-1])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    verify(path, WHOLE_SHA256, "test", tmp_path / "stamps")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    with pytest.raises(ModelTampered):
        verify(path, WHOLE_SHA256, "test", tmp_path / "stamps")


@pytest.mark.parametrize("stamp", [b"", b"{", b"[]", b"\xff\xfe", b'{"sha256": 1}'])
def test_a_broken_stamp_only_costs_a_full_check(tmp_path: Path, stamp: bytes) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"wrong")
    (tmp_path / f"{WHOLE_SHA256}.json").write_bytes(stamp)
    with pytest.raises(ModelTampered):
        verify(path, WHOLE_SHA256, "test", tmp_path)
    path.write_bytes(WHOLE)
    verify(path, WHOLE_SHA256, "test", tmp_path)


def test_a_cache_that_cannot_be_written_does_not_stop_the_check(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(WHOLE)
    (tmp_path / "stamps").write_bytes(b"a file where the folder should be")
    verify(path, WHOLE_SHA256, "test", tmp_path / "stamps")


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        verify(tmp_path / "nothing", WHOLE_SHA256, "test", tmp_path)


def test_writing_atomically_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file"
    write_atomically(path, b"a long first content")
    write_atomically(path, b"short")
    assert path.read_bytes() == b"short"
    assert [p.name for p in path.parent.iterdir()] == ["file"]


def test_the_packaged_voice_is_there_and_right(tmp_path: Path) -> None:
    files = voice_files("joe", tmp_path)
    assert hashlib.sha256(files.weights.read_bytes()).hexdigest().startswith("58afce0321b8d9c4")
    assert files.config.name == f"{files.weights.name}.json"


def test_a_voice_may_be_a_path(tmp_path: Path) -> None:
    packaged = voice_files("joe", tmp_path)
    own = tmp_path / "mine.onnx"
    with pytest.raises(ModelMissing, match=r"mine\.onnx"):
        voice_files(str(own), tmp_path)
    shutil.copy(packaged.weights, own)
    with pytest.raises(ModelMissing, match=r"mine\.onnx\.json"):
        voice_files(str(own), tmp_path)
    shutil.copy(packaged.config, tmp_path / "mine.onnx.json")
    assert voice_files(str(own), tmp_path).weights == own


def test_a_folder_of_weights_must_be_complete(tmp_path: Path) -> None:
    """Without its tokenizer, faster-whisper would ask the network for one."""
    for name in ("config.json", "model.bin", "vocabulary.txt"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        whisper_folder(str(tmp_path), tmp_path / "cache")
    (tmp_path / "tokenizer.json").write_bytes(b"{}")
    assert whisper_folder(str(tmp_path), tmp_path / "cache") == tmp_path


@pytest.mark.parametrize("setting", ["/nowhere/at/all", "./nowhere", "~/nowhere-at-all"])
def test_a_folder_that_is_not_there_is_missing(tmp_path: Path, setting: str) -> None:
    with pytest.raises(ModelMissing, match="nowhere"):
        whisper_folder(setting, tmp_path)


@pytest.mark.parametrize("setting", ["bse", "huge", "base.fr"])
def test_a_name_nobody_knows_is_missing(tmp_path: Path, setting: str) -> None:
    with pytest.raises(ModelMissing, match=setting):
        whisper_folder(setting, tmp_path)


@pytest.mark.parametrize("setting", ["small.en", "somebody/some-whisper", "not a/valid name"])
def test_a_model_to_download_while_offline_is_one_sentence(tmp_path: Path, setting: str) -> None:
    """The tests' socket guard is the cut wire: whatever connects raises."""
    with pytest.raises(ModelNeedsDownload, match="Go online") as caught:
        whisper_folder(setting, tmp_path)
    assert setting in str(caught.value)
