"""What was said, as files: one per reply, whole, and only what was heard."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import SpeechChunk
from voice.file import Pace
from voice.file_player import FilePlayer


def said(seconds: float, value: int = 1000, rate_hz: int = 22_050) -> SpeechChunk:
    return SpeechChunk(np.full(round(seconds * rate_hz), value, "<i2").tobytes(), rate_hz, "words")


def lengths_s(folder: Path) -> list[float]:
    return [round(soundfile.info(str(path)).duration, 3) for path in sorted(folder.iterdir())]


@pytest.mark.parametrize("suffix", ["wav", "flac"])
def test_one_file_for_each_reply(tmp_path: Path, suffix: str) -> None:
    player = FilePlayer(tmp_path / "out", suffix=suffix)
    player.play(said(0.5, 1000))
    player.play(said(0.25, 2000))
    player.wait()
    player.play(said(1.0, 3000))
    player.close()
    assert [path.name for path in player.written] == [f"reply-01.{suffix}", f"reply-02.{suffix}"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [path.name for path in player.written]
    samples, rate_hz = soundfile.read(player.written[0], dtype="int16")
    assert rate_hz == 22_050
    assert samples.tolist() == [1000] * 11_025 + [2000] * 5_512
    assert lengths_s(tmp_path / "out")[1] == 1.0


def test_no_reply_is_no_file(tmp_path: Path) -> None:
    player = FilePlayer(tmp_path / "out")
    player.wait()
    player.stop()
    player.close()
    assert player.written == ()


def test_a_tick_of_another_rate_fits_in(tmp_path: Path) -> None:
    player = FilePlayer(tmp_path)
    player.play(said(0.5))
    player.play(said(0.5, rate_hz=48_000))
    player.wait()
    assert lengths_s(tmp_path) == [1.0]


def test_in_real_time_waiting_takes_as_long_as_the_sound(tmp_path: Path) -> None:
    import time

    player = FilePlayer(tmp_path, Pace.REAL)
    began = time.monotonic()
    player.play(said(0.2))
    player.play(said(0.2))
    player.wait()
    assert time.monotonic() - began >= 0.4
    assert lengths_s(tmp_path) == [0.4]


def test_in_real_time_stop_keeps_only_what_was_heard(tmp_path: Path) -> None:
    player = FilePlayer(tmp_path, Pace.REAL)
    player.play(said(60.0))
    waiting = threading.Thread(target=player.wait)
    waiting.start()
    player.stop()
    waiting.join()
    assert all(length < 60 for length in lengths_s(tmp_path))
    assert len(player.written) <= 1


def test_files_of_an_earlier_conversation_are_replaced_whole(tmp_path: Path) -> None:
    for seconds in (2.0, 0.5):
        player = FilePlayer(tmp_path)
        player.play(said(seconds))
        player.close()
    assert lengths_s(tmp_path) == [0.5]


def test_a_pause_stops_the_clock_and_is_not_written(tmp_path: Path) -> None:
    player = FilePlayer(tmp_path, Pace.REAL)
    player.play(SpeechChunk(bytes(2 * 3_200), 16_000, ""))
    player.pause()
    left_ms = player.left_ms
    time.sleep(0.25)
    assert player.left_ms == left_ms > 0
    player.resume()
    player.wait()
    assert player.left_ms == 0
    assert soundfile.info(str(player.written[0])).frames == 3_200
