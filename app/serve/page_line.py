"""The way out to a page: sound as binary frames, everything else as JSON, in order, from any thread."""

import asyncio
import json
import struct
from collections.abc import Callable
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from app.serve.limits import SEND_TIMEOUT_S, WAITING_BYTES
from app.serve.stream import OpenEar
from core.audio import SpeechChunk
from core.ports import Microphone

HUSH: dict[str, Any] = {"type": "hush"}
PIECE_BYTES = 32_768
"""Sound goes out in pieces of this size, so that a hush is never behind much of it."""


class PageLine:
    """`app.serve.stream.Line` on a WebSocket; `pump` sends what is waiting, in the event loop."""

    def __init__(self, socket: ServerConnection) -> None:
        self._socket = socket
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[str | bytes] = asyncio.Queue()
        self._bytes = 0

    def ear(self, microphone: Microphone, playing: Callable[[], bool]) -> OpenEar:
        """A browser takes our voice out of what it hears."""
        return OpenEar(microphone)

    def sound(self, chunk: SpeechChunk) -> None:
        """A caption with the words, and the sound: rate in Hz as 4 bytes, then 16-bit PCM."""
        if chunk.text:
            self.tell({"type": "said", "text": chunk.text, "ms": len(chunk.pcm) * 500 // chunk.rate_hz})
        head = struct.pack("<I", chunk.rate_hz)
        for start in range(0, len(chunk.pcm), PIECE_BYTES):
            self._put(head + chunk.pcm[start : start + PIECE_BYTES])

    def hush(self) -> None:
        """What is waiting is forgotten, and the page falls silent."""
        self._call(self._drop_sound)
        self.tell(HUSH)

    def hold(self, on: bool) -> None:
        """The page keeps what it has, and its clock stands still."""
        self.tell({"type": "hold", "on": on})

    def tell(self, event: dict[str, Any]) -> None:
        """One JSON message."""
        self._put(json.dumps(event, ensure_ascii=False))

    async def pump(self) -> None:
        """Send until the connection ends; a device that does not take its sound is dropped."""
        try:
            while True:
                message = await self._waiting.get()
                self._bytes -= len(message)
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await self._socket.send(message)
        except TimeoutError:
            self._abort()
        except ConnectionClosed:
            return

    def _put(self, message: str | bytes) -> None:
        self._call(self._add, message)

    def _call(self, how: Any, *given: Any) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(how, *given)

    def _add(self, message: str | bytes) -> None:
        self._bytes += len(message)
        if self._bytes > WAITING_BYTES:
            self._abort()
        self._waiting.put_nowait(message)

    def _drop_sound(self) -> None:
        kept = []
        while not self._waiting.empty():
            message = self._waiting.get_nowait()
            self._bytes -= len(message)
            if isinstance(message, str) and '"type": "said"' not in message:
                kept.append(message)
        for message in kept:
            self._add(message)

    def _abort(self) -> None:
        self._socket.transport.abort()
