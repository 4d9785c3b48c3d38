"""Apple's names of units and of stages of sleep, as ours.

Names: HKUnit and HKCategoryValueSleepAnalysis in Apple's HealthKit documentation; factors: NIST SP 811, exact.
"""

from decimal import Decimal
from typing import Final

from store.wear_points import Measured
from store.wear_sleep import Stage

METRES: Final = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144, "cm": 0.01}
"""Metres in each unit of length."""

_SLEEP = "HKCategoryValueSleepAnalysis"
STAGES: Final = {
    f"{_SLEEP}InBed": Stage.IN_BED,
    f"{_SLEEP}Asleep": Stage.ASLEEP,
    f"{_SLEEP}AsleepUnspecified": Stage.ASLEEP,
    f"{_SLEEP}AsleepCore": Stage.LIGHT,
    f"{_SLEEP}AsleepDeep": Stage.DEEP,
    f"{_SLEEP}AsleepREM": Stage.REM,
    f"{_SLEEP}Awake": Stage.AWAKE,
}

_UNITS: Final[dict[tuple[Measured, str], str]] = {
    (Measured.WEIGHT, "kg"): "kg",
    (Measured.WEIGHT, "lb"): "[lb_av]",
    (Measured.GLUCOSE, "mg/dL"): "mg/dL",
    (Measured.OXYGEN, "%"): "%",
    (Measured.TEMPERATURE, "degC"): "Cel",
    (Measured.TEMPERATURE, "degF"): "[degF]",
    (Measured.RESTING, "count/min"): "/min",
}
_TO_KG: Final = {"g": Decimal("0.001"), "st": Decimal("6.35029318"), "oz": Decimal("0.028349523125")}
"""Units in which nobody says their weight; `g` is what some scales write."""


def measured_unit(measured: Measured, written: str, unit: str) -> tuple[str, str] | None:
    """The number and UCUM unit to keep, or None for a unit that does not belong there.

    As written wherever that can be said aloud. Oxygen saturation comes as a fraction under the name of a
    percentage; molar glucose bears its molar mass in the unit (`mmol<180.1558800000541>/L`).
    """
    if measured is Measured.WEIGHT and unit in _TO_KG:
        return _plain(Decimal(written) * _TO_KG[unit]), "kg"
    if measured is Measured.OXYGEN and unit == "%" and Decimal(written) <= 1:
        return _plain(Decimal(written) * 100), "%"
    if measured is Measured.GLUCOSE and unit.startswith("mmol<") and unit.endswith(">/L"):
        return written, "mmol/L"
    known = _UNITS.get((measured, unit))
    return (written, known) if known else None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
