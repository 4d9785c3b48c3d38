"""A scripted OpenAI-compatible endpoint on this machine: it says what it is told to, at the pace it is told to."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

POLL_S = 0.02


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked hung up."""


@dataclass
class Script:
    """What the endpoint says next, and what it was asked."""

    url: str = ""
    says: str | Callable[[str], str] = ""
    """Words, or what makes them of the words it is sent."""
    model: str = "script"
    silent_s: float = 0.0
    """Before its first word."""
    between_s: float = 0.0
    """Between two words."""
    breaks_after: int | None = None
    """Words after which the connection is cut."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The body of each request for words."""
    over: threading.Event = field(default_factory=threading.Event)

    def words(self, body: dict[str, Any]) -> list[str]:
        """In pieces, as a model gives them."""
        sent = str(body["messages"][-1]["content"])
        return re.findall(r"\S+\s*", self.says(sent) if callable(self.says) else self.says)


def asked_to_say(sent: str) -> str:
    """The sentences that the product asks to be worded, out of what it sends."""
    return sent.rpartition("Text: ")[2].removesuffix("\nSaid:")


@contextmanager
def scripted(script: Script | None = None) -> Iterator[Script]:
    """The endpoint on a free port, for as long as the block lasts."""
    told = script or Script()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"object": "list", "data": [{"id": told.model, "object": "model"}]}).encode()
            self._begin("application/json")
            self.wfile.write(body)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append(body)
            told.over.wait(told.silent_s)
            self._begin("text/event-stream")
            for number, piece in enumerate(told.words(body)):
                if number == told.breaks_after:
                    return
                time.sleep(told.between_s)
                if not self._send(piece):
                    return
            self.wfile.write(b"data: [DONE]\n\n")

        def _begin(self, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()

        def _send(self, piece: str) -> bool:
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": told.model,
                     "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}  # fmt: skip
            try:
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                self.wfile.flush()
            except OSError:
                return False
            return not told.over.is_set()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        told.over.set()
        server.shutdown()
        server.server_close()
