"""Names that espeak-ng's rules get wrong are given to Piper as sounds."""

import numpy as np
import pytest
import soxr
from hypothesis import given
from hypothesis import strategies as st

from core.audio import SAMPLE_RATE_HZ, EndedBy, Utterance
from core.ports import Manner
from voice.piper import PiperVoice
from voice.pronounce import pronounced, pronunciations
from voice.whisper import WhisperTranscriber


def as_utterance(joe: PiperVoice, text: str) -> Utterance:
    """What the voice says, as the microphone would hear it."""
    sound = np.frombuffer(b"".join(c.pcm for c in joe.speak(text, Manner())), np.int16)
    pcm = soxr.resample(sound, joe.rate_hz, SAMPLE_RATE_HZ).astype("<i2").tobytes()
    return Utterance(pcm, 0, len(pcm) // 32, EndedBy.SILENCE)


def test_a_known_word_is_given_as_sounds_with_its_punctuation() -> None:
    said = {"lisinopril": "laɪsˈɪnəpɹˌɪl"}
    assert pronounced("Take Lisinopril, 20.", said) == "Take [[laɪsˈɪnəpɹˌɪl,]] 20."
    assert pronounced("Is it lisinopril?", said) == "Is it [[laɪsˈɪnəpɹˌɪl?]]"


@given(st.text())
def test_without_a_known_word_nothing_changes_and_no_text_can_smuggle_sounds_in(text: str) -> None:
    given_on = pronounced(text, {})
    assert "[[" not in given_on and "]]" not in given_on
    assert given_on.replace(" ", "") == text.replace("[[", "").replace("]]", "").replace(" ", "")


def test_a_number_to_call_is_said_digit_by_digit(joe: PiperVoice, ear: WhisperTranscriber) -> None:
    assert pronounced("Please call 911 now.", {}) == "Please call 9 1 1 now."
    assert pronounced("You can call or text 988.", {}) == "You can call or text 9 8 8."
    assert pronounced("It was 911 in all.", {}) == "It was 911 in all."
    heard = ear.transcribe(as_utterance(joe, "This can be an emergency. Please call 911 now.")).text
    assert "".join(c for c in heard if c.isdigit()) == "911"


@pytest.mark.parametrize("word", sorted(pronunciations()))
def test_the_voice_knows_every_sound_and_keeps_the_end_of_the_sentence(word: str, joe: PiperVoice) -> None:
    known = joe._engine.config.phoneme_id_map
    sounds = pronunciations()[word]
    assert not [sound for sound in sounds if sound not in known]
    (sentence,) = joe._engine.phonemize(pronounced(f"Is it {word}?", pronunciations()))
    assert "".join(sentence).endswith(f"{sounds}?")
