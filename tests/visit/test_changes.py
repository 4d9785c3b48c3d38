"""What changed since a day, on small records made for it; what is right is written here by hand."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_resources import (
    LOINC,
    MINE,
    PASSPHRASE,
    RXNORM,
    TODAY,
    UCUM,
    Json,
    bundle,
    concept,
    condition,
    encounter,
    observation,
    patient,
    request,
    write,
)

from app.knowledge import load_knowledge
from core.answers import Answer, Outcome
from core.check import unfounded
from core.facts import Origin, Visit
from core.mind import Mind, make_mind
from core.visit.book import VisitKind
from core.visit.changes import Change, changes_since
from core.visit.propose import proposals
from core.visit.say_changes import points
from core.visit.weigh import ranked
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault

SINCE = dt.date(2026, 6, 1)
Found = set[tuple[str, str]]


@pytest.fixture
def changes(tmp_path: Path) -> Iterator[Callable[..., Found]]:
    """(kind, entry) of every change since June 1st in a record of these resources."""
    vaults = []

    def of(*resources: Json) -> Found:
        mind = mind_of(tmp_path / f"{len(vaults)}.vault", tmp_path, *resources)
        vaults.append(mind)
        assert mind.records is not None
        return {(c.kind.value, c.facts[0].origin.resource) for c in changes_since(SINCE, mind.records, mind)}

    yield of


def mind_of(path: Path, folder: Path, *resources: Json) -> Mind:
    vault = create_vault(path, PASSPHRASE, FOR_TESTS_ONLY)
    import_file(vault, write(folder, bundle(patient(), *resources)), "Clinic", TODAY)
    return make_mind(VaultRecords(vault), load_knowledge(), TODAY)


def potassium(name: str, day: str, value: float, low: float = 3.5, high: float = 5.1) -> Json:
    ranges = [{"low": {"value": low, "unit": "mmol/L"}, "high": {"value": high, "unit": "mmol/L"}}]
    quantity = {"value": value, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"}
    return observation(id=name, effectiveDateTime=f"{day}T08:00:00Z", valueQuantity=quantity, referenceRange=ranges)


def medicine(name: str, day: str, drug: str, **more: object) -> Json:
    return request(id=name, authoredOn=day, medicationCodeableConcept=concept(drug, (RXNORM, name, drug)), **more)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [(4.0, 5.4, "outside"), (5.4, 5.5, "outside"), (5.4, 4.0, "back"), (4.0, 4.1, "result"), (3.0, 5.9, "outside")],
)
def test_a_result_is_held_against_its_range_and_against_the_one_before(
    changes: Callable[..., Found], before: float, now: float, kind: str
) -> None:
    found = changes(potassium("old", "2026-04-01", before), potassium("new", "2026-10-03", now))
    assert found == {(kind, "Observation/new")}


def test_what_bears_the_day_of_the_visit_or_lies_ahead_is_no_change(changes: Callable[..., Found]) -> None:
    assert not changes(potassium("same", "2026-06-01", 5.9), potassium("ahead", "2026-12-24", 5.9))


def test_only_the_newest_result_of_a_name_is_told(changes: Callable[..., Found]) -> None:
    found = changes(potassium("a", "2026-07-01", 5.9), potassium("b", "2026-10-03", 4.2))
    assert found == {("result", "Observation/b")}


def test_a_medicine_is_started_changed_renewed_or_stopped(changes: Callable[..., Found]) -> None:
    found = changes(
        medicine("1", "2026-07-07", "metformin 500 MG Oral Tablet"),
        medicine("2", "2021-01-01", "lisinopril 10 MG Oral Tablet", status="stopped"),
        medicine("3", "2026-07-07", "lisinopril 20 MG Oral Tablet"),
        medicine("4", "2025-07-01", "atorvastatin 40 MG Oral Tablet", status="completed"),
        medicine("5", "2026-07-01", "atorvastatin 40 MG Oral Tablet"),
        medicine("6", "2026-08-19", "azithromycin 250 MG Oral Tablet", status="completed"),
        medicine("7", "2020-01-01", "glipizide 5 MG Oral Tablet", status="stopped"),
        medicine(
            "8",
            "2020-01-01",
            "furosemide 20 MG Oral Tablet",
            status="stopped",
            dispenseRequest={"validityPeriod": {"end": "2026-09-01"}},
        ),
    )
    assert found == {
        ("started", "MedicationRequest/1"),
        ("changed", "MedicationRequest/3"),
        ("course", "MedicationRequest/6"),
        ("stopped", "MedicationRequest/8"),
    }


def test_stays_conditions_and_their_ends(changes: Callable[..., Found]) -> None:
    stay = {"class": {"code": "IMP"}, "period": {"start": "2026-05-30", "end": "2026-06-03"}}
    found = changes(
        encounter(id="stay", **stay),
        encounter(id="early", **stay | {"period": {"start": "2026-05-20", "end": "2026-05-23"}}),
        condition(id="new", onsetDateTime="2026-08-17"),
        condition(id="month", onsetDateTime="2026-08"),
        condition(id="unsure", onsetDateTime="2026-06"),
        condition(id="year", onsetDateTime="2026"),
        condition(id="over", clinicalStatus={"coding": [{"code": "resolved"}]}, abatementDateTime="2026-09-02"),
    )
    assert found == {
        ("stay", "Encounter/stay"),
        ("condition", "Condition/new"),
        ("condition", "Condition/month"),
        ("resolved", "Condition/over"),
    }


@pytest.fixture
def told(tmp_path: Path) -> Mind:
    return mind_of(
        tmp_path / "told.vault",
        tmp_path,
        potassium("old", "2026-04-01", 4.0),
        potassium("new", "2026-10-03", 5.4),
        medicine("2", "2021-01-01", "lisinopril 10 MG Oral Tablet", status="stopped"),
        medicine("3", "2026-07-07", "lisinopril 20 MG Oral Tablet"),
        condition(id="job", code=concept("Full-time employment (finding)"), onsetDateTime="2026-08-17"),
        {
            "resourceType": "Observation", "id": "heart", "status": "final", "subject": MINE,
            "code": concept("", (LOINC, "8867-4", "Heart rate")), "effectiveDateTime": "2026-10-03",
            "valueQuantity": {"value": 71, "code": "1/min"},
        },
    )  # fmt: skip


def ranked_of(mind: Mind) -> tuple[Change, ...]:
    assert mind.records is not None
    nobody = Visit(Origin("", "", None), planned=True)
    return ranked(changes_since(SINCE, mind.records, mind), nobody, VisitKind.UNKNOWN, mind)


def test_points_are_told_with_their_facts_and_say_no_number_of_their_own(told: Mind) -> None:
    said = points(ranked_of(told), told)
    assert [" ".join(s.text for s in point.sentences) for point in said] == [
        "Your potassium was above your lab's usual range: 5.4. It was 4 in April.",
        "Your lisinopril was raised to 20 milligrams in July.",
        "One more result is new. You can ask me about any of them.",
    ]
    for point in said:
        facts = tuple(t.fact for t in point.told)
        assert not unfounded(Answer(Outcome.FOUND, point.sentences, facts), TODAY)


def test_a_job_is_no_condition_to_ask_about(told: Mind) -> None:
    assert told.records is not None
    found = proposals(ranked_of(told), VisitKind.UNKNOWN, told.records, told)
    assert [p.words for p in found][:2] == [
        "My potassium went from 4 to 5.4. What does that mean for me?",
        "My lisinopril was raised in July. How will we know if it works?",
    ]
    assert all(p.facts and p.why for p in found)
    assert not [p for p in found if "employment" in p.words]
