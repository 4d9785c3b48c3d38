"""A whole service in a thread of this process, and a page and a household around it, for tests and evaluations."""

import asyncio
import json
import ssl
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.demo import DEMO_SOURCES, DEMO_TODAY
from app.household.arranging import add_resident, invite_device, set_opener
from app.household.home_file import HomeFile
from app.household.residents import OpenedRecords
from app.knowledge import load_knowledge
from app.opening import Opened
from app.prepare import Assistant
from app.serve.door import Door, names
from app.serve.house import House
from app.serve.metrics import Metrics
from app.serve.service import Plan, Service, shared_engine
from app.serve.web_port import Where
from app.settings import Settings
from core.audio import SpeechChunk, Transcript, Utterance
from core.mind import make_mind
from core.ports import Manner, Voice
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.vault import Vault, create_vault
from voice.file import read_sound

FIXTURES = Path(__file__).resolve().parents[1] / "audio_fixtures"
NUMBER = "419275"
METRICS_TOKEN = "a token for metrics"  # noqa: S105 - for tests


class NoEar:
    """Hears nothing, at once."""

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        """No words."""
        return Transcript("")


class NoVoice:
    """A tenth of a second of silence for every text."""

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """One clause."""
        yield SpeechChunk(bytes(4_410), 22_050, text)


class NeverKept:
    """A voice that makes every clause anew, as for people who ask different things: sounds are kept by manner."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._numbers = count(1)

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """At a volume that nobody hears the difference of."""
        yield from self._voice.speak(text, replace(manner, volume=manner.volume * (1 + 1e-9 * next(self._numbers))))


def never_kept(engine: Assistant) -> Assistant:
    """The engine with a voice that makes every clause anew."""
    return Assistant(engine.transcriber, NeverKept(engine.voice), engine.mind, engine.listening)


def deaf_engine() -> Assistant:
    """For what is not about hearing and speaking."""
    return Assistant(NoEar(), NoVoice(), make_mind(None, load_knowledge(), DEMO_TODAY))


@contextmanager
def demo_house(engine: Assistant) -> Iterator[House]:
    """A household around a fresh demo record in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault = create_vault(folder / "demo.vault", "made for tests only", FOR_TESTS_ONLY)
        for source, path in DEMO_SOURCES:
            import_file(vault, path, source, DEMO_TODAY)
        yield make_test_house(engine, vault, folder)
        vault.lock()


def make_test_house(engine: Assistant, vault: Vault, folder: Path) -> House:
    """A household of one: Margaret, with the demo record, which opens by voice with `NUMBER`."""
    file = HomeFile(folder / "household.json")
    margaret = add_resident(file, "Margaret", None)
    set_opener(file, margaret, vault, NUMBER)
    records = OpenedRecords({margaret.id: vault}, {margaret.id: Opened(vault, DEMO_TODAY)})
    metrics = Metrics()
    settings = Settings()
    shared = shared_engine(engine, settings, metrics)
    return House(shared, file, records, settings, metrics, sheets=folder / "sheets")


@dataclass(slots=True)
class Running:
    """A service that runs."""

    house: House
    port: int
    wyoming_port: int
    service: Service
    elsewhere_port: int = 0
    """Of Wyoming behind certificates, where it was asked for."""

    @property
    def url(self) -> str:
        """Of the page."""
        return f"http://localhost:{self.port}"

    def invite(self, shared: bool = False) -> str:
        """A code for one device: Margaret's own, or a shared one."""
        home = self.house.home()
        return invite_device(self.house.file, None if shared else home.residents[0])


@contextmanager
def running(
    house: House,
    tls: ssl.SSLContext | None = None,
    elsewhere: ssl.SSLContext | None = None,
    calls: ssl.SSLContext | None = None,
) -> Iterator[Running]:
    """The service on ports of its own, ended in order at the end; for `elsewhere` and `calls` see `Plan`."""
    ready, ended = threading.Event(), threading.Event()
    found: list[Running] = []
    with_port = free_port()

    async def serve() -> None:
        door = Door("https" if tls else "http", names("127.0.0.1", with_port))
        plan = Plan(Where("127.0.0.1", with_port, tls), door, METRICS_TOKEN, Where("127.0.0.1", 0), calls=calls)
        plan = replace(plan, elsewhere=Where("127.0.0.1", 0, elsewhere)) if elsewhere else plan
        async with AsyncExitStack() as stack:
            service = Service(house, plan)
            await service.open(stack)
            found.append(Running(house, service.ports[0], service.ports[1], service, (*service.ports, 0)[2]))
            ready.set()
            await asyncio.to_thread(ended.wait)
            # The vault belongs to the tests.
            house.records.vaults.clear()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(30)
    try:
        yield found[0]
    finally:
        ended.set()
        thread.join(30)
        assert not thread.is_alive(), "the service did not end"


def free_port() -> int:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class PageClient:
    """What the page does, without a browser."""

    socket: ClientConnection
    _stack: ExitStack
    token: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    sound: list[bytes] = field(default_factory=list)
    arrived_s: list[float] = field(default_factory=list)
    """When each piece of sound came, by `time.monotonic`."""
    sent_s: float = field(default_factory=time.monotonic)
    """Up to when sound was sent."""
    closed: int = 0
    _reader: threading.Thread | None = None

    @classmethod
    def open(cls, running: Running, first: dict[str, Any]) -> "PageClient":
        """Connect with a token or a code, and keep the new token."""
        return cls.to(running.port, first)

    @classmethod
    def to(cls, port: int, first: dict[str, Any]) -> "PageClient":
        """The same, to a service in another process."""
        stack = ExitStack()
        way = connect(f"ws://localhost:{port}/talk", origin=f"http://localhost:{port}", compression=None)  # type: ignore[arg-type]
        client = cls(stack.enter_context(way), stack)
        client.tell(first)
        welcome = json.loads(client.socket.recv(timeout=10))
        client.token = welcome["token"]
        client.tell({"type": "kept"})
        client._reader = threading.Thread(target=client._read, daemon=True)
        client._reader.start()
        return client

    @classmethod
    def paired(cls, running: Running, shared: bool = False, name: str = "tablet") -> "PageClient":
        """A new device."""
        return cls.open(running, {"type": "pair", "code": running.invite(shared), "name": name})

    def tell(self, event: dict[str, Any]) -> None:
        """One message."""
        self.socket.send(json.dumps(event))

    def say(self, name: str, tail_s: float = 1.0) -> None:
        """Play a recording into the microphone in real time, then silence."""
        pcm = read_sound(FIXTURES / f"{name}.flac") + bytes(int(32_000 * tail_s))
        self.say_pcm(pcm)

    def say_pcm(self, pcm: bytes) -> None:
        """The same for sound at hand."""
        began_s = time.monotonic()
        for number, start in enumerate(range(0, len(pcm), 640)):
            time.sleep(max(0.0, began_s + 0.02 * (number + 1) - time.monotonic()))
            self.socket.send(pcm[start : start + 640])

    def until(self, kind: str, since: int = 0, timeout_s: float = 20) -> dict[str, Any]:
        """The first event of that kind after the first `since` events."""
        end_s = time.monotonic() + timeout_s
        while time.monotonic() < end_s:
            found = next((event for event in self.events[since:] if event["type"] == kind), None)
            if found is not None:
                return found
            time.sleep(0.01)
        raise AssertionError(f"no {kind!r} came; there were {[event['type'] for event in self.events[since:]]}")

    def captions(self, since: int = 0) -> str:
        """All that was said after the first `since` events."""
        return " ".join(event["text"] for event in self.events[since:] if event["type"] == "said")

    def settled(self, seconds: float = 1.0, timeout_s: float = 20) -> None:
        """Wait until nothing came for so long."""
        end_s, count, since_s = time.monotonic() + timeout_s, -1, time.monotonic()
        while time.monotonic() < end_s and time.monotonic() - since_s < seconds:
            now = len(self.events) + len(self.sound)
            if now != count:
                count, since_s = now, time.monotonic()
            time.sleep(0.02)

    def close(self) -> None:
        """Hang up."""
        self._stack.close()

    def _read(self) -> None:
        try:
            for message in self.socket:
                if isinstance(message, bytes):
                    self.arrived_s.append(time.monotonic())
                    self.sound.append(message)
                else:
                    self.events.append(json.loads(message))
        except ConnectionClosed:
            pass
        self.closed = self.socket.close_code or 1006
