"""The port `Records`: order, spans, names and how far it goes."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from store_resources import (
    LOINC,
    MINE,
    Json,
    allergy,
    concept,
    condition,
    encounter,
    observation,
    patient,
    practitioner,
    request,
    without,
)

from core.facts import ConceptKind, Extent, PartialDate, Span
from core.ports import Records
from store.records import VaultRecords
from store.vault import Vault

Bring = Callable[..., object]


def test_it_fills_the_port(vault: Vault) -> None:
    port: Records = VaultRecords(vault)
    assert (port.names(), port.readings(), port.letters()) == ((), (), ())
    assert port.extent() == Extent(None, (), 0)
    assert port.person().given_name == ""


def measured(name: str, when: str | None, **changes: object) -> Json:
    return observation(id=name, effectiveDateTime=when, **changes)


def test_newest_first_and_undated_last(bring: Bring, records: VaultRecords) -> None:
    bring(
        patient(),
        measured("undated", None),
        measured("year", "2025"),
        measured("evening", "2026-10-03T20:00:00-04:00"),
        measured("newest", "2026-11-01"),
        measured("morning", "2026-10-03T08:00:00-04:00"),
        measured("month", "2026-10"),
    )
    order = [reading.origin.resource.removeprefix("Observation/") for reading in records.readings()]
    assert order == ["newest", "evening", "morning", "month", "year", "undated"]


def test_a_final_result_comes_before_a_preliminary_one_of_the_same_time(bring: Bring, records: VaultRecords) -> None:
    bring(patient(), measured("z", "2026-10-03", status="preliminary"), measured("a", "2026-10-03"))
    assert [reading.origin.resource for reading in records.readings()] == ["Observation/a", "Observation/z"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(), ["c", "b", "a", "undated"]),
        (Span(since=dt.date(2026, 10, 3)), ["c", "b"]),
        (Span(until=dt.date(2026, 10, 3)), ["b", "a"]),
        (Span(dt.date(2026, 10, 3), dt.date(2026, 10, 3)), ["b"]),
        (Span(dt.date(2026, 10, 4), dt.date(2026, 10, 5)), []),
        (Span(until=dt.date.max), ["c", "b", "a"]),
    ],
)
def test_a_span_holds_both_its_ends(bring: Bring, records: VaultRecords, span: Span, expected: list[str]) -> None:
    bring(
        patient(),
        measured("a", "2026-10-02T23:59:59-04:00"),
        measured("b", "2026-10-03T23:59:59.999-04:00"),
        measured("c", "2026-11-01"),
        measured("undated", None),
    )
    found = [reading.origin.resource.removeprefix("Observation/") for reading in records.readings(span=span)]
    assert found == expected
    assert all(span.holds(reading.origin.when) for reading in records.readings(span=span))


def test_readings_by_name(bring: Bring, records: VaultRecords) -> None:
    sodium = concept("Sodium", (LOINC, "2951-2", "Sodium"))
    bring(patient(), observation(), observation(id="o2", code=sodium), condition(code=concept("potassium")))
    assert [r.name for r in records.readings({"loinc|2951-2"})] == ["Sodium"]
    assert len(records.readings({"loinc|2951-2", "loinc|2823-3", "loinc|0"})) == 2
    assert records.readings(set()) == ()
    assert records.readings({"text|potassium"}) == ()


def test_every_name_is_counted(bring: Bring, records: VaultRecords) -> None:
    bring(
        patient(),
        observation(performer=[{"display": "County Lab"}]),
        observation(id="o2", performer=[{"display": "County Lab"}]),
        observation(id="o3", code=concept("K", (LOINC, "2823-3", "K"))),
        request(requester={"display": "Dr. Moreau"}),
        encounter(participant=[{"individual": {"display": "Dr. Moreau"}}]),
        allergy(),
        condition(),
    )
    found = {(name.kind, name.key, name.display): name.count for name in records.names()}
    assert found == {
        (ConceptKind.TEST, "loinc|2823-3", "Potassium"): 2,
        (ConceptKind.TEST, "loinc|2823-3", "K"): 1,
        (ConceptKind.DOCTOR, "text|county lab", "County Lab"): 2,
        (ConceptKind.DOCTOR, "text|dr moreau", "Dr. Moreau"): 2,
        (ConceptKind.MEDICINE, "rxnorm|861007", "metformin 500 MG Oral Tablet"): 1,
        (ConceptKind.VISIT, "text|yearly check up", "Yearly check-up"): 1,
        (ConceptKind.ALLERGY, "snomed|91936005", "Penicillin"): 1,
        (ConceptKind.CONDITION, "snomed|90560007", "Gout"): 1,
    }


def test_a_note_that_comes_twice_is_told_once(bring: Bring, records: VaultRecords) -> None:
    text = {"contentType": "text/plain", "data": "aGVsbG8="}
    report = {
        "resourceType": "DiagnosticReport", "id": "r", "status": "final", "code": concept("Note"),
        "effectiveDateTime": "2026-08-19", "presentedForm": [text],
    }  # fmt: skip
    document = {
        "resourceType": "DocumentReference", "id": "d", "status": "current", "type": concept("Note"),
        "date": "2026-08-19T10:00:00Z", "content": [{"attachment": text}],
    }  # fmt: skip
    bring(patient(), report, document, document | {"id": "later", "date": "2026-08-20T10:00:00Z"})
    assert [letter.origin.when for letter in records.letters()] == [PartialDate(2026, 8, 20), PartialDate(2026, 8, 19)]


def test_how_far_it_goes(bring: Bring, records: VaultRecords) -> None:
    coming = {
        "resourceType": "Appointment", "status": "booked", "start": "2019-01-01T10:00:00-05:00",
        "participant": [{"actor": MINE, "status": "accepted"}],
    }  # fmt: skip
    bring(patient(), observation(), condition(onsetDateTime="2003"), allergy(onsetDateTime="1957"), coming)
    assert records.extent() == Extent(PartialDate(2026, 10, 3), ("Clinic",), 5)
    bring(patient(), encounter(period={"start": "2020-07"}), source="Hospital")
    assert records.extent() == Extent(PartialDate(2020, 7), ("Clinic", "Hospital"), 7)


def test_whose_record_it_is(bring: Bring, records: VaultRecords) -> None:
    bring(patient(), practitioner())
    assert records.person().given_name == "Ada"
    assert records.person().born == PartialDate(1948, 3, 2)


def test_every_field_comes_back_as_it_was_read(bring: Bring, records: VaultRecords) -> None:
    from store_resources import only

    resources = [
        observation(
            performer=[{"display": "County Lab"}],
            referenceRange=[{"high": {"value": 5.1, "unit": "mmol/L"}}],
            valueQuantity={"value": 4.6, "unit": "mmol/L", "comparator": ">"},
        ),
        request(
            status="stopped",
            dosageInstruction=[{"text": "one a day"}],
            reasonCode=[concept("Diabetes")],
            dispenseRequest={"validityPeriod": {"end": "2025-05"}},
            requester={"display": "Dr. Moreau"},
        ),
        allergy(criticality="high", reaction=[{"manifestation": [concept("Hives")]}], recordedDate="2020"),
        condition(abatementDateTime="2025", verificationStatus={"coding": [{"code": "provisional"}]}),
        encounter(participant=[{"individual": {"display": "Dr. Moreau"}}], **{"class": {"code": "IMP"}}),
    ]
    bring(patient(), *resources)
    told = [*records.readings(), *records.medicines(), *records.allergies(), *records.conditions(), *records.visits()]
    assert told == [only(resource) for resource in resources]


def test_an_entry_that_is_not_dated_is_told(bring: Bring, records: VaultRecords) -> None:
    bring(patient(), without(request(), "authoredOn"))
    assert records.medicines()[0].origin.when is None


def test_several_threads_may_read_at_once(bring: Bring, records: VaultRecords) -> None:
    bring(patient(), *[observation(id=f"o{n}") for n in range(50)])
    counts: list[int] = []

    def read() -> None:
        counts.extend(len(records.readings()) for _ in range(20))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [50] * 80
