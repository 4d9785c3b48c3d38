"""The wake word is heard, and other words are not."""

import numpy as np
import pytest
from sounds import Say, chunks, quiet

from voice.wake import WORDS, WakeWord

SAID = {"okay_nabu": "Okay Nabu.", "hey_jarvis": "Hey Jarvis.", "alexa": "Alexa."}


@pytest.mark.parametrize("word", SAID)
def test_the_word_wakes(say: Say, word: str) -> None:
    listens = WakeWord(word)
    room = np.concatenate([quiet(1.5), say(SAID[word]), quiet(1.0)])
    assert any([listens.heard(chunk) for chunk in chunks(room)])


@pytest.mark.parametrize("word", WORDS)
def test_other_words_do_not(say: Say, word: str) -> None:
    listens = WakeWord(word)
    room = np.concatenate(
        [quiet(1.5), say("What was my last blood pressure, and when do I see the doctor?"), quiet(1.0)]
    )
    assert not any([listens.heard(chunk) for chunk in chunks(room)])
