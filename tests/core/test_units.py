"""Units: spellings of one, powers of ten, and nothing that needs chemistry."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.units import Units, digits

UNITS = Units({"U/L": ("IU/L",), "ug/dL": ("mcg/dL",)}, {"g/dL": {"g/L": 10}, "ug/dL": {"ng/mL": 10}})


@pytest.mark.parametrize(
    ("unit", "alike"),
    [
        ("IU/L", {"IU/L": 1, "U/L": 1}),
        ("g/dL", {"g/dL": 1, "g/L": 10}),
        ("g/L", {"g/L": 1, "g/dL": Decimal("0.1")}),
        ("mcg/dL", {"mcg/dL": 1, "ug/dL": 1, "ng/mL": 10}),
        ("mmol/L", {"mmol/L": 1}),
    ],
)
def test_a_value_can_be_given_in_what_is_surely_the_same(unit: str, alike: dict[str, Decimal]) -> None:
    assert dict(UNITS.alike(unit)) == alike


@pytest.mark.parametrize(("number", "after"), [("12.0", 1), ("12", 0), ("0.10", 2), ("1.002", 3)])
def test_digits_after_the_point_are_those_that_were_written(number: str, after: int) -> None:
    assert digits(Decimal(number)) == after
    assert digits(12) == 0


@given(st.text(max_size=20))
def test_any_unit_is_at_least_itself(unit: str) -> None:
    assert next(iter(UNITS.alike(unit))) == (unit, Decimal(1))
