"""Any JSON in any field: readers never raise, and an import ends in a report or in an error of ours."""

import copy
import dataclasses
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_resources import (
    PASSPHRASE,
    SNOMED,
    TODAY,
    Json,
    allergy,
    bundle,
    concept,
    condition,
    encounter,
    facts_of,
    observation,
    patient,
    practitioner,
    request,
)
from test_history_readers import procedure, vaccine
from test_letter_reader import attachment, document, report
from test_medicine_reader import statement
from test_visit_reader import appointment

from core.errors import PlainspokenError
from core.facts import Fact, PartialDate
from store.fhir_person import read_person, same_person
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault

FEMALE = concept("", (SNOMED, "248152002", ""))
DOCTOR = {"reference": "Practitioner/dr"}
RANGE = {"low": {"value": 1, "unit": "mmol/L"}, "appliesTo": [FEMALE], "age": {"low": {"value": 1, "code": "a"}}}
DOSE = {
    "sequence": 1,
    "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["CM"], "dayOfWeek": ["mon"]}},
    "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
    "maxDosePerPeriod": {"numerator": {"value": 4}, "denominator": {"value": 1, "code": "d"}},
    "asNeededCodeableConcept": concept("pain"),
}
TEMPLATES: list[Json] = [
    observation(referenceRange=[RANGE], performer=[DOCTOR], component=[{"code": concept("a"), "valueInteger": 1}]),
    request(
        dosageInstruction=[DOSE],
        reasonReference=[{"reference": "Condition/c1"}],
        dispenseRequest={"validityPeriod": {"end": "2025"}},
    ),
    statement(effectivePeriod={"start": "2020", "end": "2021"}, informationSource=DOCTOR),
    allergy(reaction=[{"manifestation": [concept("Hives")], "severity": "severe", "substance": concept("x")}]),
    condition(category=[concept("", ("x", "encounter-diagnosis", ""))], abatementDateTime="2025"),
    encounter(
        participant=[{"individual": DOCTOR, "type": [concept("", ("x", "ATND", ""))]}], reasonCode=[concept("a")]
    ),
    appointment(requestedPeriod=[{"start": "2026"}]),
    vaccine(performer=[{"actor": DOCTOR}]),
    procedure(),
    document(attachment("<p>text</p>", "text/html")),
    report(presentedForm=[attachment("text")], conclusion="Clear."),
    practitioner(),
    patient(),
]
TEXTS = [
    "", " ", "\x00", "\ud800", "2026-10-03", "9999-99-99", "0000", "#x", "#", "urn:uuid:", "Patient/",
    "Practitioner/dr", "http://loinc.org", "Infinity", "-0", "1e999", "9" * 400, "٣",
    "é" * 3, "a;b=c;charset=", "=" * 5,
]  # fmt: skip
FIELDS = [
    "value", "unit", "code", "system", "coding", "text", "reference", "identifier", "start", "end", "repeat", "low",
    "high", "display", "extension", "resourceType", "id", "data", "contentType", "given", "family", "use",
]  # fmt: skip
NUMBERS = st.integers() | st.floats() | st.sampled_from([10**400, -1, 0])
SCALARS = st.none() | st.booleans() | NUMBERS | st.text(max_size=12) | st.sampled_from(TEXTS)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=12,
)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if key != "resourceType":
            yield (*path, key)
            yield from places(inner, (*path, key))


@st.composite
def disturbed(draw: st.DrawFn) -> Json:
    """A hand-made resource in which up to three values were replaced by anything."""
    resource = copy.deepcopy(draw(st.sampled_from(TEMPLATES)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(sorted(places(resource), key=str)))
        owner: Any = resource
        for step in path[:-1]:
            owner = owner[step]
        owner[path[-1]] = draw(JSON)
    return resource


def check(fact: Fact) -> None:
    """What every fact keeps, whatever it was read from."""
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, str):
            value.encode("utf-8")
            assert "\x00" not in value
        if isinstance(value, float):
            assert math.isfinite(value)
        if isinstance(value, PartialDate):
            value.first_day()


@settings(max_examples=1500, suppress_health_check=[HealthCheck.too_slow])
@given(resource=disturbed(), sex=st.sampled_from(["", "female"]), born=st.none() | st.just(PartialDate(1948)))
def test_readers_never_raise(resource: Json, sex: str, born: PartialDate | None) -> None:
    if resource["resourceType"] in {"Patient", "Practitioner"}:
        read_person(resource)
        same_person(resource, patient(), same_source=True)
        for fact in facts_of(observation(performer=[{"reference": "Practitioner/dr"}]), resource):
            check(fact)
        return
    for fact in facts_of(resource, practitioner(), condition(), sex=sex, born=born):
        check(fact)


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    folder = tmp_path_factory.mktemp("fuzz")
    vault = create_vault(folder / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)
    (folder / "patient.json").write_text(json.dumps(bundle(patient(), practitioner())))
    import_file(vault, folder / "patient.json", "Clinic", TODAY)
    return vault


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(resources=st.lists(disturbed(), min_size=1, max_size=6))
def test_an_import_ends_in_a_report_or_an_error_of_ours(owned: Vault, resources: list[Json]) -> None:
    path = Path(owned.path.parent) / "fuzz.json"
    path.write_text(json.dumps(bundle(*resources)), encoding="utf-8")
    try:
        report = import_file(owned, path, "Clinic", TODAY)
    except PlainspokenError:
        return
    assert report.stored + len(report.refusals) == len(resources)
    records = VaultRecords(owned)
    for told in (records.readings, records.medicines, records.allergies, records.visits, records.letters):
        for fact in told():
            check(fact)
    assert sum(name.count for name in records.names()) >= len(records.readings())
