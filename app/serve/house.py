"""What all sessions share: the engine, the household's file, the opened records, the settings."""

import datetime as dt
import hmac
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from threading import Lock

from app.household.home import Device, Home
from app.household.home_file import HomeFile
from app.household.residents import OpenedRecords
from app.household.trying import Tried, Try, attempt
from app.knowledge import load_knowledge
from app.prepare import Assistant
from app.serve.metrics import Metrics
from app.serve.opening_ear import OpeningEar
from app.serve.paced_voice import PacedVoice
from app.serve.quiet import QuietVoice
from app.serve.visit_board import TellingShelf
from app.settings import Settings
from app.today import today
from app.visit_desk import Desk, documents
from app.wiring import make_desk, mind_of
from core.mind import Mind, make_mind

DIGITS_APART_MS = 1_000
"""While locked: whoever says a number digit by digit is not cut off in it."""


@dataclass(frozen=True, slots=True)
class House:
    """A plain record, made once when the service starts."""

    engine: Assistant = field(repr=False)
    """Shared ear and voice, around a mind that knows no record."""
    file: HomeFile
    records: OpenedRecords = field(repr=False)
    settings: Settings
    metrics: Metrics
    clock: Callable[[], float] = time.time
    sheets: Path = field(default_factory=documents)
    """Where sheets for visits are written."""
    _trying: Lock = field(default_factory=Lock)
    """Argon2 takes 64 MiB: one try at a time."""

    def home(self) -> Home:
        """The household as it is now."""
        return self.file.read()

    def now(self, device: Device) -> Device | None:
        """The device as it is now; None once it was revoked."""
        return self.home().device(device.id)

    def others(self, device: Device) -> tuple[Device, ...]:
        """All devices but this one."""
        return tuple(one for one in self.home().devices if one.id != device.id)

    def names_of_others(self, device: Device) -> tuple[str, ...]:
        """What they are called."""
        return tuple(one.name for one in self.others(device))

    def plain_assistant(self) -> Device | None:
        """The Home Assistant of this machine, if it was let in."""
        here = (one for one in self.home().devices if one.kind == "assistant" and not one.certificate)
        return next(here, None)

    def assistant_with(self, certificate: str) -> Device | None:
        """The Home Assistant elsewhere that holds the certificate of this hash; None once it was revoked."""
        held = (one for one in self.home().devices if one.kind == "assistant" and one.certificate)
        return next((one for one in held if hmac.compare_digest(one.certificate, certificate)), None)

    def day_of(self, resident: str) -> dt.date:
        """The day that answers are about: today, but for a record made for a fixed day."""
        opened = self.records.today_of.get(resident)
        return opened.today if opened is not None and self._fixed(resident) else today()

    def mind(self, resident: str) -> Mind:
        """What answers are made with; one that knows no record for nobody, or when the record was closed."""
        opened = self.records.today_of.get(resident)
        if opened is None or opened.vault.locked:
            return _of_nobody(today(), self.settings.safety.emergency_number)
        return mind_of(type(opened)(opened.vault, self.day_of(resident)), self.settings)

    def desk(self, resident: str, kept: Callable[[], None]) -> Desk:
        """What keeps and writes what is prepared for a visit; `kept` is told when something was kept."""
        mind = self.mind(resident)
        mind = replace(mind, shelf=TellingShelf(mind.shelf, kept)) if mind.shelf is not None else mind
        home, place = self.home(), "the documents of the main computer, in the folder Plainspoken"
        if len(home.residents) == 1:
            return replace(make_desk(mind, self.sheets, self.engine.voice), place=place)
        # Two people may have a visit on one day, and the sheets of both bear its date.
        own = plain_name(home, resident)
        return replace(make_desk(mind, self.sheets / own, self.engine.voice), place=f"{place}, under your name")

    def assistant(self, resident: str, quiet: bool, kept: Callable[[], None] = lambda: None) -> Assistant:
        """The parts of a conversation with this resident, or with nobody; for `kept` see `desk`."""
        engine = self.engine
        paced = PacedVoice(engine.voice)
        voice = QuietVoice(paced) if quiet else paced
        if resident:
            desk = self.desk(resident, kept)
            return type(engine)(engine.transcriber, voice, desk.mind, self.settings.listening, desk)
        listening = self.settings.listening
        patient = listening.model_copy(update={"complete_ms": max(listening.complete_ms, DIGITS_APART_MS)})
        return type(engine)(OpeningEar(engine.transcriber), voice, self.mind(""), patient)

    def attempt(self, device: Device, opener: str) -> Tried:
        """Try to open a record on this device with what was said."""
        with self._trying:
            return attempt(self.file, Try(device, opener, self.records.peppers(), self.clock()))

    def _fixed(self, resident: str) -> bool:
        found = self.home().resident(resident)
        return found is not None and found.vault == "demo"


def plain_name(home: Home, resident: str) -> str:
    """Of a folder: the resident's name without what a path could be led astray by, else the id."""
    found = home.resident(resident)
    plain = re.sub(r"[^\w -]", "", found.name).strip() if found else ""
    return plain or resident or "nobody"


@cache
def _of_nobody(day: dt.date, emergency_number: str) -> Mind:
    return make_mind(None, load_knowledge(), day, emergency_number)
