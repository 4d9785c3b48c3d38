"""Dosage instructions in words: as written, composed whole, or not at all."""

from typing import Any

import pytest
from store_resources import SNOMED, Json, concept

from store.fhir_dosage import dosage_words

ONE_TABLET = [{"doseQuantity": {"value": 1, "unit": "tablet"}}]


def often(frequency: int = 1, period: float = 1, unit: str = "d", **more: Any) -> Json:
    return {"repeat": {"frequency": frequency, "period": period, "periodUnit": unit} | more}


@pytest.mark.parametrize(
    ("dosage", "expected"),
    [
        ({"text": "Take one tablet  twice a day"}, "Take one tablet twice a day"),
        ({"patientInstruction": "one with breakfast"}, "one with breakfast"),
        ({"doseAndRate": ONE_TABLET, "timing": often(2)}, "one tablet twice a day"),
        ({"doseAndRate": ONE_TABLET, "timing": often()}, "one tablet once a day"),
        ({"doseAndRate": ONE_TABLET, "timing": often(3)}, "one tablet three times a day"),
        ({"doseAndRate": ONE_TABLET, "timing": often(1, 6, "h")}, "one tablet every six hours"),
        ({"doseAndRate": ONE_TABLET, "timing": often(1, 1, "h")}, "one tablet every hour"),
        ({"doseAndRate": ONE_TABLET, "timing": often(1, 2)}, "one tablet every other day"),
        ({"doseAndRate": ONE_TABLET, "timing": often(1, 1, "wk")}, "one tablet once a week"),
        ({"doseAndRate": ONE_TABLET, "timing": often(1, 2, "wk")}, "one tablet every two weeks"),
        ({"doseAndRate": ONE_TABLET, "timing": often(2, 3)}, "one tablet twice every three days"),
        ({"doseAndRate": ONE_TABLET, "timing": often(1, 4, "h", periodMax=6)}, "one tablet every four to six hours"),
        ({"doseAndRate": ONE_TABLET, "timing": often(3, frequencyMax=4)}, "one tablet three to four times a day"),
        ({"doseAndRate": ONE_TABLET, "timing": often(when=["HS"])}, "one tablet once a day at bedtime"),
        (
            {"doseAndRate": ONE_TABLET, "timing": {"repeat": {"when": ["CM", "CV"]}}},
            "one tablet with breakfast and with dinner",
        ),
        (
            {"doseAndRate": ONE_TABLET, "timing": {"repeat": {"dayOfWeek": ["mon", "thu"], "timeOfDay": ["08:00:00"]}}},
            "one tablet on Monday and Thursday at 08:00",
        ),
        (
            {"doseAndRate": ONE_TABLET, "timing": {"code": concept("", ("urn:x", "BID", "BID"))}},
            "one tablet twice a day",
        ),
        (
            {"doseAndRate": ONE_TABLET, "timing": often(boundsDuration={"value": 10, "unit": "d"})},
            "one tablet once a day for ten days",
        ),
        (
            {"doseAndRate": [{"doseQuantity": {"value": 2, "unit": "tablet"}}], "timing": often()},
            "two tablets once a day",
        ),
        (
            {"doseAndRate": [{"doseQuantity": {"value": 0.5, "unit": "TAB"}}], "timing": often()},
            "half a tablet once a day",
        ),
        (
            {"doseAndRate": [{"doseQuantity": {"value": 1.5, "unit": "tablet"}}], "timing": often()},
            "1.5 tablets once a day",
        ),
        ({"doseAndRate": [{"doseQuantity": {"value": 500, "unit": "mg"}}], "timing": often(2)}, "500 mg twice a day"),
        ({"doseAndRate": [{"doseQuantity": {"value": 1}}], "timing": often()}, "one dose once a day"),
        (
            {
                "doseAndRate": [{"doseRange": {"low": {"value": 1}, "high": {"value": 2, "unit": "tablet"}}}],
                "timing": often(),
            },
            "one to two tablets once a day",
        ),
        (
            {"doseAndRate": ONE_TABLET, "asNeededBoolean": True, "timing": often(1, 6, "h")},
            "one tablet every six hours as needed",
        ),
        ({"doseAndRate": ONE_TABLET, "asNeededBoolean": False, "timing": often()}, "one tablet once a day"),
        (
            {"doseAndRate": ONE_TABLET, "asNeededCodeableConcept": concept("knee pain")},
            "one tablet as needed for knee pain",
        ),
        (
            {"doseAndRate": ONE_TABLET, "timing": often(), "additionalInstruction": [concept("with food")]},
            "one tablet once a day, with food",
        ),
        (
            {"doseAndRate": ONE_TABLET, "timing": often(), "route": concept("", (SNOMED, "26643006", "Oral route"))},
            "one tablet by mouth once a day",
        ),
        (
            {
                "doseAndRate": ONE_TABLET,
                "asNeededBoolean": True,
                "maxDosePerPeriod": {
                    "numerator": {"value": 4, "unit": "tablet"},
                    "denominator": {"value": 24, "unit": "h", "code": "h"},
                },
            },
            "one tablet as needed, at most four tablets a day",
        ),
    ],
)
def test_what_is_said(dosage: Json, expected: str) -> None:
    assert dosage_words([dosage]) == expected


@pytest.mark.parametrize(
    "dosage",
    [
        {},
        {"asNeededBoolean": True},
        {"doseAndRate": [{"rateQuantity": {"value": 5, "unit": "mL/h"}}]},
        {"doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}, "rateQuantity": {"value": 5}}]},
        {"doseAndRate": [{"doseQuantity": {"value": 5, "unit": "mg", "comparator": "<"}}]},
        {"doseAndRate": [*ONE_TABLET, *ONE_TABLET]},
        {"doseAndRate": ONE_TABLET, "timing": often(count=3)},
        {"doseAndRate": ONE_TABLET, "timing": often(unit="fortnight")},
        {"doseAndRate": ONE_TABLET, "timing": {"repeat": {"when": ["AC"], "offset": 30}}},
        {"doseAndRate": ONE_TABLET, "timing": {"repeat": {"when": ["SOMETIMES"]}}},
        {"doseAndRate": ONE_TABLET, "timing": {"event": ["2026-10-03"]}},
        {"doseAndRate": ONE_TABLET, "maxDosePerLifetime": {"value": 3}},
        {"doseAndRate": ONE_TABLET, "maxDosePerPeriod": {"numerator": {"value": 4}, "denominator": {"value": 5}}},
    ],
)
def test_what_cannot_be_said_whole_is_not_said(dosage: Json) -> None:
    assert dosage_words([dosage]) == ""


def test_several_instructions_keep_their_order() -> None:
    first = {"sequence": 1, "text": "two tablets today"}
    then = {"sequence": 2, "text": "one tablet a day"}
    assert dosage_words([then, first]) == "two tablets today; then one tablet a day"
    morning, evening = {"text": "one in the morning"}, {"text": "two in the evening"}
    assert dosage_words([morning, evening]) == "one in the morning; and two in the evening"


def test_one_instruction_that_cannot_be_said_silences_all() -> None:
    assert dosage_words([{"text": "one in the morning"}, {"doseAndRate": ONE_TABLET, "timing": often(count=3)}]) == ""
