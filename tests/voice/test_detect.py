"""The end of speech is found, in a silent room and in a kitchen; noise alone is nobody."""

import numpy as np
import pytest
from sounds import RATE_HZ, Samples, Say, cough, end_ms, kitchen, pink, quiet, speech_rms, turns, white

from core.audio import EndedBy
from voice.detect import SileroDetector, WebrtcDetector

QUESTIONS = ["What was my last A1c?", "When do I take the lisinopril?", "How has my weight been since last year?"]
LEAD_MS, TAIL_S = 1_000, 4.0


def staged(speech: Samples, room: Samples | None = None, level: float = 1.0) -> tuple[Samples, int]:
    """Speech between silences, in a room at 10 dB below it when given; and where the speech ends, in ms."""
    cut_ms = end_ms(speech)
    cut = speech[: cut_ms * RATE_HZ // 1000]
    sound = np.concatenate([np.zeros(RATE_HZ * LEAD_MS // 1000), cut, np.zeros(round(TAIL_S * RATE_HZ))])
    sound = sound * level + quiet(len(sound) / RATE_HZ)
    if room is not None:
        sound = sound + room[: len(sound)] * speech_rms(cut) * level / 10 ** (10 / 20)
    return sound.astype(np.float32), LEAD_MS + cut_ms


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("level", [1.0, 0.1, 0.03])
def test_the_end_is_found_in_a_silent_room_however_quietly_one_speaks(say: Say, question: str, level: float) -> None:
    sound, true_end_ms = staged(say(question), level=level)
    [turn] = turns(sound, SileroDetector())
    # 60 ms is the aim for the middle of many; a single sentence may end in a soft consonant.
    assert abs(turn.end_ms - true_end_ms) <= 160
    assert turn.ended_by is EndedBy.SILENCE


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_end_is_found_in_a_kitchen(say: Say, question: str, seed: int) -> None:
    """The classic: the noise counts as speech, and the reply comes after 15 seconds or never."""
    sound, true_end_ms = staged(say(question), kitchen(12, seed))
    found = turns(sound, SileroDetector())
    last = found[-1]
    assert len(found) == 1
    assert last.ended_by is EndedBy.SILENCE
    assert abs(last.end_ms - true_end_ms) <= 250


@pytest.mark.parametrize("word", ["Yes.", "No.", "Stop.", "Wait.", "A1c."])
@pytest.mark.parametrize("level", [1.0, 0.1])
def test_a_single_word_is_a_turn(say: Say, word: str, level: float) -> None:
    sound, _ = staged(say(word), level=level)
    assert len(turns(sound, SileroDetector())) == 1


@pytest.mark.parametrize("word", ["Yes.", "No.", "Stop."])
def test_a_single_word_is_a_turn_in_a_kitchen(say: Say, word: str) -> None:
    sound, _ = staged(say(word), kitchen(12, 3))
    assert len(turns(sound, SileroDetector())) == 1


@pytest.mark.parametrize(
    "room",
    [
        np.zeros(20 * RATE_HZ, np.float32),
        white(20, 0.05),
        pink(20) * 0.1,
        kitchen(20) * 0.03,
        kitchen(20) * 0.1,
        kitchen(20) * 0.3,
    ],
    ids=["nothing", "white", "pink", "kitchen far", "kitchen", "kitchen near"],
)
def test_a_room_without_anybody_is_no_turn(room: Samples) -> None:
    assert turns(room, SileroDetector()) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_cough_is_no_turn(seed: int) -> None:
    sound = np.concatenate([quiet(1), cough(seed), quiet(0.2), cough(seed + 50, 250), quiet(2)])
    assert turns(sound, SileroDetector()) == []


def test_the_light_detector_serves_in_a_silent_room(say: Say) -> None:
    sound, true_end_ms = staged(say(QUESTIONS[0]))
    [turn] = turns(sound, WebrtcDetector())
    # webrtcvad itself holds on for about 100 ms.
    assert 0 <= turn.end_ms - true_end_ms <= 200
