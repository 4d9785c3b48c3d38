"""Hostile clients: `python -m evals.serve_fuzz` sends at least 50,000 broken inputs over WebSocket and Wyoming.

Before, while and after it another device holds a conversation, and 200 slow clients hang on. Counted are
inputs, connections that were refused or dropped, answers that should not have been given, and whether the
other device was answered throughout. Everything is drawn from a seed.
"""

import argparse
import json
import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from app.household.tokens import new_token
from bench.serve_home import PageClient, Running, deaf_engine, demo_house, running

SLOW_CLIENTS = 200
DROP_WITHIN_S = 30.0
AT_ONCE = 24
"""Attackers at the same time."""


@dataclass(slots=True)
class Found:
    """What came of it."""

    inputs: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    """Whatever should not have happened."""


def main() -> None:
    """Run all and print the counts; the exit code is 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="evals.serve_fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=50_000, help="at least so many")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    found, draw = Found(), random.Random(options.seed)
    with demo_house(deaf_engine()) as house, running(house) as service:
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
        watch.stop()
        print(f"The other device was answered {watch.answered} of {watch.asked} times while this went on.")
        if watch.answered < watch.asked or not watch.asked:
            found.wrong["the other device was not answered"] += watch.asked - watch.answered or 1
        other.close()
        again = PageClient.paired(service, name="afterwards")
        again.until("state")
        again.close()
    print(f"{sum(found.inputs.values())} inputs; {SLOW_CLIENTS} slow clients.")
    wrong = {what: count for what, count in found.wrong.items() if count}
    print("Wrong: " + (", ".join(f"{what} {count}" for what, count in wrong.items()) or "nothing") + ".")
    raise SystemExit(bool(wrong))


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


def _connected(service: Running) -> socket.socket:
    """A WebSocket opened by hand, not yet known."""
    made = socket.create_connection(("127.0.0.1", service.port), timeout=10)
    made.sendall(_upgrade(service))
    got = b""
    while b"\r\n\r\n" not in got:
        got += made.recv(4096) or _gone()
    return made


def _gone() -> bytes:
    raise ConnectionError


def _upgrade(service: Running, **instead: str) -> bytes:
    headers = {
        "Host": f"localhost:{service.port}",
        "Origin": service.url,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    } | instead
    return ("GET /talk HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n").encode()


def _frame(draw: random.Random, payload: bytes, opcode: int, whole: bool = True) -> bytes:
    mask = draw.randbytes(4)
    size = len(payload)
    head = bytes([(0x80 if whole else 0) | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65_536:
        head += bytes([0x80 | 126]) + struct.pack(">H", size)
    else:
        head += bytes([0x80 | 127]) + struct.pack(">Q", size)
    return head + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))


def _answer(made: socket.socket) -> bytes:
    got = b""
    with suppress(OSError):
        made.settimeout(2)
        while part := made.recv(65_536):
            got += part
            if b'"welcome"' in got:
                break
    return got


def _strange(draw: random.Random) -> object:
    """A JSON value that nobody should send."""
    kinds: list[Callable[[], object]] = [
        lambda: draw.randint(-(10**20), 10**20),
        lambda: draw.random() * 1e308,
        lambda: None,
        lambda: "".join(
            chr(draw.choice([draw.randint(0, 127), draw.randint(0, 0xD7FF)])) for _ in range(draw.randint(0, 60))
        ),
        lambda: [_strange(draw) for _ in range(draw.randint(0, 3))],
        lambda: {
            draw.choice(["type", "token", "code", "name", "what", "on", "x"]): _strange(draw)
            for _ in range(draw.randint(0, 3))
        },
    ]
    return draw.choice(kinds)()


def hello(service: Running, draw: random.Random, found: Found) -> None:
    """First messages that should get nobody in: one to a connection."""
    messages: list[object] = [
        {"type": "hello", "token": new_token()},
        {"type": "hello", "token": ""},
        {"type": "hello", "token": "x" * 5_000},
        {"type": "hello", "token": _strange(draw)},
        {"type": "pair", "code": f"{draw.randint(0, 999_999):06d}", "name": "tablet"},
        {"type": draw.choice(["kept", "record", "lock", "welcome"]), "what": "audit"},
        _strange(draw),
    ]
    text = json.dumps(draw.choice(messages)).encode()
    broken = draw.choice([text, text[: len(text) // 2], text + b"\xff", draw.randbytes(draw.randint(0, 300))])
    with suppress(OSError):
        made = _connected(service)
        # The first is judged; what follows in the same breath must not help it.
        sent = [_frame(draw, broken, draw.choice([1, 1, 1, 2]))]
        sent += [_frame(draw, json.dumps(_strange(draw)).encode(), 1) for _ in range(20)]
        found.inputs["first messages"] += len(sent)
        made.sendall(b"".join(sent))
        if b'"welcome"' in _answer(made):
            found.wrong["somebody got in without a token"] += 1
        made.close()


def frames(service: Running, draw: random.Random, found: Found) -> None:
    """Frames that break the protocol or its limits."""
    with suppress(OSError):
        made = _connected(service)
        for _ in range(draw.randint(10, 60)):
            kind = draw.randint(0, 6)
            payload = draw.randbytes(draw.choice([0, 1, 5, 125, 126, 1_000]))
            if kind == 0:
                sent = draw.randbytes(draw.randint(1, 40))
            elif kind == 1:
                sent = _frame(draw, payload, draw.randint(0, 15), whole=draw.random() < 0.5)
            elif kind == 2:
                sent = b"\x81\xff" + struct.pack(">Q", draw.choice([2**63, 2**40, 70_000])) + draw.randbytes(8)
            elif kind == 3:
                sent = bytes([0x81, len(payload) & 0x7F]) + payload
            elif kind == 4:
                sent = _frame(draw, payload, 8)
            elif kind == 5:
                sent = _frame(draw, payload, draw.choice([9, 10]))
            else:
                sent = _frame(draw, json.dumps(_strange(draw)).encode(), 1)
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
        _upgrade(service, Origin=draw.choice(["http://evil.example", "null", "", f"https://localhost:{service.port}"])),
        _upgrade(service, Host=draw.choice(["evil.example", "localhost", "127.0.0.1:1", ""])),
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
            data = _strange(draw) if draw.random() < 0.5 else {"text": "x", "rate": 16_000, "width": 2, "channels": 1}
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
            _connected(service)
            if number % 3 == 2
            else socket.create_connection(("127.0.0.1", service.port), timeout=10)
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
