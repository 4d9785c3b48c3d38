"""Numbers, units, dates and lists as people say them (US English)."""

import datetime as dt
from collections.abc import Mapping, Sequence

from core.facts import PartialDate

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def sayable(value: float) -> float:
    """The value as exact as anybody says it: three figures, and never fewer decimals than two below ten.

    Records hold `5.994885672`; what has two decimals or fewer is left as it is.
    """
    if round(value, 2) == value:
        return value
    size = abs(value)
    return round(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 4)


def say_number(value: float) -> str:
    """As the record has it, without a trailing zero: `7.2`, `38`, `1,250`; `about 5.99` when it had to be rounded."""
    said = sayable(value)
    about = "" if said == value else "about "
    if said == int(said):
        return f"{about}{int(said):,}" if abs(said) >= 1000 else f"{about}{int(said)}"
    return about + (f"{said:,.2f}".rstrip("0") if abs(said) >= 1000 else f"{said:g}")


def say_count(count: int) -> str:
    """A count in words up to twelve."""
    return SMALL[count] if count < len(SMALL) else str(count)


def say_quantity(value: float, unit: str, units: Mapping[str, tuple[str, str]]) -> str:
    """A value with its unit in words; the bare number when we cannot say the unit."""
    singular, plural = units.get(unit, ("", ""))
    return f"{say_number(value)} {singular if value == 1 else plural}".rstrip()


def ordinal(day: int) -> str:
    """`3rd`."""
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def say_date(when: PartialDate, today: dt.date) -> str:
    """`October 3rd` this year, `October 3rd, 2025` in another, `October 2025` or `2025` when that is all."""
    if not when.month:
        return str(when.year)
    month = MONTHS[when.month - 1]
    if not when.day:
        return f"{month} {when.year}"
    named = f"{month} {ordinal(when.day)}"
    return named if when.year == today.year else f"{named}, {when.year}"


def say_on(when: PartialDate, today: dt.date) -> str:
    """The date with its preposition: `on October 3rd`, `in October 2025`, `today`."""
    if when.day and when.first_day() == today:
        return "today"
    if when.day and when.first_day() == today - dt.timedelta(days=1):
        return "yesterday"
    return f"{'on' if when.day else 'in'} {say_date(when, today)}"


def say_month(when: PartialDate, today: dt.date) -> str:
    """The month, roughly enough to compare with: `April`, `April 2024`, `2024`."""
    if not when.month:
        return str(when.year)
    month = MONTHS[when.month - 1]
    recent = when.day and (today - when.first_day()).days < 330
    return month if recent else f"{month} {when.year}"


def say_weekday(when: PartialDate, today: dt.date) -> str:
    """A date to come, with its weekday: `Thursday, December 3rd`."""
    if not when.day:
        return say_date(when, today)
    return f"{when.first_day():%A}, {say_date(when, today)}"


def say_time(at: str) -> str:
    """`10:00` as `10 in the morning`, `14:30` as `2:30 in the afternoon`, `12:00` as `noon`."""
    hour, minute = (int(part) for part in at.split(":"))
    if (hour, minute) == (12, 0):
        return "noon"
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    clock = hour % 12 or 12
    return f"{clock}:{minute:02d} {part}" if minute else f"{clock} {part}"


def say_list(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def capital(text: str) -> str:
    """With its first letter large and the rest untouched."""
    return text[:1].upper() + text[1:]


def say_span(words: str) -> str:
    """The words that gave a span, with the names in them written as names: `in April`."""
    names = {name.lower(): name for name in (*MONTHS, *DAYS, "Christmas", "Easter", "Thanksgiving")}
    return " ".join(names.get(word, word) for word in words.split())


def say_ago(when: PartialDate, today: dt.date) -> str:
    """How long ago, in the largest unit that fits: `seven weeks ago`; empty for dates not exact to the day."""
    if not when.day:
        return ""
    days = (today - when.first_day()).days
    for size, unit in ((365, "year"), (61, "month"), (14, "week"), (1, "day")):
        if days >= size:
            count = days // {"year": 365, "month": 30, "week": 7, "day": 1}[unit]
            return f"{say_count(count)} {unit}{'s' if count != 1 else ''} ago"
    return ""
