"""Answers that take more than one value or one word: changes, people, letters, days, events, several at once.

What is expected is read from the raw bundles of the demo record, or from the made-up days of a tracker.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ask import ask
from app.demo import DEMO_SOURCES
from app.knowledge import load_knowledge
from core.answers import Answer, Outcome
from core.check import unfounded
from core.conversation import FRESH
from core.mind import Mind, make_mind
from evals.answers.patients import Patient, bring_in, wearer
from evals.answers.score import numbers_in, same
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault

RAW = [entry["resource"] for _, path in DEMO_SOURCES for entry in json.loads(path.read_text(encoding="utf-8"))["entry"]]


def said(question: str, mind: Mind) -> Answer:
    answer = ask(question, FRESH, mind)[0]
    assert unfounded(answer, mind.today) == ()
    return answer


def told(answer: Answer) -> set[str]:
    return {fact.origin.resource for fact in answer.facts}


def results(code: str) -> list[tuple[str, str]]:
    rows = [r for r in RAW if r["resourceType"] == "Observation" and r["status"] == "final"]
    found = [r for r in rows if any(c["code"] == code for c in r["code"]["coding"])]
    return sorted(((r["effectiveDateTime"], f"Observation/{r['id']}") for r in found), reverse=True)


def test_two_questions_in_one_breath_are_both_answered(demo_mind: Mind) -> None:
    answer = said("What was my last A1c, and when is my next appointment?", demo_mind)
    assert results("4548-4")[0][1] in told(answer)
    assert any(name.startswith("Appointment/") for name in told(answer))


def test_a_follow_up_leans_on_the_last_of_several(demo_mind: Mind) -> None:
    _, after, _ = ask("What was my last A1c and what was my last potassium?", FRESH, demo_mind)
    assert results("2823-3")[0][1] in told(ask("is that normal", after, demo_mind)[0])


@pytest.mark.parametrize("question", ["what's the phone number of Dr. Patel", "how can I reach my kidney doctor"])
def test_the_number_of_a_doctor_is_read_as_written(demo_mind: Mind, question: str) -> None:
    patel = next(r for r in RAW if r.get("id") == "dr-patel")
    assert patel["telecom"][0]["value"] in said(question, demo_mind).spoken


def test_a_doctor_whom_the_record_does_not_know_has_no_number(demo_mind: Mind) -> None:
    assert said("how can I reach Doctor Zhivago", demo_mind).outcome is Outcome.NOT_IN_RECORD


def test_who_looks_after_me(demo_mind: Mind) -> None:
    spoken = said("who looks after me", demo_mind).spoken
    assert any(r["name"][0]["family"] in spoken for r in RAW if r["resourceType"] == "Practitioner")


def test_a_letter_is_searched_and_quoted(demo_mind: Mind) -> None:
    answer = said("what did the letter say about walking", demo_mind)
    assert answer.outcome in {Outcome.FOUND, Outcome.NOT_IN_RECORD}
    assert all(name.startswith("DocumentReference/") for name in told(answer))
    assert said("what did the letter say about juggling", demo_mind).outcome is Outcome.NOT_IN_RECORD


def test_nothing_older_than_the_last_visit_is_told_as_new(demo_mind: Mind) -> None:
    visits = sorted(r["period"]["start"][:10] for r in RAW if r["resourceType"] == "Encounter")
    answer = said("what changed since my last visit", demo_mind)
    days = [fact.origin.when.iso() for fact in answer.facts if fact.origin.when]
    assert days and min(days) >= visits[-1]


def test_a_time_is_counted_from_when_a_medicine_began(demo_mind: Mind) -> None:
    began = min(
        r["authoredOn"][:10]
        for r in RAW
        if r["resourceType"] == "MedicationRequest" and "allopurinol" in r["medicationCodeableConcept"]["text"].lower()
    )
    answer = said("how has my creatinine changed since I started allopurinol", demo_mind)
    inside = {name for when, name in results("2160-0") if when[:10] >= began}
    assert {name for name in told(answer) if name.startswith("Observation/")} <= inside


def test_a_time_counted_from_something_unknown_is_not_answered_with_another(demo_mind: Mind) -> None:
    assert said("what was my potassium before my moon landing", demo_mind).outcome is not Outcome.FOUND


@pytest.mark.parametrize("procedure", ["hip replacement", "new knee", "brain scan", "tonsillectomy"])
def test_a_procedure_that_nobody_lists_is_not_there(demo_mind: Mind, procedure: str) -> None:
    assert said(f"when did I have my {procedure}", demo_mind).outcome is Outcome.NOT_IN_RECORD


def test_why_something_is_taken_that_is_not_taken_has_no_answer(demo_mind: Mind) -> None:
    assert said("why do I take apixaban", demo_mind).outcome is Outcome.NOT_IN_RECORD
    assert said("what is apixaban for", demo_mind).outcome is Outcome.FOUND


def test_a_qualified_name_is_asked_back(demo_mind: Mind) -> None:
    answer = said("what was my wobbly potassium", demo_mind)
    assert (answer.outcome, answer.spoken) == (Outcome.UNCLEAR, "Did you say potassium?")


@pytest.fixture(scope="module", params=[0, 1])
def worn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Patient, Mind]]:
    """Somebody with forty days of sleep and steps: 0 less of late, 1 more."""
    folder: Path = tmp_path_factory.mktemp("worn")
    patient = wearer(request.param, folder)
    vault = create_vault(folder / "worn.vault", "made for tests only", FOR_TESTS_ONLY)
    bring_in(patient, vault)
    yield patient, make_mind(VaultRecords(vault), load_knowledge(), patient.today)
    vault.lock()


def test_last_night_and_yesterday(worn: tuple[Patient, Mind]) -> None:
    patient, mind = worn
    minutes = patient.raw.nights[patient.today.isoformat()]
    spoken = said("how did I sleep last night", mind).spoken
    assert [same(n, minutes // 60) or same(n, minutes % 60) for n in numbers_in(spoken)[:2]] == [True, True]
    steps = patient.raw.steps[max(patient.raw.steps)]
    assert f"{steps:,}" in said("how many steps did I take yesterday", mind).spoken


@pytest.mark.parametrize("question", ["how did I sleep this week", "did I walk more this week than usual"])
def test_a_week_is_told_against_the_own_usual(worn: tuple[Patient, Mind], question: str) -> None:
    patient, mind = worn
    more = patient.name.endswith("1")
    assert f"{'more' if more else 'less'} than your usual" in said(question, mind).spoken
