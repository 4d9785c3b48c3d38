"""Care teams and practitioners: who looks after this person and how to reach them."""

from collections.abc import Iterator

from core.facts import CareMember
from store.fhir_codes import first_words
from store.fhir_dates import first_moment
from store.fhir_entry import Entry, Finding, finding, is_a
from store.fhir_json import JsonObject, child, children, words

_NOT_NOW = {"proposed", "suspended", "inactive", "entered-in-error"}
"""Of CareTeam.status (https://hl7.org/fhir/R4/valueset-care-team-status.html)."""
_USES = ("work", "mobile", "", "home", "temp")
"""Of ContactPoint.use, the better first; `old` is out of use."""


def read_care_team(entry: Entry) -> Iterator[Finding]:
    """The members of one CareTeam, without the patient."""
    if words(entry.resource, "status") in _NOT_NOW:
        return
    when = first_moment(entry.resource, "period")
    for participant in children(entry.resource, "participant"):
        reference = child(participant, "member")
        member = entry.target(reference)
        kind = words(member, "resourceType")
        name = entry.name_of(reference)
        if not name or kind == "Patient" or is_a(reference, "Patient"):
            continue
        place = child(participant, "onBehalfOf") or child(member, "organization")
        role = first_words(participant, "role") or _specialty(member)
        phone = _phone(member) or _phone(entry.target(place)) or _phone(entry.target(child(member, "practitioner")))
        yield finding(CareMember(entry.origin(when), name, role, phone, entry.name_of(place)), when)


def read_practitioner(entry: Entry) -> Iterator[Finding]:
    """A Practitioner who can be called."""
    phone, name = _phone(entry.resource), entry.name_of({"reference": entry.address})
    if phone and name and entry.resource.get("active") is not False:
        role = first_words({"code": [child(q, "code") for q in children(entry.resource, "qualification")]}, "code")
        yield finding(CareMember(entry.origin(None), name, role, phone), None)


def read_role(entry: Entry) -> Iterator[Finding]:
    """What a Practitioner does at an organisation, with the telephone there."""
    resource = entry.resource
    person, place = child(resource, "practitioner"), child(resource, "organization")
    phone = _phone(resource) or _phone(entry.target(person)) or _phone(entry.target(place))
    name = entry.name_of(person)
    if phone and name and resource.get("active") is not False:
        member = CareMember(entry.origin(None), name, _specialty(resource), phone, entry.name_of(place))
        yield finding(member, None)


def _specialty(resource: JsonObject) -> str:
    return first_words(resource, "specialty", "code") if words(resource, "resourceType") == "PractitionerRole" else ""


def _phone(resource: JsonObject) -> str:
    phones = [one for one in children(resource, "telecom") if words(one, "system") == "phone" and words(one, "value")]
    usable = [one for one in phones if words(one, "use") in _USES]
    return words(min(usable, key=lambda one: _USES.index(words(one, "use"))), "value") if usable else ""
