"""What works and what is missing, as sentences."""

from pathlib import Path

from fake_card import FakeCard

from core.errors import NoSoundLibrary
from voice.check import check_echo, check_models, check_sound
from voice.sound_card import Direction


def test_sound_that_is_there() -> None:
    assert [(c.name, c.ok) for c in check_sound(FakeCard)] == [("microphone", True), ("loudspeaker", True)]


def test_a_missing_loudspeaker_is_told_apart_from_a_missing_microphone() -> None:
    microphone, loudspeaker = check_sound(lambda: FakeCard(missing=frozenset({Direction.OUT})))
    assert microphone.ok
    assert not loudspeaker.ok
    assert "loudspeaker" in loudspeaker.sentence


def test_a_missing_library_names_the_package_to_install() -> None:
    def no_library() -> FakeCard:
        raise NoSoundLibrary

    for found in check_sound(no_library):
        assert not found.ok
        assert "libportaudio2" in found.sentence


def test_models_that_are_there_and_models_that_are_not(tmp_path: Path) -> None:
    hearing, voice = check_models("/nowhere", "joe", tmp_path)
    assert (hearing.ok, voice.ok) == (False, True)
    assert "/nowhere" in hearing.sentence


def test_echo_cancellation_is_told() -> None:
    assert check_echo().ok
