"""The port for browsers: the page's files, `/health`, `/metrics`, and `/talk` for the conversation."""

import asyncio
import hmac
import json
import logging
import ssl
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from app.household.tokens import hashed
from app.serve import limits
from app.serve.door import HEALTH, METRICS, TALK, Door
from app.serve.files import GUARDS, PageFile, load_files
from app.serve.page import Page
from app.serve.sessions import Sessions
from core.errors import PortTaken

# The library would write request lines and reasons to its log.
_SILENT = logging.getLogger("plainspoken.web")
_SILENT.disabled = True
RESTARTING = 1012
NOT_ALLOWED = 405


@dataclass(frozen=True, slots=True)
class Where:
    """Where to listen."""

    host: str
    port: int
    tls: ssl.SSLContext | None = field(default=None, repr=False)


class _Counted(ServerConnection):
    """Closed at once when there are too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if len(self.server.handler_tasks) > limits.CONNECTIONS:
            self.transport.abort()


class WebPort:
    """Answers what comes in over HTTP."""

    def __init__(self, sessions: Sessions, door: Door, metrics_token: str) -> None:
        self._sessions = sessions
        self._door = door
        self._metrics = hashed(metrics_token)
        self._page = Page(sessions)
        self._files = load_files()
        self._server: Server | None = None

    async def open(self, where: Where) -> int:
        """Begin to listen; the port, which is drawn when 0 was asked for. Raises `PortTaken`."""
        tls: dict[str, Any] = {"ssl_handshake_timeout": limits.OPEN_TIMEOUT_S} if where.tls else {}
        try:
            self._server = await serve(
                self._page.serve,
                where.host,
                where.port,
                ssl=where.tls,
                process_request=self._answer,
                create_connection=_Counted,
                compression=None,
                open_timeout=limits.OPEN_TIMEOUT_S,
                ping_interval=limits.PING_S,
                ping_timeout=limits.PING_S,
                close_timeout=2,
                max_size=limits.MESSAGE_BYTES,
                max_queue=16,
                server_header=None,
                logger=_SILENT,
                **tls,
            )
        except OSError as error:
            raise PortTaken(host=where.host, port=where.port, option="--port") from error
        return int(next(iter(self._server.sockets)).getsockname()[1])

    async def close(self) -> None:
        """Stop listening, and tell who is connected that we come back."""
        if self._server is not None:
            self._server.close(code=RESTARTING)
            await self._server.wait_closed()

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        if request.method != "GET":
            return _response(NOT_ALLOWED, PageFile(b"Only GET.\n", "text/plain; charset=utf-8"))
        path = request.path.split("?", 1)[0]
        refusal = self._door.refuses(path, _single(request.headers))
        if refusal is not None:
            self._sessions.house.metrics.add("plainspoken.door.refused", outcome="origin or host")
            return _response(refusal, PageFile(b"Not here.\n", "text/plain; charset=utf-8"))
        if path == TALK:
            return None
        if path == HEALTH:
            state = {"status": "ok", "conversations": self._sessions.count}
            return _response(200, PageFile(json.dumps(state).encode(), "application/json"))
        if path == METRICS:
            return self._measured(request.headers.get("Authorization", ""))
        file = self._files.get(path)
        return _response(200, file) if file else _response(404, PageFile(b"Not here.\n", "text/plain; charset=utf-8"))

    def _measured(self, authorization: str) -> Response:
        given = hashed(authorization.removeprefix("Bearer "))
        if not hmac.compare_digest(given, self._metrics):
            return _response(401, PageFile(b"A token is needed.\n", "text/plain; charset=utf-8"))
        return _response(200, PageFile(self._sessions.house.metrics.text().encode(), "text/plain; version=0.0.4"))


def _single(headers: Headers) -> dict[str, str]:
    """Headers that came once; one that came twice is taken for none, whatever it says."""
    return {
        name: "" if len(headers.get_all(name)) > 1 else headers.get_all(name)[0]
        for name in ("Host", "Origin")
        if name in headers
    }


_REASONS = {
    200: "OK",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    421: "Misdirected Request",
}


def _response(status: int, file: PageFile) -> Response:
    headers = Headers(
        {**GUARDS, "Content-Type": file.type, "Content-Length": str(len(file.content)), "Connection": "close"}
    )
    if int(status) == NOT_ALLOWED:
        headers["Allow"] = "GET"
    return Response(int(status), _REASONS[int(status)], headers, file.content)
