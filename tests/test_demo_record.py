"""The demo record: real FHIR R4, the same bytes each time, of one made-up person, and free of contradictions."""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

from app.demo import DEMO_SOURCES, DEMO_TODAY
from app.demo.make_record import write

Resource = dict[str, Any]

BUNDLES = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in DEMO_SOURCES}
ENTRIES = [(name, entry) for name, bundle in BUNDLES.items() for entry in bundle["entry"]]
RESOURCES: list[Resource] = [entry["resource"] for _, entry in ENTRIES]

POSSIBLE = {
    "4548-4": (3, 15), "2345-7": (30, 600), "2160-0": (0.3, 12), "98979-8": (5, 120), "3094-0": (3, 120),
    "2823-3": (2.5, 7), "2951-2": (115, 165), "17861-6": (6, 14), "2093-3": (80, 400), "13457-7": (20, 300),
    "2085-9": (15, 120), "2571-8": (30, 900), "718-7": (6, 19), "9318-7": (0, 3000), "3016-3": (0.05, 30),
    "2132-9": (80, 2000), "1742-6": (3, 500), "3084-1": (1, 15), "89579-7": (0, 100), "29463-7": (90, 250),
    "8867-4": (40, 140), "8302-2": (55, 75), "8480-6": (80, 200), "8462-4": (40, 110),
}  # fmt: skip
"""By LOINC code: what a living woman of her age may have, in the unit of the record."""


def of_type(kind: str) -> list[Resource]:
    return [r for r in RESOURCES if r["resourceType"] == kind]


def by_id(kind: str, ident: str) -> Resource:
    (found,) = [r for r in of_type(kind) if r["id"] == ident]
    return found


def code(resource: Resource) -> str:
    return str(resource["code"]["coding"][0]["code"])


def numbers() -> list[tuple[str, Resource, float]]:
    """Every valid number with its LOINC code, blood pressures as two."""
    rows = [r for r in of_type("Observation") if r["status"] == "final"]
    pieces = [(r, part) for r in rows for part in r.get("component", [r])]
    return [(code(part), r, part["valueQuantity"]["value"]) for r, part in pieces if "valueQuantity" in part]


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    made = write(tmp_path)
    assert [p.read_bytes() for p in made] == [path.read_bytes() for _, path in DEMO_SOURCES]


def test_no_resource_breaks_fhir() -> None:
    for bundle in BUNDLES.values():
        get_fhir_model_class("Bundle").model_validate(bundle)
    for resource in RESOURCES:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)


def test_both_ways_in_which_bundles_come_are_there() -> None:
    clinic, hospital = BUNDLES.values()
    assert (clinic["type"], hospital["type"]) == ("transaction", "searchset")
    assert all(e["fullUrl"].startswith("urn:uuid:") for e in clinic["entry"])
    assert '"reference": "urn:uuid:' in json.dumps(clinic)
    assert '"reference": "Patient/' in json.dumps(hospital)


def test_the_size_is_as_promised() -> None:
    assert 150 <= len(RESOURCES) <= 300


@pytest.mark.parametrize("source", BUNDLES)
def test_every_reference_points_to_an_entry_of_the_same_bundle(source: str) -> None:
    entries = BUNDLES[source]["entry"]
    targets = {e["fullUrl"] for e in entries} | {
        f"{e['resource']['resourceType']}/{e['resource']['id']}" for e in entries
    }
    assert set(re.findall(r'"reference": "([^"]+)"', json.dumps(entries))) <= targets


def test_ids_name_one_thing() -> None:
    names = Counter(f"{r['resourceType']}/{r['id']}" for r in RESOURCES)
    assert [name for name, count in names.items() if count > 1] == ["Organization/county-lab"]


def test_both_sources_are_about_the_same_made_up_woman() -> None:
    first, second = of_type("Patient")
    for field in ("identifier", "name", "birthDate", "gender"):
        assert first[field] == second[field]
    assert (first["birthDate"], first["gender"]) == ("1948-03-12", "female")
    marks = [r["meta"]["security"][0]["code"] for r in [*RESOURCES, *BUNDLES.values()]]
    assert set(marks) == {"HTEST"}


def test_what_is_asked_for_in_vain_is_not_there() -> None:
    text = json.dumps(RESOURCES).lower()
    for word in ("vitamin d", "calcidiol", "25-hydroxy", "prostate", "psa", "inr", "warfarin", "ferritin", "flurb"):
        assert not re.search(rf"\b{word}\b", text), word
    assert not re.search(r"\biron\b", text)


@pytest.mark.parametrize(
    ("ident", "value", "unit"),
    [
        ("a1c-2026-10-03", 7.2, "%"),
        ("a1c-2026-04-14", 7.9, "%"),
        ("creatinine-2026-10-03", 1.42, "mg/dL"),
        ("egfr-2026-10-03", 38, "mL/min/{1.73_m2}"),
        ("egfr-2025-10-07", 41, "mL/min/{1.73_m2}"),
        ("potassium-2026-07-21", 5.4, "mmol/L"),
        ("potassium-2026-10-03", 4.6, "mmol/L"),
    ],
)
def test_the_story_as_it_was_ordered(ident: str, value: float, unit: str) -> None:
    quantity = by_id("Observation", ident)["valueQuantity"]
    assert (quantity["value"], quantity["code"]) == (value, unit)
    assert by_id("Observation", ident)["effectiveDateTime"][:10] == ident[-10:]


def test_every_value_is_humanly_possible() -> None:
    for loinc, resource, value in numbers():
        low, high = POSSIBLE[loinc]
        assert low <= value <= high, resource["id"]


def test_laboratory_numbers_have_a_range_and_vital_signs_have_none() -> None:
    for _, resource, _ in numbers():
        is_lab = resource["category"][0]["coding"][0]["code"] == "laboratory"
        assert ("referenceRange" in resource) == is_lab, resource["id"]


def test_the_laboratorys_flag_agrees_with_its_range() -> None:
    flags = []
    for resource in of_type("Observation"):
        if "interpretation" in resource:
            value, ends = resource["valueQuantity"]["value"], resource["referenceRange"][0]
            low, high = ends.get("low", {}).get("value", -1), ends.get("high", {}).get("value", 1e9)
            expected = "L" if value < low else "H" if value > high else "N"
            assert resource["interpretation"][0]["coding"][0]["code"] == expected, resource["id"]
            flags.append(expected)
    assert set(flags) == {"L", "N", "H"}


def test_the_upper_pressure_is_above_the_lower() -> None:
    panels = [r for r in of_type("Observation") if code(r) == "85354-9"]
    assert len(panels) > 15
    for panel in panels:
        systolic, diastolic = (c["valueQuantity"]["value"] for c in panel["component"])
        assert systolic > diastolic + 20


def test_nothing_is_measured_given_or_done_in_the_future() -> None:
    for resource in RESOURCES:
        if resource["resourceType"] in {"Patient", "Appointment"}:
            continue
        for date in re.findall(r'"(\d{4}-\d{2}-\d{2})', json.dumps(resource)):
            assert date <= DEMO_TODAY.isoformat(), resource["id"]


def test_doctors_see_her_on_weekdays_in_the_daytime() -> None:
    planned = [r["start"] for r in of_type("Appointment")]
    seen = [r["period"]["start"] for r in of_type("Encounter") if r["class"]["code"] == "AMB"]
    assert len(planned + seen) > 20
    for start in planned + seen:
        when = dt.datetime.fromisoformat(start)
        assert when.weekday() < 5, start
        assert 8 <= when.hour < 17, start


def test_clock_times_bear_the_offset_of_new_york() -> None:
    timed = set(re.findall(r'"(\d{4}-\d{2}-\d{2}T[\d:]+-0[45]:00)"', json.dumps(RESOURCES)))
    assert len(timed) > 50
    for text in timed:
        when = dt.datetime.fromisoformat(text)
        march, november = dt.date(when.year, 3, 8), dt.date(when.year, 11, 1)
        starts = march + dt.timedelta(days=(6 - march.weekday()) % 7)
        ends = november + dt.timedelta(days=(6 - november.weekday()) % 7)
        summer = starts <= when.date() < ends
        assert when.utcoffset() == dt.timedelta(hours=-4 if summer else -5), text


def test_the_next_visit_is_the_kidney_doctor_on_thursday() -> None:
    coming = sorted(
        (r for r in of_type("Appointment") if r["status"] == "booked" and r["start"] >= DEMO_TODAY.isoformat()),
        key=lambda r: str(r["start"]),
    )
    assert coming[0]["start"] == "2026-12-03T10:00:00-05:00"
    assert "Dr. Anil Patel" in json.dumps(coming[0])
    assert dt.date(2026, 12, 3).strftime("%A") == "Thursday"
    assert any(r["status"] == "cancelled" for r in of_type("Appointment"))


def test_a_changed_dose_ends_when_the_new_one_begins() -> None:
    for old, new in (
        ("metformin-1000", "metformin-500"),
        ("lisinopril-10", "lisinopril-20"),
        ("atorvastatin-20", "atorvastatin-40"),
    ):
        before, after = by_id("MedicationRequest", old), by_id("MedicationRequest", new)
        assert before["status"] == "stopped"
        assert after["status"] == "active"
        assert before["dispenseRequest"]["validityPeriod"]["end"] == after["authoredOn"]
        assert "end" not in after["dispenseRequest"]["validityPeriod"]


def test_she_gets_no_penicillin() -> None:
    assert not re.search(r"(peni|amoxi|ampi)cillin", json.dumps(of_type("MedicationRequest")).lower())


def test_the_stay_lasts_from_the_17th_to_the_19th_of_august() -> None:
    (stay,) = [r for r in of_type("Encounter") if r["class"]["code"] == "IMP"]
    assert (stay["period"]["start"][:10], stay["period"]["end"][:10]) == ("2026-08-17", "2026-08-19")
