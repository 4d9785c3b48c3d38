"""One device's conversation: stays, locked or open for somebody, one after another over the same sound.

A stay has its own loop, microphone and player, so that whatever was prepared, remembered or still to be
said goes with it when the record locks.
"""

import threading
import time
from collections.abc import Callable
from functools import partial

from app.half_duplex import DeafWhilePlaying
from app.household.arranging import revoke, set_quiet
from app.household.home import Device
from app.household.said import Opening, Quiet, Unpair
from app.household.trying import Opens, Tried
from app.loop import Talk, TurnReport
from app.prepare import Prepared
from app.serve.attendant import Attendant, Decided
from app.serve.chart import chart_of
from app.serve.faults import note_fault
from app.serve.house import House
from app.serve.stay import ASK, LOCKED, OPEN, TROUBLE, TROUBLE_PAUSE_S, Stay, ends, wrong
from app.serve.stream import Line, LinePlayer, Mailbox, StreamMicrophone
from app.wiring import make_taker
from core.ports import Manner, Microphone
from voice.cues import closed, opened


class Session:
    """Runs in a thread of its own; `on_open` is told the resident whose record was opened here."""

    def __init__(self, device: Device, line: Line, house: House, on_open: Callable[["Session", str], None]) -> None:
        self.device = device
        self.mailbox = Mailbox()
        self.woken = False
        """Its satellite heard the wake word, and listens until it is told that nobody speaks any more."""
        self._line = line
        self._house = house
        self._on_open = on_open
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
                self._stay.microphone.close()
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
                self._stay.microphone.close()

    def _run(self) -> None:
        while (stay := self._begin()) is not None:
            try:
                self._greet(stay)
                stay.talk.run(self._ear(stay), make_taker(self._house.settings.listening))
            except Exception as error:  # noqa: BLE001 - one device's trouble ends with that device
                note_fault(error)
                self._trouble(stay)
            finally:
                stay.talk.close()

    def _ear(self, stay: Stay) -> Microphone:
        """A satellite has no echo cancellation that we could rely on; a browser has."""
        if self.device.kind == "page":
            return stay.microphone
        return DeafWhilePlaying(stay.microphone, lambda: stay.player.playing)

    def _begin(self) -> Stay | None:
        with self._changing:
            if self._over:
                return None
            device = self._house.now(self.device) or self.device
            self.device = device
            resident = self._resident
            player = LinePlayer(self._line)
            attendant = Attendant(not resident, self._others)
            assistant = self._house.assistant(resident, device.quiet)
            talk = Talk(assistant, player, partial(self._on_turn, player), prepare_reply=attendant.prepare)
            self._stay = Stay(resident, assistant.mind, talk, StreamMicrophone(self.mailbox), player, self._greeting)
            return self._stay

    def _greet(self, stay: Stay) -> None:
        self._line.tell({"type": "state", "open": bool(stay.resident), "quiet": self.device.quiet})
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
        self._show(stay, prepared)
        if isinstance(prepared, Decided):
            self._do(prepared, stay)
        elif stay.resident and ends(prepared.answer.command, self.device.shared):
            self.lock()

    def _show(self, stay: Stay, prepared: Prepared) -> None:
        chart = chart_of(prepared.answer, stay.mind) if stay.resident else None
        with self._changing:
            # What locked meanwhile shows nothing any more.
            if stay.player.closed:
                return
            if prepared.transcript.text:
                self._line.tell({"type": "heard", "text": prepared.transcript.text})
            if chart is not None or (stay.resident and prepared.answer.question is not None):
                # "Stop" or "slower" leave the picture where it is; another question takes it away.
                self._line.tell(chart or {"type": "no chart"})

    def _do(self, decided: Decided, stay: Stay) -> None:
        match decided.deed:
            case Opening(opener):
                self._tried(self._house.attempt(self.device, opener), stay)
            case Quiet(on):
                set_quiet(self._house.file, self.device.id, on)
                stay.player.wait()
                self.refresh()
            case Unpair(name):
                revoke(self._house.file, self._named(name))

    def _tried(self, tried: Tried, stay: Stay) -> None:
        self._house.metrics.add("plainspoken.openings", outcome=type(tried).__name__.lower())
        if isinstance(tried, Opens):
            self._change(tried.resident, OPEN)
            self._on_open(self, tried.resident)
        else:
            self._say(stay, wrong(tried))

    def _others(self) -> tuple[str, ...]:
        return tuple(one.name for one in self._house.home().devices if one.id != self.device.id)

    def _named(self, name: str) -> tuple[str, ...]:
        others = (one for one in self._house.home().devices if one.id != self.device.id)
        return tuple(one.id for one in others if not name or one.name == name)
