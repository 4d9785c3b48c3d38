"""The real Whisper on real speech, and on what is none."""

import logging
import re
from pathlib import Path

import numpy as np
import pytest
from sounds import RATE_HZ, Samples, Say, cough, kitchen, pink, quiet, speech_rms, utterance, white

from core.audio import EndedBy, Utterance
from core.errors import ModelUnreadable
from voice.whisper import WhisperTranscriber

pytestmark = pytest.mark.slow

HINTS = ["A1c", "creatinine", "lisinopril", "metformin", "potassium", "atorvastatin", "penicillin", "cholesterol"]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def around(speech: Samples) -> Samples:
    """With a little of a silent room before and after."""
    return np.concatenate([quiet(0.3), speech, quiet(0.2)])


@pytest.mark.parametrize(
    "question",
    [
        "What is my creatinine?",
        "When do I take the lisinopril?",
        "How has my potassium been?",
        "What medicines do I take?",
        "Tell me about my last visit.",
    ],
)
def test_questions_are_heard_word_for_word(ear: WhisperTranscriber, say: Say, question: str) -> None:
    transcript = ear.transcribe(utterance(around(say(question))), HINTS)
    assert words(transcript.text) == words(question)
    assert 0.5 < transcript.confidence <= 1.0


@pytest.mark.parametrize("word", ["Yes.", "No.", "Stop.", "Repeat.", "Louder.", "Help."])
def test_a_single_word_is_heard_once(ear: WhisperTranscriber, say: Say, word: str) -> None:
    """Short sound on a short window loops: "Stop. Stop. Stop. …"."""
    assert words(ear.transcribe(utterance(around(say(word))), HINTS).text) == words(word)


def test_quiet_speech_is_heard(ear: WhisperTranscriber, say: Say) -> None:
    assert words(ear.transcribe(utterance(around(say("What is my creatinine?") * 0.03)), HINTS).text) == words(
        "what is my creatinine"
    )


def test_speech_in_a_kitchen_is_heard(ear: WhisperTranscriber, say: Say) -> None:
    speech = around(say("When is my next appointment?"))
    noise = kitchen(len(speech) / RATE_HZ, 4) * speech_rms(speech) / 10 ** (10 / 20)
    assert words(ear.transcribe(utterance(speech + noise), HINTS).text) == words("when is my next appointment")


NO_SPEECH = {
    "nothing": np.zeros(3 * RATE_HZ, np.float32),
    "room": quiet(3),
    "white": white(3, 0.05),
    "pink": pink(3) * 0.1,
    "kitchen": kitchen(4, 5) * 0.1,
    "kitchen near": kitchen(4, 6) * 0.3,
    "cough": np.concatenate([quiet(0.5), cough(1), quiet(0.5)]),
    "hum": (0.2 * np.sin(2 * np.pi * 50 * np.arange(3 * RATE_HZ) / RATE_HZ)).astype(np.float32),
    "click": np.concatenate([quiet(0.5), np.full(20, 0.9, np.float32), quiet(0.5)]),
    "moment": quiet(0.02),
}


@pytest.mark.parametrize("hints", [[], HINTS], ids=["plain", "hinted"])
@pytest.mark.parametrize("name", NO_SPEECH)
def test_nothing_is_invented_where_nobody_speaks(ear: WhisperTranscriber, name: str, hints: list[str]) -> None:
    """Whisper alone says "you", "I'm sorry." or a hint there."""
    transcript = ear.transcribe(utterance(NO_SPEECH[name]), hints)
    assert transcript.text == ""
    assert transcript.confidence == 0.0
    assert transcript.alternatives == ()


def test_an_utterance_without_a_sample_is_empty(ear: WhisperTranscriber) -> None:
    assert ear.transcribe(Utterance(b"", 0, 0, EndedBy.SOURCE), HINTS).text == ""


STORY = [
    "My doctor said that I should walk every day.",
    "On Monday I went to the market with my sister.",
    "We bought apples, bread and a little cheese.",
    "Then my left knee began to hurt on the stairs.",
    "I took the bus home and made a cup of tea.",
    "The pharmacist told me to drink more water.",
    "My neighbor has the same tablets in another color.",
    "Next week I will see the heart doctor again.",
    "He will listen to my chest and check my weight.",
    "After that my daughter is coming for dinner.",
]


def told(say: Say, gap_s: float, sentences: int) -> Samples:
    """Part of a story, and a question at its end."""
    parts = [part for text in STORY[:sentences] for part in (say(text), quiet(gap_s))]
    return np.concatenate([quiet(0.3), *parts, say("What is my creatinine?"), quiet(0.2)])


def test_speech_longer_than_the_window_is_heard_to_its_end(ear: WhisperTranscriber, say: Say) -> None:
    sound = told(say, 0.6, 10)
    assert len(sound) > 30 * RATE_HZ
    heard = words(ear.transcribe(utterance(sound), HINTS).text)
    assert heard[:4] == ["my", "doctor", "said", "that"]
    assert heard[-4:].count("my") == 1


def test_speech_just_under_the_window_is_heard_to_its_end(ear: WhisperTranscriber, say: Say) -> None:
    """Here the padding does not fit any more."""
    sound = told(say, 0.1, 8)
    sound = np.concatenate([quiet(29.5 - len(sound) / RATE_HZ), sound])
    assert 29 * RATE_HZ < len(sound) < 30 * RATE_HZ
    assert words(ear.transcribe(utterance(sound), HINTS).text)[-4:].count("my") == 1


def test_more_hints_than_fit_do_no_harm(ear: WhisperTranscriber, say: Say) -> None:
    many = [*HINTS, *(f"medicine number {i}" for i in range(300))]
    assert words(ear.transcribe(utterance(around(say("What is my creatinine?"))), many).text) == words(
        "what is my creatinine"
    )


def test_words_are_neither_logged_nor_shown(
    ear: WhisperTranscriber, say: Say, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    transcript = ear.transcribe(utterance(around(say("What is my creatinine?"))), HINTS)
    assert "creatinine" in transcript.text.lower()
    assert "creatinine" not in caplog.text.lower()
    assert "creatinine" not in repr(transcript).lower()


def test_weights_that_do_not_load_are_one_sentence(tmp_path: Path) -> None:
    for name in ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ModelUnreadable, match="does not load"):
        WhisperTranscriber(tmp_path)
