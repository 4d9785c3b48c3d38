"""Hostile clients: `python -m evals.serve_fuzz` sends at least 50,000 broken inputs over WebSocket and Wyoming, and then
10,000 and more as devices that were let in (`evals.serve_fuzz_paired`).

Before, while and after it another device holds a conversation, and 200 slow clients hang on. Counted are
inputs, connections that were refused or dropped, answers that should not have been given, and whether the
other device was answered throughout. Everything is drawn from a seed.
"""

import argparse
import json
import random
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from app.household.papers import house_papers
from app.household.tokens import new_token
from app.serve import faults
from app.serve.tls import taking_papers
from bench.serve_home import PageClient, Running, deaf_engine, demo_house, running
from evals import serve_fuzz_paired as paired
from evals.fuzz_values import Found, connected, frame, strange, upgrade

SLOW_CLIENTS = 200
DROP_WITHIN_S = 30.0
AT_ONCE = 24
"""Attackers at the same time."""
PAIRED_AT_ONCE = 8
"""Devices that were let in and went mad: as many conversations as a household may have at once are not used up."""
PAIRED = ("pages after the token", "Home Assistant after its certificate", "satellites")


def main() -> None:
    """Run all and print the counts; the exit code is 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="evals.serve_fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=50_000, help="at least so many")
    parser.add_argument("--paired", type=int, default=12_000, help="at least so many more after a valid token")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    found, draw = Found(), random.Random(options.seed)
    # Whatever a thread of the service could not handle is told as one line without content.
    faults.notice = lambda text: found.wrong.update([text])  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as name, demo_house(deaf_engine()) as house:
        folder = Path(name)
        with running(house, elsewhere=taking_papers(*house_papers(folder))) as service:
            _attack(service, options, draw, found, folder)
    print(f"{sum(found.inputs.values())} inputs; {SLOW_CLIENTS} slow clients.")
    wrong = {what: count for what, count in found.wrong.items() if count}
    print("Wrong: " + (", ".join(f"{what} {count}" for what, count in wrong.items()) or "nothing") + ".")
    raise SystemExit(bool(wrong))


def _attack(service: Running, options: argparse.Namespace, draw: random.Random, found: Found, folder: Path) -> None:
    other = PageClient.paired(service, name="other")
    watch = _Watch(other)
    watch.start()
    slow = _slow_clients(service)
    each = options.inputs // 4
    for name, attack in ATTACKS.items():
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while found.inputs[name] < each:
                seeds = [random.Random(draw.random()) for _ in range(4 * AT_ONCE)]
                list(pool.map(lambda one, attack=attack: attack(service, one, found), seeds))  # type: ignore[misc]
        print(f"{name}: {found.inputs[name]} inputs, other device answered {watch.answered} times", flush=True)
    found.wrong["slow clients that were not dropped"] = _still_there(slow)
    _after_the_token(service, options.paired // 3, draw, found, folder)
    print(f"after a token: other device answered {watch.answered} times", flush=True)
    watch.stop()
    print(f"The other device was answered {watch.answered} of {watch.asked} times while this went on.")
    if watch.answered < watch.asked or not watch.asked:
        found.wrong["the other device was not answered"] += watch.asked - watch.answered or 1
    other.close()
    again = PageClient.paired(service, name="afterwards")
    again.until("state")
    again.close()


def _after_the_token(service: Running, each: int, draw: random.Random, found: Found, folder: Path) -> None:
    mad = paired.pages(PAIRED_AT_ONCE, service)
    with ThreadPoolExecutor(PAIRED_AT_ONCE) as pool:
        while found.inputs["pages after the token"] < each:
            seeds = [random.Random(draw.random()) for _ in mad]
            list(pool.map(lambda page, one: paired.after_the_token(page, one, found), mad, seeds))
        with paired.assistant(service, folder) as attack:
            while found.inputs["Home Assistant after its certificate"] < each:
                seeds = [random.Random(draw.random()) for _ in range(2 * PAIRED_AT_ONCE)]
                list(pool.map(lambda one: attack(one, found), seeds))
    paired.satellites(service, each, draw, found)
    for name in PAIRED:
        print(f"{name}: {found.inputs[name]} inputs", flush=True)


class _Watch(threading.Thread):
    """Asks for the sources from a good device, again and again."""

    def __init__(self, page: PageClient) -> None:
        super().__init__(daemon=True)
        self.page, self.asked, self.answered = page, 0, 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.5):
            since = len(self.page.events)
            self.asked += 1
            self.page.tell({"type": "record", "what": "sources"})
            with suppress(AssertionError):
                self.page.until("record", since, timeout_s=10)
                self.answered += 1

    def stop(self) -> None:
        self._over.set()
        self.join(15)


def _answer(made: socket.socket) -> bytes:
    got = b""
    with suppress(OSError):
        made.settimeout(2)
        while part := made.recv(65_536):
            got += part
            if b'"welcome"' in got:
                break
    return got


def hello(service: Running, draw: random.Random, found: Found) -> None:
    """First messages that should get nobody in: one to a connection."""
    messages: list[object] = [
        {"type": "hello", "token": new_token()},
        {"type": "hello", "token": ""},
        {"type": "hello", "token": "x" * 5_000},
        {"type": "hello", "token": strange(draw)},
        {"type": "pair", "code": f"{draw.randint(0, 999_999):06d}", "name": "tablet"},
        {"type": draw.choice(["kept", "record", "lock", "welcome"]), "what": "audit"},
        strange(draw),
    ]
    text = json.dumps(draw.choice(messages)).encode()
    broken = draw.choice([text, text[: len(text) // 2], text + b"\xff", draw.randbytes(draw.randint(0, 300))])
    with suppress(OSError):
        made = connected(service)
        # The first is judged; what follows in the same breath must not help it.
        sent = [frame(draw, broken, draw.choice([1, 1, 1, 2]))]
        sent += [frame(draw, json.dumps(strange(draw)).encode(), 1) for _ in range(20)]
        found.inputs["first messages"] += len(sent)
        made.sendall(b"".join(sent))
        if b'"welcome"' in _answer(made):
            found.wrong["somebody got in without a token"] += 1
        made.close()


def frames(service: Running, draw: random.Random, found: Found) -> None:
    """Frames that break the protocol or its limits."""
    with suppress(OSError):
        made = connected(service)
        for _ in range(draw.randint(10, 60)):
            kind = draw.randint(0, 6)
            payload = draw.randbytes(draw.choice([0, 1, 5, 125, 126, 1_000]))
            if kind == 0:
                sent = draw.randbytes(draw.randint(1, 40))
            elif kind == 1:
                sent = frame(draw, payload, draw.randint(0, 15), whole=draw.random() < 0.5)
            elif kind == 2:
                sent = b"\x81\xff" + struct.pack(">Q", draw.choice([2**63, 2**40, 70_000])) + draw.randbytes(8)
            elif kind == 3:
                sent = bytes([0x81, len(payload) & 0x7F]) + payload
            elif kind == 4:
                sent = frame(draw, payload, 8)
            elif kind == 5:
                sent = frame(draw, payload, draw.choice([9, 10]))
            else:
                sent = frame(draw, json.dumps(strange(draw)).encode(), 1)
            found.inputs["frames"] += 1
            made.sendall(sent)
        if b'"welcome"' in _answer(made):
            found.wrong["somebody got in by a broken frame"] += 1
        made.close()


def requests(service: Running, draw: random.Random, found: Found) -> None:
    """HTTP that is foreign, broken or too large."""
    paths = [
        "/talk",
        "/metrics",
        "/",
        "/../etc/passwd",
        "/%2e%2e/app.js",
        "/" + "a" * 9_000,
        "//evil",
        "/talk?token=x",
        "/*",
    ]
    kinds = [
        upgrade(service, Origin=draw.choice(["http://evil.example", "null", "", f"https://localhost:{service.port}"])),
        upgrade(service, Host=draw.choice(["evil.example", "localhost", "127.0.0.1:1", ""])),
        f"GET {draw.choice(paths)} HTTP/1.1\r\nHost: evil.example\r\n\r\n".encode(),
        f"{draw.choice(['POST', 'PUT', 'DELETE', 'TRACE', 'x'])} / HTTP/1.1\r\nHost: localhost:{service.port}\r\n\r\n".encode(),
        f"GET /metrics HTTP/1.1\r\nHost: localhost:{service.port}\r\nAuthorization: Bearer {new_token()}\r\n\r\n".encode(),
        f"GET / HTTP/1.1\r\nHost: localhost:{service.port}\r\nHost: evil.example\r\n\r\n".encode(),
        b"GET / HTTP/1.1\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(300)) + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        draw.randbytes(draw.randint(1, 500)) + b"\r\n\r\n",
    ]
    for sent in draw.sample(kinds, len(kinds)):
        found.inputs["requests"] += 1
        with suppress(OSError):
            with socket.create_connection(("127.0.0.1", service.port), timeout=10) as made:
                made.sendall(sent)
                made.shutdown(socket.SHUT_WR)
                got = _answer(made)
            if b" 101 " in got or b" 200 " in got[:20] or b"plainspoken_" in got:
                found.wrong["a foreign request was answered"] += 1


def lines(service: Running, draw: random.Random, found: Found) -> None:
    """Wyoming lines: broken, absurd, or out of order."""
    types = [
        "describe",
        "transcribe",
        "audio-start",
        "audio-chunk",
        "audio-stop",
        "transcript",
        "synthesize",
        "synthesize-start",
    ]
    types += ["synthesize-chunk", "synthesize-stop", "ping", "detect", "run-satellite", "x"]
    with suppress(OSError):
        made = socket.create_connection(("127.0.0.1", service.wyoming_port), timeout=10)
        for _ in range(draw.randint(5, 60)):
            data = strange(draw) if draw.random() < 0.5 else {"text": "x", "rate": 16_000, "width": 2, "channels": 1}
            event: dict[str, object] = {"type": draw.choice(types), "data": data}
            if draw.random() < 0.3:
                event["payload_length"] = draw.choice([0, 2, -1, 10**12, "9", None, 3.5, True])
            if draw.random() < 0.2:
                event["data_length"] = draw.choice([0, 2, -1, 10**12, {}])
            sent = json.dumps(event).encode() + b"\n"
            sent = draw.choice([sent, sent, sent, draw.randbytes(30) + b"\n", sent[:-5] + b"\n"])
            found.inputs["Wyoming lines"] += 1
            made.sendall(sent)
        made.close()


ATTACKS: dict[str, Callable[[Running, random.Random, Found], None]] = {
    "first messages": hello,
    "frames": frames,
    "requests": requests,
    "Wyoming lines": lines,
}


def _slow_clients(service: Running) -> list[socket.socket]:
    """Connections that say nothing, half a request, or half a hello."""
    made = []
    for number in range(SLOW_CLIENTS):
        one = (
            connected(service) if number % 3 == 2 else socket.create_connection(("127.0.0.1", service.port), timeout=10)
        )
        if number % 3 == 1:
            one.sendall(b"GET / HTTP/1.1\r\nHost: local")
        made.append(one)
    return made


def _still_there(slow: list[socket.socket]) -> int:
    """How many are not dropped within the time that the service gives."""
    end_s = time.monotonic() + DROP_WITHIN_S
    left = 0
    for one in slow:
        one.settimeout(max(0.1, end_s - time.monotonic()))
        try:
            while one.recv(65_536):
                pass
        except TimeoutError:
            left += 1
        except OSError:
            pass
        one.close()
    return left


if __name__ == "__main__":
    main()
