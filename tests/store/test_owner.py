"""Whose record a file is."""

from pathlib import Path

import pytest
from store_resources import Json, observation, patient, without

from core.errors import NoPatient, OtherPerson, TwoPeople
from store.bundle import FileEntry
from store.fhir_person import read_person, same_person
from store.owner import KnownPatient, check_owner

FILE = Path("file.json")
STRANGER = patient(
    id="p2",
    identifier=[{"system": "http://clinic.example/mrn", "value": "9"}],
    name=[{"family": "Sommer", "given": ["Bo"]}],
    birthDate="1950-01-01",
)


def entries(*resources: Json) -> list[FileEntry]:
    return [FileEntry(f"Bundle.entry[{n}].resource", f"urn:uuid:{n}", r, "") for n, r in enumerate(resources)]


def known(resource: Json, same_source: bool = False) -> list[KnownPatient]:
    return [KnownPatient(resource, same_source)]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"id": "other", "identifier": []}, True),
        ({"identifier": [], "name": [{"family": "WINTER", "given": ["ada"]}]}, True),
        ({"identifier": [], "name": [{"family": "Wínter", "given": ["A."]}]}, True),
        ({"identifier": [], "name": [{"text": "Ada Winter"}]}, True),
        ({"identifier": [], "birthDate": "1948-03"}, True),
        ({"identifier": [], "birthDate": "1948"}, True),
        ({"identifier": [], "birthDate": None}, True),
        ({"identifier": [], "name": []}, True),
        ({"identifier": [], "birthDate": "1949-03-02"}, False),
        ({"identifier": [], "name": [{"family": "Winter", "given": ["Bo"]}]}, False),
        ({"identifier": [], "name": [{"family": "Sommer", "given": ["Ada"]}]}, False),
        ({"identifier": [], "name": [], "birthDate": None}, False),
        ({"name": [{"family": "Sommer", "given": ["Ada"]}]}, True),
        ({"birthDate": "1949-03-02"}, True),
        ({"name": [{"family": "Sommer", "given": ["Bo"]}], "birthDate": "1950-01-01"}, False),
        ({"identifier": [{"value": "4711"}], "name": [{"family": "Sommer", "given": ["Bo"]}]}, False),
        (
            {"identifier": [], "name": [{"family": "Born", "use": "maiden"}, {"family": "Winter", "given": ["Ada"]}]},
            True,
        ),
    ],
)
def test_who_is_the_same_person(change: Json, same: bool) -> None:
    other = patient(**change)
    assert bool(same_person(patient(), other, same_source=False)) is same
    assert bool(same_person(other, patient(), same_source=False)) is same


def test_the_same_id_counts_within_one_source_only() -> None:
    bare = {"resourceType": "Patient", "id": "p1"}
    assert same_person(patient(), bare, same_source=True)
    assert not same_person(patient(), bare, same_source=False)
    reused = STRANGER | {"id": "p1"}
    assert not same_person(patient(), reused, same_source=True)


def test_the_person_as_answers_need_her() -> None:
    person = read_person(patient(name=[{"use": "old", "given": ["X"]}, {"use": "usual", "given": ["Addie", "M"]}]))
    assert (person.given_name, person.sex) == ("Addie", "female")
    assert person.born is not None
    assert person.born.iso() == "1948-03-02"
    assert read_person({"resourceType": "Patient"}).given_name == ""


def test_one_person_is_fine() -> None:
    check_owner(entries(patient(), observation()), [], FILE)
    check_owner(entries(patient(), patient(id="p9", identifier=[])), [], FILE)
    check_owner(
        entries(patient(id="other"), observation(subject={"reference": "Patient/other"})), known(patient()), FILE
    )


@pytest.mark.parametrize(
    "subject", ["urn:uuid:0", "Patient/p1", "https://x.example/fhir/Patient/p1", "Group/1", "Device/1"]
)
def test_each_way_to_say_whom_it_is_about(subject: str) -> None:
    check_owner(entries(patient(), observation(subject={"reference": subject})), [], FILE)


def test_two_patients_are_two_people() -> None:
    with pytest.raises(TwoPeople):
        check_owner(entries(patient(), observation(), STRANGER), [], FILE)


@pytest.mark.parametrize("subject", ["Patient/p2", "urn:uuid:77", "https://x.example/fhir/Patient/p2"])
def test_an_entry_about_somebody_else_is_two_people(subject: str) -> None:
    with pytest.raises(TwoPeople):
        check_owner(entries(patient(), observation(subject={"reference": subject})), [], FILE)
    with pytest.raises(TwoPeople):
        one, other = observation(subject={"reference": "Patient/p8"}), observation(subject={"reference": subject})
        check_owner(entries(one, other), known(patient()), FILE)


def test_somebody_else_than_the_owner() -> None:
    with pytest.raises(OtherPerson):
        check_owner(entries(STRANGER), known(patient()), FILE)
    with pytest.raises(OtherPerson):
        about_stranger = observation(subject={"reference": "Patient/p2"})
        check_owner(entries(about_stranger), known(patient(), same_source=True), FILE)


def test_no_patient() -> None:
    with pytest.raises(NoPatient):
        check_owner(entries(observation()), [], FILE)
    with pytest.raises(NoPatient):
        check_owner([], [], FILE)


def test_a_file_without_a_patient_belongs_to_the_owner() -> None:
    check_owner(entries(observation()), known(patient()), FILE)
    check_owner(entries(observation()), known(patient(), same_source=True), FILE)
    check_owner(entries(without(observation(), "subject")), known(patient(), same_source=True), FILE)


def test_a_mother_in_another_role_is_no_second_person() -> None:
    relative = {"resourceType": "RelatedPerson", "id": "r", "patient": {"reference": "Patient/p1"}}
    check_owner(entries(patient(), relative), [], FILE)
