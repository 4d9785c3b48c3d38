"""Conversions that are certain, and only those."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge import load_knowledge
from core.alike import alike, difference
from core.facts import ConceptKind, Origin, PartialDate, Person, Reading
from core.knowledge import Entry, UsualRange
from core.measurement import measurements
from core.ranges import Place, place, with_range
from core.units import SAME

DATA = tomllib.loads((Path(__file__).resolve().parents[2] / "core" / "data" / "units.toml").read_text(encoding="utf-8"))
UNITS = load_knowledge().conversions
ATOMS = {
    "H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999, "P": 30.974, "Ca": 40.078, "Mg": 24.305, "K": 39.098, "Na": 22.990,
    "Cl": 35.45, "Fe": 55.845, "I": 126.904, "Zn": 65.38, "Cu": 63.546, "Pb": 207.2,
}  # fmt: skip
"""Standard atomic weights, abridged to five figures (CIAAW 2021)."""


@pytest.mark.parametrize(
    ("value", "given", "wanted", "test", "expected"),
    [
        (150, "[lb_av]", "kg", "", 68.0389),
        (150, "lb", "kg", "", 68.0389),
        (98.6, "[degF]", "Cel", "", 37.0),
        (37, "°C", "°F", "", 98.6),
        (-40, "Cel", "[degF]", "", -40.0),
        (60, "[in_i]", "cm", "", 152.4),
        (5.5, "ft", "m", "", 1.6764),
        (140, "g/L", "g/dL", "", 14.0),
        (6.1, "x10E3/uL", "10*9/L", "", 6.1),
        (6100, "/uL", "K/uL", "", 6.1),
        (4.5, "10^6/uL", "10*12/L", "", 4.5),
        (250, "Thou/cmm", "10*3/uL", "", 250.0),
        (2.5, "mIU/L", "uIU/mL", "", 2.5),
        (2.5, "m[IU]/L", "u[IU]/mL", "", 2.5),
        (30, "U/L", "[IU]/L", "", 30.0),
        (3, "ug/mL", "mg/L", "", 3.0),
        (30, "ug/mg{creat}", "mg/g", "", 30.0),
        (12, "mg/l", "mg/L", "", 12.0),
        (72, "{beats}/min", "bpm", "", 72.0),
        (38, "mL/min/1.73m2", "mL/min/{1.73_m2}", "", 38.0),
        (100, "mg/dL", "mmol/L", "glucose", 5.55),
        (5.0, "mmol/L", "mg/dL", "total cholesterol", 193.3),
        (88.4, "umol/L", "mg/dL", "creatinine", 1.0),
        (10, "mg/dL", "mmol/L", "calcium", 2.495),
        (5, "meq/L", "mmol/L", "calcium", 2.5),
        (4.5, "mEq/L", "mmol/L", "potassium", 4.5),
        (14, "mg/dL", "mmol/L", "urea nitrogen", 5.0),
        (1.0, "ng/dL", "pmol/L", "free t4", 12.87),
        (1.2, "mg/dL", "umol/L", "bilirubin", 20.52),
        (30, "mg/g", "mg/mmol", "urine albumin creatinine ratio", 3.39),
        (53, "mmol/mol", "%", "hemoglobin a1c", 7.0),
        (6.5, "%", "mmol/mol", "hemoglobin a1c", 47.5),
    ],
)
def test_what_is_certain(value: float, given: str, wanted: str, test: str, expected: float) -> None:
    """Gold: NIST SP 811, and the tables of SI conversion that laboratories print."""
    conversion = UNITS.conversion(given, wanted, test)
    assert conversion is not None
    assert conversion(value) == pytest.approx(expected, rel=2e-3)
    back = UNITS.conversion(wanted, given, test)
    assert back is not None
    assert back(conversion(value)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("given", "wanted", "test"),
    [
        ("mg/dL", "mmol/L", ""),
        ("mg/dL", "mmol/L", "vitamin d"),
        ("ng/mL", "nmol/L", "folate"),
        ("mmol/mol", "%", ""),
        ("mmol/mol", "%", "glucose"),
        ("meq/L", "mmol/L", ""),
        ("mL/min", "mL/min/{1.73_m2}", ""),
        ("mg/g", "%", ""),
        ("%", "", ""),
        ("", "mg/dL", "glucose"),
        ("mg/dL", "mg", ""),
        ("mg/dL", "mg/kg", ""),
        ("U/L", "ng/mL", ""),
        ("{score}", "{points}", ""),
        ("kg", "cm", ""),
        ("mo", "d", ""),
        ("flurps", "mg/dL", ""),
        ("mg/dL/", "mg/flurp", ""),
    ],
)
def test_what_is_not(given: str, wanted: str, test: str) -> None:
    assert UNITS.conversion(given, wanted, test) is None
    assert UNITS.conversion(wanted, given, test) is None


@given(
    st.text(max_size=12) | st.text(alphabet="mguLdkxE10*^/.{}[]IUh% ", max_size=12),
    st.sampled_from(sorted(DATA["say"])),
)
def test_any_text_is_read_or_not(text: str, known: str) -> None:
    assert UNITS.conversion(text, text) == SAME
    there, back = UNITS.conversion(text, known), UNITS.conversion(known, text)
    assert (there is None) == (back is None)
    if there and back:
        assert back(there(2.5)) == pytest.approx(2.5)


def test_molar_masses_are_those_of_the_formulas() -> None:
    weighed = [row for row in DATA["substance"] if "formula" in row]
    assert len(weighed) > 20
    for row in weighed:
        parts = re.findall(r"([A-Z][a-z]?)(\d*)", row["formula"])
        mass = sum(ATOMS[atom] * int(count or 1) for atom, count in parts)
        assert row["molar_mass"] == pytest.approx(mass, rel=2e-5), row["test"]


def test_substances_and_equations_are_of_tests_that_are_known() -> None:
    known = {entry.id for entry in load_knowledge().entries if entry.kind is ConceptKind.TEST}
    assert {row["test"] for row in (*DATA["substance"], *DATA["equation"])} <= known


def reading(value: float | None, unit: str, day: int = 1, text: str = "") -> Reading:
    origin = Origin(f"Observation/{unit}-{value}-{day}", "Lab", PartialDate(2026, 10, day))
    return Reading(origin, "loinc|1", "x", value, unit, text)


@pytest.mark.parametrize(
    ("before", "newest", "test", "sign"),
    [
        ((53, "mmol/mol"), (7.0, "%"), "hemoglobin a1c", 0),
        ((53, "mmol/mol"), (7.2, "%"), "hemoglobin a1c", 1),
        ((7.2, "%"), (53, "mmol/mol"), "hemoglobin a1c", -1),
        ((100, "mg/dL"), (5.6, "mmol/L"), "glucose", 0),
        ((100, "mg/dL"), (6.1, "mmol/L"), "glucose", 1),
        ((100, "mg/dL"), (100, "mg/dL"), "glucose", 0),
        ((7.24, "%"), (7.25, "%"), "hemoglobin a1c", 1),
        ((150, "lb"), (68, "kg"), "body weight", 0),
        ((100, "mg/dL"), (5.6, "mmol/L"), "vitamin d", None),
    ],
)
def test_differences_across_units(
    before: tuple[float, str], newest: tuple[float, str], test: str, sign: int | None
) -> None:
    gap = difference(reading(*before), reading(*newest), UNITS, test)
    assert (None if gap is None else (gap > 0) - (gap < 0)) == sign


def test_what_is_alike_is_in_the_unit_of_the_newest_and_the_rest_is_counted() -> None:
    series = measurements(
        [
            reading(6.0, "mmol/L", 9),
            reading(90, "mg/dL", 8),
            reading(5.0, "furlongs", 7),
            reading(None, "", 6, "high"),
            reading(0.3, "mmol/L", 5, "<"),
        ]
    )
    found = alike(series, UNITS, "glucose")
    assert found.values == pytest.approx((6.0, 4.9957), rel=1e-4)
    assert (found.left_out, found.converted) == (1, 1)


ADA = Person("Ada", PartialDate(1948, 3, 2), "female")


@pytest.mark.parametrize(
    ("test", "usual", "unit", "inside", "outside"),
    [
        ("hemoglobin a1c", UsualRange("%", high=5.6, source="s"), "mmol/mol", 38, 39),
        ("fasting glucose", UsualRange("mg/dL", high=99, decimals=0, source="s"), "mmol/L", 5.5, 5.6),
        ("fasting glucose", UsualRange("mg/dL", high=99, decimals=0, source="s"), "mg/dL", 99, 100),
        ("body temperature", UsualRange("[degF]", high=99.0, decimals=0, source="s"), "Cel", 37.4, 37.6),
    ],
)
def test_a_general_range_in_another_unit(
    test: str, usual: UsualRange, unit: str, inside: float, outside: float
) -> None:
    """Gold: 5.7 percent of A1c is 39 mmol/mol, 100 mg/dL of glucose 5.6 mmol/L (American Diabetes Association);
    99 degrees with what rounds to them end at 37.5 Celsius."""
    entry = Entry(test, ConceptKind.TEST, test, ranges=(usual,), source="s")
    ranged = [with_range(reading(value, unit), entry, ADA, UNITS) for value in (inside, outside)]
    assert [place(one) for one in ranged] == [Place.WITHIN, Place.ABOVE]


def test_a_general_range_in_a_unit_that_cannot_be_compared_is_none() -> None:
    entry = Entry("vitamin d", ConceptKind.TEST, "x", ranges=(UsualRange("ng/mL", low=20, source="s"),), source="s")
    assert with_range(reading(50, "nmol/L"), entry, ADA, UNITS).range is None
