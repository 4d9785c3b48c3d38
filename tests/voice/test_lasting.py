"""Pulled out and put back, busy, at another rate, overrun: the loop lives on and says so once."""

from itertools import islice

import numpy as np
import pytest
from fake_card import FakeCard, FakeStream

from core.audio import SpeechChunk
from core.errors import NoLoudspeaker, NoMicrophone
from voice.lasting import (
    MIC_BACK,
    MIC_LOST,
    SOUND_LOST,
    SPEAKER_BACK,
    SPEAKER_LOST,
    LastingMicrophone,
    LastingPlayer,
)
from voice.loudspeaker import Loudspeaker
from voice.microphone import DeviceMicrophone
from voice.sound_card import DeviceFormat, Direction, Heard

SAID = SpeechChunk(b"\x01\x00" * 2205, 22_050, "la")


class TalkingCard(FakeCard):
    """Its microphone hears a second of sound as soon as it is open."""

    def listen(self, fmt: DeviceFormat, heard: Heard) -> FakeStream:
        stream = super().listen(fmt, heard)
        stream.hear(np.full(fmt.rate_hz * fmt.channels, 5, "<i2").tobytes())
        return stream


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.lasting.AGAIN_S", 0.05)


def test_a_microphone_comes_back_at_another_rate_and_time_goes_on() -> None:
    told: list[str] = []
    card = TalkingCard()
    microphone = LastingMicrophone(lambda: DeviceMicrophone(card), told.append)
    chunks = microphone.chunks()
    heard = list(islice(chunks, 50))
    card.streams[0].unplug()
    card.missing = frozenset({Direction.IN})
    heard += islice(chunks, 10)
    assert told == [MIC_LOST]
    card.missing, card.fmt = frozenset(), DeviceFormat(48_000, 2)
    while MIC_BACK not in told:
        heard.append(next(chunks))
    heard += islice(chunks, 20)
    assert [chunk.start_ms for chunk in heard] == [20 * n for n in range(len(heard))]
    assert any(heard[0].pcm) and any(heard[-1].pcm)
    assert told == [MIC_LOST, MIC_BACK]
    microphone.close()
    assert not list(islice(chunks, 1))


def test_without_a_microphone_at_the_start_it_says_so() -> None:
    with pytest.raises(NoMicrophone):
        LastingMicrophone(lambda: DeviceMicrophone(FakeCard(missing=frozenset({Direction.IN}))), print)


def test_lost_sound_is_told_once() -> None:
    told: list[str] = []
    card = FakeCard()
    microphone = LastingMicrophone(lambda: DeviceMicrophone(card), told.append)
    chunks = microphone.chunks()
    for _ in range(3):
        card.streams[0].hear(bytes(640 * 5), lost_before=True)
    list(islice(chunks, 15))
    assert told == [SOUND_LOST]
    microphone.close()


def test_a_loudspeaker_that_is_pulled_out_and_put_back() -> None:
    told: list[str] = []
    card = FakeCard()
    player = LastingPlayer(lambda: Loudspeaker(card), told.append)
    player.play(SAID)
    assert player.left_ms == 100 and player.playing
    card.streams[0].unplug()
    card.missing = frozenset({Direction.OUT})
    player.wait()
    assert told == [SPEAKER_LOST] and not player.left_ms
    for deed in (player.pause, player.resume, player.stop, player.wait, lambda: player.play(SAID)):
        deed()
    card.missing = frozenset()
    while SPEAKER_BACK not in told:
        player.play(SAID)
    assert any(card.streams[-1].sound(2))
    assert told == [SPEAKER_LOST, SPEAKER_BACK]
    player.close()
    assert card.streams[-1].closed


def test_without_a_loudspeaker_at_the_start_it_says_so() -> None:
    with pytest.raises(NoLoudspeaker):
        LastingPlayer(lambda: Loudspeaker(FakeCard(missing=frozenset({Direction.OUT}))), print)
