"""What is refused at the door, and what a client cannot make us do."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wyoming.event import Event

from app.serve.door import TALK, Door, names
from app.serve.limits import Bucket, PerPeer
from app.serve.metrics import Metrics
from app.serve.wyoming_events import LINE_BYTES, PAYLOAD_BYTES, Malformed, read_event

DOOR = Door("http", names("127.0.0.1", 8460))


@pytest.mark.parametrize(
    ("path", "headers", "refused"),
    [
        ("/", {"Host": "localhost:8460"}, None),
        ("/", {"Host": "LOCALHOST:8460"}, None),
        ("/", {"Host": "evil.example:8460"}, 421),
        ("/", {"Host": "localhost"}, 421),
        ("/", {}, 421),
        ("/", {"Host": "localhost:8460", "Origin": "http://evil.example"}, 403),
        (TALK, {"Host": "localhost:8460", "Origin": "http://localhost:8460"}, None),
        (TALK, {"Host": "localhost:8460", "Origin": "http://127.0.0.1:8460"}, 403),
        (TALK, {"Host": "localhost:8460", "Origin": "https://localhost:8460"}, 403),
        (TALK, {"Host": "localhost:8460", "Origin": "null"}, 403),
        (TALK, {"Host": "localhost:8460"}, 403),
    ],
)
def test_host_and_origin(path: str, headers: dict[str, str], refused: int | None) -> None:
    assert DOOR.refuses(path, headers) == refused


def test_default_ports_may_be_left_out() -> None:
    assert "kitchen.local" in names("kitchen.local", 443)


def test_a_bucket_fills_with_time() -> None:
    now_s = [0.0]
    bucket = Bucket(per_s=1, most=2, clock=lambda: now_s[0])
    assert [bucket.takes(1) for _ in range(3)] == [True, True, False]
    now_s[0] = 1.0
    assert [bucket.takes(1) for _ in range(2)] == [True, False]


def test_peers_do_not_use_up_each_others_tries() -> None:
    peers = PerPeer(per_s=0, most=1, clock=lambda: 0.0)
    assert peers.has("a")
    assert [peers.takes("a"), peers.takes("a"), peers.takes("b")] == [True, False, True]
    assert not peers.has("a")
    for number in range(PerPeer.MOST + 1):
        peers.takes(str(number))


def test_metrics_have_names_and_numbers_only() -> None:
    metrics = Metrics()
    metrics.add("plainspoken.turns", outcome="found")
    metrics.observe("plainspoken.turn.first_sound.duration", 0.6)
    text = metrics.text()
    assert 'plainspoken_turns{outcome="found"} 1\n' in text
    assert 'plainspoken_turn_first_sound_duration_seconds_bucket{le="0.5"} 0\n' in text
    assert 'plainspoken_turn_first_sound_duration_seconds_bucket{le="0.75"} 1\n' in text
    assert metrics.value("plainspoken.turns", "found") == 1


def read(sent: bytes) -> Event | None:
    async def fed() -> Event | None:
        reader = asyncio.StreamReader(limit=LINE_BYTES)
        reader.feed_data(sent)
        reader.feed_eof()
        return await read_event(reader)

    return asyncio.run(fed())


def line(**head: Any) -> bytes:
    return json.dumps(head).encode() + b"\n"


def test_an_event_is_read_with_its_data_and_payload() -> None:
    event = read(line(type="audio-chunk", data={"rate": 1}, data_length=12, payload_length=2) + b'{"width": 2}' + b"ab")
    assert event == Event("audio-chunk", {"rate": 1, "width": 2}, b"ab")
    assert read(b"") is None


@pytest.mark.parametrize(
    "sent",
    [
        b"hello\n",
        b"[]\n",
        b"{}\n",
        line(type=7),
        line(type="a", data=[1]),
        line(type="a", payload_length=PAYLOAD_BYTES + 1),
        line(type="a", payload_length=-1),
        line(type="a", payload_length=True),
        line(type="a", payload_length="9"),
        line(type="a", payload_length=9) + b"short",
        line(type="a", data_length=4) + b"nope",
        b"[" * LINE_BYTES + b"\n",
        b"x" * (4 * LINE_BYTES),
    ],
)
def test_what_is_no_event_ends_the_connection(sent: bytes) -> None:
    with pytest.raises(Malformed):
        read(sent)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_malformed(sent: bytes) -> None:
    try:
        read(sent)
    except Malformed:
        pass
