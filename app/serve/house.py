"""What all sessions share: the engine, the household's file, the opened records, the settings."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
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
from app.settings import Settings
from app.today import today
from app.wiring import mind_of
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
    _trying: Lock = field(default_factory=Lock)
    """Argon2 takes 64 MiB: one try at a time."""

    def home(self) -> Home:
        """The household as it is now."""
        return self.file.read()

    def now(self, device: Device) -> Device | None:
        """The device as it is now; None once it was revoked."""
        return self.home().device(device.id)

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

    def assistant(self, resident: str, quiet: bool) -> Assistant:
        """The parts of a conversation with this resident, or with nobody."""
        engine = self.engine
        paced = PacedVoice(engine.voice)
        voice = QuietVoice(paced) if quiet else paced
        if resident:
            return type(engine)(engine.transcriber, voice, self.mind(resident), self.settings.listening)
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


@cache
def _of_nobody(day: dt.date, emergency_number: str) -> Mind:
    return make_mind(None, load_knowledge(), day, emergency_number)
