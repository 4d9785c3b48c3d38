"""The real voice: clause by clause, at the pace and level asked for, and understood by the real ear."""

import logging
import re
from pathlib import Path

import numpy as np
import pytest
import soxr
from sounds import RATE_HZ, quiet, utterance

from core.errors import ModelUnreadable
from core.ports import Manner
from voice.models import VoiceFiles
from voice.piper import PiperVoice
from voice.whisper import WhisperTranscriber

pytestmark = pytest.mark.slow

ANSWER = "Your last test was a little above the usual range. It was 7.2 percent. It is lower than in April."


def seconds(voice: PiperVoice, text: str, manner: Manner) -> float:
    return sum(len(chunk.pcm) / 2 / chunk.rate_hz for chunk in voice.speak(text, manner))


def level(voice: PiperVoice, manner: Manner) -> float:
    [chunk] = voice.speak("Hello there.", manner)
    return float(np.abs(np.frombuffer(chunk.pcm, "<i2").astype(float)).max() / 32_768)


def test_one_chunk_per_clause_in_order(joe: PiperVoice) -> None:
    found = list(joe.speak(ANSWER, Manner()))
    assert [chunk.text for chunk in found] == [
        "Your last test was a little above the usual range.",
        "It was 7.2 percent.",
        "It is lower than in April.",
    ]
    assert {chunk.rate_hz for chunk in found} == {22_050}
    assert all(len(chunk.pcm) / 2 / 22_050 > 0.5 for chunk in found)


def test_the_first_clause_is_there_before_the_rest_is_made(joe: PiperVoice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Watches the real engine, and changes nothing of it."""
    spoken: list[str] = []
    synthesize = joe._engine.synthesize

    def watched(text: str, *rest: object) -> object:
        spoken.append(text)
        return synthesize(text, *rest)

    monkeypatch.setattr(joe._engine, "synthesize", watched)
    speech = joe.speak("This has never been said before. And neither has this one.", Manner())
    assert spoken == []
    next(speech)
    assert spoken == ["This has never been said before."]


def test_what_was_just_said_is_kept_per_manner(joe: PiperVoice) -> None:
    """Piper varies by chance: the same sound twice is the kept one."""
    first, second, slow = (
        list(joe.speak("One moment, I am looking.", manner)) for manner in (Manner(), Manner(), Manner(pace=0.8))
    )
    assert first == second
    assert first != slow


def test_slower_is_slower_and_faster_is_faster(joe: PiperVoice) -> None:
    normal = seconds(joe, ANSWER, Manner())
    assert 1.25 < seconds(joe, ANSWER, Manner(pace=0.7)) / normal < 1.6
    assert 0.55 < seconds(joe, ANSWER, Manner(pace=1.6)) / normal < 0.75


def test_louder_is_louder_and_nothing_overflows(joe: PiperVoice) -> None:
    normal, quieter, louder = (level(joe, Manner(volume=volume)) for volume in (1.0, 0.2, 2.0))
    assert abs(quieter / normal - 0.2) < 0.02
    assert abs(louder / normal - 2.0) < 0.05
    assert louder <= 1.0


def test_gaps_are_short_and_even(joe: PiperVoice) -> None:
    """About a quarter of a second after a sentence, half of that after a part of one."""
    for chunk, gap_ms in zip(
        joe.speak("The letter from your doctor says this, and it says that too. Well then.", Manner()),
        (120, 250, 250),
        strict=True,
    ):
        sound = np.abs(np.frombuffer(chunk.pcm, "<i2").astype(float)) / 32_768
        quiet_ms = (len(sound) - np.flatnonzero(sound > 0.004)[-1]) * 1000 / chunk.rate_hz
        assert gap_ms <= quiet_ms <= gap_ms + 60


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_to_say_is_no_sound(joe: PiperVoice, text: str) -> None:
    assert list(joe.speak(text, Manner())) == []


@pytest.mark.parametrize("text", ["…", "?!", "–", "🙂", "[[", "日本"])
def test_odd_text_is_survived(joe: PiperVoice, text: str) -> None:
    assert all(len(chunk.pcm) % 2 == 0 for chunk in joe.speak(text, Manner()))


@pytest.mark.parametrize("manner", [Manner(), Manner(pace=0.8), Manner(pace=1.3, volume=0.5)])
def test_the_ear_understands_the_voice(joe: PiperVoice, ear: WhisperTranscriber, manner: Manner) -> None:
    text = "It is lower than it was before."
    parts = [np.frombuffer(chunk.pcm, "<i2") for chunk in joe.speak(text, manner)]
    sound = soxr.resample(np.concatenate(parts).astype(np.float32) / 32_768, joe.rate_hz, RATE_HZ)
    heard = ear.transcribe(utterance(np.concatenate([quiet(0.3), sound]))).text
    assert re.findall(r"[a-z]+", heard.lower()) == ["it", "is", "lower", "than", "it", "was", "before"]


def test_words_are_neither_logged_nor_shown(joe: PiperVoice, caplog: pytest.LogCaptureFixture) -> None:
    """Piper itself writes what it speaks to its debug log."""
    caplog.set_level(logging.DEBUG)
    found = list(joe.speak("Your creatinine was never this exact sentence.", Manner()))
    assert "creatinine" not in caplog.text
    assert "creatinine" not in repr(found)


def test_a_voice_that_does_not_load_is_one_sentence(tmp_path: Path) -> None:
    weights, config = tmp_path / "bad.onnx", tmp_path / "bad.onnx.json"
    weights.write_bytes(b"not a network")
    config.write_text("{}")
    with pytest.raises(ModelUnreadable, match=r"bad\.onnx does not load"):
        PiperVoice(VoiceFiles(weights, config))
