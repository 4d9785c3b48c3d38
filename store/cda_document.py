"""A C-CDA document, or a part of one, as entries of FHIR R4.

Entries are recognised by their templates wherever they stand; what is no entry that we read stays in the
text of the document, and the document itself is kept whole in a Binary. A statement that bears a
`nullFlavor` says that there is nothing to say. Every entry gets an id made of its own ids in the document
and of its code, so that it is found again in the next document; content that differs under the same id
within one document is kept apart.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import NotCda
from store.bundle import FileEntry
from store.cda_done import read_note, read_plan, read_procedure, read_visit
from store.cda_header import author_of, read_patients
from store.cda_medicine import read_medicine, read_vaccine
from store.cda_narrative import Pointed
from store.cda_problem import read_allergy, read_problem
from store.cda_result import read_measured, read_set
from store.cda_statement import Context, has_template, inner, is_statement, without_blanks
from store.cda_whole import identity_of, letters, stamp_of, whole
from store.content import CDA_MARK
from store.fhir_json import JsonObject, children
from store.xml_tree import Node, parse_xml

_PARTS = {
    "ClinicalDocument", "component", "structuredBody", "section", "entry", "entryRelationship", "act", "observation",
    "organizer", "substanceAdministration", "supply", "procedure", "encounter", "recordTarget",
}  # fmt: skip
_HASH_DIGITS = 32

Reader = Callable[[Node, Context], Iterator[JsonObject]]


def _concern(number: str, read: Callable[[Node, Node, Context], Iterator[JsonObject]]) -> Reader:
    return lambda act, context: (made for node in inner(act, number) for made in read(node, act, context))


_NO_CONCERN = Node("")
_READERS: Mapping[str, Reader] = {
    "30": _concern("7", read_allergy),
    "7": lambda node, context: read_allergy(node, _NO_CONCERN, context),
    "3": _concern("4", read_problem),
    "33": _concern("4", read_problem),
    "34": _concern("4", read_problem),
    "51": _concern("4", read_problem),
    "65": _concern("4", read_problem),
    "80": _concern("4", read_problem),
    "4": lambda node, context: read_problem(node, _NO_CONCERN, context),
    "16": read_medicine,
    "42": read_medicine,
    "52": read_vaccine,
    "1": read_set,
    "26": read_set,
    "2": lambda node, context: read_measured(node, _NO_CONCERN, context, False),
    "27": lambda node, context: read_measured(node, _NO_CONCERN, context, True),
    "12": read_procedure,
    "13": read_procedure,
    "14": read_procedure,
    "49": read_visit,
    "40": read_plan,
    "202": read_note,
}
"""By the last part of the entry template's OID (C-CDA R2.1)."""
_OPENED = {"35", "36"}
"""Acts that only hold others: discharge and admission medications."""
_BODY = {"component", "structuredBody", "section", "entry"}


@dataclass(slots=True)
class _Made:
    """Entries with their ids."""

    stamp: str
    entries: list[FileEntry] = field(default_factory=list)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, place: str, resource: JsonObject, name: str) -> str:
        """Adds an entry and gives its id; the same content twice in one document is one entry."""
        plain = json.dumps(resource, sort_keys=True)
        kind = str(resource["resourceType"])
        number, wanted = 0, _hashed(name or plain)
        logical_id = wanted
        while self.ids.get((kind, logical_id), plain) != plain:
            number += 1
            logical_id = f"{wanted}-{number}"
        if (kind, logical_id) not in self.ids:
            self.ids[kind, logical_id] = plain
            meta = without_blanks({"source": CDA_MARK, "lastUpdated": self.stamp})
            whole = {"resourceType": kind, "id": logical_id, "meta": meta} | resource
            self.entries.append(FileEntry(place, "", whole, json.dumps(whole, ensure_ascii=False)))
        return logical_id


def document_entries(data: bytes, path: Path) -> tuple[FileEntry, ...]:
    """Every entry of the document, or the part of one, in these bytes.

    Raises `NotXml`, `UnsafeXml`, `TooBig` or `NotCda`.
    """
    root = parse_xml(data, path)
    if root.tag not in _PARTS:
        raise NotCda(path=path, where="its outermost element is none of C-CDA")
    made = _Made(stamp_of(root))
    patients = [made.add("recordTarget", patient, _patient_name(patient)) for patient in read_patients(root)]
    subject: JsonObject = (
        {"reference": f"Patient/{patients[0]}"} if patients else {"display": "the person of this record"}
    )
    context = Context(subject, {}, author_of(root))
    binary = whole(data)
    kept = made.add(root.tag, binary, identity_of(root, "Binary"))
    for letter in letters(root, context, kept):
        made.add(root.tag, letter, identity_of(root, "Document"))
    for place, node, within in _statements(root, root.tag, context):
        if node.get("nullFlavor"):
            continue
        reader = next(_matching(node))
        for resource in reader(node, within):
            made.add(place, resource, _entry_name(resource))
    return tuple(made.entries)


def _matching(node: Node) -> Iterator[Reader]:
    return (reader for number, reader in _READERS.items() if has_template(node, number))


def _statements(node: Node, place: str, context: Context) -> Iterator[tuple[str, Node, Context]]:
    """Every statement that has a reader, with its place and the readable text that it may refer to."""
    if node.tag in {"section", "ClinicalDocument"} or not context.narrative:
        context = Context(context.subject, Pointed(node), context.author)
    if any(True for _ in _matching(node)):
        yield place, node, context
        return
    if is_statement(node) and not has_template(node, *_OPENED):
        # What stands inside a risk, a goal, a relative's history is none of this person's own.
        return
    seen: dict[str, int] = {}
    for item in node.nodes():
        number = seen[item.tag] = seen.get(item.tag, -1) + 1
        if (
            item.tag in _BODY
            or node.tag in {"entry", "entryRelationship", "component"}
            or item.tag == "entryRelationship"
        ):
            yield from _statements(item, f"{place}.{item.tag}[{number}]", context)


def _patient_name(patient: JsonObject) -> str:
    return "|".join(sorted(json.dumps(found, sort_keys=True) for found in children(patient, "identifier"))[:1])


def _entry_name(resource: JsonObject) -> str:
    """What stays the same from one document to the next; empty for a statement without ids."""
    if not children(resource, "identifier"):
        return ""
    fields = (
        "identifier",
        "code",
        "vaccineCode",
        "medicationCodeableConcept",
        "type",
        "serviceType",
        "effectiveDateTime",
    )
    return json.dumps([resource.get(field) for field in fields], sort_keys=True)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
