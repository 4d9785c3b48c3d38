"""Devices that were let in and then go mad: attacks for `python -m evals.serve_fuzz`, after a valid token.

Pages with a good token, a Home Assistant with a good certificate, and satellites that we call ourselves send what
nobody should: broken frames and events, strange values in right ones, sound that is none, and questions out of order.
"""

import json
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.household.arranging import add_device, revoke
from app.household.home import Device
from app.household.papers import hand_over, house_papers, papers_for_assistant
from bench.serve_home import Running
from evals.fuzz_values import QUESTIONS, Found, connected, frame, strange

SATELLITES = 8
PER_CONNECTION = 80
"""Events; a satellite that ends is called again after two seconds."""
MOST_S = 120.0


@dataclass(slots=True)
class MadPage:
    """One paired page; its token is new at each connection."""

    service: Running
    token: str = ""

    def connect(self) -> socket.socket:
        """In, by the newest token, or by a code at first; raises `OSError` when it is not let in."""
        first = {"type": "hello", "token": self.token}
        if not self.token:
            first = {"type": "pair", "code": self.service.invite(), "name": "mad"}
        made, draw = connected(self.service), random.Random(0)
        made.sendall(frame(draw, json.dumps(first).encode(), 1))
        got = b""
        while b"}" not in got:
            got += made.recv(4096) or _hung_up()
        self.token = json.loads(got[got.index(b"{") : got.index(b"}") + 1])["token"]
        made.sendall(frame(draw, b'{"type": "kept"}', 1))
        return made


def _hung_up() -> bytes:
    raise ConnectionError


def pages(count: int, service: Running) -> list[MadPage]:
    """Paired one by one, as an invitation is for one device."""
    made = [MadPage(service) for _ in range(count)]
    for page in made:
        page.connect().close()
    return made


def after_the_token(page: MadPage, draw: random.Random, found: Found) -> None:
    """One connection that is let in, and what it sends then."""
    try:
        made = page.connect()
    except (OSError, ValueError):
        found.wrong["a paired page was not let in"] += 1
        return
    with suppress(OSError):
        for _ in range(draw.randint(20, 60)):
            found.inputs["pages after the token"] += 1
            made.sendall(_page_frame(draw))
    made.close()


def _page_frame(draw: random.Random) -> bytes:
    asked = draw.choice(["sources", "audit", "sheet", "forget", "export", "erase", "../sources", "", strange(draw)])
    known: list[object] = [
        {"type": "record", "what": asked, "name": strange(draw)},
        {"type": "quiet", "on": draw.choice([True, False, strange(draw)])},
        {"type": draw.choice(["hush", "lock", "kept", "hello", "pair", "state", "welcome"]), "token": strange(draw)},
        {"type": strange(draw)},
        strange(draw),
    ]
    text = json.dumps(draw.choice(known)).encode()
    sound = draw.randbytes(2 * draw.choice([1, 160, 320, 2_000, 16_000]))
    kinds: list[Callable[[], bytes]] = [
        *[lambda: frame(draw, text, 1)] * 6,
        *[lambda: frame(draw, sound, 2)] * 6,
        lambda: frame(draw, sound[:-1], 2),
        lambda: frame(draw, text[: len(text) // 2], 1),
        lambda: frame(draw, draw.randbytes(20), 1),
        lambda: frame(draw, b"x" * 70_000, draw.choice([1, 2])),
        lambda: frame(draw, text, 1, whole=False),
        lambda: frame(draw, text, draw.choice([0, 3, 7, 8, 9, 10, 15])),
    ]
    # What ends a connection is rarer, so that much is sent before.
    return draw.choices(kinds, [8] * 12 + [1] * 6)[0]()


@contextmanager
def assistant(service: Running, folder: Path) -> Iterator[Callable[[random.Random, Found], None]]:
    """A Home Assistant elsewhere that was given Margaret's record; each call is one connection of it."""
    owner = service.house.home().residents[0].id
    papers = papers_for_assistant(folder, "mad-ha")
    authority, _ = house_papers(folder)
    hand_over(papers, folder, folder / "papers", "")
    device = Device(id="mad-ha", name="mad", kind="assistant", owner=owner, certificate=papers.fingerprint)
    add_device(service.house.file, device)
    context = ssl.create_default_context(cafile=str(authority))
    context.load_cert_chain(folder / "papers" / "device.pem")

    def attack(draw: random.Random, found: Found) -> None:
        with suppress(OSError):
            plain = socket.create_connection(("127.0.0.1", service.elsewhere_port), timeout=10)
            with context.wrap_socket(plain, server_hostname="house.plainspoken") as made:
                for _ in range(draw.randint(5, 40)):
                    found.inputs["Home Assistant after its certificate"] += 1
                    made.sendall(_event(draw))

    yield attack
    revoke(service.house.file, ("mad-ha",))


def satellites(service: Running, inputs: int, draw: random.Random, found: Found) -> None:
    """Satellites that the service calls, until so many events were sent."""
    end_s = time.monotonic() + MOST_S
    homes = [socket.create_server(("127.0.0.1", 0)) for _ in range(SATELLITES)]
    owner = service.house.home().residents[0].id
    for number, home in enumerate(homes):
        address = f"tcp://127.0.0.1:{home.getsockname()[1]}"
        add_device(
            service.house.file,
            Device(id=f"mad{number}", name="mad", kind="satellite", owner=owner, address=address),
        )
    count = threading.Lock()

    def play(home: socket.socket, draw: random.Random) -> None:
        home.settimeout(5)
        while found.inputs["satellites"] < inputs and time.monotonic() < end_s:
            with suppress(OSError):
                made, _ = home.accept()
                made.settimeout(5)
                for _ in range(PER_CONNECTION):
                    with count:
                        found.inputs["satellites"] += 1
                    made.sendall(_event(draw, broken=0.02))
                made.close()

    threads = [threading.Thread(target=play, args=(home, random.Random(draw.random()))) for home in homes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    revoke(service.house.file, tuple(f"mad{number}" for number in range(SATELLITES)))
    for home in homes:
        home.close()
    if found.inputs["satellites"] < inputs:
        found.wrong["satellites that were not called again"] += 1


def _event(draw: random.Random, broken: float = 0.05) -> bytes:
    """A Wyoming event: mostly right in form, with strange values, out of order."""
    kinds = ["describe", "ping", "transcribe", "audio-start", "audio-stop", "transcript", "synthesize", "detection"]
    kinds += ["synthesize-start", "synthesize-chunk", "synthesize-stop", "run-satellite", "audio-chunk", "audio-chunk"]
    kind, payload = draw.choice(kinds), b""
    data: dict[str, object] = {}
    if kind.startswith("audio"):
        data = {"rate": draw.choice([16_000, 16_000, 8_000, 44_100, 192_000]), "width": 2, "channels": 1}
    if kind == "audio-chunk":
        payload = draw.randbytes(2 * draw.choice([0, 1, 320, 1_024, 20_000]))
    if kind in ("transcript", "synthesize", "synthesize-chunk"):
        data = {
            "text": draw.choice([*QUESTIONS, "", "x" * 3_999]),
            "context": {"conversation_id": str(draw.randint(0, 50))},
        }
    if draw.random() < broken:
        data |= {draw.choice(["rate", "width", "channels", "text", "context", "x"]): strange(draw)}
    head: dict[str, object] = {"type": kind, "data": data}
    if payload:
        head["payload_length"] = len(payload) if draw.random() > broken else draw.choice([-1, 10**9, "3", 1])
    sent = json.dumps(head).encode() + b"\n" + payload
    return sent if draw.random() > broken else draw.choice([sent[: len(sent) // 2], draw.randbytes(40) + b"\n"])
