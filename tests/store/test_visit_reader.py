"""Encounters that took place and appointments to come."""

from typing import Any

import pytest
from store_resources import Json, concept, condition, encounter, facts_of, only, practitioner

from core.facts import PartialDate

HOSPITAL = {"resourceType": "Organization", "id": "h", "name": "County Hospital"}


def with_doctor(name: str, *codes: str) -> Json:
    role = [{"coding": [{"code": code}]} for code in codes]
    return {"individual": {"reference": f"Practitioner/{name}", "display": name}, "type": role}


def test_an_encounter_with_everything() -> None:
    visit = only(
        encounter(
            serviceProvider={"reference": "Organization/h"},
            participant=[{"individual": {"reference": "Practitioner/dr"}}],
            reasonCode=[concept("Pneumonia")],
        ),
        HOSPITAL,
        practitioner(),
    )
    assert (visit.what, visit.who, visit.origin.performer) == ("Pneumonia", "Dr. Ines Moreau", "County Hospital")
    assert (visit.origin.when, visit.until, visit.at) == (PartialDate(2026, 10, 6), PartialDate(2026, 10, 6), "09:00")
    assert (visit.planned, visit.hospital_stay) == (False, False)


@pytest.mark.parametrize(
    ("code", "stay"), [("IMP", True), ("ACUTE", True), ("NONAC", True), ("AMB", False), ("EMER", False)]
)
def test_a_hospital_stay(code: str, stay: bool) -> None:
    assert only(encounter(**{"class": {"code": code}})).hospital_stay is stay


@pytest.mark.parametrize(
    ("status", "planned"),
    [("finished", False), ("in-progress", False), ("arrived", False), ("unknown", False), ("planned", True)],
)
def test_what_took_place_and_what_is_planned(status: str, planned: bool) -> None:
    assert only(encounter(status=status)).planned is planned


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error", "somewhen"])
def test_what_did_not_take_place_is_not_told(status: str) -> None:
    assert facts_of(encounter(status=status)) == []


def test_the_one_in_charge_is_whom_they_saw() -> None:
    several = [with_doctor("Nurse"), with_doctor("Dr. Admit", "ADM"), with_doctor("Dr. Chief", "ATND")]
    assert only(encounter(participant=several)).who == "Dr. Chief"
    assert only(encounter(participant=several[:2])).who == "Nurse"
    daughter = {"individual": {"reference": "RelatedPerson/d", "display": "Eva Winter"}}
    assert only(encounter(participant=[daughter, with_doctor("Dr. Chief")])).who == "Dr. Chief"


def test_what_it_was_about() -> None:
    by_reference = encounter(reasonReference=[{"reference": "Condition/c1"}])
    assert only(by_reference, condition()).what == "Gout"
    assert only(by_reference).what == "Yearly check-up"


def test_where_it_was_without_an_organisation() -> None:
    place = {"resourceType": "Location", "id": "l", "name": "Eye Center"}
    assert only(encounter(location=[{"location": {"reference": "Location/l"}}]), place).origin.performer == "Eye Center"


def appointment(**changes: Any) -> Json:
    actors = [
        {"reference": "Patient/p1", "display": "Ada Winter"},
        {"reference": "Practitioner/dr", "display": "Dr. Moreau"},
        {"reference": "Location/l", "display": "Main Building"},
    ]
    return {
        "resourceType": "Appointment",
        "id": "ap1",
        "status": "booked",
        "description": "Follow-up of kidney disease",
        "start": "2026-12-03T10:00:00-05:00",
        "end": "2026-12-03T10:30:00-05:00",
        "participant": [{"actor": actor, "status": "accepted"} for actor in actors],
    } | changes


def test_an_appointment() -> None:
    visit = only(appointment())
    assert (visit.planned, visit.what, visit.who) == (True, "Follow-up of kidney disease", "Dr. Moreau")
    assert (visit.origin.when, visit.at, visit.origin.performer) == (PartialDate(2026, 12, 3), "10:00", "Main Building")
    assert visit.hospital_stay is False


@pytest.mark.parametrize("status", ["proposed", "pending", "booked"])
def test_what_is_to_come_is_told(status: str) -> None:
    assert only(appointment(status=status)).planned


@pytest.mark.parametrize("status", ["cancelled", "noshow", "entered-in-error", "waitlist", "fulfilled", "arrived"])
def test_what_is_not_to_come_is_not_told(status: str) -> None:
    assert facts_of(appointment(status=status)) == []


def test_a_time_in_utc_is_no_local_time() -> None:
    # RFC 9557 section 2.2: `Z` says that the local offset is unknown; ten o'clock in UTC is not ten o'clock there.
    visit = only(appointment(start="2026-12-03T10:00:00Z"))
    assert (visit.at, visit.origin.when) == ("", PartialDate(2026, 12, 3))
    assert only(appointment(start="2026-12-03T10:00:00+00:00")).at == "10:00"


def test_an_appointment_that_only_has_a_wish() -> None:
    wish = appointment(status="proposed", start=None, end=None, requestedPeriod=[{"start": "2026-12-01"}])
    visit = only(wish)
    assert (visit.origin.when, visit.at) == (PartialDate(2026, 12, 1), "")


def test_who_declined_is_not_whom_they_will_see() -> None:
    declined = appointment()["participant"]
    declined[1] = declined[1] | {"status": "declined"}
    assert only(appointment(participant=declined)).who == ""


def test_who_and_where_are_looked_up() -> None:
    bare = [{"actor": {"reference": "Practitioner/dr"}, "status": "accepted"}]
    visit = only(appointment(participant=bare, description=None, serviceType=[concept("Nephrology")]), practitioner())
    assert (visit.who, visit.what) == ("Dr. Ines Moreau", "Nephrology")
