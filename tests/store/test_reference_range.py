"""The laboratory's range for this person, or none."""

from typing import Any

import pytest
from store_resources import SNOMED, Json, concept, observation, only

from core.facts import PartialDate

Bounds = tuple[float | None, float | None] | None
UNIT = "mmol/L"


def bounds(*ranges: Json, sex: str = "", born: PartialDate | None = None) -> Bounds:
    found = only(observation(referenceRange=list(ranges)), sex=sex, born=born).range
    return (found.low, found.high) if found else None


def between(low: float | None, high: float | None, **more: Any) -> Json:
    given = {"low": low, "high": high}
    return {end: {"value": value, "unit": UNIT} for end, value in given.items() if value is not None} | more


def meaning(code: str) -> Json:
    return concept("", ("http://terminology.hl7.org/CodeSystem/referencerange-meaning", code, code))


FEMALE, MALE = concept("", (SNOMED, "248152002", "Female")), concept("", (SNOMED, "248153007", "Male"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (between(3.5, 5.1), (3.5, 5.1)),
        (between(3.5, None), (3.5, None)),
        (between(None, 5.1), (None, 5.1)),
        (between(3.5, 5.1, type=meaning("normal")), (3.5, 5.1)),
        (between(3.5, 5.1, type=meaning("therapeutic")), None),
        (between(3.5, 5.1, type=meaning("recommended")), None),
        (between(5.1, 3.5), None),
        ({}, None),
        ({"low": {"value": 3.5}, "high": {"value": 5.1}}, (3.5, 5.1)),
        ({"low": {"value": 35, "unit": "mg/L"}, "high": {"value": 51, "unit": "mg/L"}}, None),
        ({"low": {"value": 3500, "unit": "umol/L"}, "high": {"value": 0.0051, "unit": "mol/L"}}, (3.5, 5.1)),
        ({"low": {"value": 3.5, "unit": "mEq/L"}, "high": {"value": 5.1, "unit": "mmol/L"}}, None),
        ({"text": "3.5 - 5.1 mmol/L"}, (3.5, 5.1)),
        ({"text": "3.5 - 5.1 mmol/l"}, (3.5, 5.1)),
        ({"text": "3.5-5.1"}, (3.5, 5.1)),
        ({"text": "3.5 – 5.1"}, (3.5, 5.1)),
        ({"text": "<5.1"}, (None, 5.1)),
        ({"text": ">= 3.5 mmol/L"}, (3.5, None)),
        ({"text": "3.5 - 5.1 mg/L"}, None),
        ({"text": "5.1 - 3.5"}, None),
        ({"text": "low risk: < 5.1"}, None),
        ({"text": "Negative"}, None),
    ],
)
def test_one_range(written: Json, expected: Bounds) -> None:
    assert bounds(written) == expected


def test_the_range_for_the_persons_sex() -> None:
    both = [between(3.0, 4.0, appliesTo=[FEMALE]), between(5.0, 6.0, appliesTo=[MALE])]
    assert bounds(*both, sex="female") == (3.0, 4.0)
    assert bounds(*both, sex="male") == (5.0, 6.0)
    assert bounds(*both) is None
    assert bounds(*both, between(3.5, 5.1), sex="female") == (3.0, 4.0)
    assert bounds(*both, between(3.5, 5.1)) == (3.5, 5.1)


def test_what_we_cannot_know_never_applies() -> None:
    trimester = between(1.0, 2.0, appliesTo=[concept("", (SNOMED, "255246003", "First trimester"))])
    assert bounds(trimester, sex="female") is None
    assert bounds(trimester, between(3.5, 5.1), sex="female") == (3.5, 5.1)
    assert bounds(between(1.0, 2.0, appliesTo=[FEMALE, concept("African race")]), sex="female") is None


def test_the_range_for_the_persons_age_on_that_day() -> None:
    young = between(1.0, 2.0, age={"low": {"value": 0, "code": "a"}, "high": {"value": 59, "code": "a"}})
    old = between(3.0, 4.0, age={"low": {"value": 60, "code": "a"}})
    assert bounds(young, old, born=PartialDate(1948, 3, 2)) == (3.0, 4.0)
    assert bounds(young, old, born=PartialDate(1990)) == (1.0, 2.0)
    assert bounds(young, old) is None
    months = between(1.0, 2.0, age={"high": {"value": 24, "code": "mo"}})
    assert bounds(months, born=PartialDate(2025, 1, 1)) == (1.0, 2.0)
    assert bounds(months, born=PartialDate(2024, 1, 1)) is None


def test_ranges_that_disagree_are_none() -> None:
    assert bounds(between(3.5, 5.1), between(3.0, 6.0)) is None
    assert bounds(between(3.5, 5.1), between(3.5, 5.1)) == (3.5, 5.1)
    assert bounds(between(3.5, 5.1, type=meaning("normal")), between(3.0, 6.0)) == (3.5, 5.1)


def test_a_result_in_words_has_no_range() -> None:
    worded = observation(referenceRange=[between(3.5, 5.1)], valueString="high")
    del worded["valueQuantity"]
    assert only(worded).range is None
