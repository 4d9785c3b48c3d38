"""A page's connection: paired or known, then sound in and sound out, until it ends."""

import asyncio
import json
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from app.household.arranging import confirm_token, pair, renew_token
from app.household.home import Device
from app.household.tokens import device_of
from app.serve.limits import (
    HELLO_TIMEOUT_S,
    MESSAGES_BURST,
    MESSAGES_S,
    SOUND_BURST_BYTES,
    SOUND_BYTES_S,
    Bucket,
    PerPeer,
)
from app.serve.page_line import PageLine
from app.serve.page_record import RecordDesk
from app.serve.session import Session
from app.serve.sessions import Sessions

UNKNOWN, TOO_SLOW, TOO_MUCH, NOT_OURS, TAKEN_OVER, FULL = 4401, 4408, 4429, 4400, 4409, 4503
"""Why a connection is closed, told to the page so that it can say what to do."""
LONGEST_NAME, LONGEST_TOKEN = 60, 100


class Page:
    """Serves one connection after the other's door check; all state is in the household and the sessions."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._house = sessions.house
        self._knocks = PerPeer(per_s=0.2, most=10)

    async def serve(self, socket: ServerConnection) -> None:
        """The whole of one connection."""
        try:
            async with asyncio.timeout(HELLO_TIMEOUT_S):
                device = await self._known(socket)
        except TimeoutError:
            return await socket.close(TOO_SLOW)
        except ConnectionClosed:
            return None
        if device is None:
            self._house.metrics.add("plainspoken.door.refused", outcome="token")
            return await socket.close(UNKNOWN)
        line = PageLine(socket)
        session = await self._sessions.admit(device, line, lambda: self._close_soon(socket, TAKEN_OVER))
        if session is None:
            return await socket.close(FULL)
        pump = asyncio.create_task(line.pump())
        try:
            await self._listen(socket, session, line)
        except ConnectionClosed:
            pass
        finally:
            pump.cancel()
            await self._sessions.dismiss(session)

    async def _known(self, socket: ServerConnection) -> Device | None:
        """The device behind a connection, by its token or a pairing code, with its next token handed over."""
        message = _read(await socket.recv())
        peer = str(socket.remote_address[0]) if socket.remote_address else ""
        # A token cannot be guessed; a pairing code could be. Who holds a token is not kept out by others' guesses.
        pairs = message is not None and message.get("type") == "pair"
        if message is None or (pairs and not self._knocks.has(peer)):
            return None
        known = await asyncio.to_thread(self._identify, message)
        if known is None:
            if pairs:
                self._knocks.takes(peer)
            return None
        device, came_with = known
        token = await asyncio.to_thread(renew_token, self._house.file, device, came_with)
        await socket.send(json.dumps({"type": "welcome", "token": token, "name": device.name, "shared": device.shared}))
        kept = _read(await socket.recv())
        if kept is None or kept.get("type") != "kept":
            return None
        await asyncio.to_thread(confirm_token, self._house.file, device.id, token)
        return device

    def _identify(self, message: dict[str, Any]) -> tuple[Device, str] | None:
        match message:
            case {"type": "hello", "token": str(token)} if len(token) <= LONGEST_TOKEN:
                device = device_of(self._house.home(), token)
                return (device, token) if device else None
            case {"type": "pair", "code": str(code), "name": str(name)} if len(name) <= LONGEST_NAME:
                return pair(self._house.file, "".join(c for c in code if c.isdigit()), name)
        return None

    async def _listen(self, socket: ServerConnection, session: Session, line: PageLine) -> None:
        sound, messages = Bucket(SOUND_BYTES_S, SOUND_BURST_BYTES), Bucket(MESSAGES_S, MESSAGES_BURST)
        desk = RecordDesk(session, self._house)
        async for message in socket:
            if isinstance(message, bytes):
                if len(message) % 2 or not sound.takes(len(message)):
                    return await socket.close(TOO_MUCH)
                session.mailbox.put(message)
                continue
            asked = _read(message)
            if asked is None or not messages.takes(1):
                return await socket.close(NOT_OURS if asked is None else TOO_MUCH)
            await self._obey(asked, session, line, desk)

    async def _obey(self, asked: dict[str, Any], session: Session, line: PageLine, desk: RecordDesk) -> None:
        match asked:
            case {"type": "hush"}:
                await asyncio.to_thread(session.hush)
            case {"type": "lock"}:
                await asyncio.to_thread(session.lock)
            case {"type": "quiet", "on": bool(on)}:
                await asyncio.to_thread(desk.quiet, on)
            case {"type": "record", "what": str(what)}:
                line.tell(await asyncio.to_thread(desk.answer, what, str(asked.get("name", ""))))

    def _close_soon(self, socket: ServerConnection, code: int) -> None:
        closing = asyncio.create_task(socket.close(code))
        self._sessions.keep(closing)


def _read(message: str | bytes) -> dict[str, Any] | None:
    """A JSON object, or None for anything else."""
    if isinstance(message, bytes):
        return None
    try:
        read = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
