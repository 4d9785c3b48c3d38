"""The real satellite process, end to end: its microphone hears a question, its loudspeaker says the fact."""

from pathlib import Path

import pytest

from app.household.arranging import add_device, revoke
from app.household.home import Device
from bench.satellite import missing, satellite
from bench.serve_home import FIXTURES, Running
from core.audio import EndedBy, SpeechChunk, Utterance
from voice.file import read_sound
from voice.record import resampled
from voice.whisper import WhisperTranscriber

pytestmark = pytest.mark.slow


STOP, ASK_MEDICINES = "stop", "medicines-list"


def test_a_satellite_asks_hears_the_answer_and_is_interrupted_by_word(
    service: Running, ear: WhisperTranscriber, tmp_path: Path
) -> None:
    if why := missing():
        pytest.skip(why)
    owner = service.house.home().residents[0].id
    with satellite(tmp_path) as kitchen:
        device = Device(id="sat", name="kitchen speaker", kind="satellite", owner=owner, address=kitchen.address)
        add_device(service.house.file, device)
        try:
            assert kitchen.first_sound_s(0, 30), "it is greeted"
            kitchen.silent_for(1.5)
            before = len(kitchen.heard)
            kitchen.play(read_sound(FIXTURES / "a1c-last.flac") + bytes(96_000))
            assert kitchen.first_sound_s(before, 30)
            kitchen.silent_for(1.5)
            pcm = kitchen.heard[before:]
            # Its microphone goes on while it speaks: how words fare in our own echo is for `bench.satellite_over`.
            begun = len(kitchen.heard)
            kitchen.play(read_sound(FIXTURES / f"{ASK_MEDICINES}.flac") + bytes(32_000))
            assert kitchen.first_sound_s(begun, 30)
            kitchen.play(read_sound(FIXTURES / f"{STOP}.flac"))
            kitchen.silent_for(1.5)
            cut = kitchen.heard[begun:]
        finally:
            revoke(service.house.file, ("sat",))
    mono = resampled(SpeechChunk(pcm, 22_050, ""), 16_000)
    heard = ear.transcribe(Utterance(mono, 0, len(mono) // 32, EndedBy.SOURCE)).text
    assert "7.2" in heard and "October" in heard
    said = resampled(SpeechChunk(cut, 22_050, ""), 16_000)
    left = ear.transcribe(Utterance(said, 0, len(said) // 32, EndedBy.SOURCE)).text
    assert ("nine" in left or "9" in left) and "go on" not in left, "the offer at the end of the answer was not heard"
