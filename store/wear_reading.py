"""Days and nights read back from the Observations that hold them."""

from collections.abc import Iterator

from core.facts import DayOfActivity, HeartRange, Night, SleepStages
from store.fhir_dates import Moment
from store.fhir_entry import Entry, Finding, finding
from store.fhir_json import child, children, number, words
from store.fhir_observation import observed, readings_of
from store.wear_fhir import ACTIVITY, COUNTED_BY, NIGHT, SYSTEM


def read_any_observation(entry: Entry) -> Iterator[Finding]:
    """The day or night of an Observation that bears our code, else its readings."""
    code = _code(entry.resource)
    when = observed(entry.resource)
    if when is None or code not in {ACTIVITY, NIGHT}:
        yield from readings_of(entry, when)
    elif code == ACTIVITY:
        yield finding(_activity(entry, when), when)
    else:
        yield finding(_night(entry, when), when)


def _activity(entry: Entry, when: Moment) -> DayOfActivity:
    amounts = _amounts(entry)
    heart = [amounts.get(f"heart-{part}") for part in ("low", "mean", "high")]
    known = [value for value in heart if value is not None]
    return DayOfActivity(
        origin=entry.origin(when),
        steps=_whole(amounts.get("steps")),
        walked_m=amounts.get("metres"),
        flights=_whole(amounts.get("flights")),
        heart=HeartRange(*known) if len(known) == len(heart) else None,
        counted_by=_counted_by(entry),
    )


def _night(entry: Entry, when: Moment) -> Night:
    amounts = _amounts(entry)
    times = {_code(part): words(part, "valueTime")[:5] for part in children(entry.resource, "component")}
    stages = [_whole(amounts.get(stage)) for stage in ("deep", "rem", "light")]
    known = [minutes for minutes in stages if minutes is not None]
    return Night(
        origin=entry.origin(when),
        began=times.get("began", ""),
        ended=times.get("ended", ""),
        asleep_min=_whole(amounts.get("asleep")),
        awake_min=_whole(amounts.get("awake")),
        stages=SleepStages(*known) if len(known) == len(stages) else None,
        naps_min=_whole(amounts.get("naps")) or 0,
        counted_by=_counted_by(entry),
    )


def _code(part: dict[str, object]) -> str:
    codings = children(child(part, "code"), "coding")
    return next((words(coding, "code") for coding in codings if words(coding, "system") == SYSTEM), "")


def _amounts(entry: Entry) -> dict[str, float]:
    parts = (
        (_code(part), number(child(part, "valueQuantity"), "value")) for part in children(entry.resource, "component")
    )
    return {code: value for code, value in parts if code and value is not None}


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _counted_by(entry: Entry) -> tuple[str, ...]:
    parts = (part for part in children(entry.resource, "component") if _code(part) == COUNTED_BY)
    return tuple(name for part in parts if (name := words(part, "valueString")))
