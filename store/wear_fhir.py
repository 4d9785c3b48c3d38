"""Days, nights and measurements of watches and phones as FHIR R4 Observations: what is kept of them.

The export itself is not kept (docs/decisions/0005): one Observation a day holds the sums, so that everything
else in the vault (history, forgetting, export, the source that a fact names) works for them as for any entry.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from core.facts import HeartRange
from store.digits import digits
from store.fhir_json import JsonObject
from store.wear_counts import Counted, Total
from store.wear_points import Measured, Point
from store.wear_recorder import Recorder
from store.wear_sleep import SleepOfDay, Stage

SYSTEM = "urn:plainspoken:day"
"""Our own code system: days and their parts."""
ACTIVITY, NIGHT, COUNTED_BY = "activity", "night", "counted-by"
_LOINC, _UCUM = "http://loinc.org", "http://unitsofmeasure.org"
_CODES: dict[Measured, tuple[str, str]] = {
    Measured.WEIGHT: ("29463-7", "Body weight"),
    Measured.GLUCOSE: ("2339-0", "Glucose [Mass/volume] in Blood"),
    Measured.OXYGEN: ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
    Measured.TEMPERATURE: ("8310-5", "Body temperature"),
    Measured.RESTING: ("40443-4", "Heart rate --resting"),
    Measured.PRESSURE: ("85354-9", "Blood pressure panel with all children optional"),
}
"""LOINC 2.78; the same codes as in core/data/tests.toml."""
_MOLAR_GLUCOSE = ("15074-8", "Glucose [Moles/volume] in Blood")
_HALVES = (("8480-6", "Systolic blood pressure"), ("8462-4", "Diastolic blood pressure"))
_UNITS = {Counted.STEPS: "{steps}", Counted.METRES: "m", Counted.FLIGHTS: "{flights}"}
_STAGES = {"deep": Stage.DEEP, "rem": Stage.REM, "light": Stage.LIGHT}


def activity(
    day: int, totals: dict[Counted, Total], heart: HeartRange | None, recorders: Sequence[Recorder]
) -> JsonObject:
    """One day's counts."""
    parts = [_part(counted.name.lower(), _amount(totals[counted].amount, _UNITS[counted])) for counted in totals]
    if heart is not None:
        named = {"heart-low": heart.low, "heart-mean": heart.mean, "heart-high": heart.high}
        parts += [_part(code, _amount(value, "/min")) for code, value in named.items()]
    by = sorted({number for total in totals.values() for number in total.recorders}, key=_by_rank(recorders))
    return _observation(ACTIVITY, day) | {"component": parts + _counted_by(by, recorders)}


def night(slept: SleepOfDay, recorders: Sequence[Recorder]) -> JsonObject:
    """One night and that day's naps, in minutes."""
    parts: list[JsonObject] = []
    if slept.night:
        seconds = {stage: sum(one.seconds.get(stage, 0) for one in slept.night) for stage in Stage}
        parts.append(_part("began", {"valueTime": _clock(min(one.began_s for one in slept.night))}))
        parts.append(_part("ended", {"valueTime": _clock(max(one.ended_s for one in slept.night))}))
        if slept.night[0].seconds:
            parts.append(_part("asleep", _minutes(sum(one.asleep_s for one in slept.night))))
        if any(Stage.AWAKE in one.seconds for one in slept.night):
            parts.append(_part("awake", _minutes(seconds[Stage.AWAKE])))
        if any(seconds[stage] for stage in _STAGES.values()):
            parts += [_part(code, _minutes(seconds[stage])) for code, stage in _STAGES.items()]
    if slept.naps:
        parts.append(_part("naps", _minutes(sum(one.asleep_s for one in slept.naps))))
    by = sorted({one.recorder for one in (*slept.night, *slept.naps)}, key=_by_rank(recorders))
    return _observation(NIGHT, slept.day) | {"component": parts + _counted_by(by, recorders)}


def measurement(measured: Measured, point: Point, recorders: Sequence[Recorder]) -> JsonObject:
    """One measurement, its number as it was written."""
    identity = "".join(sign for sign in point.at.partition("+")[0] if sign.isalnum())
    resource: JsonObject = {
        "resourceType": "Observation",
        "id": f"{measured.value}-{identity}-{'-'.join(point.values)}"[:64],
        "status": "final",
        "category": [{"coding": [{"system": _CATEGORIES, "code": "vital-signs"}]}],
        "effectiveDateTime": point.at,
        # A watch is no performer: it would be taken for a doctor.
        "device": {"display": recorders[point.recorder].name},
    }
    if measured is Measured.PRESSURE:
        halves = zip(_HALVES, point.values, strict=True)
        parts = [{"code": _loinc(*code), "valueQuantity": _quantity(value, point.unit)} for code, value in halves]
        return resource | {"code": _loinc(*_CODES[measured]), "component": parts}
    code = _MOLAR_GLUCOSE if point.unit == "mmol/L" else _CODES[measured]
    return resource | {"code": _loinc(*code), "valueQuantity": _quantity(point.values[0], point.unit)}


_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"


def person(born: str, sex: str) -> JsonObject:
    """The Patient that an export describes: birth date, and sex where given."""
    patient: JsonObject = {"resourceType": "Patient", "id": "me", "birthDate": born}
    return patient | ({"gender": sex} if sex else {})


def _observation(code: str, day: int) -> JsonObject:
    date = dt.date.fromordinal(day).isoformat()
    return {
        "resourceType": "Observation",
        "id": f"{code}-{date}",
        "status": "final",
        "code": {"coding": [{"system": SYSTEM, "code": code}]},
        "effectiveDateTime": date,
    }


def _part(code: str, value: JsonObject) -> JsonObject:
    return {"code": {"coding": [{"system": SYSTEM, "code": code}]}} | value


def _amount(value: float, unit: str) -> JsonObject:
    return {"valueQuantity": {"value": round(value), "unit": unit, "system": _UCUM, "code": unit}}


def _minutes(seconds: int) -> JsonObject:
    return _amount(seconds / 60, "min")


def _clock(local_s: int) -> str:
    minutes = local_s // 60 % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def _quantity(value: str, unit: str) -> JsonObject:
    return {"value": digits(value), "unit": unit, "system": _UCUM, "code": unit}


def _loinc(code: str, display: str) -> JsonObject:
    return {"coding": [{"system": _LOINC, "code": code, "display": display}]}


def _counted_by(numbers: Sequence[int], recorders: Sequence[Recorder]) -> list[JsonObject]:
    names = dict.fromkeys(recorders[number].name for number in numbers)
    return [_part(COUNTED_BY, {"valueString": name}) for name in names]


def _by_rank(recorders: Sequence[Recorder]) -> Callable[[int], tuple[int, int]]:
    return lambda number: (recorders[number].rank, number)
