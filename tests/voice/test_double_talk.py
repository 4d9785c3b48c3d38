"""A model of the echo learns the way from loudspeaker to microphone, and a person over it is heard for what they are."""

import numpy as np
import pytest
from sounds import Samples, Say, quiet, speech_rms

from voice.double_talk import DoubleTalk
from voice.echo_model import BLOCK, EchoModel
from voice.turns import TurnSettings

RATE_HZ = 16_000
PIECE = 320
AT = 6 * RATE_HZ
LATER = 10 * RATE_HZ


def room(seed: int) -> Samples:
    """80 ms of devices, then a decaying reverberation (60 dB in 0.3 s)."""
    rng = np.random.default_rng(seed)
    tail = rng.normal(size=4_800) * 10 ** (-3 * np.arange(4_800) / 4_800)
    tail[0] = 4
    way = np.concatenate([np.zeros(1_280), tail])
    return np.asarray(way / np.sqrt(np.sum(way**2)), np.float32)


def reply(say: Say, seconds: int) -> Samples:
    text = "Your last blood test was above the usual range of your lab. It was lower in April, and higher a year ago."
    return np.resize(say(text), seconds * RATE_HZ)


def through(sound: Samples, way: Samples) -> Samples:
    return np.convolve(sound, way)[: len(sound)].astype(np.float32)


def times(heard: Samples, played: Samples) -> list[float]:
    """The seconds at which somebody is claimed to speak."""
    detector, found = DoubleTalk(), []
    for at in range(0, len(heard) - PIECE + 1, PIECE):
        detector.hear(heard[at : at + PIECE], played[at : at + PIECE])
        if detector.person:
            found.append((at + PIECE) / RATE_HZ)
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_the_way_is_learned_in_some_seconds_and_kept_while_somebody_speaks(say: Say, seed: int) -> None:
    played = reply(say, 12)
    echo = through(played, room(seed))
    heard = echo + quiet(12)[: len(echo)]
    voice = say("What was it in April, please?")
    heard[AT : AT + len(voice)] += voice * speech_rms(echo) / speech_rms(voice)
    left = EchoModel().left(heard[: len(heard) // BLOCK * BLOCK], played)
    later = slice(AT + len(voice), None)
    assert 20 * np.log10(np.std(left[4 * RATE_HZ : AT]) / np.std(echo[4 * RATE_HZ : AT])) < -15
    assert 20 * np.log10(np.std(left[later]) / np.std(echo[later])) < -15, "it did not unlearn"


@pytest.mark.parametrize("louder_db", [0.0, 6.0])
def test_somebody_over_a_louder_reply_is_noticed(say: Say, louder_db: float) -> None:
    played = reply(say, 13)
    heard = through(played, room(3)) + quiet(13)
    voice = say("Wait, what was it in April?")
    heard[LATER : LATER + len(voice)] += (
        voice * speech_rms(through(played, room(3))) / speech_rms(voice) / 10 ** (louder_db / 20)
    )
    found = times(heard, played)
    assert [at for at in found if LATER / RATE_HZ < at < (LATER + len(voice)) / RATE_HZ + 0.1] == found
    assert found


def test_our_own_voice_alone_is_nobody(say: Say) -> None:
    played = reply(say, 12)
    assert times(through(played, room(4)) + quiet(12), played) == []


def test_sound_that_was_lost_on_the_way_is_nobody(say: Say) -> None:
    """The devices drop 30 ms: from then on the model is wrong."""
    played = reply(say, 12)
    echo = through(played, room(5))
    heard = np.concatenate([echo[:AT], echo[AT + 480 :], np.zeros(480, np.float32)]) + quiet(12)
    pieces = [round(at * 50) for at in times(heard, played)]
    enough = TurnSettings().masked_speech_ms // 20
    assert not [at for at in pieces if all(at + more in pieces for more in range(enough))], "never enough for a turn"
