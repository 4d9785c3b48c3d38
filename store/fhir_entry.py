"""What a reader is given: one resource, where it stands, and a way to what it refers to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from core.facts import Fact, Origin, PartialDate
from store.fhir_dates import Moment
from store.fhir_json import JsonObject, child, children, word_list, words

_TYPED = re.compile(r"(?:.*/)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.\-]{1,128})(?:/_history/[^/]+)?")
_CONDITIONAL = re.compile(r"(?:.*/)?(?P<type>[A-Z][A-Za-z]+)\?identifier=(?P<identifier>.+)")

_ROLES = ("practitioner", "organization")
"""Where a PractitionerRole says who it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource on its way to becoming facts."""

    resource: JsonObject = field(repr=False)
    address: str
    """`Observation/123`."""
    source: str
    follow: Callable[[str], JsonObject] = field(repr=False)
    """The resource at an address (`canonical` form), or an empty one."""
    born: PartialDate | None = field(default=None, repr=False)
    sex: str = field(default="", repr=False)

    def origin(self, when: Moment | None, performer: str = "") -> Origin:
        """Where a fact of this entry stands."""
        return Origin(self.address, self.source, when.date if when else None, performer)

    def target(self, reference: JsonObject) -> JsonObject:
        """What a Reference points at: contained, in the same file, or in the vault; else empty."""
        written = words(reference, "reference")
        if written.startswith("#"):
            return next((c for c in children(self.resource, "contained") if words(c, "id") == written[1:]), {})
        return next((found for a in addresses_of(reference) if (found := self.follow(a))), {})

    def name_of(self, reference: JsonObject) -> str:
        """Who or what a Reference names: its own words, else the name of its target."""
        return words(reference, "display") or self._name(self.target(reference), depth=2)

    def first_name(self, owner: JsonObject, *fields: str) -> str:
        """The first name among references in these fields; organisations before persons."""
        references = [reference for name in fields if name in owner for reference in children(owner, name)]
        references.sort(key=lambda reference: not is_a(reference, "Organization"))
        return next((name for reference in references if (name := self.name_of(reference))), "")

    def _name(self, resource: JsonObject, depth: int) -> str:
        kind = words(resource, "resourceType")
        if kind == "PractitionerRole" and depth:
            parts = (child(resource, role) for role in _ROLES)
            return next((n for p in parts if (n := words(p, "display") or self._name(self.target(p), depth - 1))), "")
        if kind in {"Practitioner", "RelatedPerson"}:
            return next(filter(None, map(human_name, children(resource, "name"))), "")
        return words(resource, "name") if kind in {"Organization", "Location", "HealthcareService"} else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact read from an entry, and how it sorts."""

    fact: Fact = field(repr=False)
    at: str = ""
    """`Moment.at`; empty when the fact is undated."""
    preliminary: bool = False
    """A result that the laboratory may still change."""
    instant: str = ""
    """`Moment.instant`; empty when the record gives no time or no zone."""


def finding(fact: Fact, when: Moment | None, preliminary: bool = False) -> Finding:
    """A fact with the moment it sorts by."""
    return Finding(fact, when.at if when else "", preliminary, when.instant if when else "")


def is_a(reference: JsonObject, kind: str) -> bool:
    """Whether a Reference says that it points at a resource of this type."""
    found = _TYPED.fullmatch(words(reference, "reference")) or _CONDITIONAL.fullmatch(words(reference, "reference"))
    return words(reference, "type") == kind or (found is not None and found["type"] == kind)


def human_name(name: JsonObject) -> str:
    """A FHIR HumanName as it is said: `Dr. Aubrey Corkery`."""
    parts = [*word_list(name, "prefix"), *word_list(name, "given"), words(name, "family")]
    return words(name, "text") or " ".join(filter(None, parts))


def canonical(reference: str) -> str:
    """The address that a written reference means within its source.

    `Practitioner/12` for relative, absolute and versioned references, `Practitioner?system|value` for
    conditional ones, anything else (`urn:uuid:…`) as it stands.
    """
    conditional = _CONDITIONAL.fullmatch(reference)
    if conditional:
        return f"{conditional['type']}?{conditional['identifier']}"
    typed = _TYPED.fullmatch(reference)
    return f"{typed['type']}/{typed['id']}" if typed else reference


def addresses_of(reference: JsonObject) -> list[str]:
    """The addresses a Reference may mean: its reference, then its identifier with its type."""
    written, kind = words(reference, "reference"), words(reference, "type")
    identifier = child(reference, "identifier")
    logical = f"{kind}?{words(identifier, 'system')}|{words(identifier, 'value')}"
    return ([canonical(written)] if written else []) + ([logical] if kind and words(identifier, "value") else [])


def own_addresses(resource: JsonObject, logical_id: str, full_url: str) -> set[str]:
    """Every address under which other entries may refer to this resource."""
    kind = words(resource, "resourceType")
    identifiers = {
        f"{kind}?{words(identifier, 'system')}|{words(identifier, 'value')}"
        for identifier in children(resource, "identifier")
        if words(identifier, "value")
    }
    return {f"{kind}/{logical_id}", canonical(full_url), *identifiers} - {""}
