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
ECHO_DB = -6.0
"""Of the loudspeaker at its own microphone, beside the person's voice at arm's length (`bench.voice`, "Interrupting")."""


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
            # From here on its microphone hears its loudspeaker; the list of medicines lasts longer than 20 s.
            kitchen.echoes(ECHO_DB)
            begun = len(kitchen.heard)
            kitchen.play(read_sound(FIXTURES / f"{ASK_MEDICINES}.flac") + bytes(96_000))
            assert kitchen.first_sound_s(begun, 30)
            kitchen.plays_for(4.0)
            kitchen.play(read_sound(FIXTURES / f"{STOP}.flac"))
            kitchen.silent_for(1.5)
            said_s = (len(kitchen.heard) - begun) / 2 / 22_050
        finally:
            revoke(service.house.file, ("sat",))
    mono = resampled(SpeechChunk(pcm, 22_050, ""), 16_000)
    heard = ear.transcribe(Utterance(mono, 0, len(mono) // 32, EndedBy.SOURCE)).text
    assert "7.2" in heard and "October" in heard
    assert 3.5 < said_s < 9.0, "it did not interrupt itself, and it was interrupted"
