"""When devices lock, who is let in, and what is shown: with an engine that says nothing, so that it is quick."""

import datetime as dt
import time
import urllib.request
from collections.abc import Iterator, Sequence
from urllib.error import HTTPError

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.household.arranging import find_device, revoke
from app.household.home import NIGHT_LOCK_S, Rules
from app.prepare import Assistant
from app.serve.attendant import Attendant, Decided
from app.serve.engine import REST, Queue, SharedVoice
from app.serve.line_player import LinePlayer
from app.serve.metrics import Metrics
from app.serve.over_voice import OverVoice
from app.serve.paced_voice import PacedVoice
from app.serve.quiet import ON_SCREEN, QuietVoice
from app.serve.satellite_ear import SatelliteEar
from app.serve.sessions import is_night
from app.serve.stream import Mailbox, StreamMicrophone
from bench.serve_home import METRICS_TOKEN, NoVoice, PageClient, Running, deaf_engine, make_test_house, running
from core.audio import AudioChunk, EndedBy, SpeechChunk, Transcript, Utterance
from core.conversation import FRESH
from core.ports import Manner
from store.vault import Vault


@pytest.fixture(scope="module")
def deaf(demo_vault: Vault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service without ear and voice."""
    with running(make_test_house(deaf_engine(), demo_vault, tmp_path_factory.mktemp("deaf"))) as found:
        yield found


def gone(page: PageClient) -> int:
    """Why the service hung up."""
    end_s = time.monotonic() + 10
    while not page.closed and time.monotonic() < end_s:
        time.sleep(0.01)
    return page.closed


def get(deaf: Running, path: str, **headers: str) -> tuple[int, str, str]:
    """Status, body and policy of a request."""
    request = urllib.request.Request(f"{deaf.url}{path}", headers=headers)  # noqa: S310 - our own service
    try:
        with urllib.request.urlopen(request, timeout=10) as got:  # noqa: S310
            return got.status, got.read().decode(), got.headers["Content-Security-Policy"]
    except HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers["Content-Security-Policy"]


def test_the_page_and_its_files_are_served_whole_and_strictly(deaf: Running) -> None:
    for path in ("/", "/app.js", "/style.css", "/sw.js", "/app.webmanifest", "/icon.svg", "/mic-worklet.js"):
        status, body, policy = get(deaf, path)
        assert status == 200 and len(body) > 100
        assert "default-src 'none'" in policy and "unsafe" not in policy
    assert get(deaf, "/../pyproject.toml")[0] == get(deaf, "/nothing")[0] == 404
    assert get(deaf, "/", Origin="http://evil.example")[0] == 403
    assert get(deaf, "/", Host="evil.example")[0] == 421


def test_health_says_how_many_and_metrics_need_their_token(deaf: Running) -> None:
    assert '"status": "ok"' in get(deaf, "/health")[1]
    assert get(deaf, "/metrics")[0] == get(deaf, "/metrics", Authorization="Bearer x")[0] == 401
    status, text, _ = get(deaf, "/metrics", Authorization=f"Bearer {METRICS_TOKEN}")
    assert status == 200 and "Margaret" not in text


def test_a_foreign_page_is_not_talked_to(deaf: Running) -> None:
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{deaf.port}"):
        with pytest.raises(InvalidStatus) as refused, connect(f"ws://localhost:{deaf.port}/talk", origin=origin):  # type: ignore[arg-type]
            pass
        assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "first", [{"type": "hello", "token": "x"}, {"type": "hello"}, {"type": "pair", "code": "1"}, {}]
)
def test_nobody_gets_in_without_a_token_or_a_code(deaf: Running, first: dict[str, str]) -> None:
    import json

    with connect(f"ws://localhost:{deaf.port}/talk", origin=deaf.url, compression=None) as socket:  # type: ignore[arg-type]
        socket.send(json.dumps(first))
        with pytest.raises(Exception, match="4401"):
            socket.recv(timeout=10)


def test_a_token_that_was_used_before_and_one_that_was_revoked_open_nothing(deaf: Running) -> None:
    first = PageClient.paired(deaf, name="bedroom")
    first.close()
    again = PageClient.open(deaf, {"type": "hello", "token": first.token})
    again.until("state")
    again.close()
    with connect(f"ws://localhost:{deaf.port}/talk", origin=deaf.url, compression=None) as socket:  # type: ignore[arg-type]
        socket.send(f'{{"type": "hello", "token": "{first.token}"}}')
        with pytest.raises(Exception, match="4401"):
            socket.recv(timeout=10)
    last = PageClient.open(deaf, {"type": "hello", "token": again.token})
    revoke(deaf.house.file, (find_device(deaf.house.home(), "bedroom").id,))
    assert gone(last) == 4409
    last.close()


def test_a_device_has_one_conversation(deaf: Running) -> None:
    first = PageClient.paired(deaf, name="study")
    second = PageClient.open(deaf, {"type": "hello", "token": first.token})
    assert gone(first) == 4409
    second.until("state")
    first.close()
    second.close()


def test_too_much_and_nonsense_end_the_connection(deaf: Running) -> None:
    for sent, why in (([bytes(60_000)] * 30, 4429), (["{"], 4400), ([bytes(3)], 4429), (["[1]"], 4400)):
        page = PageClient.paired(deaf, name="loud")
        page.until("state")
        for one in sent:
            try:
                page.socket.send(one)
            except Exception:  # noqa: BLE001 - it may be over already
                break
        assert gone(page) == why
        page.close()


def test_opening_elsewhere_locks_here_and_silence_locks(deaf: Running) -> None:
    here = PageClient.paired(deaf, shared=True, name="here")
    there = PageClient.paired(deaf, shared=True, name="there")
    here.until("state"), there.until("state")
    by_name = {session.device.name: session for session in deaf.service.sessions._running.values()}
    margaret = deaf.house.home().residents[0].id

    def opened(name: str, page: PageClient) -> None:
        since = len(page.events)
        by_name[name]._change(margaret, "Open.")
        deaf.service.sessions.opened(by_name[name], margaret)
        assert page.until("state", since)["open"]

    opened("here", here)
    since = len(here.events)
    opened("there", there)
    assert not here.until("state", since)["open"]
    deaf.house.file.change(lambda home: home.model_copy(update={"rules": Rules(lock_after_s=5)}))
    since = len(there.events)
    by_name["there"]._used_s -= 6
    assert not there.until("state", since)["open"]
    here.close(), there.close()


def test_shared_devices_lock_at_night_and_soon_after_each_answer_until_morning(deaf: Running) -> None:
    hall, own = PageClient.paired(deaf, shared=True, name="hall"), PageClient.paired(deaf, name="bedside")
    hall.until("state"), own.until("state")
    sessions = deaf.service.sessions
    here = next(one for one in sessions._running.values() if one.device.name == "hall")
    margaret = deaf.house.home().residents[0].id

    def at(clock: str) -> None:
        """What the watch does at that time."""
        sessions._clock = lambda: dt.datetime.fromisoformat(f"2026-11-24T{clock}:00")
        sessions.look()

    def opened() -> None:
        since = len(hall.events)
        here._change(margaret, "Open.")
        hall.until("no visit", since)
        while here._stay is None or here._stay.player.playing:
            time.sleep(0.01)

    deaf.house.file.change(lambda home: home.model_copy(update={"rules": Rules(night_from="22:00", night_to="06:30")}))
    try:
        at("21:59")
        opened()
        at("21:59")
        assert here.resident, "by day two minutes of silence are waited for"
        since = len(hall.events)
        at("22:00")
        assert not hall.until("state", since)["open"]
        opened()
        at("22:01")
        assert here.resident, "who opens it at night may talk"
        here._used_s -= NIGHT_LOCK_S + 1
        at("22:01")
        assert not here.resident
        opened()
        at("06:30")
        here._used_s -= NIGHT_LOCK_S + 1
        at("06:31")
        assert here.resident
        assert not [event for event in own.events if event["type"] == "state" and not event["open"]], (
            "a device of one person stays as it is"
        )
    finally:
        sessions._clock = dt.datetime.now
        deaf.house.file.change(lambda home: home.model_copy(update={"rules": Rules()}))
    hall.close(), own.close()


def test_quiet_mode_is_switched_by_button_and_by_word_and_stays_with_the_device(deaf: Running) -> None:
    page = PageClient.paired(deaf, name="quiet one")
    page.until("state")
    since = len(page.events)
    page.tell({"type": "quiet", "on": True})
    assert page.until("state", since)["quiet"]
    session = next(one for one in deaf.service.sessions._running.values() if one.device.name == "quiet one")
    assert session._stay is not None
    since = len(page.events)
    decided = attended(deaf, "Turn off quiet mode", locked=False)
    session._do(decided, session._stay)
    assert not page.until("state", since)["quiet"]
    page.tell({"type": "quiet", "on": True})
    page.until("state", len(page.events))
    page.close()
    again = PageClient.open(deaf, {"type": "hello", "token": page.token})
    assert again.until("state")["quiet"]
    again.close()


def test_a_device_that_is_locked_cannot_be_made_quiet(deaf: Running) -> None:
    page = PageClient.paired(deaf, shared=True, name="porch")
    page.until("state")
    page.tell({"type": "quiet", "on": True})
    page.tell({"type": "record", "what": "sources"})
    page.until("record")
    assert not find_device(deaf.house.home(), "porch").quiet
    page.close()


def test_buttons_about_the_record_work_only_while_it_is_open(deaf: Running) -> None:
    own, shared = PageClient.paired(deaf, name="own"), PageClient.paired(deaf, shared=True, name="hall")
    own.until("state"), shared.until("state")
    for page in (own, shared):
        page.tell({"type": "record", "what": "sources"})
    assert "Riverside Clinic" in " ".join(own.until("record")["lines"])
    assert shared.until("record")["lines"] == ["The record is locked. Open it by voice first."]
    own.close(), shared.close()


@pytest.mark.parametrize(
    ("now", "night"),
    [("21:59", False), ("22:00", True), ("03:00", True), ("06:29", True), ("06:30", False), ("12:00", False)],
)
def test_night_goes_over_midnight(now: str, night: bool) -> None:
    assert is_night(Rules(night_from="22:00", night_to="06:30"), dt.time.fromisoformat(now)) is night
    assert not is_night(Rules(), dt.time.fromisoformat(now))


class Told:
    """An ear that hears one thing."""

    def __init__(self, text: str) -> None:
        self.text = text

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        return Transcript(self.text)


def attended(house_of: Running, said: str, locked: bool = True) -> Decided:
    resident = "" if locked else house_of.house.home().residents[0].id
    parts = house_of.house.assistant(resident, quiet=False)
    assistant = Assistant(Told(said), NoVoice(), parts.mind, parts.listening)
    attendant = Attendant(locked, lambda: ("kitchen tablet",))
    return attendant.prepare(Utterance(b"", 0, 0, EndedBy.SOURCE), FRESH, assistant)  # type: ignore[return-value]


def test_a_number_is_neither_shown_nor_kept_nor_repeated(deaf: Running) -> None:
    for locked in (True, False):
        decided = attended(deaf, "Open. 4, 1, 9, 2, 7, 5.", locked)
        assert decided.transcript.text == decided.answer.spoken == ""
        assert "4" not in repr(decided.after) + repr(decided.deed)
    assert attended(deaf, "four one nine").transcript.text == "", "half a number neither"


def test_while_locked_help_says_how_to_open_and_emergencies_are_answered(deaf: Running) -> None:
    assert "say open" in attended(deaf, "help").answer.spoken
    assert attended(deaf, "open").answer.spoken.startswith("Please say open")
    assert "911" in attended(deaf, "I have crushing chest pain").answer.spoken
    assert attended(deaf, "Unpair the kitchen tablet").answer.spoken == "I'm locked. I can help with an emergency."
    assert (
        attended(deaf, "Unpair the kitchen tablet", locked=False).answer.spoken == "That device can't come in any more."
    )


class Words:
    """A voice of which only the words matter."""

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        yield SpeechChunk(text.encode(), 22_050, text)


def test_quiet_mode_shows_numbers_and_does_not_say_them() -> None:
    text = "Your last A1c was above your lab's usual range. It was 7.2 percent. That's from October 3rd. Shall I go on?"
    chunks = list(QuietVoice(Words()).speak(text, Manner()))
    assert " ".join(chunk.text for chunk in chunks) == text
    spoken = b" ".join(chunk.pcm for chunk in chunks).decode().split(".")
    assert not any(digit in "".join(spoken[1:]) for digit in "0123456789")
    assert [chunk.pcm.decode() for chunk in chunks if chunk.pcm].count(ON_SCREEN) == 1


def test_first_sounds_come_before_the_rest_of_replies() -> None:
    import threading

    queue, order = Queue("speaking", Metrics()), []
    held = threading.Event()

    def take(name: str, rank: int) -> None:
        with queue.turn(rank):
            order.append(name)
            held.wait(5) if name == "holds" else None

    threads = []
    for name, rank in (("holds", 0), ("rest", REST), ("first", 0)):
        threads.append(threading.Thread(target=take, args=(name, rank)))
        threads[-1].start()
        while not order or len(queue._waiting) < len(threads) - 1:
            time.sleep(0.001)
    held.set()
    for thread in threads:
        thread.join()
    assert order == ["holds", "first", "rest"]
    assert [chunk.text for chunk in SharedVoice(Words(), queue).speak("hello", Manner())] == ["hello"]


def test_what_follows_a_first_sound_stands_back_for_the_ear_but_not_for_long() -> None:
    import threading

    metrics = Metrics()
    hearing = Queue("hearing", metrics)
    speaking, order = Queue("speaking", metrics, before=hearing), []

    def rest(name: str) -> None:
        with speaking.turn(REST):
            order.append(name)

    with hearing.turn():
        late = threading.Thread(target=rest, args=("rest",))
        late.start()
        while not speaking._waiting:
            time.sleep(0.001)
        with speaking.turn():
            order.append("first")
        assert order == ["first"]
    late.join(5)
    assert order == ["first", "rest"]
    with hearing.turn():
        late = threading.Thread(target=rest, args=("in time",))
        late.start()
        late.join(5)
        assert order[-1] == "in time", "however long the ear is busy"
    assert "plainspoken_speaking_rest_work_duration_seconds_count 2" in metrics.text()


class Long:
    """Ten clauses of a second each."""

    made = 0

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        for _ in range(10):
            self.made += 1
            yield SpeechChunk(bytes(44_100), 22_050, text)


def test_a_reply_is_not_made_far_ahead_unless_something_else_is_to_be_said() -> None:
    import threading

    long = Long()
    voice = PacedVoice(long, ahead_s=3.0)
    reply = threading.Thread(target=lambda: list(voice.speak("long", Manner())))
    reply.start()
    reply.join(0.5)
    assert long.made in (3, 4), "three seconds are made, and no more"
    next(voice.speak("something else", Manner()))
    reply.join(5)
    assert not reply.is_alive()


class Sent:
    """A line that remembers."""

    def __init__(self) -> None:
        self.got: list[str] = []

    def sound(self, chunk: SpeechChunk) -> None:
        self.got.append(chunk.text)

    def hush(self) -> None:
        self.got.append("(hush)")

    def hold(self, on: bool) -> None:
        self.got.append("(hold)" if on else "(go on)")

    def tell(self, event: dict[str, object]) -> None:
        self.got.append(str(event["type"]))


def test_a_line_player_keeps_time_and_is_dead_once_closed() -> None:
    line = Sent()
    player = LinePlayer(line)
    player.play(SpeechChunk(bytes(44_100), 22_050, "one second"))
    assert player.playing and 900 < player.left_ms <= 1_000
    player.pause()
    assert not player.playing and player.left_ms > 900
    player.resume()
    player.stop()
    player.wait()
    assert player.left_ms == 0
    player.close()
    player.play(SpeechChunk(bytes(2), 22_050, "after"))
    assert line.got == ["one second", "(hold)", "(go on)", "(hush)"]


def test_a_stream_that_pauses_is_silent_and_a_full_mailbox_loses_the_oldest() -> None:
    mailbox = Mailbox()
    mailbox.put(b"\x01\x00" * 320)
    microphone = StreamMicrophone(mailbox)
    chunks = []
    for chunk in microphone.chunks():
        chunks.append(chunk)
        if len(chunks) == 3:
            microphone.close()
    assert any(chunks[0].pcm) and not any(chunks[1].pcm)
    assert [chunk.start_ms for chunk in chunks] == [0, 20, 40]
    for _ in range(600):
        mailbox.put(bytes(640))
    assert mailbox.lost == 100
    mailbox.clear()
    assert mailbox.take(0.0) is None


@pytest.mark.parametrize(
    ("said", "goes_through"),
    [
        ("Stop.", True),
        ("Lock.", True),
        ("I have crushing chest pain", True),
        ("Open. 4, 1, 9, 2, 7, 5.", True),
        ("What was my last creatinine?", True),
        ("It was 7.2 percent.", False),
        ("You're welcome.", False),
        ("Thank you.", False),
        ("give them man good", False),
    ],
)
def test_what_a_satellite_hears_over_our_voice_has_to_be_somebody(deaf: Running, said: str, goes_through: bool) -> None:
    playing = [True]
    ear = SatelliteEar(
        Silence(), lambda: playing[0], lambda: "Your last A1c was high. It was 7.2 percent.", lambda: True
    )
    assert [chunk.start_ms for chunk in ear.chunks()] == [0]
    prepared = attended(deaf, said, locked=False)
    assert ear.weigh(prepared).silent is (not goes_through)
    assert ear.may_hold()
    ear.weigh(prepared)
    assert ear.may_hold() is goes_through, "a reply is not held again and again for our own voice"


class Silence:
    """A microphone that ends after one piece."""

    def chunks(self) -> Iterator[AudioChunk]:
        yield AudioChunk(bytes(640), 0)

    def close(self) -> None: ...


def test_short_words_are_read_more_eagerly_over_our_voice_and_only_there() -> None:
    class Eager:
        """Hears "stop" where it is told to expect it."""

        confidence = 0.4

        def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
            return Transcript("stop" if "stop" in hints else "", confidence=self.confidence)

    ear, over = Eager(), [True]
    reader, short = OverVoice(ear, lambda: over[0]), Utterance(bytes(32_000), 0, 1_000, EndedBy.SILENCE)
    assert reader.transcribe(short).text == "stop"
    assert reader.transcribe(Utterance(bytes(96_000), 0, 3_000, EndedBy.SILENCE)).text == ""
    ear.confidence = 0.2
    assert reader.transcribe(short).text == "", "of that it is not sure"
    over[0], ear.confidence = False, 0.9
    assert reader.transcribe(short).text == ""
