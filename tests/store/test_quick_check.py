"""The quick check never passes what fhir.resources would refuse, and passes what people really have."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_resources import Json, observation, patient, practitioner, without
from test_reader_fuzz import JSON, TEMPLATES, places

from store.quick_check import surely_valid
from store.validate import judged

DEMO = Path(__file__).resolve().parents[2] / "app" / "demo"
EXTENSION = {"url": "http://x", "valueString": "y"}
WHOLE = [
    *(json.loads(json.dumps(template).replace('"display": ""', '"display": "x"')) for template in TEMPLATES),
    patient(
        extension=[EXTENSION, {"url": "http://y", "extension": [EXTENSION]}],
        deceasedBoolean=False,
        multipleBirthInteger=2,
        telecom=[{"system": "phone", "value": "555-0100", "rank": 1}],
        address=[{"line": ["1 Elm St"], "period": {"start": "2001-02-03"}}],
        _birthDate={"extension": [EXTENSION]},
        communication=[{"language": {"text": "English"}, "preferred": True}],
    ),
    observation(contained=[practitioner()], issued="2026-10-03T08:00:00.123Z", note=[{"text": "# well"}]),
    observation(valueQuantity={"value": -1.5e-7, "comparator": "<"}, meta={"lastUpdated": "2026-01-02T03:04:05+01:00"}),
    without(observation(), "valueQuantity") | {"valueTime": "10:00:00"},
]
NEAR: list[Any] = [
    "2026-02-29", "2024-02-29", "2026-02-30", "2026-04-31", "2026-13", "2026-00", "2026-1", "26", "0000", "2026-10-03T10:00",
    "2026-10-03T10:00:00", "2026-10-03T24:00:00Z", "2026-10-03T10:00:60Z", "2026-10-03T10:00:00+14:01",
    "2026-10-03T10:00:00+13:59", "2026-10-03T10:00:00-14:00", "2026-10-03T10:00:00.1234567Z", "2026-10-03T10:00:00z",
    "2026-10-03\n", "10:60:00", "23:59:59", "24:00:00", "10:00", " code", "code ", "a  b", "a b", "a\tb", "a\nb", "\u00a0",
    "\u2028", "\u200b", "\x85", "\x1f", "\x00", "\ud800", "", " ", "\n", "a" * 64, "a" * 255, "a" * 256, "a_b", "ä", "urn:oid:1.2.03",
    "urn:oid:1.2", "http://", "http://x", "http://x/", "http://1.2.3.4.5/", "mailto:a@b", "a/b?c", "/a", "a b/c", "//x", "QQ==", "QQ=",
    "QQ", "Q", "QUJD", "Q Q=", "=QQ=", 0, -1, 1, 2**31 - 1, 2**31, -(2**31) - 1, 10**40, 1.0, 1.5, -0.0, 1e22, 1e-7, 1e308,
    float("inf"), float("nan"), True, False, None, "1", "true", [], {}, [None], [[]], [{}], [""], {"id": ""}, {"id": "x"},
    {"extension": []}, {"extension": [EXTENSION]}, {"extension": [EXTENSION | {"valueCode": "z"}]}, {"url": "http://x"},
    {"value": 1}, {"coding": []}, {"coding": [{"code": ""}]}, {"text": "x"}, {"reference": "a"}, {"resourceType": "Patient"},
    practitioner(), [practitioner()], [{"resourceType": "Resource"}], [{"resourceType": "CodeableConcept"}],
]  # fmt: skip
NAMES = [
    "id", "extension", "modifierExtension", "_status", "_birthDate", "_id", "value", "valueString", "valueInteger", "valueDateTime",
    "effectiveInstant", "effectivePeriod", "resourceType", "resource_type", "fhir_comments", "class", "class_fhir", "status",
    "status__ext", "text", "contained", "language", "implicitRules", "code", "meta", "onsetString", "deceasedDateTime", "url",
    "medicationReference", "rank", "line", "comparator",
]  # fmt: skip


def owner_of(resource: Json, path: tuple[Any, ...]) -> Any:
    owner: Any = resource
    for step in path[:-1]:
        owner = owner[step]
    return owner


def changed(resource: Json, draw: random.Random) -> Json:
    """The resource with one or two things in it replaced, added, taken out, or put in or out of a list."""
    resource = copy.deepcopy(resource)
    for _ in range(draw.randint(1, 2)):
        known = list(places(resource))
        if not known:
            return resource
        path = draw.choice(known)
        owner, last = owner_of(resource, path), path[-1]
        value = owner[last]
        kind = draw.randrange(6)
        if kind <= 1:
            owner[last] = copy.deepcopy(draw.choice(NEAR))
        elif kind == 2:
            del owner[last]
        elif kind == 3:
            owner[last] = [value] if not isinstance(value, list) else value[0] if value else None
        elif kind == 4 and isinstance(owner, dict):
            owner[draw.choice(NAMES)] = copy.deepcopy(draw.choice([value, *NEAR]))
        elif isinstance(value, str) and value:
            at = draw.randrange(len(value))
            owner[last] = value[:at] + draw.choice(["", " ", "0", "9", "-", ":", "é", "\n", "x"]) + value[at + 1 :]
    return resource


def never_laxer(resource: Json) -> bool:
    """Whether the quick check passed it; fails when it did and the judge would not have."""
    passed = surely_valid(resource)
    assert not passed or judged(resource) is None
    return passed


@pytest.mark.parametrize("resource", WHOLE)
def test_ordinary_resources_pass(resource: Json) -> None:
    assert never_laxer(resource)


@pytest.mark.slow
def test_the_demo_record_passes() -> None:
    bundles = [json.loads(path.read_text(encoding="utf-8")) for path in DEMO.glob("*.json")]
    assert bundles
    assert all(never_laxer(entry["resource"]) for one in bundles for entry in one["entry"])


@pytest.mark.slow
def test_what_passes_is_never_refused_by_the_judge() -> None:
    draw = random.Random(20261124)
    rounds = 12_000
    passed = sum(never_laxer(changed(draw.choice(WHOLE), draw)) for _ in range(rounds))
    assert rounds / 10 < passed < rounds * 9 / 10


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(resource=st.sampled_from(WHOLE), value=JSON, name=st.sampled_from(NAMES), number=st.integers(0, 10**6))
def test_any_value_anywhere(resource: Json, value: object, name: str, number: int) -> None:
    resource = copy.deepcopy(resource)
    known = list(places(resource))
    path = known[number % len(known)]
    owner = owner_of(resource, path)
    owner[name if isinstance(owner, dict) and number % 3 == 0 else path[-1]] = value
    never_laxer(resource)
