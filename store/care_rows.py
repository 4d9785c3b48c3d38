"""Days, nights and care teams as rows of their tables and back; the columns are those of `migrations`."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from core.facts import CareMember, DayOfActivity, HeartRange, Night, Origin, SleepStages

Row = Mapping[str, Any]


def columns_of(fact: DayOfActivity | Night | CareMember) -> dict[str, object]:
    """The columns of a fact, without those that place it."""
    match fact:
        case DayOfActivity(heart=heart):
            return {
                "steps": fact.steps,
                "walked_m": fact.walked_m,
                "flights": fact.flights,
                "heart_low": heart.low if heart else None,
                "heart_mean": heart.mean if heart else None,
                "heart_high": heart.high if heart else None,
                "counted_by": json.dumps(fact.counted_by),
            }
        case Night(stages=stages):
            return {
                "began": fact.began,
                "ended": fact.ended,
                "asleep_min": fact.asleep_min,
                "awake_min": fact.awake_min,
                "deep_min": stages.deep_min if stages else None,
                "rem_min": stages.rem_min if stages else None,
                "light_min": stages.light_min if stages else None,
                "naps_min": fact.naps_min,
                "counted_by": json.dumps(fact.counted_by),
            }
        case CareMember():
            return {name: getattr(fact, name) for name in ("name", "role", "phone", "place")}


def day_of_activity(row: Row, origin: Origin) -> DayOfActivity:
    """From its row."""
    return DayOfActivity(
        origin=origin,
        steps=row["steps"],
        walked_m=row["walked_m"],
        flights=row["flights"],
        heart=None if row["heart_low"] is None else HeartRange(row["heart_low"], row["heart_mean"], row["heart_high"]),
        counted_by=tuple(json.loads(row["counted_by"])),
    )


def night(row: Row, origin: Origin) -> Night:
    """From its row."""
    return Night(
        origin=origin,
        began=row["began"],
        ended=row["ended"],
        asleep_min=row["asleep_min"],
        awake_min=row["awake_min"],
        stages=None if row["deep_min"] is None else SleepStages(row["deep_min"], row["rem_min"], row["light_min"]),
        naps_min=row["naps_min"],
        counted_by=tuple(json.loads(row["counted_by"])),
    )


def care_member(row: Row, origin: Origin) -> CareMember:
    """From its row."""
    return CareMember(origin, row["name"], row["role"], row["phone"], row["place"])


def each_once(members: Iterable[CareMember]) -> tuple[CareMember, ...]:
    """Each person once, by name: who is in a care team and also listed alone counts where more is said."""
    once: dict[str, CareMember] = {}
    for member in members:
        known = once.setdefault(member.name.casefold(), member)
        if _fullness(member) > _fullness(known):
            once[member.name.casefold()] = member
    return tuple(once.values())


def _fullness(member: CareMember) -> int:
    return sum(map(bool, (member.role, member.phone, member.place)))
