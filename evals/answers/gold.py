"""What a right answer rests on and says, from the raw file alone: one rule per kind of question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from evals.answers.raw import Raw, Resource, Result, ident, name

FOUND, ABSENT, DECLINED = frozenset({"found"}), frozenset({"not_in_record"}), frozenset({"declined"})


@dataclass(frozen=True)
class Gold:
    """A right answer."""

    outcomes: frozenset[str] = FOUND
    must: tuple[frozenset[str], ...] = ()
    """Of each of these groups of ids at least one is told."""
    may: frozenset[str] = frozenset()
    """What can be told besides."""
    anything: bool = False
    """Any fact can be told besides: of a tracker's days the ids are the store's own."""
    least: int = 0
    """At least so many of `may` are told: lists are told in portions."""
    numbers: tuple[frozenset[float], ...] = ()
    """Of each group at least one number is spoken."""
    words: tuple[frozenset[str], ...] = ()
    """Of each group at least one is spoken; lower-case."""
    never: frozenset[str] = frozenset()
    """Must not be spoken."""


@dataclass(frozen=True)
class Slots:
    """What the slots of one wording were filled with, for the rule."""

    said: dict[str, str]
    """As spoken: `test` → `A1c`, `year` → `2015`."""
    codes: list[str] = field(default_factory=list)
    codes2: list[str] = field(default_factory=list)
    has: list[str] = field(default_factory=list)
    """Of the medicine, condition, allergen, vaccine or procedure."""
    has2: list[str] = field(default_factory=list)
    """Of the second thing: the medicine or procedure beside a test."""
    without: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    """Codes of what the name that was said means as well: "kidney function" is creatinine too."""


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


Rule = Callable[[Raw, Slots], Gold | None]
"""None when the question makes no sense of this record."""


def ids(rows: Iterable[Result | Resource]) -> frozenset[str]:
    """Their ids."""
    return frozenset(row.id if isinstance(row, Result) else ident(row) for row in rows)


def values(result: Result) -> tuple[frozenset[float], ...]:
    """Each number of a result, as written or as people in the US say it."""
    return tuple(frozenset({n, n * 2.20462, n / 2.54, n * 1.8 + 32}) for n in result.numbers)


def dated(days: Iterable[str]) -> frozenset[str]:
    """Ways to say one of these days: the year, or the day without it when it was not long ago."""
    days = list(days)
    years = {day_[:4] for day_ in days if day_}
    return frozenset(years | {f"{MONTHS[int(d[5:7]) - 1]} {int(d[8:10])}".lower() for d in days if len(d) == 10})


def some_of(rows: list[Resource], besides: list[Resource] | None = None) -> Gold:
    """A list, told in portions of three; not there when it is empty."""
    kinds = len({name(row) for row in rows})
    return Gold(FOUND, (), ids(rows) | ids(besides or []), least=min(3, kinds)) if rows else Gold(ABSENT)


def any_of(rows: list[Resource], say: Iterable[str] = (), besides: frozenset[str] = frozenset()) -> Gold | None:
    """One entry (any that bears the name), and what has to be said of it."""
    said = frozenset(word.lower() for word in say)
    words = (said,) if said else ()
    return Gold(FOUND, (ids(rows),), ids(rows) | besides, words=words) if rows else None
