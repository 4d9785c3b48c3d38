"""Answers about sleep and steps: what was counted, and how it is against the person's own usual."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from core.answers import Sentence
from core.draft import Draft, absent, found, tell, told
from core.facts import EVER, DayOfActivity, Night, Span
from core.mind import Mind
from core.ports import Records
from core.questions import Question
from core.saying import capital, say_on, say_span

USUAL_DAYS, FEWEST = 28, 5
"""The usual is the mean of the four weeks before, when at least five of their days were counted."""
_NEAR = 0.05
"""Within a twentieth of the usual it is about the usual."""
Day = Night | DayOfActivity


@dataclass(frozen=True, slots=True)
class _Counted:
    """What can be said of one day of a sort."""

    amount: Callable[[Day], float | None]
    say: Callable[[float], str]
    verb: str
    absent: str
    concept: str


def say_sleep(question: Question, records: Records, mind: Mind) -> Draft:
    """How long the person slept, in the night that ended this morning unless another time is named."""
    return _say(question, list(records.nights()), _SLEEP, mind)


def say_activity(question: Question, records: Records, mind: Mind) -> Draft:
    """How many steps were counted, of the newest day unless another time is named."""
    return _say(question, list(records.days_of_activity()), _STEPS, mind)


def _say(question: Question, days: Sequence[Day], sort: _Counted, mind: Mind) -> Draft:
    counted = [d for d in days if sort.amount(d) is not None and d.origin.when]
    if not counted:
        return _none(sort)
    span, said = _span(question, counted, sort, mind)
    inside = [d for d in counted if span.holds(d.origin.when)]
    if not inside:
        return absent(f"I don't find {sort.absent} {say_span(question.said_span)} in your record.")
    mean = fmean(sort.amount(d) or 0.0 for d in inside)
    each = f" a {'night' if sort is _SLEEP else 'day'} on average" if len(inside) > 1 else ""
    first = tell(f"{capital(said)}{sort.verb} {sort.say(mean)}{each}.", *inside)
    against, before = _against(mean, inside, counted, sort)
    return found([first, *against], told(sort.concept, [*inside, *before]))


def _none(sort: _Counted) -> Draft:
    return absent(
        f"I don't find {sort.absent} in your record.", "That comes from a watch or a phone, once you bring it in."
    )


def _span(question: Question, counted: Sequence[Day], sort: _Counted, mind: Mind) -> tuple[Span, str]:
    if question.said_span in {"last night", "tonight"}:
        return Span(mind.today, mind.today), "last night, "
    if question.span != EVER:
        return question.span, f"{say_span(question.said_span)}, "
    newest = counted[0].origin.when
    day = newest.first_day() if newest else mind.today
    if sort is _SLEEP and day == mind.today:
        return Span(day, day), "last night, "
    return Span(day, day), f"{say_on(newest, mind.today)}, " if newest else ""


def _against(
    mean: float, inside: Sequence[Day], counted: Sequence[Day], sort: _Counted
) -> tuple[list[Sentence], list[Day]]:
    first = min(d.origin.when.first_day() for d in inside if d.origin.when)
    usual = Span(first - dt.timedelta(days=USUAL_DAYS), first - dt.timedelta(days=1))
    before = [d for d in counted if usual.holds(d.origin.when)]
    if len(before) < FEWEST:
        return [], []
    own = fmean(sort.amount(d) or 0.0 for d in before)
    way = (
        "about your usual"
        if abs(mean - own) <= _NEAR * own
        else ("more than" if mean > own else "less than") + " your usual"
    )
    return [
        tell(f"That's {way}.", *inside, *before),
        tell(f"In the four weeks before, it was {sort.say(own)} a {'night' if sort is _SLEEP else 'day'}.", *before),
    ], before


def _asleep(day: Day) -> float | None:
    return day.asleep_min if isinstance(day, Night) else None


def _steps(day: Day) -> float | None:
    return day.steps if isinstance(day, DayOfActivity) else None


def say_minutes(minutes: float) -> str:
    """`6 hours and 12 minutes`."""
    hours, rest = divmod(round(minutes), 60)
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((hours, "hour"), (rest, "minute")) if n]
    return " and ".join(parts) or "no time"


def _say_steps(count: float) -> str:
    return f"{round(count):,} step{'' if round(count) == 1 else 's'}"


_SLEEP = _Counted(_asleep, say_minutes, "you slept", "any sleep", "sleep")
_STEPS = _Counted(_steps, _say_steps, "you took", "any steps", "steps")
