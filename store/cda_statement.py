"""What every clinical statement of a C-CDA has: templates, negation, status, time, and who is behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from store.cda_values import Narrative, spoken_name
from store.fhir_json import JsonObject
from store.xml_tree import Node

OID = "2.16.840.1.113883.10.20.22.4."
"""Root of the entry templates of C-CDA R2.1."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an entry takes from the document it stands in."""

    subject: JsonObject = field(repr=False)
    """A Reference to the patient."""
    narrative: Narrative = field(repr=False)
    author: str = field(default="", repr=False)
    """Who wrote the document: the name behind entries that give none."""


def has_template(node: Node, *numbers: str) -> bool:
    """Whether an element follows one of these entry templates (the last part of their OID)."""
    wanted = {OID + number for number in numbers}
    return any(item.get("root") in wanted for item in node.all("templateId"))


def is_statement(node: Node) -> bool:
    """Whether an element follows any entry template."""
    return any(item.get("root").startswith(OID) for item in node.all("templateId"))


def is_negated(node: Node) -> bool:
    """Whether the statement says that it is not so."""
    return node.get("negationInd").lower() == "true"


def status(node: Node) -> str:
    """The state of the act: `active`, `completed`, `aborted`, …; empty when it gives none."""
    return node.first("statusCode").get("code").lower()


def inner(node: Node, *numbers: str) -> Iterator[Node]:
    """Statements related to this one that follow one of these templates."""
    for relation in (*node.all("entryRelationship"), *node.all("component")):
        yield from (item for item in relation.nodes() if has_template(item, *numbers))


def inner_code(node: Node, number: str) -> str:
    """The code of the value of a related observation: a status, a severity."""
    return next((code for o in inner(node, number) if (code := o.first("value").get("code"))), "")


def about_another(node: Node) -> bool:
    """Whether the statement is about a relative or an unborn child rather than the patient."""
    return bool(node.first("subject/relatedSubject"))


def by(context: Context, *nodes: Node) -> str:
    """Who stands behind a statement: the first performer, else author, of these elements, else of the document."""
    for role in ("performer/assignedEntity", "author/assignedAuthor"):
        for node in nodes:
            for entity in node.all(role):
                name = entity_name(entity)
                if name:
                    return name
    return context.author


def entity_name(entity: Node) -> str:
    """A person, else the organization."""
    person = next(filter(None, map(spoken_name, entity.all("assignedPerson/name"))), "")
    return person or next(filter(None, (n.text() for n in entity.all("representedOrganization/name"))), "")


def without_blanks(fields: Mapping[str, object]) -> JsonObject:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value not in ("", {}, [], None)}


def coded(system: str, code: str) -> JsonObject:
    """A CodeableConcept of one of HL7's own code systems."""
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


def shown(name: str) -> list[JsonObject]:
    """References that only bear a name."""
    return [{"display": name}] if name else []
