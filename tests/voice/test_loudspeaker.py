"""A loudspeaker of any rate, that falls silent at once, is missing, or is pulled out."""

import numpy as np
import pytest
from fake_card import FakeCard, Player

from core.audio import SpeechChunk
from core.errors import DeviceLost, NoLoudspeaker
from voice.loudspeaker import Loudspeaker
from voice.sound_card import DeviceFormat, Direction

TONE_HZ = 440


def tone(seconds: float, rate_hz: int = 22_050) -> SpeechChunk:
    wave = 0.5 * np.sin(2 * np.pi * TONE_HZ * np.arange(round(rate_hz * seconds)) / rate_hz)
    return SpeechChunk((wave * 32_767).astype("<i2").tobytes(), rate_hz, "la")


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_rate_sounds_right(rate_hz: int, channels: int) -> None:
    card = FakeCard(DeviceFormat(rate_hz, channels))
    with Loudspeaker(card) as player:
        player.play(tone(1.0))
        sound = np.frombuffer(card.streams[0].sound(60), "<i2").reshape(-1, channels).astype(float)
    assert (sound == sound[:, :1]).all()
    spectrum = np.abs(np.fft.rfft(sound[:, 0]))
    assert abs(np.argmax(spectrum) * rate_hz / len(sound) - TONE_HZ) < 2
    assert abs(np.flatnonzero(sound[:, 0])[-1] / rate_hz - 1.0) < 0.01


def test_chunks_follow_each_other_without_a_gap() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(SpeechChunk(b"\x01\x00" * 500, 22_050, ""))
        player.play(SpeechChunk(b"\x02\x00" * 500, 22_050, ""))
        sound = np.frombuffer(card.streams[0].sound(3), "<i2")
    assert sound.tolist() == [1] * 500 + [2] * 500 + [0] * (3 * 441 - 1000)


def test_nothing_to_play_is_silence() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        assert not any(card.streams[0].sound(5))
        player.wait()
        assert not player.playing


def test_stop_is_silence_within_one_block() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(tone(5.0))
        card.streams[0].sound(10)
        player.stop()
        block = np.frombuffer(card.streams[0].sound(), "<i2")
        assert not block[22_050 * 5 // 1000 + 1 :].any()
        assert not any(card.streams[0].sound(100))
        player.wait()
        assert not player.playing


def test_speaking_again_after_stop() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(tone(5.0))
        player.stop()
        card.streams[0].sound(2)
        player.play(tone(0.1))
        assert any(card.streams[0].sound(2))


def test_pause_is_silence_within_one_block_and_loses_nothing() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(SpeechChunk(b"\x01\x00" * 4410, 22_050, ""))
        before = np.frombuffer(card.streams[0].sound(2), "<i2")
        assert 160 <= player.left_ms <= 180  # a block may be on its way
        player.pause()
        assert not np.frombuffer(card.streams[0].sound(20), "<i2")[22_050 * 5 // 1000 + 1 :].any()
        assert player.left_ms == 160
        player.resume()
        after = np.frombuffer(card.streams[0].sound(20), "<i2")
    assert before.sum() + after.sum() == 4410


def test_stop_in_a_pause_forgets_the_rest() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(tone(1.0))
        card.streams[0].sound(2)
        player.pause()
        card.streams[0].sound(2)
        player.stop()
        assert not any(card.streams[0].sound(20))
        player.play(tone(0.1))
        assert any(card.streams[0].sound(2))


def test_everything_that_sounds_is_told() -> None:
    card = FakeCard()
    told = bytearray()
    with Loudspeaker(card, lambda block, _format: told.extend(block)) as player:
        player.play(tone(0.1))
        assert card.streams[0].sound(10) == bytes(told)


def test_wait_returns_when_all_was_heard() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(tone(0.5))
        with Player(card.streams[0]):
            player.wait()
            heard = np.frombuffer(bytes(card.streams[0].sounded), "<i2")
    # The hardware had all of it by then: nothing is left for later.
    assert not any(card.streams[0].sound(5))
    assert np.count_nonzero(heard) > 0.45 * 22_050


def test_wait_returns_when_stopped_from_another_thread() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(tone(60.0))
        card.streams[0].sound(1)
        player.stop()
        with Player(card.streams[0]):
            player.wait()


def test_without_a_loudspeaker_it_says_so_at_once() -> None:
    with pytest.raises(NoLoudspeaker, match="plug one in"):
        Loudspeaker(FakeCard(missing=frozenset({Direction.OUT})))


def test_a_loudspeaker_that_is_pulled_out_says_so() -> None:
    card = FakeCard()
    with Loudspeaker(card) as player:
        player.play(tone(1.0))
        card.streams[0].unplug()
        with pytest.raises(DeviceLost, match="plug it back in"):
            player.wait()
        with pytest.raises(DeviceLost):
            player.play(tone(1.0))


def test_a_loudspeaker_that_takes_nothing_without_a_word_is_lost_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.loudspeaker.SILENT_DEVICE_S", 0.2)
    with Loudspeaker(FakeCard()) as player:
        player.play(tone(1.0))
        with pytest.raises(DeviceLost):
            player.wait()


def test_closing_lets_go_of_the_device() -> None:
    card = FakeCard()
    player = Loudspeaker(card)
    player.play(tone(1.0))
    player.close()
    assert card.streams[0].closed
    player.wait()
