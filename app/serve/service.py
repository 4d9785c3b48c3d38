"""The service from start to end: engine, records, ports; ended in the opposite order."""

import asyncio
import signal
import ssl
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial

from app.household.home_file import HomeFile
from app.household.residents import open_residents
from app.prepare import Assistant
from app.serve.announce import PAGE, WYOMING, Announcement
from app.serve.door import Door
from app.serve.engine import Queue, SharedEar, SharedVoice
from app.serve.faults import watch_faults
from app.serve.house import House
from app.serve.metrics import Metrics
from app.serve.satellites import Satellites
from app.serve.sessions import Sessions
from app.serve.web_port import WebPort, Where
from app.serve.wyoming_port import LOOPBACK, WyomingPort
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """What to open."""

    web: Where
    door: Door
    metrics_token: str = field(repr=False)
    wyoming: Where | None = None
    """Plain, for this machine."""
    elsewhere: Where | None = None
    """Wyoming for Home Assistant elsewhere in the home, which shows its certificate."""
    calls: ssl.SSLContext | None = field(default=None, repr=False)
    """With which satellites elsewhere in the home are called; None: only those of this machine are."""
    announce: bool = False
    """Tell the network where the page is, and this machine where the Wyoming port is."""


def make_house(engine: Assistant, file: HomeFile, settings: Settings) -> House:
    """The house around an engine, with its residents' records opened."""
    metrics = Metrics()
    shared = shared_engine(engine, settings, metrics)
    return House(shared, file, open_residents(file.read()), settings, metrics)


def shared_engine(engine: Assistant, settings: Settings, metrics: Metrics) -> Assistant:
    """An engine that many threads may use at once."""
    hearing = Queue("hearing", metrics)
    ear = SharedEar(engine.transcriber, hearing)
    voice = SharedVoice(engine.voice, Queue("speaking", metrics, before=hearing))
    return type(engine)(ear, voice, engine.mind, settings.listening)


class Service:
    """Runs until it is told to end."""

    def __init__(self, house: House, plan: Plan) -> None:
        self._plan = plan
        self._house = house
        self.sessions = Sessions(house)
        self.ended = asyncio.Event()
        self.ports: list[int] = []
        """Where it listens: the page, then Wyoming on this machine, then Wyoming for elsewhere."""

    async def open(self, stack: AsyncExitStack) -> None:
        """Open everything; the stack closes it again, last opened first."""
        self.sessions.loop = asyncio.get_running_loop()
        stack.callback(self._house.records.close)
        stack.push_async_callback(self.sessions.close)
        web = WebPort(self.sessions, self._plan.door, self._plan.metrics_token)
        self.ports.append(await web.open(self._plan.web))
        stack.push_async_callback(web.close)
        for where in filter(None, (self._plan.wyoming, self._plan.elsewhere)):
            wyoming = WyomingPort(self._house, partial(self.sessions.kept, None))
            self.ports.append(await wyoming.open(where))
            stack.push_async_callback(wyoming.close)
        if self._plan.announce:
            await self._announce(stack)
        satellites = Satellites(self.sessions, self._plan.calls)
        stack.push_async_callback(
            _ended, [asyncio.create_task(satellites.run()), asyncio.create_task(self.sessions.watch())]
        )

    async def _announce(self, stack: AsyncExitStack) -> None:
        host = self._plan.web.host
        if host not in LOOPBACK:
            page = Announcement([host])
            stack.push_async_callback(page.close)
            await page.tell(PAGE, host, self.ports[0])
        # The encrypted port is not told: whoever looks for Wyoming would speak plainly to it.
        if self._plan.wyoming is not None:
            here = Announcement(["127.0.0.1"])
            stack.push_async_callback(here.close)
            await here.tell(WYOMING, "127.0.0.1", self.ports[1])

    async def run(self) -> None:
        """Open, wait for the end or a signal, close."""
        loop = asyncio.get_running_loop()
        watch_faults(loop)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.ended.set)
        async with AsyncExitStack() as stack:
            await self.open(stack)
            self.tell()
            await self.ended.wait()

    def tell(self) -> None:
        """Called when everything is open."""


async def _ended(tasks: Sequence["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
