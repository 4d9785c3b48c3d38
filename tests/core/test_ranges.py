"""Whether a value is usual."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.knowledge import load_knowledge
from core.facts import ConceptKind, Origin, PartialDate, Person, Reading, ReferenceRange
from core.knowledge import UNCHECKED, Entry, UsualRange
from core.ranges import GENERAL, Place, age_on, place, place_together, with_range

MARGARET = Person("Margaret", PartialDate(1948, 3, 12), "female")


def reading(value: float | None, low: float | None, high: float | None, text: str = "", unit: str = "%") -> Reading:
    limits = None if low is None and high is None else ReferenceRange(low, high, "lab")
    return Reading(Origin("Observation/1", "Lab", PartialDate(2026, 10, 3)), "loinc|1", "x", value, unit, text, limits)


@pytest.mark.parametrize(
    ("value", "low", "high", "text", "expected"),
    [
        (7.2, 4.0, 5.6, "", Place.ABOVE),
        (3.9, 4.0, 5.6, "", Place.BELOW),
        (4.0, 4.0, 5.6, "", Place.WITHIN),
        (5.6, 4.0, 5.6, "", Place.WITHIN),
        (38, 60, None, "", Place.BELOW),
        (90, 60, None, "", Place.WITHIN),
        (5, None, None, "", Place.UNKNOWN),
        (None, 4.0, 5.6, "", Place.UNKNOWN),
        (0.3, None, 1.0, "<", Place.WITHIN),
        (4.0, 4.0, 5.6, "<", Place.BELOW),
        (5.0, 4.0, 5.6, "<", Place.UNKNOWN),
        (60, 60, None, ">", Place.WITHIN),
        (5.0, 4.0, 5.6, ">", Place.UNKNOWN),
        (5.6, 4.0, 5.6, ">", Place.ABOVE),
    ],
)
def test_places(value: float | None, low: float | None, high: float | None, text: str, expected: Place) -> None:
    assert place(reading(value, low, high, text)) is expected


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_value_lies_in_exactly_one_place(value: float, low: float, width: float) -> None:
    assume(low or width)
    where = place(reading(value, low, low + width))
    assert where is (Place.BELOW if value < low else Place.ABOVE if value > low + width else Place.WITHIN)


def entry(**usual: object) -> Entry:
    ranges = (UsualRange(**{"unit": "%", "low": 4.0, "high": 5.6, "source": "a page"} | usual),)  # type: ignore[arg-type]
    return Entry("x", ConceptKind.TEST, "x", ranges=ranges, source="a page")


def test_the_general_range_is_used_only_where_the_lab_gave_none() -> None:
    assert with_range(reading(7.2, 1.0, 9.0), entry(), MARGARET).range == ReferenceRange(1.0, 9.0, "lab")
    general = with_range(reading(7.2, None, None), entry(), MARGARET).range
    assert general == ReferenceRange(4.0, 5.6, GENERAL, 1)


@pytest.mark.parametrize("usual", [{"source": "unchecked"}, {"unit": "mmol/mol"}, {"sex": "male"}, {"to_age": 60}])
def test_a_general_range_that_may_not_fit_is_not_used(usual: dict[str, object]) -> None:
    assert with_range(reading(7.2, None, None), entry(**usual), MARGARET).range is None


def test_an_unchecked_entry_decides_nothing() -> None:
    unchecked = replace(entry(), source=UNCHECKED)
    assert with_range(reading(7.2, None, None), unchecked, MARGARET).range is None


def test_no_unchecked_entry_of_the_real_data_decides_anything() -> None:
    for known in (e for e in load_knowledge().entries if e.kind is ConceptKind.TEST and not e.checked):
        for usual in known.ranges:
            for person in (MARGARET, replace(MARGARET, sex="male")):
                assert with_range(reading(1.0, None, None, unit=usual.unit), known, person).range is None


def test_half_of_a_blood_pressure_has_its_own_range() -> None:
    (pressure,) = [e for e in load_knowledge().entries if e.id == "blood pressure"]
    both = [
        replace(reading(value, None, None, unit="mm[Hg]"), key=key)
        for key, value in (("loinc|8480-6", 118), ("loinc|8462-4", 84))
    ]
    ranged = [with_range(half, pressure, MARGARET) for half in both]
    assert [place(half) for half in ranged] == [Place.WITHIN, Place.ABOVE]
    assert place_together(ranged) is Place.ABOVE
    assert place_together([ranged[0], both[1]]) is Place.UNKNOWN


def test_sex_decides_where_it_matters() -> None:
    (hemoglobin,) = [e for e in load_knowledge().entries if e.id == "hemoglobin"]
    value = reading(12.8, None, None, unit="g/dL")
    assert place(with_range(value, hemoglobin, MARGARET)) is Place.WITHIN
    assert place(with_range(value, hemoglobin, replace(MARGARET, sex="male"))) is Place.BELOW
    assert place(with_range(value, hemoglobin, replace(MARGARET, sex="unknown"))) is Place.UNKNOWN


def test_age_decides_where_it_matters() -> None:
    (tsh,) = [e for e in load_knowledge().entries if e.id == "tsh"]
    value = reading(4.8, None, None, unit="m[IU]/L")
    assert place(with_range(value, tsh, MARGARET)) is Place.UNKNOWN
    assert place(with_range(value, tsh, replace(MARGARET, born=PartialDate(1980)))) is Place.ABOVE
    assert place(with_range(value, tsh, replace(MARGARET, born=PartialDate(2015)))) is Place.UNKNOWN


@pytest.mark.parametrize(
    ("value", "where"), [(11.94, Place.BELOW), (11.96, Place.WITHIN), (16.04, Place.WITHIN), (16.06, Place.ABOVE)]
)
def test_a_limit_given_to_a_tenth_is_met_to_a_tenth(value: float, where: Place) -> None:
    (hemoglobin,) = [e for e in load_knowledge().entries if e.id == "hemoglobin"]
    assert place(with_range(reading(value, None, None, unit="g/dL"), hemoglobin, MARGARET)) is where


def test_without_a_birth_date_no_general_range_fits() -> None:
    assert with_range(reading(7.2, None, None), entry(), Person("", None, "female")).range is None


def test_age() -> None:
    assert age_on(MARGARET, dt.date(2026, 3, 11)) == 77
    assert age_on(MARGARET, dt.date(2026, 3, 12)) == 78


def test_a_general_limit_is_met_as_exactly_as_it_is_given() -> None:
    assert place(with_range(reading(5.64, None, None), entry(), MARGARET)) is Place.WITHIN
    assert place(with_range(reading(5.66, None, None), entry(), MARGARET)) is Place.ABOVE


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (40.0, 0.0)])
def test_limits_that_say_nothing_call_nothing_unusual(low: float, high: float) -> None:
    assert place(reading(41.0, low, high, "")) is Place.UNKNOWN


def two_tables(second: dict[str, object]) -> Entry:
    first = UsualRange("%", 4.0, 5.6, source="a table")
    return Entry("x", ConceptKind.TEST, "x", ranges=(first, UsualRange(source="another", **second)), source="a page")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (3.7, Place.BELOW),
        (3.9, Place.UNKNOWN),
        (4.1, Place.WITHIN),
        (5.6, Place.WITHIN),
        (6.0, Place.UNKNOWN),
        (6.5, Place.ABOVE),
    ],
)
def test_tables_that_differ_place_a_value_only_where_they_agree(value: float, where: Place) -> None:
    known = two_tables({"unit": "%", "low": 3.8, "high": 6.4})
    assert place(with_range(reading(value, None, None), known, MARGARET)) is where


def test_a_table_that_does_not_fit_has_no_say() -> None:
    men = two_tables({"unit": "%", "low": 3.8, "high": 6.4, "sex": "male"})
    assert place(with_range(reading(6.0, None, None), men, MARGARET)) is Place.ABOVE
    other_unit = two_tables({"unit": "mmol/mol", "high": 90.0})
    assert place(with_range(reading(6.0, None, None), other_unit, MARGARET)) is Place.ABOVE


def test_tables_that_give_the_same_are_one() -> None:
    same = two_tables({"unit": "%", "low": 4.0, "high": 5.6})
    assert with_range(reading(None, None, None), same, MARGARET).range == ReferenceRange(4.0, 5.6, GENERAL, 1)


@given(st.floats(0, 20, allow_nan=False), st.floats(0, 5), st.floats(0, 5), st.floats(0, 5), st.floats(0, 5))
def test_no_table_is_contradicted(value: float, low: float, width: float, other: float, other_width: float) -> None:
    tables = [
        UsualRange("%", end, end + wide + 0.1, source=name)
        for end, wide, name in ((low, width, "a"), (other, other_width, "b"))
    ]
    known = Entry("x", ConceptKind.TEST, "x", ranges=tuple(tables), source="a page")
    alone = {place(with_range(reading(value, None, None), replace(known, ranges=(one,)), MARGARET)) for one in tables}
    together = place(with_range(reading(value, None, None), known, MARGARET))
    assert together is (alone.pop() if len(alone) == 1 else Place.UNKNOWN)


def test_sex_decides_on_the_creatinine_that_one_table_gives_by_sex() -> None:
    (creatinine,) = [e for e in load_knowledge().entries if e.id == "creatinine"]
    value = reading(1.15, None, None, unit="mg/dL")
    assert place(with_range(value, creatinine, MARGARET)) is Place.UNKNOWN
    assert place(with_range(value, creatinine, replace(MARGARET, sex="male"))) is Place.WITHIN
