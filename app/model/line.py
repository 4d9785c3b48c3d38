"""The line to a language model: one request at a time, streamed, and hung up on when its time is over.

Whoever asks waits no longer than the endpoint's patience, whatever the other end does. One that was late
or broken twice in a row is left alone for a while, so that it does not hold up every answer.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import openai

from app.model.endpoint import Endpoint, connect
from core.errors import PlainspokenError

FAILURES_BEFORE_REST = 2
REST_S = 60.0


class Sort(StrEnum):
    """What is sent."""

    QUESTION = "question"
    """Words that were not understood, and the names in the record."""
    ANSWER = "answer"
    """The sentences of one answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked."""

    sort: Sort
    text: str = field(repr=False)
    most_tokens: int
    schema: dict[str, object] | None = field(default=None, repr=False)
    """The JSON schema of the reply; None for free words."""
    one_line: bool = False
    """Whether the reply ends with its first line."""

    @property
    def size_bytes(self) -> int:
        """How much text leaves with it, in UTF-8."""
        form = json.dumps(self.schema, ensure_ascii=False) if self.schema else ""
        return len(f"{self.text}{form}".encode())


class Permit(Protocol):
    """Who decides whether anything is sent."""

    def allow(self, request: Request) -> str:
        """The host that it may go to; what leaves is noted by then. Raises `PlainspokenError` leaves: then nothing does."""


class Line:
    """Requests to one endpoint. Without a permit only one on this machine is ever reached."""

    def __init__(self, endpoint: Endpoint, permit: Permit | None = None) -> None:
        self._endpoint = endpoint
        self._permit = permit
        self._client: openai.OpenAI | None = None
        self._failures = 0
        self._rests_until_s = 0.0

    def ask(self, request: Request, enough: Callable[[str], bool] = lambda text: False) -> str:
        """The reply, or as much of it as is `enough`; empty when it is late, broken, forbidden or resting."""
        until_s = time.monotonic() + self._endpoint.patience_s
        if time.monotonic() < self._rests_until_s:
            return ""
        try:
            client = self._connected(self._permit.allow(request) if self._permit is not None else "")
        except PlainspokenError:
            return ""
        text, whole = _listen(client, self._endpoint.model, request, enough, until_s)
        self._count(whole)
        return text if whole else ""

    def _connected(self, agreed: str) -> openai.OpenAI:
        """Only once something may be sent is there anything that could send it."""
        if self._client is None:
            self._client = connect(self._endpoint, agreed)
        return self._client

    def _count(self, whole: bool) -> None:
        self._failures = 0 if whole else self._failures + 1
        if self._failures >= FAILURES_BEFORE_REST:
            self._failures = 0
            self._rests_until_s = time.monotonic() + REST_S


_Pieces = SimpleQueue[str | None]
"""Words as they come; None when it broke; an empty piece is its end."""


def _listen(
    client: openai.OpenAI, model: str, request: Request, enough: Callable[[str], bool], until_s: float
) -> tuple[str, bool]:
    pieces: _Pieces = SimpleQueue()
    over = threading.Event()
    threading.Thread(target=_speak, args=(client, model, request, pieces, over), name="helper", daemon=True).start()
    text = ""
    try:
        while (left_s := until_s - time.monotonic()) > 0:
            piece = pieces.get(timeout=left_s)
            if not piece:
                return text, piece is not None
            text += piece
            if enough(text):
                return text, True
    except Empty:
        pass
    finally:
        over.set()
    return "", False


def _speak(client: openai.OpenAI, model: str, request: Request, pieces: _Pieces, over: threading.Event) -> None:
    """In a thread of its own: a socket that says nothing holds up nobody else."""
    form: dict[str, Any] = {}
    if request.schema is not None:
        named = {"name": request.sort.value, "schema": request.schema, "strict": True}
        form = {"response_format": {"type": "json_schema", "json_schema": named}}
    if request.one_line:
        form["stop"] = ["\n"]
    try:
        stream = client.chat.completions.create(
            model=model,
            messages=[{"role": "user", "content": request.text}],
            max_tokens=request.most_tokens,
            temperature=0,
            stream=True,
            **form,
        )
        with stream:
            for part in stream:
                if over.is_set():
                    return
                if words := "".join(choice.delta.content or "" for choice in part.choices):
                    pieces.put(words)
        pieces.put("")
    except Exception:  # noqa: BLE001 - whatever another program sends back, or a library makes of it: there are no words
        pieces.put(None)
