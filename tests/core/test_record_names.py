"""Names as records write them, and as people say them; the displays are those that US records and Synthea use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.record_names import clean_allergy, clean_condition, clean_ingredients, clean_test, doctor_names


@pytest.mark.parametrize(
    ("display", "name"),
    [
        ("Hemoglobin A1c/Hemoglobin.total in Blood", "hemoglobin a1c"),
        ("Creatinine [Mass/volume] in Serum or Plasma", "creatinine"),
        ("Glomerular filtration rate/1.73 sq M.predicted", "glomerular filtration rate"),
        ("Albumin/Creatinine [Mass Ratio] in Urine", "albumin creatinine"),
        ("Pain severity - 0-10 verbal numeric rating [Score] - Reported", "pain severity 0 10 verbal numeric rating"),
        ("Platelets [#/volume] in Blood by Automated count", "platelets"),
        ("Body weight", "body weight"),
    ],
)
def test_tests(display: str, name: str) -> None:
    assert clean_test(display) == name


@pytest.mark.parametrize(
    ("display", "names"),
    [
        ("metformin hydrochloride 500 MG Oral Tablet", ("metformin",)),
        ("24 HR metoprolol succinate 50 MG Extended Release Oral Tablet", ("metoprolol",)),
        ("aspirin 81 MG Delayed Release Oral Tablet", ("aspirin",)),
        ("potassium chloride 20 MEQ Extended Release Oral Tablet", ("potassium chloride",)),
        ("Acetaminophen 325 MG / oxyCODONE Hydrochloride 5 MG Oral Tablet", ("acetaminophen", "oxycodone")),
        (
            "60 ACTUAT Fluticasone propionate 0.25 MG/ACTUAT / salmeterol 0.05 MG/ACTUAT Dry Powder Inhaler",
            ("fluticasone", "salmeterol"),
        ),
        ("Simvistatin 10 MG", ("simvistatin",)),
        ("doxycycline hyclate 100 MG", ("doxycycline",)),
        ("insulin glargine 100 UNT/ML", ("insulin glargine",)),
        ("Warfarin", ("warfarin",)),
    ],
)
def test_ingredients(display: str, names: tuple[str, ...]) -> None:
    assert clean_ingredients(display) == names


@pytest.mark.parametrize(
    ("display", "name"),
    [
        ("Osteoarthritis of knee (disorder)", "osteoarthritis of knee"),
        ("Body mass index 30+ - obesity (finding)", "body mass index 30 obesity"),
        ("Hypertension", "hypertension"),
    ],
)
def test_conditions(display: str, name: str) -> None:
    assert clean_condition(display) == name


@pytest.mark.parametrize(
    ("display", "name"),
    [("Allergy to penicillin (finding)", "penicillin"), ("Peanut (substance)", "peanut"), ("Latex allergy", "latex")],
)
def test_allergies(display: str, name: str) -> None:
    assert clean_allergy(display) == name


@pytest.mark.parametrize(
    ("display", "spoken", "other"),
    [
        ("Dr. Anil Patel", "Dr. Patel", "doctor patel"),
        ("Patel, Anil", "Dr. Patel", "anil patel"),
        ("Susan Okafor, MD", "Dr. Okafor", "dr okafor"),
        ("Dr. Karin Lindqvist (eye)", "Dr. Lindqvist", "lindqvist"),
        ("Riverside Clinic", "Riverside Clinic", "riverside clinic"),
    ],
)
def test_doctors(display: str, spoken: str, other: str) -> None:
    said, names = doctor_names(display)
    assert said == spoken
    assert other in names


@given(st.text(min_size=1, max_size=60))
def test_every_display_gives_names_or_nothing(display: str) -> None:
    for name in (clean_test(display), clean_condition(display), clean_allergy(display), *clean_ingredients(display)):
        assert name == " ".join(name.lower().split())
    assert doctor_names(display)[1]
