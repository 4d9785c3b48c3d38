"""Prescriptions as they are said."""

import pytest

from core.facts import ConceptKind
from core.prescription import say_dose, say_strength
from core.questions import Concept
from core.wording.medicines import part_of


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("metformin hydrochloride 500 MG Oral Tablet", "500 milligrams"),
        ("24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", "500 milligrams"),
        ("insulin glargine 100 UNIT/ML Injectable Solution", "100 units per milliliter"),
        ("levothyroxine sodium 0.05 MG Oral Tablet", "0.05 milligrams"),
        ("lisinopril 10 MG / hydrochlorothiazide 12.5 MG Oral Tablet", "10 milligrams and 12.5 milligrams"),
        ("some cream", ""),
    ],
)
def test_strengths(name: str, said: str) -> None:
    assert say_strength(name) == said


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("1 tab PO BID", "1 tablet by mouth twice a day"),
        ("Take one tablet by mouth twice a day with meals.", "Take one tablet by mouth twice a day with meals"),
        ("500 mg q8h prn", "500 milligrams every 8 hours as needed"),
        ("2 caps qhs", "2 capsules at bedtime"),
        ("2 tab PO QD", "2 tablets by mouth once a day"),
        ("1 tab po tid", "1 tablet by mouth three times a day"),
        ("apply b.i.d.", "apply twice a day"),
    ],
)
def test_instructions_in_words(dose: str, said: str) -> None:
    assert say_dose(dose) == said


def test_of_a_combination_only_the_strength_of_what_is_meant_is_said() -> None:
    both = "24 HR Donepezil hydrochloride 10 MG / Memantine hydrochloride 28 MG Extended Release Oral Capsule"
    memantine = Concept("memantine", ConceptKind.MEDICINE, "memantine")
    assert say_strength(part_of(both, memantine)) == "28 milligrams"
    assert say_strength(part_of("Metformin 500 MG Oral Tablet", memantine)) == "500 milligrams"
    assert say_strength(part_of(both, Concept("rivastigmine", ConceptKind.MEDICINE, "x"))) == ""
