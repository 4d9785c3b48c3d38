"""FHIR Timing in words: `twice a day with meals`, `every six hours`, `at bedtime for ten days`.

Codes: EventTiming and GTSAbbreviation as FHIR R4 binds them
(https://hl7.org/fhir/R4/valueset-event-timing.html, https://hl7.org/fhir/R4/valueset-timing-abbreviation.html).
"""

from store.fhir_codes import codes
from store.fhir_json import JsonObject, child, number, plain, word_list, words

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TIMES = {1: "once", 2: "twice"}
_PERIODS = {"min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip
_EVENTS = {
    "MORN": "in the morning", "MORN.early": "early in the morning", "MORN.late": "late in the morning",
    "NOON": "at noon", "AFT": "in the afternoon", "AFT.early": "early in the afternoon",
    "AFT.late": "late in the afternoon", "EVE": "in the evening", "EVE.early": "early in the evening",
    "EVE.late": "late in the evening", "NIGHT": "at night", "PHS": "after falling asleep", "HS": "at bedtime",
    "WAKE": "on waking", "C": "with meals", "CM": "with breakfast", "CD": "with lunch", "CV": "with dinner",
    "AC": "before meals", "ACM": "before breakfast", "ACD": "before lunch", "ACV": "before dinner",
    "PC": "after meals", "PCM": "after breakfast", "PCD": "after lunch", "PCV": "after dinner",
}  # fmt: skip
_CODES = {
    "BID": "twice a day", "TID": "three times a day", "QID": "four times a day", "AM": "in the morning",
    "PM": "in the afternoon", "QD": "once a day", "QOD": "every other day", "Q1H": "every hour",
    "Q2H": "every two hours", "Q3H": "every three hours", "Q4H": "every four hours", "Q6H": "every six hours",
    "Q8H": "every eight hours", "BED": "at bedtime", "WK": "once a week", "MO": "once a month",
}  # fmt: skip
_SAID = {
    "id", "extension", "frequency", "frequencyMax", "period", "periodMax", "periodUnit", "dayOfWeek", "timeOfDay",
    "when", "boundsDuration", "boundsPeriod",
}  # fmt: skip


def count(value: float) -> str:
    """A small whole number as a word, anything else in digits."""
    return _NUMBERS[int(value)] if value == int(value) and 0 <= value < len(_NUMBERS) else plain(value)


def timing_words(timing: JsonObject) -> str | None:
    """How often and when; empty when nothing is given, None when it cannot be said whole."""
    repeat = child(timing, "repeat")
    if not repeat:
        coded = [_CODES[code] for code in sorted(codes(child(timing, "code"))) if code in _CODES]
        return coded[0] if coded else words(child(timing, "code"), "text") or ("" if not timing else None)
    if not set(repeat) <= _SAID:
        return None
    often, when = _often(repeat), _when(repeat)
    if often is None or when is None:
        return None
    return " ".join(filter(None, [often, *when, _how_long(child(repeat, "boundsDuration"))]))


def _often(repeat: JsonObject) -> str | None:
    if not {"frequency", "frequencyMax", "period", "periodMax", "periodUnit"} & set(repeat):
        return ""
    times, period = number(repeat, "frequency"), number(repeat, "period")
    unit = _PERIODS.get(words(repeat, "periodUnit"))
    if period is None or unit is None:
        return None
    most = number(repeat, "frequencyMax")
    times = 1 if times is None else times
    if times == 1 and most is None and (period != 1 or unit in {"hour", "minute"}):
        return _every(period, number(repeat, "periodMax"), unit)
    if "periodMax" in repeat:
        return None
    said = _TIMES.get(int(times), "") if most is None and times == int(times) else ""
    said = said or f"{count(times)}{f' to {count(most)}' if most is not None else ''} times"
    return f"{said} a{'n' if unit == 'hour' else ''} {unit}" if period == 1 else f"{said} every {count(period)} {unit}s"


def _every(period: float, most: float | None, unit: str) -> str:
    if most is not None:
        return f"every {count(period)} to {count(most)} {unit}s"
    if period == 1:
        return f"every {unit}"
    return f"every other {unit}" if period == 2 and unit == "day" else f"every {count(period)} {unit}s"


def _when(repeat: JsonObject) -> list[str] | None:
    events = [_EVENTS.get(code) for code in word_list(repeat, "when")]
    days = [_DAYS.get(day) for day in word_list(repeat, "dayOfWeek")]
    if None in events or None in days:
        return None
    times = [time[:5] for time in word_list(repeat, "timeOfDay")]
    return [
        f"on {' and '.join(filter(None, days))}" if days else "",
        f"at {' and '.join(times)}" if times else "",
        " and ".join(filter(None, events)),
    ]


def _how_long(duration: JsonObject) -> str:
    value, unit = number(duration, "value"), _PERIODS.get(words(duration, "code") or words(duration, "unit"))
    if value is None:
        return ""
    return f"for {count(value)} {unit or words(duration, 'unit')}{'s' if unit and value != 1 else ''}"
