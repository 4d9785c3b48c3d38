"""Home Assistant's side of Wyoming, played by the library's own client over TCP."""

import asyncio
from collections.abc import Iterator

import pytest
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.event import Event
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

from app.household.arranging import add_device, find_device, revoke
from app.household.home import Device
from app.serve.early_ear import EarlyEar
from app.serve.web_port import Where
from app.serve.wyoming_port import WyomingPort
from app.settings import Listening
from bench.serve_home import FIXTURES, Running
from core.audio import EndedBy, Utterance
from core.errors import NeedsLoopback
from voice.file import read_sound
from voice.whisper import WhisperTranscriber

pytestmark = pytest.mark.slow


@pytest.fixture
def given_to_margaret(service: Running) -> Iterator[None]:
    """Home Assistant may know Margaret's record."""
    owner = service.house.home().residents[0].id
    add_device(service.house.file, Device(id="ha", name="Home Assistant", kind="assistant", owner=owner))
    yield
    revoke(service.house.file, (find_device(service.house.home(), "Home Assistant").id,))


def exchange(service: Running, sent: list[Event], last: str) -> list[Event]:
    """Send events in one connection and collect the answers up to one of type `last`."""

    async def talk() -> list[Event]:
        got: list[Event] = []
        async with AsyncTcpClient("127.0.0.1", service.wyoming_port) as client:
            for event in sent:
                await client.write_event(event)
            while not got or got[-1].type != last:
                event = await asyncio.wait_for(client.read_event(), 30)
                assert event is not None, f"hung up after {[one.type for one in got]}"
                got.append(event)
        return got

    return asyncio.run(talk())


def recording(name: str) -> list[Event]:
    """A recording as Home Assistant streams it."""
    pcm = read_sound(FIXTURES / f"{name}.flac")
    chunks = [AudioChunk(16_000, 2, 1, pcm[at : at + 2_048]).event() for at in range(0, len(pcm), 2_048)]
    return [Transcribe(language="en").event(), AudioStart(16_000, 2, 1).event(), *chunks, AudioStop().event()]


def asked(text: str, conversation: str = "c1") -> Event:
    return Transcript(text=text, context={"conversation_id": conversation}).event()


def test_it_describes_itself(service: Running) -> None:
    info = Info.from_event(exchange(service, [Describe().event()], "info")[-1])
    assert [len(part) for part in (info.asr, info.handle, info.tts)] == [1, 1, 1]
    assert info.tts[0].supports_synthesize_streaming


def test_a_question_is_heard_handled_and_spoken(
    service: Running, given_to_margaret: None, ear: WhisperTranscriber
) -> None:
    heard = Transcript.from_event(exchange(service, recording("a1c-last"), "transcript")[-1]).text
    assert "A1c" in heard
    handled = Handled.from_event(exchange(service, [asked(heard)], "handled")[-1])
    assert handled.text and "7.2 percent" in handled.text
    after = Handled.from_event(exchange(service, [asked("what was it in April")], "handled")[-1])
    assert after.text and "7.9 percent" in after.text, "the conversation goes on over connections"
    events = exchange(service, [Synthesize(text="It was 7.2 percent.").event()], "audio-stop")
    assert [events[0].type, events[-1].type] == ["audio-start", "audio-stop"]
    pcm = b"".join(event.payload or b"" for event in events)
    assert events[0].data["rate"] == 22_050 and len(pcm) > 22_050
    from core.audio import SpeechChunk
    from voice.record import resampled

    mono = resampled(SpeechChunk(pcm, 22_050, ""), 16_000)
    again = ear.transcribe(Utterance(mono, 0, len(mono) // 32, EndedBy.SOURCE))
    assert "7.2" in again.text


def test_while_it_was_given_to_nobody_nothing_of_the_record_is_said(service: Running) -> None:
    for text in ("what was my last A1c", "what medicines do I take", "whose record is this"):
        told = Handled.from_event(exchange(service, [asked(text)], "handled")[-1]).text
        assert told == "I'm locked. I can help with an emergency."
    alarm = Handled.from_event(exchange(service, [asked("I have crushing chest pain")], "handled")[-1]).text
    assert alarm and "911" in alarm
    helped = Handled.from_event(exchange(service, [asked("help")], "handled")[-1]).text
    assert helped and "say open" in helped


def test_what_is_not_understood_is_not_handled(service: Running, given_to_margaret: None) -> None:
    told = NotHandled.from_event(exchange(service, [asked("flurb the wibble", "c2")], "not-handled")[-1])
    assert told.text


def test_streamed_text_is_spoken_and_ends(service: Running) -> None:
    sent = [SynthesizeStart().event(), SynthesizeChunk(text="All is ").event(), SynthesizeChunk(text="well.").event()]
    sent += [Synthesize(text="All is well.").event(), SynthesizeStop().event()]
    events = exchange(service, sent, "synthesize-stopped")
    assert [event.type for event in events].count("audio-start") == 1, (
        "the whole text sent beside it is for older servers"
    )


def test_silence_and_nothing_are_empty_transcripts(service: Running) -> None:
    silent = [AudioStart(16_000, 2, 1).event(), AudioChunk(16_000, 2, 1, bytes(32_000)).event(), AudioStop().event()]
    assert Transcript.from_event(exchange(service, silent, "transcript")[-1]).text == ""
    assert (
        Transcript.from_event(
            exchange(service, [AudioStart(16_000, 2, 1).event(), AudioStop().event()], "transcript")[-1]
        ).text
        == ""
    )


def test_it_listens_on_this_machine_only(service: Running) -> None:
    with pytest.raises(NeedsLoopback):
        asyncio.run(WyomingPort(service.house).open(Where("0.0.0.0", 0)))  # noqa: S104 - what is refused


class Desk:
    """An ear that counts what it is asked to read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def hear(self, utterance: Utterance) -> str:
        self.read.append(len(utterance.pcm))
        return "words"


def test_words_are_read_in_the_silence_before_the_client_says_that_the_turn_is_over() -> None:
    async def heard(pcm: bytes) -> tuple[str, list[int]]:
        desk = Desk()
        ear = EarlyEar(desk, Listening())  # type: ignore[arg-type] # of the desk only this is used
        for at in range(0, len(pcm), 2_048):
            ear.hear(pcm[at : at + 2_048])
            await asyncio.sleep(0.001)
        return await ear.words(), desk.read

    question = read_sound(FIXTURES / "a1c-last.flac") + bytes(4 * 32_000)
    words, read = asyncio.run(heard(question))
    assert words == "words"
    assert read
    assert max(read) < len(question), "what was read ended with the words, and nothing was left to be read at the end"
    words, read = asyncio.run(heard(question + question))
    assert max(read) == 2 * len(question), "two turns in one stream are read as one"
    assert asyncio.run(heard(b"")) == ("", [])
