"""All conversations that go on: one for each device; they lock by time, by night, and when opened elsewhere."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any

from app.household.home import NIGHT_LOCK_S, Device, Rules
from app.serve.house import House
from app.serve.limits import CONVERSATIONS
from app.serve.session import Session
from app.serve.stream import Line

LOOK_S = 1.0


class Sessions:
    """Kept in the event loop; sessions themselves run in threads."""

    def __init__(self, house: House, clock: Callable[[], dt.datetime] = dt.datetime.now) -> None:
        self.house = house
        self._clock = clock
        self._running: dict[str, Session] = {}
        self._leave: dict[str, Callable[[], None]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._day = clock().date()
        self._was_night = False

    @property
    def count(self) -> int:
        """Conversations that go on."""
        return len(self._running)

    async def admit(self, device: Device, line: Line, leave: Callable[[], None]) -> Session | None:
        """A conversation for this device; the one it had elsewhere is ended by its `leave`. None when full."""
        before = self._running.get(device.id)
        if before is None and len(self._running) >= CONVERSATIONS:
            return None
        session = Session(device, line, self.house, self)
        self._running[device.id] = session
        if before is not None:
            self._leave[device.id]()
            await asyncio.to_thread(before.close)
        self._leave[device.id] = leave
        self.house.metrics.add("plainspoken.conversations.active")
        session.start()
        return session

    async def dismiss(self, session: Session) -> None:
        """Its connection has ended."""
        if self._running.get(session.device.id) is session:
            del self._running[session.device.id]
            self._leave.pop(session.device.id, None)
        self.house.metrics.add("plainspoken.conversations.active", -1)
        await asyncio.to_thread(session.close)

    def keep(self, task: "asyncio.Task[Any]") -> None:
        """Hold on to a task until it is done."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def watch(self) -> None:
        """Lock what is to be locked, and end what was revoked, for ever."""
        while True:
            await asyncio.sleep(LOOK_S)
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """One look around."""
        home = self.house.home()
        night = is_night(home.rules, self._clock().time())
        falls, self._was_night = night and not self._was_night, night
        new_day, self._day = self._clock().date() != self._day, self._clock().date()
        patience_s = min(home.rules.lock_after_s, NIGHT_LOCK_S) if night else home.rules.lock_after_s
        for session in tuple(self._running.values()):
            if home.device(session.device.id) is None:
                self._call(self._leave.get(session.device.id))
                session.lock()
                continue
            open_shared = session.device.shared and session.resident
            if open_shared and (falls or session.idle_s >= patience_s):
                session.lock()
            elif new_day and session.resident:
                session.refresh()

    async def close(self) -> None:
        """End all, in order: no new sound, then the threads."""
        await asyncio.gather(*(asyncio.to_thread(session.close) for session in tuple(self._running.values())))

    def opened(self, where: Session, resident: str) -> None:
        """Somebody opened their record: other shared devices on which it is open lock themselves."""
        for session in self._others(where, resident):
            if session.device.shared:
                session.lock()

    def kept(self, where: Session | None, resident: str) -> None:
        """Questions or notes were kept: what other devices remember of them is older, and would overwrite them."""
        for session in self._others(where, resident):
            session.refresh()

    def _others(self, where: Session | None, resident: str) -> list[Session]:
        return [one for one in tuple(self._running.values()) if one is not where and one.resident == resident]

    def _call(self, leave: Callable[[], None] | None) -> None:
        if leave is not None and self.loop is not None:
            self.loop.call_soon_threadsafe(leave)

    loop: asyncio.AbstractEventLoop | None = None
    """Where connections live; set when the service starts."""


def is_night(rules: Rules, now: dt.time) -> bool:
    """Whether the house's night is now; it may go over midnight."""
    if not rules.night_from or not rules.night_to:
        return False
    begin, end = dt.time.fromisoformat(rules.night_from), dt.time.fromisoformat(rules.night_to)
    return begin <= now < end if begin <= end else now >= begin or now < end
