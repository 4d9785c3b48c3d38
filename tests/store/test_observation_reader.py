"""Observations to readings, on hand-made resources."""

from typing import Any

import pytest
from store_resources import LOINC, SNOMED, UCUM, Json, concept, facts_of, observation, only, practitioner, without

from core.facts import PartialDate, Reading


def test_a_quantity_with_everything() -> None:
    reading = only(
        observation(
            performer=[{"reference": "Organization/lab", "display": "County Lab"}],
            referenceRange=[{"low": {"value": 3.5, "unit": "mmol/L"}, "high": {"value": 5.1, "unit": "mmol/L"}}],
        )
    )
    assert (reading.key, reading.name) == ("loinc|2823-3", "Potassium")
    assert (reading.value, reading.unit, reading.text) == (4.6, "mmol/L", "")
    assert (reading.range.low, reading.range.high, reading.range.given_by) == (3.5, 5.1, "lab")
    assert (reading.origin.resource, reading.origin.source) == ("Observation/o1", "Clinic")
    assert (reading.origin.when, reading.origin.performer) == (PartialDate(2026, 10, 3), "County Lab")


VALUES: list[tuple[Json, tuple[float | None, str, str]]] = [
    ({"valueQuantity": {"value": 4.6, "unit": "mmol/L"}}, (4.6, "mmol/L", "")),
    ({"valueQuantity": {"value": 6, "comparator": "<", "unit": "ng/L"}}, (6.0, "ng/L", "<")),
    ({"valueQuantity": {"value": 5, "unit": "score", "system": UCUM, "code": "{score}"}}, (5.0, "{score}", "")),
    ({"valueQuantity": {"value": 5, "unit": "percent", "system": "http://other", "code": "x"}}, (5.0, "percent", "")),
    ({"valueQuantity": {"value": 0, "unit": "mg/dL"}}, (0.0, "mg/dL", "")),
    ({"valueQuantity": {"value": "7.20", "unit": "%"}}, (7.2, "%", "")),
    ({"valueInteger": 3}, (3.0, "", "")),
    ({"valueString": "  No growth \n after 48 hours "}, (None, "", "No growth after 48 hours")),
    ({"valueCodeableConcept": concept("Negative", (SNOMED, "260385009", "Negative"))}, (None, "", "Negative")),
    ({"valueCodeableConcept": concept("", (SNOMED, "8517006", "Ex-smoker"))}, (None, "", "Ex-smoker")),
    ({"valueBoolean": True}, (None, "", "yes")),
    ({"valueBoolean": False}, (None, "", "no")),
    ({"valueRange": {"low": {"value": 5}, "high": {"value": 10, "unit": "/HPF"}}}, (None, "", "5 to 10 /HPF")),
    ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, (None, "", "1:128")),
    ({"valueTime": "08:30:00"}, (None, "", "08:30")),
    ({"valueDateTime": "2026-09-01T10:00:00Z"}, (None, "", "2026-09-01")),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_each_kind_of_value(value: Json, expected: tuple[float | None, str, str]) -> None:
    reading = only(without(observation(), "valueQuantity") | value)
    assert (reading.value, reading.unit, reading.text) == expected


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"dataAbsentReason": concept("not performed")},
        {"valueQuantity": {"unit": "mmol/L"}},
        {"valueQuantity": {"value": 1e400}},
        {"valueQuantity": {"value": True}},
        {"valueString": " "},
        {"valueCodeableConcept": {}},
        {"valuePeriod": {"start": "2026-01-01"}},
        {"valueRange": {"low": {"value": 5}}},
    ],
)
def test_without_a_value_there_is_nothing_to_tell(value: Json) -> None:
    assert facts_of(without(observation(), "valueQuantity") | value) == []


def test_a_name_that_is_missing_is_nothing_to_tell() -> None:
    assert facts_of(observation(code={})) == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("preliminary", True), ("final", True), ("amended", True), ("corrected", True), ("unknown", True),
        ("registered", False), ("cancelled", False), ("entered-in-error", False),
    ],
)  # fmt: skip
def test_status_decides_whether_it_is_told(status: str, told: bool) -> None:
    assert bool(facts_of(observation(status=status))) is told


def blood_pressure(**changes: Any) -> Json:
    parts = [
        {"code": concept("", (LOINC, code, name)), "valueQuantity": {"value": value, "unit": "mm[Hg]"}}
        for code, name, value in (("8480-6", "Systolic", 134), ("8462-4", "Diastolic", 74))
    ]
    panel = concept("Blood pressure", (LOINC, "85354-9", "Blood pressure panel"))
    return without(observation(code=panel, component=parts), "valueQuantity") | changes


@pytest.mark.parametrize("panel", ["85354-9", "55284-4"])
def test_a_blood_pressure_is_two_readings_of_one_entry(panel: str) -> None:
    found = facts_of(blood_pressure(code=concept("Blood pressure", (LOINC, panel, "Blood pressure"))))
    told = [(f.key, f.value, f.origin.resource) for f in found if isinstance(f, Reading)]
    assert told == [("loinc|8480-6", 134.0, "Observation/o1"), ("loinc|8462-4", 74.0, "Observation/o1")]


def test_a_component_without_a_value_is_left_out() -> None:
    parts = blood_pressure()["component"]
    parts[1] = {"code": parts[1]["code"], "dataAbsentReason": concept("unknown")}
    assert [f.key for f in facts_of(blood_pressure(component=parts)) if isinstance(f, Reading)] == ["loinc|8480-6"]


def test_a_value_and_its_components_are_all_told() -> None:
    part = {"code": concept("Left arm"), "valueString": "sitting"}
    found = facts_of(observation(component=[part]))
    assert [f.key for f in found if isinstance(f, Reading)] == ["loinc|2823-3", "text|left arm"]


@pytest.mark.parametrize(
    ("code", "key", "name"),
    [
        (concept("K", (SNOMED, "59573005", "Potassium"), (LOINC, "2823-3", "K+")), "loinc|2823-3", "K"),
        (concept("", (SNOMED, "59573005", "Potassium level")), "snomed|59573005", "Potassium level"),
        (concept("", ("urn:local", "K1", "Potassium (local)")), "text|potassium local", "Potassium (local)"),
        (concept("  Potassium,  Serum "), "text|potassium serum", "Potassium, Serum"),
        (concept("", ("urn:oid:2.16.840.1.113883.6.1", "2823-3", "Potassium")), "loinc|2823-3", "Potassium"),
        ({"coding": [{"system": LOINC, "code": "2823-3"}]}, "loinc|2823-3", "2823-3"),
        ({"coding": [{"system": LOINC, "display": "Potassium"}]}, "text|potassium", "Potassium"),
    ],
)
def test_what_it_is_filed_under(code: Json, key: str, name: str) -> None:
    reading = only(observation(code=code))
    assert (reading.key, reading.name) == (key, name)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"effectiveDateTime": "2026"}, PartialDate(2026)),
        ({"effectiveDateTime": "2026-10"}, PartialDate(2026, 10)),
        ({"effectiveDateTime": "2026-10-03"}, PartialDate(2026, 10, 3)),
        # In UTC these two are October 4th and October 2nd.
        ({"effectiveDateTime": "2026-10-03T23:30:00-04:00"}, PartialDate(2026, 10, 3)),
        ({"effectiveDateTime": "2026-10-03T00:30:00+09:00"}, PartialDate(2026, 10, 3)),
        ({"effectivePeriod": {"start": "2026-10-02", "end": "2026-10-03"}}, PartialDate(2026, 10, 2)),
        ({"effectivePeriod": {"end": "2026-10-03"}}, PartialDate(2026, 10, 3)),
        ({"effectiveInstant": "2026-10-03T10:00:00.123Z"}, PartialDate(2026, 10, 3)),
        ({"effectiveTiming": {"event": ["2026-10-03T10:00:00Z"]}}, PartialDate(2026, 10, 3)),
        ({"issued": "2026-10-04T10:00:00Z"}, PartialDate(2026, 10, 4)),
        ({"effectiveDateTime": "2026-02-30"}, None),
        ({"effectiveDateTime": "yesterday"}, None),
        ({"effectiveDateTime": "0000-01-01"}, None),
        ({"effectiveDateTime": "2026-00-10"}, None),
        ({}, None),
    ],
)
def test_when_it_was_measured(written: Json, expected: PartialDate | None) -> None:
    assert only(without(observation(), "effectiveDateTime") | written).origin.when == expected


def test_who_measured_it() -> None:
    by = [{"reference": "Practitioner/dr"}]
    assert only(observation(performer=by), practitioner()).origin.performer == "Dr. Ines Moreau"
    assert only(observation(performer=by)).origin.performer == ""
    lab = {"reference": "Organization/lab"}
    known = practitioner(), {"resourceType": "Organization", "id": "lab", "name": "County Lab"}
    assert only(observation(performer=[*by, lab]), *known).origin.performer == "County Lab"


def test_who_measured_it_through_a_role_a_contained_resource_and_an_identifier() -> None:
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/dr"}}
    by_role = observation(performer=[{"reference": "PractitionerRole/r"}])
    assert only(by_role, role, practitioner()).origin.performer == "Dr. Ines Moreau"
    contained = observation(performer=[{"reference": "#dr"}], contained=[practitioner()])
    assert only(contained).origin.performer == "Dr. Ines Moreau"
    conditional = "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999999789"
    by_conditional = observation(performer=[{"reference": conditional}])
    assert only(by_conditional, practitioner()).origin.performer == "Dr. Ines Moreau"
    logical = {"type": "Practitioner", "identifier": practitioner()["identifier"][0]}
    assert only(observation(performer=[logical]), practitioner()).origin.performer == "Dr. Ines Moreau"
    absolute = {"reference": "https://ehr.example/fhir/R4/Practitioner/dr/_history/2"}
    assert only(observation(performer=[absolute]), practitioner()).origin.performer == "Dr. Ines Moreau"


def test_roles_that_point_at_each_other_end() -> None:
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "PractitionerRole/r"}}
    assert only(observation(performer=[{"reference": "PractitionerRole/r"}]), role).origin.performer == ""
