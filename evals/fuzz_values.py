"""What fuzzing the service draws from: WebSocket frames made by hand, strange values, and the counts of what came of it."""

import random
import socket
import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.serve_home import Running

QUESTIONS = tuple(
    line
    for line in (Path(__file__).parent / "questions.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


@dataclass(slots=True)
class Found:
    """What came of it."""

    inputs: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    """Whatever should not have happened."""


def connected(service: Running) -> socket.socket:
    """A WebSocket opened by hand, not yet known."""
    made = socket.create_connection(("127.0.0.1", service.port), timeout=10)
    made.sendall(upgrade(service))
    got = b""
    while b"\r\n\r\n" not in got:
        got += made.recv(4096) or _gone()
    return made


def _gone() -> bytes:
    raise ConnectionError


def upgrade(service: Running, **instead: str) -> bytes:
    headers = {
        "Host": f"localhost:{service.port}",
        "Origin": service.url,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    } | instead
    return ("GET /talk HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n").encode()


def frame(draw: random.Random, payload: bytes, opcode: int, whole: bool = True) -> bytes:
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


def strange(draw: random.Random) -> object:
    """A JSON value that nobody should send."""
    kinds: list[Callable[[], object]] = [
        lambda: draw.randint(-(10**20), 10**20),
        lambda: draw.random() * 1e308,
        lambda: None,
        lambda: "".join(
            chr(draw.choice([draw.randint(0, 127), draw.randint(0, 0xD7FF)])) for _ in range(draw.randint(0, 60))
        ),
        lambda: [strange(draw) for _ in range(draw.randint(0, 3))],
        lambda: {
            draw.choice(["type", "token", "code", "name", "what", "on", "x"]): strange(draw)
            for _ in range(draw.randint(0, 3))
        },
    ]
    return draw.choice(kinds)()
