"""The questions for a visit and its sheet, on the page and through Home Assistant: as they are spoken, and only while open."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from test_sessions import Sent, Told
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient

from app.household.arranging import add_device, add_resident, revoke
from app.household.home import Device
from app.prepare import Assistant, Prepared
from app.serve.attendant import Attendant
from app.serve.display import Display
from app.serve.house import plain_name
from bench.serve_home import NoVoice, PageClient, Running, deaf_engine, demo_house, running
from core.audio import EndedBy, Utterance
from core.conversation import FRESH, Conversation
from core.visit.book import EMPTY

GET_READY = ("Get me ready for Thursday.", "No.", "I want to ask if I will need dialysis.", "No, nothing else.")
KEEP = ("Yes please.", "Yes.")
SHEET = "Make me a sheet to take along."


@pytest.fixture(scope="module")
def home() -> Iterator[Running]:
    """A service for a demo record of its own, in which things are kept."""
    with demo_house(deaf_engine()) as house, running(house) as found:
        yield found


class Shown(Sent):
    """A page that remembers what it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []

    def tell(self, event: dict[str, Any]) -> None:
        self.events.append(event)

    def last(self, kind: str) -> dict[str, Any]:
        return next(event for event in reversed(self.events) if event["type"] == kind)

    def kinds(self) -> list[str]:
        return [event["type"] for event in self.events]


class Person:
    """Talks over one device with the words given instead of heard; what is to be done after a reply is done."""

    def __init__(self, home: Running, resident: str) -> None:
        parts = home.house.assistant(resident, quiet=False)
        self.ear, self.page = Told(""), Shown()
        self.assistant = Assistant(self.ear, NoVoice(), parts.mind, parts.listening, parts.desk)
        self.attendant = Attendant(locked=not resident)
        self.display = Display(self.page, self.assistant, bool(resident))
        self.so_far: Conversation = FRESH
        self.display.begin(quiet=False)

    def say(self, *words: str) -> Prepared:
        for text in words:
            self.ear.text = text
            prepared = self.attendant.prepare(Utterance(b"", 0, 0, EndedBy.SOURCE), self.so_far, self.assistant)
            before, self.so_far = self.so_far, prepared.after
            self.display.turn(prepared)
            self.after = [
                self.assistant.desk.keep(before, self.so_far) if self.assistant.desk else "",
                self.assistant.desk.run_errand(before, self.so_far) if self.assistant.desk else "",
            ]
        return prepared


def lines(event: dict[str, Any]) -> list[str]:
    return [line["text"] for section in event["sections"] for line in section["lines"]]


def test_the_list_is_shown_as_it_is_spoken_and_the_sheet_when_it_is_asked_for(home: Running) -> None:
    margaret = home.house.home().residents[0].id
    person = Person(home, margaret)
    assert person.page.kinds() == ["state", "no visit"], "no visit is being prepared yet"
    person.say(*GET_READY)
    assert lines(person.page.last("visit"))[0] == "Will I need dialysis?"
    person.say(*KEEP)
    spoken = person.say("Read me my questions.").answer.spoken
    shown = lines(person.page.last("visit"))
    assert len(shown) == 3
    assert all(f"“{words}”" in spoken for words in shown)
    assert "sheet" not in person.page.kinds()
    person.say(SHEET)
    sheet = person.page.last("sheet")
    assert sheet["title"] == "Margaret: my visit"
    assert sheet["sections"][0]["title"] == "My questions"
    assert "My medicines" in [section["title"] for section in sheet["sections"]]
    assert person.after[1] == (
        "It is in the documents of the main computer, in the folder Plainspoken, and begins with: My visit."
    )
    assert sorted(path.suffix for path in home.house.sheets.iterdir()) == [".html", ".pdf", ".txt", ".wav"]
    # Talking on about something else neither draws nor writes it again.
    written = [path.stat().st_mtime_ns for path in sorted(home.house.sheets.iterdir())]
    before = person.page.kinds().count("sheet")
    person.say("What was my last A1c?")
    assert person.page.kinds().count("sheet") == before
    assert [path.stat().st_mtime_ns for path in sorted(home.house.sheets.iterdir())] == written
    assert lines(Person(home, margaret).page.last("visit")) == shown, "what was kept is there on the next device"


def test_while_locked_not_even_that_there_is_a_visit_is_told(home: Running) -> None:
    margaret = home.house.home().residents[0].id
    person = Person(home, margaret)
    person.say(*GET_READY, *KEEP)
    stranger = Person(home, "")
    for words in (*GET_READY, SHEET, "Read me my questions.", "What's my first question?"):
        said = stranger.say(words).answer
        assert "dialysis" not in said.spoken and "Patel" not in said.spoken
    assert set(stranger.page.kinds()) <= {"state", "heard"}
    page, own = PageClient.paired(home, shared=True, name="hall"), PageClient.paired(home, name="own")
    assert lines(own.until("visit"))
    for one in (page, own):
        one.until("state")
        one.tell({"type": "record", "what": "sheet"})
    assert page.until("record")["lines"] == ["The record is locked. Open it by voice first."]
    assert "visit" not in {event["type"] for event in page.events}
    assert own.until("sheet")["title"] == "Margaret: my visit"
    page.close(), own.close()


def test_what_is_kept_on_one_device_is_not_overwritten_by_another(home: Running) -> None:
    margaret = home.house.home().residents[0].id
    own = PageClient.paired(home, name="study")
    own.until("state")
    session = next(one for one in home.service.sessions._running.values() if one.device.name == "study")
    stay = session._stay
    other = home.house.assistant(margaret, False, lambda: home.service.sessions.kept(None, margaret))
    assert other.mind.shelf is not None
    since = len(own.events)
    other.mind.shelf.keep(EMPTY)
    own.until("no visit", since)
    assert session._stay is not stay, "its conversation began anew, from what is kept now"
    own.close()


def test_home_assistant_prepares_a_visit_too(home: Running) -> None:
    owner = home.house.home().residents[0].id
    add_device(home.house.file, Device(id="ha", name="Home Assistant", kind="assistant", owner=owner))

    async def talked(*words: str) -> list[str]:
        told = []
        async with AsyncTcpClient("127.0.0.1", home.wyoming_port) as client:
            for text in words:
                await client.write_event(Transcript(text=text, context={"conversation_id": "c"}).event())
                event = await asyncio.wait_for(client.read_event(), 30)
                told.append(str(event.data["text"]) if event else "")
        return told

    try:
        said = asyncio.run(talked(*GET_READY, *KEEP, SHEET))
        assert "It is in the documents of the main computer" in said[-1]
        mind = home.house.mind(owner)
        assert mind.shelf is not None
        assert mind.shelf.book().plans[0].questions[0].words == "Will I need dialysis?"
        # Erased elsewhere meanwhile: what Home Assistant remembers of it is not written again.
        mind.shelf.keep(EMPTY)
        assert "dialysis" not in asyncio.run(talked("Read me my questions."))[0]
        assert mind.shelf.book() == EMPTY
    finally:
        revoke(home.house.file, ("ha",))


def test_two_people_have_a_folder_each(home: Running) -> None:
    added = add_resident(home.house.file, "../Ada B.", None)
    try:
        desk = home.house.desk(home.house.home().residents[0].id, lambda: None)
        assert desk.folder == home.house.sheets / "Margaret" and desk.place.endswith("under your name")
        assert plain_name(home.house.home(), added.id) == "Ada B"
        assert plain_name(home.house.home(), "nobody here") == "nobody here"
    finally:
        home.house.file.change(lambda now: now.model_copy(update={"residents": now.residents[:1]}))
