"""A microphone of any rate, that is missing, too fast for us, or pulled out."""

from itertools import islice

import numpy as np
import pytest
from fake_card import FakeCard

from core.errors import DeviceLost, NoMicrophone
from voice.microphone import DeviceMicrophone
from voice.sound_card import DeviceFormat, Direction

TONE_HZ = 440


def tone(rate_hz: int, seconds: float, channels: int = 1) -> bytes:
    wave = 0.5 * np.sin(2 * np.pi * TONE_HZ * np.arange(round(rate_hz * seconds)) / rate_hz)
    return np.repeat(wave * 32_767, channels).astype("<i2").tobytes()


def pitch_hz(pcm: bytes) -> float:
    sound = np.frombuffer(pcm, "<i2").astype(float)
    return float(np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound))))) * 16_000 / len(sound))


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_rate_comes_out_as_sixteen_kilohertz_mono(rate_hz: int, channels: int) -> None:
    card = FakeCard(DeviceFormat(rate_hz, channels))
    with DeviceMicrophone(card) as microphone:
        card.streams[0].hear(tone(rate_hz, 1.2, channels))
        chunks = list(islice(microphone.chunks(), 50))
    assert [chunk.start_ms for chunk in chunks] == list(range(0, 1000, 20))
    assert abs(pitch_hz(b"".join(chunk.pcm for chunk in chunks)) - TONE_HZ) < 2


def test_sixteen_kilohertz_mono_is_untouched() -> None:
    card = FakeCard()
    sound = np.random.default_rng(0).integers(-30_000, 30_000, 3_200, np.int16).tobytes()
    with DeviceMicrophone(card) as microphone:
        card.streams[0].hear(sound)
        assert b"".join(chunk.pcm for chunk in islice(microphone.chunks(), 10)) == sound


def test_two_channels_are_mixed() -> None:
    card = FakeCard(DeviceFormat(16_000, 2))
    with DeviceMicrophone(card) as microphone:
        card.streams[0].hear(np.tile(np.array([1000, 3000], "<i2"), 320).tobytes())
        chunk = next(microphone.chunks())
    assert set(np.frombuffer(chunk.pcm, "<i2").tolist()) == {2000}


def test_without_a_microphone_it_says_so_at_once() -> None:
    with pytest.raises(NoMicrophone, match="plug one in"):
        DeviceMicrophone(FakeCard(missing=frozenset({Direction.IN})))


def test_a_microphone_that_is_pulled_out_gives_what_it_heard_and_then_says_so() -> None:
    card = FakeCard()
    microphone = DeviceMicrophone(card)
    card.streams[0].hear(tone(16_000, 0.1))
    chunks = microphone.chunks()
    assert len(list(islice(chunks, 5))) == 5
    card.streams[0].unplug()
    with pytest.raises(DeviceLost, match="plug it back in"):
        next(chunks)
    assert card.streams[0].closed


def test_a_microphone_that_falls_silent_without_a_word_is_lost_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.microphone.SILENT_DEVICE_S", 0.2)
    with pytest.raises(DeviceLost):
        next(DeviceMicrophone(FakeCard()).chunks())


def test_closing_ends_the_stream_and_lets_go_of_the_device() -> None:
    card = FakeCard()
    microphone = DeviceMicrophone(card)
    card.streams[0].hear(tone(16_000, 0.1))
    chunks = microphone.chunks()
    next(chunks)
    microphone.close()
    assert list(chunks) == []
    assert card.streams[0].closed


def test_a_listener_that_falls_behind_loses_sound_and_not_the_time() -> None:
    """10 s fit into the queue; what comes after is lost, and is silence of the same length."""
    card = FakeCard()
    with DeviceMicrophone(card) as microphone:
        chunks = microphone.chunks()
        card.streams[0].hear(tone(16_000, 13.0))
        assert microphone.overruns == 1
        first = list(islice(chunks, 500))
        card.streams[0].hear(tone(16_000, 0.02))
        after = list(islice(chunks, 151))
    assert all(any(chunk.pcm) for chunk in first)
    assert [any(chunk.pcm) for chunk in after] == [False] * 150 + [True]
    assert after[-1].start_ms == 13_000


def test_sound_that_the_card_itself_lost_is_counted() -> None:
    card = FakeCard()
    with DeviceMicrophone(card) as microphone:
        card.streams[0].hear(tone(16_000, 0.1), lost_before=True)
        assert microphone.overruns == 1
