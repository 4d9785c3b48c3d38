"""Vaccines to come, on small records made for it; what is right is written here by hand."""

from pathlib import Path

import pytest
from store_resources import MINE, PASSPHRASE, TODAY, Json, bundle, concept, patient, write

from app.knowledge import load_knowledge
from core.facts import PartialDate
from core.mind import Mind, make_mind
from core.visit.book import VisitKind
from core.visit.changes import Change, ChangeKind, changes_since
from core.visit.evidence import facts_of
from core.visit.propose import proposals
from core.visit.say_changes import points
from store.export_page import page
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault

SINCE = TODAY.replace(month=6, day=1)
CVX = "http://hl7.org/fhir/sid/cvx"
FLU, FLU_HIGH_DOSE, ZOSTER, MMR = (
    ("140", "Influenza"),
    ("197", "Influenza, high-dose"),
    ("187", "zoster"),
    ("03", "MMR"),
)
NOT_KNOWN = ("998", "sea serpent serum")


def advised(name: str, *rows: tuple[tuple[str, str], str, str], day: str = "2026-08-20") -> Json:
    recommended = [
        {
            "vaccineCode": [concept("", (CVX, *vaccine))],
            "forecastStatus": {"coding": [{"code": status}]},
            "dateCriterion": [{"code": concept("", ("http://loinc.org", "30980-7", "Date vaccine due")), "value": due}],
        }
        for vaccine, status, due in rows
    ]
    made = {"resourceType": "ImmunizationRecommendation", "id": name, "patient": MINE, "date": day}
    return made | {"recommendation": recommended}


def given(vaccine: tuple[str, str], day: str) -> Json:
    coded = concept("", (CVX, *vaccine))
    made = {"resourceType": "Immunization", "id": f"i{day}", "status": "completed", "patient": MINE}
    return made | {"vaccineCode": coded, "occurrenceDateTime": day}


@pytest.fixture
def mind_with(tmp_path: Path):  # type: ignore[no-untyped-def]
    def of(*resources: Json) -> Mind:
        vault = create_vault(tmp_path / "a.vault", PASSPHRASE, FOR_TESTS_ONLY)
        import_file(vault, write(tmp_path, bundle(patient(), *resources)), "Clinic", TODAY)
        return make_mind(VaultRecords(vault), load_knowledge(), TODAY)

    return of


def due(mind: Mind) -> list[Change]:
    assert mind.records is not None
    return [change for change in changes_since(SINCE, mind.records, mind) if change.kind is ChangeKind.DUE]


def said(mind: Mind) -> list[str]:
    return [sentence.text for point in points(due(mind), mind) for sentence in point.sentences]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("due", ["Your record says that the flu shot is due."]),
        ("overdue", ["Your record says that the flu shot is overdue."]),
        ("contraindicated", ["Your record says that the flu shot should not be given to you."]),
        ("complete", []),
    ],
)
def test_what_a_forecast_says_is_told(mind_with, status: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert said(mind_with(advised("r1", (FLU, status, "2026-10-01")))) == expected


def test_one_that_is_due_later_or_was_given_since_is_not_due(mind_with) -> None:  # type: ignore[no-untyped-def]
    later = advised("r1", (ZOSTER, "due", "2027-03-01"), (FLU, "due", "2026-10-01"))
    assert said(mind_with(later, given(FLU_HIGH_DOSE, "2026-10-03"))) == []


def test_one_that_was_given_before_is_due_again(mind_with) -> None:  # type: ignore[no-untyped-def]
    mind = mind_with(advised("r1", (FLU, "due", "2026-10-01")), given(FLU, "2025-10-03"))
    assert said(mind) == ["Your record says that the flu shot is due."]


def test_the_newest_word_on_a_vaccine_counts(mind_with) -> None:  # type: ignore[no-untyped-def]
    old = advised("r1", (FLU, "due", "2025-10-01"), (MMR, "contraindicated", "2025-01-01"), day="2025-09-01")
    new = advised("r2", (FLU, "overdue", "2025-10-01"), day="2026-09-01")
    mind = mind_with(old, new)
    assert said(mind) == ["Your record says that the flu shot is overdue."]


def test_a_vaccine_without_a_plain_name_is_called_as_the_record_writes_it(mind_with) -> None:  # type: ignore[no-untyped-def]
    mind = mind_with(advised("r1", (NOT_KNOWN, "due", "2026-10-01")))
    assert said(mind) == ["Your record says that the sea serpent serum vaccine is due."]


def test_a_question_is_proposed_and_its_fact_found_again(mind_with) -> None:  # type: ignore[no-untyped-def]
    mind = mind_with(advised("r1", (FLU, "overdue", "2026-10-01")))
    (asked,) = [p for p in proposals(due(mind), VisitKind.UNKNOWN, mind.records, mind) if "flu" in p.words]
    assert asked.words == "My record says that the flu shot is overdue. Can I have it?"
    assert facts_of({"ImmunizationRecommendation/r1"}, mind.records) == asked.facts
    assert [fact.origin.when for fact in asked.facts] == [PartialDate(2026, 8, 20)]


def test_it_stands_on_the_page_that_is_exported(mind_with) -> None:  # type: ignore[no-untyped-def]
    mind = mind_with(advised("r1", (FLU, "overdue", "2026-10-01")))
    text = "".join(page(mind.records, PartialDate(2026, 11, 24)))
    assert "Vaccines to come" in text
    assert "Overdue." in text
