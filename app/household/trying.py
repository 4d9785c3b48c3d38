"""One try at opening a record by voice: counted before it is made, slower after each failure, ten at most."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.household.home import MAX_FAILURES, Device, Home, Resident
from app.household.home_file import HomeFile
from app.household.openers import opens

FREE_FAILURES = 3
"""So many may be misheard without a wait."""
LONGEST_WAIT_S = 300.0


@dataclass(frozen=True, slots=True)
class Opens:
    """It was right."""

    resident: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """It was tried and is wrong."""

    left: int
    """Further tries before it stops."""


@dataclass(frozen=True, slots=True)
class TooSoon:
    """It was not tried: the last failure is too near."""

    wait_s: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """It was not tried and will not be, until somebody resets it on the main machine."""


@dataclass(frozen=True, slots=True)
class NobodyHere:
    """Nobody's record can be opened here by voice."""


Tried: TypeAlias = Opens | Wrong | TooSoon | Stopped | NobodyHere


@dataclass(frozen=True, slots=True)
class Try:
    """What is needed for one."""

    device: Device
    opener: str = field(repr=False)
    peppers: Mapping[str, bytes] = field(repr=False)
    """By resident: the keys of the records that are opened on this machine."""
    now_s: float
    """Seconds since 1970."""


def attempt(file: HomeFile, one: Try) -> Tried:
    """Try to open a record with what was said; whoever's number it is, all who could be meant are compared."""
    found: list[tuple[Resident, ...] | TooSoon | Stopped | NobodyHere] = []

    def count(home: Home) -> Home:
        found.append(meant := _meant(home, one))
        for resident in meant if isinstance(meant, tuple) else ():
            failed = {"failures": resident.failures + 1, "failed_at_s": one.now_s}
            home = home.with_resident(resident.model_copy(update=failed))
        return home

    # Written down first: a program that is ended in the middle has used up a try.
    after = file.change(count)
    meant = found[-1]
    if not isinstance(meant, tuple):
        return meant
    right = [who for who in meant if opens(who.opener, one.opener, one.peppers[who.id])]
    if not right:
        return Wrong(max(0, MAX_FAILURES - max(_failures(after, who.id) for who in meant)))
    _take_back(file, right[0].id, tuple(who.id for who in meant))
    return Opens(right[0].id)


def wait_s(failures: int) -> float:
    """How long after the last failure the next try may be made."""
    return 0.0 if failures < FREE_FAILURES else min(LONGEST_WAIT_S, 2.0 ** (failures - FREE_FAILURES + 1))


def _meant(home: Home, one: Try) -> tuple[Resident, ...] | TooSoon | Stopped | NobodyHere:
    device = home.device(one.device.id) or one.device
    here = set(device.residents) | ({device.owner} if device.owner else set())
    could = [r for r in home.residents if r.id in here and r.opener and r.id in one.peppers]
    if not could:
        return NobodyHere()
    live = [r for r in could if r.failures < MAX_FAILURES]
    if not live:
        return Stopped()
    wait = max(wait_s(r.failures) - (one.now_s - r.failed_at_s) for r in live)
    return TooSoon(wait) if wait > 0 else tuple(live)


def _failures(home: Home, id: str) -> int:
    resident = home.resident(id)
    return resident.failures if resident else 0


def _take_back(file: HomeFile, right: str, meant: tuple[str, ...]) -> None:
    """A right opening is nobody's failure: the count of who it was goes to none, that of others back by one."""

    def less(home: Home) -> Home:
        for id in meant:
            resident = home.resident(id)
            if resident:
                failures = 0 if id == right else max(0, resident.failures - 1)
                home = home.with_resident(resident.model_copy(update={"failures": failures}))
        return home

    file.change(less)
