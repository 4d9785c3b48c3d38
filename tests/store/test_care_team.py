"""Who looks after the person, with telephone numbers; and the newest readings without their series."""

from collections.abc import Callable

import pytest
from store_resources import LOINC, MINE, Json, concept, observation, patient, practitioner

from core.facts import CareMember
from store.records import VaultRecords
from store.report import ImportReport

Bring = Callable[..., ImportReport]
CALL = [
    {"system": "email", "value": "moreau@clinic.example"},
    {"system": "phone", "use": "old", "value": "555-0100"},
    {"system": "phone", "use": "home", "value": "555-0101"},
    {"system": "phone", "use": "work", "value": "555-0102"},
]
HOSPITAL = {
    "resourceType": "Organization",
    "id": "org",
    "name": "County Hospital",
    "telecom": [{"system": "phone", "value": "555-0199"}],
}


def team(*participants: Json, **changes: object) -> Json:
    return {"resourceType": "CareTeam", "id": "t1", "subject": MINE, "participant": list(participants)} | changes


def member(reference: str, role: str = "") -> Json:
    found: Json = {"member": {"reference": reference}}
    return found | ({"role": [concept(role)]} if role else {})


def told(member: CareMember) -> tuple[str, str, str, str]:
    return member.name, member.role, member.phone, member.place


def test_a_team_is_told_with_roles_and_numbers_and_without_the_patient(bring: Bring, records: VaultRecords) -> None:
    doctor = member("Practitioner/dr", "Nephrologist") | {"onBehalfOf": {"reference": "Organization/org"}}
    bring(patient(), practitioner(telecom=CALL), HOSPITAL, team(doctor, member("Patient/p1")))
    assert [told(m) for m in records.care_team()] == [
        ("Dr. Ines Moreau", "Nephrologist", "555-0102", "County Hospital"),
    ]


def test_without_a_number_of_their_own_the_hospitals_is_told(bring: Bring, records: VaultRecords) -> None:
    doctor = member("Practitioner/dr") | {"onBehalfOf": {"reference": "Organization/org"}}
    bring(patient(), practitioner(), HOSPITAL, team(doctor))
    assert [told(m) for m in records.care_team()] == [("Dr. Ines Moreau", "", "555-0199", "County Hospital")]


def test_a_practitioner_outside_a_team_is_told_when_they_can_be_called(bring: Bring, records: VaultRecords) -> None:
    other = practitioner(id="nobody", identifier=[], name=[{"family": "Quiet"}])
    bring(patient(), practitioner(telecom=CALL), other)
    assert [told(m) for m in records.care_team()] == [("Dr. Ines Moreau", "", "555-0102", "")]


def test_a_role_gives_specialty_and_place(bring: Bring, records: VaultRecords) -> None:
    role = {
        "resourceType": "PractitionerRole",
        "id": "r1",
        "practitioner": {"reference": "Practitioner/dr"},
        "organization": {"reference": "Organization/org"},
        "specialty": [concept("Cardiology")],
    }
    bring(patient(), practitioner(), HOSPITAL, role)
    assert [told(m) for m in records.care_team()] == [("Dr. Ines Moreau", "Cardiology", "555-0199", "County Hospital")]


@pytest.mark.parametrize("status", ["inactive", "entered-in-error", "suspended", "proposed"])
def test_a_team_that_is_not_now_is_not_told(bring: Bring, records: VaultRecords, status: str) -> None:
    bring(patient(), practitioner(), team(member("Practitioner/dr"), status=status))
    assert not records.care_team()


def potassium(identity: str, when: str | None, value: float, name: str = "Potassium", **changes: object) -> Json:
    measured = observation(
        id=identity, code=concept("", (LOINC, "2823-3", name)), valueQuantity={"value": value}, **changes
    )
    if when is None:
        del measured["effectiveDateTime"]
        return measured
    return measured | {"effectiveDateTime": when}


def test_the_latest_under_a_key_whatever_it_is_called(bring: Bring, records: VaultRecords) -> None:
    bring(
        patient(),
        potassium("a", "2026-01-02", 4.1),
        potassium("b", "2026-03-04T10:00:00Z", 4.2, name="Kalium"),
        potassium("c", "2026-03-04T09:00:00Z", 4.3),
        potassium("d", None, 4.4),
    )
    keys = {"loinc|2823-3"}
    assert [r.value for r in records.latest(keys)] == [4.2]
    assert [r.value for r in records.latest(keys, 2)] == [4.2, 4.3]
    assert [r.value for r in records.latest(keys, 9)] == [4.2, 4.3, 4.1, 4.4]
    assert [r.value for r in records.latest({*keys, "loinc|0-0"}, 1)] == [4.2]
    assert records.latest(set()) == ()


def test_the_latest_is_the_first_of_the_whole_series(bring: Bring, records: VaultRecords) -> None:
    same_time = "2026-03-04T10:00:00Z"
    bring(patient(), potassium("a", same_time, 4.1, status="preliminary"), potassium("b", same_time, 4.2))
    assert records.latest(["loinc|2823-3"]) == records.readings(["loinc|2823-3"])[:1]
