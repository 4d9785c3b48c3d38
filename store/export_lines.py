"""Each fact as one line of the page; what comes out of the record is escaped."""

from collections.abc import Sequence
from html import escape

from core.facts import (
    Allergy,
    CareMember,
    Condition,
    DayOfActivity,
    Fact,
    Immunization,
    Medicine,
    MedicineStatus,
    Night,
    PartialDate,
    Procedure,
    Reading,
    VaccineAdvice,
    VaccineStatus,
    Visit,
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say_value(reading: Reading) -> str:
    """The value with its unit and what is usual, as HTML."""
    shown = " ".join(part for part in (reading.text, _number(reading.value), reading.unit) if part)
    limits = reading.range
    if limits is None or (limits.low is None and limits.high is None):
        return f"<strong>{escape(shown)}</strong>."
    if limits.low is None or limits.high is None:
        usual = f"up to {_number(limits.high)}" if limits.low is None else f"from {_number(limits.low)}"
    else:
        usual = f"{_number(limits.low)} to {_number(limits.high)}"
    return f"<strong>{escape(shown)}</strong> (usual at this lab: {escape(usual)})."


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def say_fact(fact: Fact) -> str:
    """What the record says of it, without date and source, as HTML."""
    match fact:
        case Medicine():
            ended = f"Ended {day(fact.ended)}." if fact.ended else ""
            unsure = (
                "The record does not say whether it is still taken." if fact.status is MedicineStatus.UNKNOWN else ""
            )
            return _sentences(fact.name, fact.dose, fact.reason and f"For {fact.reason}", ended, unsure)
        case Allergy():
            state = "" if fact.active else "Not active any more."
            return _sentences(fact.name, fact.reaction, "Severe." if fact.severe else "", state)
        case Condition():
            state = "Active." if fact.active else f"Over{f' since {day(fact.ended)}' if fact.ended else ''}."
            return _sentences(fact.name, state, "" if fact.confirmed else "Not confirmed.")
        case Visit():
            until = f"Until {day(fact.until)}." if fact.until else ""
            kind = "Planned." if fact.planned else "Hospital stay." if fact.hospital_stay else ""
            return _sentences(
                fact.what or "Visit", fact.who and f"With {fact.who}", kind, fact.at and f"At {fact.at}", until
            )
        case VaccineAdvice():
            said = "Not to be had." if fact.status is VaccineStatus.CONTRAINDICATED else f"{fact.status.capitalize()}."
            return _sentences(fact.name, said, f"From {day(fact.due)}." if fact.due else "")
        case Immunization() | Procedure():
            return _sentences(fact.name)
        case CareMember() | DayOfActivity() | Night():
            return _say_of_days(fact)
        case _:
            return ""


def _say_of_days(fact: CareMember | DayOfActivity | Night) -> str:
    match fact:
        case CareMember():
            return _sentences(fact.name, fact.role, fact.phone and f"Telephone {fact.phone}", fact.place)
        case DayOfActivity():
            return _sentences(*_counted(fact))
        case Night():
            slept = (
                "Asleep, for how long is not known" if fact.asleep_min is None else f"Asleep {_hours(fact.asleep_min)}"
            )
            return _sentences(slept, fact.naps_min and f"Naps of {_hours(fact.naps_min)}")


def _counted(day: DayOfActivity) -> Sequence[str]:
    parts = (
        None if day.steps is None else f"{day.steps} steps",
        None if day.walked_m is None else f"{_number(round(day.walked_m / 1000, 2))} km",
        None if day.flights is None else f"{day.flights} flights of stairs",
        day.heart and f"Pulse {_number(day.heart.low)} to {_number(day.heart.high)}",
    )
    return tuple(part for part in parts if part) or ("Nothing counted",)


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60} min"


def _sentences(first: str, *more: str | int) -> str:
    rest = " ".join(escape(f"{str(part).removesuffix('.')}.") for part in more if part)
    return f"<strong>{escape(first)}</strong>. {rest}".strip()


def day(date: PartialDate) -> str:
    """As precise as the record is: `October 3, 2026`, `October 2026`, `2026`."""
    if not date.month:
        return str(date.year)
    month = _MONTHS[date.month - 1]
    return f"{month} {date.day}, {date.year}" if date.day else f"{month} {date.year}"
