"""One device's conversation: stays, locked or open for somebody, one after another over the same sound.

A stay has its own loop, microphone and player, so that whatever was prepared, remembered or still to be
said goes with it when the record locks.
"""

import threading
import time
from functools import partial
from typing import Any, Protocol

from app.household.arranging import revoke, set_quiet
from app.household.home import Device
from app.household.said import Opening, Quiet, Unpair
from app.household.trying import Opens, Tried
from app.loop import Talk, TurnReport
from app.serve.attendant import Attendant, Decided
from app.serve.display import Display, locked
from app.serve.faults import note_fault
from app.serve.house import House
from app.serve.line_player import LinePlayer
from app.serve.stay import ASK, LOCKED, OPEN, TROUBLE, TROUBLE_PAUSE_S, Stay, ends, noticed, wrong
from app.serve.stream import Line, Mailbox, StreamMicrophone
from app.serve.visit_board import NOTHING
from app.wiring import make_taker
from core.ports import Manner
from voice.cues import closed, opened


class Neighbours(Protocol):
    """The conversations on other devices, which are told what happens here to a record."""

    def opened(self, where: "Session", resident: str) -> None:
        """The record of this resident was opened here."""

    def kept(self, where: "Session | None", resident: str) -> None:
        """Questions or notes for a visit were kept."""


class Session:
    """Runs in a thread of its own."""

    def __init__(self, device: Device, line: Line, house: House, neighbours: Neighbours) -> None:
        self.device = device
        self.mailbox = Mailbox()
        self.woken = False
        """Its satellite heard the wake word, and listens until it is told that nobody speaks any more."""
        self._line = line
        self._house = house
        self._neighbours = neighbours
        self._resident = device.owner
        self._greeting: str | None = ASK if device.owner else LOCKED
        self._stay: Stay | None = None
        self._changing = threading.RLock()
        self._over = False
        self._used_s = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)

    @property
    def resident(self) -> str:
        """Whose record is open here; empty while locked."""
        return self._resident

    @property
    def idle_s(self) -> float:
        """Since the last answer was over."""
        stay = self._stay
        if stay is not None and stay.player.playing:
            self._used_s = time.monotonic()
        return time.monotonic() - self._used_s

    @property
    def sheet(self) -> dict[str, Any]:
        """The sheet for a visit as the page draws it; raises leaves of `PlainspokenError`."""
        stay = self._stay
        return NOTHING if stay is None else stay.display.sheet(stay.talk.conversation)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def hush(self) -> None:
        """The person wants silence now; what was being said is not gone on with."""
        stay = self._stay
        if stay is not None:
            stay.player.stop()

    def lock(self) -> None:
        """Lock at once: what is being said or prepared is dropped."""
        self._change("", "")

    def close(self) -> None:
        """End the conversation and wait for its thread."""
        with self._changing:
            self._over = True
            if self._stay is not None:
                self._stay.player.close()
                self._stay.ear.close()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout=10)

    def refresh(self) -> None:
        """Begin a new stay for the same person: a new day, or another manner of speaking."""
        self._change(self._resident, None)

    def _change(self, resident: str, greeting: str | None) -> None:
        with self._changing:
            self._resident, self._greeting = resident, greeting
            if self._stay is not None:
                self._stay.player.close()
                self._stay.ear.close()
                if not resident:
                    # The next stay begins once this one has ended; what is on the screen goes now.
                    self._line.tell(locked(self.device.quiet))

    def _run(self) -> None:
        while (stay := self._begin()) is not None:
            try:
                self._greet(stay)
                stay.talk.run(stay.ear, make_taker(self._house.settings.listening, stay.ear.mask))
            except Exception as error:  # noqa: BLE001 - one device's trouble ends with that device
                note_fault(error)
                self._trouble(stay)
            finally:
                stay.talk.close()

    def _begin(self) -> Stay | None:
        with self._changing:
            if self._over:
                return None
            device = self._house.now(self.device) or self.device
            self.device = device
            resident = self._resident
            ear = self._line.ear(StreamMicrophone(self.mailbox), lambda: player.playing)
            player = LinePlayer(self._line, ear.may_hold)
            attendant = Attendant(not resident, lambda: self._house.names_of_others(device))
            told = partial(self._neighbours.kept, self, resident)
            assistant = ear.reading(self._house.assistant(resident, device.quiet, told))
            prepare = partial(noticed, attendant, ear)
            talk = Talk(assistant, player, partial(self._on_turn, player), prepare_reply=prepare)
            display = Display(self._line, assistant, bool(resident))
            self._stay = Stay(resident, talk, ear, player, display, self._greeting)
            return self._stay

    def _greet(self, stay: Stay) -> None:
        with self._changing:
            if stay.player.closed:
                return
            stay.display.begin(self.device.quiet)
            self._greeting = None
        if stay.greeting is not None:
            stay.player.play(opened() if stay.resident else closed())
            self._say(stay, stay.greeting)

    def _say(self, stay: Stay, text: str) -> None:
        for chunk in self._house.engine.voice.speak(text, Manner()):
            stay.player.play(chunk)

    def _trouble(self, stay: Stay) -> None:
        self._house.metrics.add("plainspoken.session.errors")
        self._say(stay, TROUBLE)
        time.sleep(TROUBLE_PAUSE_S)

    def _on_turn(self, player: LinePlayer, report: TurnReport) -> None:
        stay, prepared = self._stay, report.prepared
        if stay is None or stay.player is not player or player.closed:
            return
        self._used_s = time.monotonic()
        metrics = self._house.metrics
        metrics.observe("plainspoken.turn.first_sound.duration", report.first_sound_ms / 1000)
        metrics.add("plainspoken.turns", outcome=prepared.answer.outcome.value)
        with self._changing:
            # What locked meanwhile shows nothing any more.
            if not player.closed:
                stay.display.turn(prepared)
        if isinstance(prepared, Decided):
            self._do(prepared, stay)
        elif stay.resident and ends(prepared.answer.command, self.device.shared):
            self.lock()

    def _do(self, decided: Decided, stay: Stay) -> None:
        match decided.deed:
            case Opening(opener):
                self._tried(self._house.attempt(self.device, opener), stay)
            case Quiet(on):
                set_quiet(self._house.file, self.device.id, on)
                stay.player.wait()
                self.refresh()
            case Unpair(name):
                others = self._house.others(self.device)
                revoke(self._house.file, tuple(one.id for one in others if not name or one.name == name))

    def _tried(self, tried: Tried, stay: Stay) -> None:
        self._house.metrics.add("plainspoken.openings", outcome=type(tried).__name__.lower())
        if isinstance(tried, Opens):
            self._change(tried.resident, OPEN)
            self._neighbours.opened(self, tried.resident)
        else:
            self._say(stay, wrong(tried))
