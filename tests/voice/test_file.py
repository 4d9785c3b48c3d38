"""Sound files of any kind become the same stream; what is none is refused in a sentence."""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import EmptySound, NotFound, NotSound
from voice.chunks import CHUNK_BYTES, chunked
from voice.file import FileMicrophone, Pace, Staging, read_sound

TONE_HZ = 440


def tone(rate_hz: int, seconds: float = 1.0, channels: int = 1) -> np.ndarray:
    wave = 0.5 * np.sin(2 * np.pi * TONE_HZ * np.arange(round(rate_hz * seconds)) / rate_hz)
    return np.repeat(wave[:, None], channels, axis=1)


def pitch_hz(pcm: bytes) -> float:
    """The strongest frequency in 16 kHz PCM."""
    sound = np.frombuffer(pcm, "<i2").astype(float)
    return float(np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound))))) * 16_000 / len(sound))


def peak(pcm: bytes) -> float:
    return float(np.abs(np.frombuffer(pcm, "<i2")[1600:-1600].astype(float)).max() / 32_768)


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize(("suffix", "subtype"), [("wav", "PCM_16"), ("flac", "PCM_24")])
def test_every_rate_and_number_of_channels_is_read(
    tmp_path: Path, rate_hz: int, channels: int, suffix: str, subtype: str
) -> None:
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, tone(rate_hz, channels=channels), rate_hz, subtype)
    pcm = read_sound(path)
    assert abs(len(pcm) / 2 - 16_000) <= 2
    assert abs(pitch_hz(pcm) - TONE_HZ) < 2
    assert abs(peak(pcm) - 0.5) < 0.02


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "IMA_ADPCM"])
def test_every_width_is_read(tmp_path: Path, subtype: str) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, tone(16_000), 16_000, subtype)
    assert abs(pitch_hz(read_sound(path)) - TONE_HZ) < 2


def test_sixteen_bit_sound_at_our_rate_is_untouched(tmp_path: Path) -> None:
    samples = np.random.default_rng(0).integers(-32_768, 32_767, 40_000, np.int16)
    soundfile.write(tmp_path / "a.wav", samples, 16_000)
    assert read_sound(tmp_path / "a.wav") == samples.tobytes()


def test_channels_are_mixed(tmp_path: Path) -> None:
    both = tone(16_000, channels=2)
    both[:, 1] = 0
    soundfile.write(tmp_path / "left.wav", both, 16_000)
    assert abs(peak(read_sound(tmp_path / "left.wav")) - 0.25) < 0.01


def test_numbers_that_are_none_and_sound_too_loud_are_survived(tmp_path: Path) -> None:
    loud = tone(16_000)[:, 0] * 10
    loud[100:200] = np.nan
    loud[200:300] = np.inf
    soundfile.write(tmp_path / "odd.wav", loud, 16_000, "FLOAT")
    samples = np.frombuffer(read_sound(tmp_path / "odd.wav"), "<i2")
    assert (samples.min(), samples.max()) == (-32_768, 32_767)
    assert not samples[100:200].any()


def test_chunks_have_twenty_milliseconds_and_count_from_zero(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000, 0.999), 16_000)
    chunks = list(FileMicrophone(tmp_path / "a.wav").chunks())
    assert {len(chunk.pcm) for chunk in chunks} == {CHUNK_BYTES}
    assert [chunk.start_ms for chunk in chunks] == list(range(0, 1000, 20))
    assert {chunk.duration_ms for chunk in chunks} == {20}
    assert b"".join(chunk.pcm for chunk in chunks)[: 2 * 15_984] == read_sound(tmp_path / "a.wav")


def test_silence_is_put_before_and_after(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000), 16_000)
    chunks = list(FileMicrophone(tmp_path / "a.wav", Staging(lead_ms=500, tail_ms=1500)).chunks())
    loud = [any(chunk.pcm) for chunk in chunks]
    assert loud == [False] * 25 + [True] * 50 + [False] * 75


def test_real_time_takes_its_time(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000, 0.2), 16_000)
    began = time.monotonic()
    for chunk in FileMicrophone(tmp_path / "a.wav", Staging(Pace.REAL)).chunks():
        # Never early: a piece is there when all of it has sounded.
        assert time.monotonic() - began >= (chunk.start_ms + 20) / 1000


def test_closing_ends_the_stream(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000), 16_000)
    microphone = FileMicrophone(tmp_path / "a.wav")
    chunks = microphone.chunks()
    next(chunks)
    microphone.close()
    assert list(chunks) == []


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.wav", tmp_path):
        with pytest.raises(NotFound, match="check the name"):
            FileMicrophone(path)


def test_a_file_without_a_sample(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    soundfile.write(path, np.zeros(0), 16_000)
    with pytest.raises(EmptySound, match="record it again"):
        FileMicrophone(path)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"hello, this is a letter", b"\x00" * 4096, b"fLaC\x00\x00"])
@pytest.mark.parametrize("suffix", ["wav", "flac", "raw", "txt"])
def test_a_file_that_is_no_sound(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"letter.{suffix}"
    path.write_bytes(content)
    with pytest.raises(NotSound, match="WAV or FLAC"):
        FileMicrophone(path)


def test_a_rate_that_no_recorder_has_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "odd.wav", tone(16_000, 0.1), 16_000)
    content = bytearray((tmp_path / "odd.wav").read_bytes())
    content[24:28] = (2_000_000_000).to_bytes(4, "little")
    (tmp_path / "odd.wav").write_bytes(content)
    with pytest.raises(NotSound):
        FileMicrophone(tmp_path / "odd.wav")


@settings(deadline=None)
@given(cut=st.integers(0, 20_000), flips=st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 255)), max_size=4))
def test_damage_gives_sound_or_our_own_error(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flips: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.flac"
    soundfile.write(path, np.random.default_rng(1).normal(0, 0.1, 8_000), 16_000)
    content = bytearray(path.read_bytes())
    for at, bits in flips:
        content[at % len(content)] ^= bits
    path.write_bytes(content[: len(content) - cut % len(content)])
    try:
        pcm = read_sound(path)
    except (NotSound, EmptySound):
        return
    assert len(pcm) % 2 == 0


@given(st.lists(st.binary(max_size=2_000), max_size=20))
def test_cutting_loses_nothing(stream: list[bytes]) -> None:
    whole = b"".join(stream)
    chunks = list(chunked(stream))
    assert b"".join(chunk.pcm for chunk in chunks).startswith(whole)
    assert len(chunks) == -(-len(whole) // CHUNK_BYTES)
    assert all(b.start_ms - a.start_ms == 20 for a, b in pairwise(chunks))


def test_cutting_waits_for_nothing_it_does_not_need() -> None:
    """A piece is handed over as soon as its sound is there."""

    def stream() -> Iterator[bytes]:
        yield bytes(CHUNK_BYTES)
        raise AssertionError("read too far")

    assert next(chunked(stream())).start_ms == 0
