"""The same thing through two sources is told once and names both; what differs is told apart."""

from collections.abc import Callable

import pytest
from cda_parts import LOINC, document, observation, section, value, write_cda
from cda_parts import code as cda_code
from cda_parts import concern as cda_concern
from cda_parts import time as cda_time
from store_resources import SNOMED, TODAY, UCUM, Json, concept, condition, encounter, patient, request
from store_resources import observation as reading

from core.facts import ReferenceRange
from store.importing import import_file
from store.records import VaultRecords
from store.report import ImportReport
from store.vault import Vault

Bring = Callable[..., ImportReport]
SAME_PERSON = [{"system": "http://clinic.example/mrn", "value": "4711"}]
RANGE = [{"low": {"value": 3.5, "unit": "mmol/L"}, "high": {"value": 5.1, "unit": "mmol/L"}}]


@pytest.fixture
def two(bring: Bring) -> Callable[[Json, Json], None]:
    def bring_both(one: Json, other: Json) -> None:
        assert bring(patient(), one, source="Clinic").refusals == ()
        assert bring(patient(), other, source="Lab").refusals == ()

    return bring_both


def sources(records: VaultRecords) -> list[tuple[str, ...]]:
    return sorted(r.origin.sources for r in records.readings())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-10-03T08:00:00-04:00", "2026-10-03T08:00:00-04:00"),
        ("2026-10-03T08:00:00-04:00", "2026-10-03T12:00:00Z"),
        ("2026-10-03T22:30:00-04:00", "2026-10-04T02:30:00Z"),
        ("2026-10-03", "2026-10-03"),
        ("2026-10-03T08:00:00-04:00", "2026-10-03"),
        ("2026-10-03", "2026-10-03T08:00:00-04:00"),
    ],
)
def test_one_result_through_two_sources(
    two: Callable[[Json, Json], None], records: VaultRecords, one: str, other: str
) -> None:
    two(reading(effectiveDateTime=one), reading(id="x9", effectiveDateTime=other))
    (found,) = sources(records)
    assert set(found) == {"Clinic", "Lab"}


@pytest.mark.parametrize(
    "changes",
    [
        {"effectiveDateTime": "2026-10-03T09:00:00-04:00"},
        {"effectiveDateTime": "2026-10-04"},
        {"valueQuantity": {"value": 4.7, "unit": "mmol/l", "system": UCUM, "code": "mmol/L"}},
        {"valueQuantity": {"value": 4.6, "unit": "mg/dL", "system": UCUM, "code": "mg/dL"}},
        {"valueQuantity": {"value": 4.6, "comparator": "<", "unit": "mmol/l", "system": UCUM, "code": "mmol/L"}},
        {"code": concept("Sodium", ("http://loinc.org", "2951-2", "Sodium"))},
    ],
)
def test_what_differs_is_told_apart(two: Callable[[Json, Json], None], records: VaultRecords, changes: Json) -> None:
    two(reading(), reading(id="x9", **changes))
    assert sources(records) == [("Clinic",), ("Lab",)]


def test_an_identifier_joins_what_the_times_do_not(two: Callable[[Json, Json], None], records: VaultRecords) -> None:
    number = [{"system": "http://lab.example/accession", "value": "77"}]
    two(reading(identifier=number), reading(id="x9", identifier=number, effectiveDateTime="2026-10-05"))
    assert len(sources(records)) == 1


def test_one_source_may_mean_it_twice(bring: Bring, records: VaultRecords) -> None:
    bring(patient(), reading(), reading(id="o2"))
    assert sources(records) == [("Clinic",), ("Clinic",)]


def test_two_of_one_source_meet_two_of_another(
    two: Callable[[Json, Json], None], bring: Bring, records: VaultRecords
) -> None:
    two(reading(), reading(id="x9"))
    bring(reading(id="o2", effectiveDateTime="2026-10-03T20:00:00-04:00"), source="Lab")
    assert sorted(map(len, sources(records))) == [1, 2]


@pytest.mark.parametrize("swap", [False, True])
def test_the_laboratorys_range_is_kept_whichever_has_it(
    two: Callable[[Json, Json], None], records: VaultRecords, swap: bool
) -> None:
    pair = [reading(referenceRange=RANGE), reading(id="x9")]
    two(*reversed(pair) if swap else pair)
    (found,) = records.readings()
    assert found.range == ReferenceRange(3.5, 5.1, "lab")


def test_other_facts(two: Callable[[Json, Json], None], bring: Bring, records: VaultRecords) -> None:
    two(condition(), condition(id="x1"))
    for make in (request, encounter):
        bring(make(), source="Clinic")
        bring(make(id="x2"), source="Lab")
    assert [set(c.origin.sources) for c in records.conditions()] == [{"Clinic", "Lab"}]
    assert [set(m.origin.sources) for m in records.medicines()] == [{"Clinic", "Lab"}]
    assert [set(v.origin.sources) for v in records.visits()] == [{"Clinic", "Lab"}]
    bring(request(id="x3", status="stopped"), source="Lab")
    assert len(records.medicines()) == 2


def test_fhir_and_c_cda_meet(bring: Bring, vault: Vault, records: VaultRecords, tmp_path: object) -> None:
    from pathlib import Path

    bring(
        patient(),
        reading(valueQuantity={"value": 4.6, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"}),
        condition(code=concept("", (SNOMED, "38341003", "Hypertension")), onsetDateTime="2020"),
    )
    potassium = f'{cda_code("2823-3", "Potassium", LOINC)}<statusCode code="completed"/>'
    potassium += '<effectiveTime value="20261003080000-0400"/><value xsi:type="PQ" value="4.60" unit="mmol/L"/>'
    problem = cda_concern("3", observation("4", value("38341003", "Hypertension") + cda_time("2020")))
    text = document(section(observation("2", potassium)), section(problem))
    import_file(vault, write_cda(Path(str(tmp_path)), text), "Hospital", TODAY)
    assert [set(r.origin.sources) for r in records.readings()] == [{"Clinic", "Hospital"}]
    assert [set(c.origin.sources) for c in records.conditions()] == [{"Clinic", "Hospital"}]
