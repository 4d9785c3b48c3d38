"""Doctors asked for by what they treat."""

import pytest

from app.knowledge import load_knowledge
from core.specialties import same_doctor


@pytest.mark.parametrize(
    ("asked", "written", "same"),
    [
        ("kidney doctor", ("Dr. Anil Patel", "Nephrology follow-up", "Riverside Clinic"), True),
        ("nephrologist", ("Dr. Anil Patel", "Nephrology follow-up", ""), True),
        ("Dr. Patel", ("Dr. Anil Patel", "", ""), True),
        ("eye doctor", ("Dr. Maria Reyes", "Pneumonia", "County Hospital"), False),
        ("eye doctor", ("Dr. Karin Lindqvist", "Eye examination", ""), True),
        ("ear doctor", ("Dr. Susan Okafor", "Early follow-up this year", ""), False),
        ("heart doctor", ("Dr. Anil Patel", "Nephrology", ""), False),
        ("doctor", ("Dr. Anil Patel", "", ""), False),
    ],
)
def test_same_doctor(asked: str, written: tuple[str, ...], same: bool) -> None:
    assert same_doctor(asked, written, load_knowledge().specialties) is same
