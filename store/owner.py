"""Whose record a file is, settled before anything of it is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import NoPatient, OtherPerson, TwoPeople
from store.bundle import FileEntry
from store.fhir_entry import addresses_of, own_addresses
from store.fhir_json import JsonObject, children, words
from store.fhir_person import same_person

_ABOUT = ("subject", "patient", "beneficiary")
"""Fields of FHIR R4 that say whom a resource is about."""


@dataclass(frozen=True, slots=True)
class KnownPatient:
    """A Patient that is already in the vault."""

    resource: JsonObject = field(repr=False)
    same_source: bool
    """Whether it came from the source that is being imported."""


def check_owner(entries: Sequence[FileEntry], known: Sequence[KnownPatient], path: Path) -> None:
    """Raises `TwoPeople`, `OtherPerson` or `NoPatient` unless all entries are about the vault's owner."""
    found = [entry for entry in entries if entry.resource and words(entry.resource, "resourceType") == "Patient"]
    patients = [entry.resource for entry in found if entry.resource]
    if any(not same_person(patients[0], other, same_source=True) for other in patients[1:]):
        raise TwoPeople(path=path)
    if not all(same_person(one, owner.resource, owner.same_source) for one in patients for owner in known):
        raise OtherPerson(path=path)
    if not patients and not known:
        raise NoPatient(path=path)
    ours = {a for entry in found if entry.resource for a in _own(entry.resource, entry.full_url)}
    ours |= {address for owner in known if owner.same_source for address in _own(owner.resource, "")}
    strangers = _strangers(entries, ours)
    if strangers and patients:
        raise TwoPeople(path=path)
    if strangers and ours:
        raise OtherPerson(path=path)
    if len(strangers) > 1:
        raise TwoPeople(path=path)


def _own(patient: JsonObject, full_url: str) -> set[str]:
    return own_addresses(patient, words(patient, "id"), full_url)


def _strangers(entries: Iterable[FileEntry], ours: set[str]) -> set[str]:
    """Addresses that entries are about and that are nobody we know."""
    others = {e.full_url for e in entries if e.resource and words(e.resource, "resourceType") != "Patient"}
    return {
        addresses[0]
        for reference in _about(entries)
        if (addresses := addresses_of(reference)) and not set(addresses) & ours and _is_person(addresses[0], others)
    }


def _about(entries: Iterable[FileEntry]) -> Iterator[JsonObject]:
    """Whom entries are about; a record that says so a thousand times in the same words is asked once."""
    seen = set[str]()
    for entry in entries:
        resource = entry.resource or {}
        for about in _ABOUT:
            for reference in children(resource, about) if about in resource else ():
                written = reference.get("reference")
                if "identifier" in reference or not isinstance(written, str):
                    yield reference
                elif written not in seen:
                    seen.add(written)
                    yield reference


def _is_person(address: str, others: set[str]) -> bool:
    """A Patient by name, or a bare `urn:uuid:` that is nothing else in this file."""
    return address.startswith(("Patient/", "Patient?")) or (address.startswith("urn:") and address not in others)
