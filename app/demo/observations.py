"""How the laboratory results and vital signs of the demo record become FHIR Observations."""

from collections.abc import Iterator

from app.demo.resources import HL7, LOINC, SNOMED, Resource, coded, local, quantity, resource, to
from app.demo.results import TESTS, Test

LAB_SINCE_2024 = "Organization/county-lab"
LAB_BEFORE = "Organization/riverside-lab"
"""The clinic ran its own laboratory until the end of 2023."""


def pairs(table: str) -> Iterator[tuple[str, float]]:
    """`date value, date value` as pairs, in order."""
    for row in table.split(","):
        if row.strip():
            date, value = row.split()
            yield date, float(value)


def category(code: str, display: str) -> list[Resource]:
    """An Observation's category."""
    return [coded(HL7 + "observation-category", code, display)]


LABORATORY = category("laboratory", "Laboratory")
VITAL_SIGNS = category("vital-signs", "Vital Signs")


def interpretation(value: float, low: float | None, high: float | None) -> list[Resource]:
    """The laboratory's own flag: L, H or N."""
    low_or_high = ("L", "Low") if low is not None and value < low else None
    if high is not None and value > high:
        low_or_high = ("H", "High")
    return [coded(HL7 + "v3-ObservationInterpretation", *(low_or_high or ("N", "Normal")))]


def usual(test: Test) -> list[Resource]:
    """The referenceRange as the laboratory prints it."""
    ends = {
        name: quantity(end, test.unit, test.ucum)
        for name, end in (("low", test.low), ("high", test.high))
        if end is not None
    }
    printed = f"{test.low:g}-{test.high:g}" if test.low is not None and test.high is not None else ""
    open_ended = f">={test.low:g}" if test.low is not None else f"<={test.high:g}"
    return [ends | {"text": f"{printed or open_ended} {test.unit}"}]


def lab_result(test: Test, date: str, value: float, patient: str) -> Resource:
    """One result; those before 2023 have a date without a time, as the old system exported them."""
    return resource(
        "Observation",
        f"{test.slug}-{date}",
        status="final",
        category=LABORATORY,
        code=coded(LOINC, test.code, test.display),
        subject=to(patient),
        effectiveDateTime=local(date, "08:40" if date >= "2023" else ""),
        performer=[to(LAB_SINCE_2024 if date >= "2024" else LAB_BEFORE)],
        valueQuantity=quantity(value, test.unit, test.ucum),
        interpretation=interpretation(value, test.low, test.high),
        referenceRange=usual(test),
    )


def clinic_labs(patient: str) -> list[Resource]:
    """Everything drawn for the clinic."""
    return [lab_result(test, *pair, patient) for test in TESTS for pair in pairs(test.clinic)]


def hospital_labs(patient: str) -> list[Resource]:
    """Everything drawn in the hospital, whose samples go to County Lab as well."""
    return [lab_result(test, *pair, patient) for test in TESTS for pair in pairs(test.hospital)]


def words_result(ident: str, code: tuple[str, str], date: str, words: str, patient: str) -> Resource:
    """A result that is words, with a code where SNOMED CT has one."""
    value = {"No growth": "264868006", "Negative": "260385009"}[words]
    return resource(
        "Observation",
        ident,
        status="final",
        category=LABORATORY,
        code=coded(LOINC, *code),
        subject=to(patient),
        effectiveDateTime=local(date, "09:10"),
        performer=[to(LAB_SINCE_2024)],
        valueCodeableConcept=coded(SNOMED, value, words),
    )


def vital(ident: str, code: tuple[str, str], date: str, value: Resource, patient: str) -> Resource:
    """A vital sign; nobody prints a range beside one."""
    place = "Organization/county-hospital" if patient.endswith("county-ellis") else "Organization/riverside-clinic"
    return resource(
        "Observation",
        ident,
        status="final",
        category=VITAL_SIGNS,
        code=coded(LOINC, *code),
        subject=to(patient),
        effectiveDateTime=local(date, "09:30" if date >= "2023" else ""),
        performer=[to(place)],
        **value,
    )


def blood_pressure(date: str, systolic: int, diastolic: int, patient: str) -> Resource:
    """The panel with its two halves."""
    halves = (("8480-6", "Systolic blood pressure", systolic), ("8462-4", "Diastolic blood pressure", diastolic))
    component = [
        {"code": coded(LOINC, code, name), "valueQuantity": quantity(value, "mmHg", "mm[Hg]")}
        for code, name, value in halves
    ]
    name = ("85354-9", "Blood pressure panel with all children optional")
    return vital(f"blood-pressure-{date}", name, date, {"component": component}, patient)


def weight(date: str, pounds: float, patient: str) -> Resource:
    """Body weight in pounds."""
    value = {"valueQuantity": quantity(pounds, "lb", "[lb_av]")}
    return vital(f"weight-{date}", ("29463-7", "Body weight"), date, value, patient)


def pulse(date: str, beats: int, patient: str) -> Resource:
    """Heart rate."""
    value = {"valueQuantity": quantity(beats, "beats/min", "/min")}
    return vital(f"pulse-{date}", ("8867-4", "Heart rate"), date, value, patient)


def height(date: str, inches: float, patient: str) -> Resource:
    """Body height in inches."""
    value = {"valueQuantity": quantity(inches, "in", "[in_i]")}
    return vital(f"height-{date}", ("8302-2", "Body height"), date, value, patient)


def vitals(table: tuple[tuple[str, int, int, int, int], ...], patient: str) -> list[Resource]:
    """Blood pressure, weight and pulse of each row."""
    found = []
    for date, systolic, diastolic, pounds, beats in table:
        found += [
            blood_pressure(date, systolic, diastolic, patient),
            weight(date, pounds, patient),
            pulse(date, beats, patient),
        ]
    return found
