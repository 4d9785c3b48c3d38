"""Our own voice is taken out, a person's stays; without our voice nothing is touched."""

import numpy as np
import pytest
from sounds import Say, pcm, quiet, speech_rms

from core.audio import AudioChunk
from voice.cancel import EchoCanceller, EchoFreeMicrophone
from voice.chunks import chunked
from voice.played import Played
from voice.sound_card import DeviceFormat

MONO = DeviceFormat(16_000, 1)


def heard(ours: np.ndarray, theirs: np.ndarray) -> tuple[np.ndarray, list[bool]]:  # type: ignore[type-arg]
    """What is left of a room in which we play `ours` (echo 80 ms later, half as loud) and somebody says `theirs`."""
    played = Played()
    canceller = EchoCanceller(played, 80)
    echo = np.zeros_like(ours)
    echo[1_280:] = 0.5 * ours[:-1_280]
    room = echo + theirs + quiet(len(ours) / 16_000)[: len(ours)]
    left, masking = [], []
    for chunk, far in zip(chunked([pcm(room)]), chunked([pcm(ours)]), strict=True):
        played.put(far.pcm, MONO)
        left.append(canceller.clean(chunk).pcm)
        masking.append(canceller.masking)
    return np.frombuffer(b"".join(left), np.int16).astype(np.float32)[: len(ours)] / 32_768, masking


def reply(say: Say, seconds: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.resize(say("Your last blood test was above the usual range of your lab."), seconds * 16_000)


def test_our_own_voice_is_gone(say: Say) -> None:
    ours = reply(say, 5)
    left, masking = heard(ours, np.zeros_like(ours))
    assert all(masking[5:])
    assert 20 * np.log10(np.std(left[32_000:]) / np.std(0.5 * ours[32_000:])) < -25


def test_a_person_stays(say: Say) -> None:
    ours = reply(say, 6)
    theirs = np.zeros_like(ours)
    voice = say("What was it in April?")
    theirs[48_000 : 48_000 + len(voice)] = voice
    left, _ = heard(ours, theirs)
    assert 20 * np.log10(speech_rms(left[48_000 : 48_000 + len(voice)]) / speech_rms(voice)) > -15


def test_without_our_voice_nothing_is_touched(say: Say) -> None:
    theirs = say("What was it in April?")
    left, masking = heard(np.zeros_like(theirs), theirs)
    room = np.frombuffer(pcm(theirs + quiet(len(theirs) / 16_000)[: len(theirs)]), np.int16) / 32_768
    assert np.array_equal(left, room.astype(np.float32))
    assert not any(masking)


def test_the_microphone_around_another_keeps_its_time(say: Say) -> None:
    class Source:
        closed = False

        def chunks(self):  # type: ignore[no-untyped-def]
            return iter([AudioChunk(b"\x01\x00" * 320, 20 * n) for n in range(5)])

        def close(self) -> None:
            self.closed = True

    source = Source()
    microphone = EchoFreeMicrophone(source, EchoCanceller(Played()))
    assert [chunk.start_ms for chunk in microphone.chunks()] == [0, 20, 40, 60, 80]
    microphone.close()
    assert source.closed


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_played_comes_out_at_16_khz(rate_hz: int, channels: int) -> None:
    played = Played()
    tone = (8_000 * np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)).astype("<i2")
    taken = b""
    for block in np.array_split(np.repeat(tone, channels).reshape(-1, channels), 50):
        played.put(block.tobytes(), DeviceFormat(rate_hz, channels))
        taken += played.take(640)
    spectrum = np.abs(np.fft.rfft(np.frombuffer(taken, np.int16)[3_200:]))
    assert abs(np.argmax(spectrum) * 16_000 / (16_000 - 3_200) - 440) < 3


def test_the_oldest_falls_out_when_the_microphone_stands_still() -> None:
    played = Played()
    for value in range(50):
        played.put(bytes([value, 0]) * 320, MONO)
    assert played.take(640) == bytes([42, 0]) * 320
    assert played.take(16_000)[-2:] == b"\0\0"
