"""The head of a C-CDA document: whose it is, who wrote it, what it is."""

from collections.abc import Iterator

from store.cda_statement import entity_name, without_blanks
from store.cda_values import date_time, identifiers, person_name
from store.fhir_json import JsonObject
from store.xml_tree import Node

_GENDERS = {"F": "female", "M": "male", "UN": "other"}
_USES = {"L": "official", "P": "nickname", "A": "nickname", "ASGN": "usual", "C": "official"}
_LATER = ("BR", "MAIDEN")
_DATE_CHARACTERS = len("2026-10-03")


def read_patients(root: Node) -> Iterator[JsonObject]:
    """The Patient of each record target, without an id."""
    targets = [root] if root.tag == "recordTarget" else root.all("recordTarget")
    for target in targets:
        role = target.first("patientRole")
        person = role.first("patient")
        gender = person.first("administrativeGenderCode")
        if not role:
            continue
        yield {"resourceType": "Patient"} | without_blanks(
            {
                "identifier": identifiers(role),
                "name": [made for name in person.all("name") for made in _names(name)],
                "gender": _GENDERS.get(gender.get("code"), "unknown" if gender else ""),
                "birthDate": date_time(person.first("birthTime"))[:_DATE_CHARACTERS],
            }
        )


def _names(name: Node) -> Iterator[JsonObject]:
    made = person_name(name)
    if not made:
        return
    former = any(n.get("qualifier") in _LATER for n in name.all("family")) or bool(
        date_time(name.first("validTime/high"))
    )
    use = "old" if former else _USES.get(name.get("use").split(" ")[0], "usual")
    yield made | {"use": use}
    called = [n.text() for n in name.all("given") if n.get("qualifier") == "CL" and n.text()]
    if called and not former:
        yield without_blanks({"use": "nickname", "given": called, "family": made.get("family")})


def author_of(root: Node) -> str:
    """The first author that is a person or an organization, else the custodian."""
    authors = (entity_name(entity) for entity in root.all("author/assignedAuthor"))
    custodian = root.first("custodian/assignedCustodian/representedCustodianOrganization/name").text()
    return next(filter(None, authors), "") or custodian
