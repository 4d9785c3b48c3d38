"""Wyoming events off a connection, within limits: the library's own reader takes whatever length is claimed."""

import asyncio
import json
from typing import Any

from wyoming.event import Event

LINE_BYTES = 8_192
DATA_BYTES = 65_536
PAYLOAD_BYTES = 262_144
"""8 s of 16 kHz sound in one event; satellites send 64 ms."""


class Malformed(Exception):
    """What came is no Wyoming event, or larger than any should be: the connection is of no use any more."""


async def read_event(reader: asyncio.StreamReader) -> Event | None:
    """The next event; None when the other side has ended; raises `Malformed`.

    `reader` was made with a limit of at least `LINE_BYTES`.
    """
    try:
        line = await reader.readline()
    except ValueError:
        raise Malformed from None
    if not line:
        return None
    head = _object(line, LINE_BYTES)
    kind, data = head.get("type"), head.get("data") or {}
    if not isinstance(kind, str) or not isinstance(data, dict):
        raise Malformed
    try:
        more = await reader.readexactly(_length(head.get("data_length"), DATA_BYTES))
        payload = await reader.readexactly(_length(head.get("payload_length"), PAYLOAD_BYTES))
    except asyncio.IncompleteReadError:
        raise Malformed from None
    return Event(kind, data | (_object(more, DATA_BYTES) if more else {}), payload or None)


def _object(text: bytes, most: int) -> dict[str, Any]:
    if len(text) > most:
        raise Malformed
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(read, dict):
        raise Malformed
    return read


def _length(claimed: object, most: int) -> int:
    if claimed is None:
        return 0
    if not isinstance(claimed, int) or isinstance(claimed, bool) or not 0 <= claimed <= most:
        raise Malformed
    return claimed
