"""A C-CDA document as it arrived, and as a letter with its readable text."""

import base64
from collections.abc import Iterator

from store.cda_done import attachment
from store.cda_narrative import document_text, readable, sections
from store.cda_statement import Context, without_blanks
from store.cda_values import concept, date_time, start_of
from store.fhir_json import JsonObject, children
from store.xml_tree import Node

_MOMENT_CHARACTERS = len("2026-10-03T08:00:00-04:00")


def stamp_of(root: Node) -> str:
    """When the document was written; only an exact moment orders versions, anything else is empty."""
    written = date_time(root.first("effectiveTime"))
    return written if root.tag == "ClinicalDocument" and len(written) == _MOMENT_CHARACTERS else ""


def identity_of(root: Node, what: str) -> str:
    """What stays the same over the versions of a document; empty for a part of one."""
    identity = root.first("setId") if root.first("setId").get("root") else root.first("id")
    if root.tag != "ClinicalDocument" or not identity.get("root"):
        return ""
    return f"{what}|{identity.get('root')}|{identity.get('extension')}"


def whole(data: bytes) -> JsonObject:
    """The file, byte for byte, as Binary."""
    return {"resourceType": "Binary", "contentType": "text/xml", "data": base64.b64encode(data).decode()}


def letters(root: Node, context: Context, binary: str) -> Iterator[JsonObject]:
    """The DocumentReference of a document that says anything; `binary` is the id of the whole file."""
    said = list(_contents(root))
    if not said:
        return
    titles = (root.first("title"), *(section.first("title") for section in sections(root)))
    title = next(filter(None, (" ".join(readable(title).split()) for title in titles)), "")
    kind = concept(root.first("code"), {}) if root.tag in {"ClinicalDocument", "section"} else {}
    stamp, written = stamp_of(root), start_of(root.first("effectiveTime"))
    contents = [*said, {"attachment": {"contentType": "text/xml", "url": f"Binary/{binary}"}}]
    yield {"resourceType": "DocumentReference", "status": "current", "content": contents} | without_blanks(
        {
            "type": without_blanks({"coding": children(kind, "coding"), "text": title}),
            "subject": context.subject,
            "author": [{"display": context.author}] if context.author else [],
            "date": stamp,
            "context": {"period": {"start": written}} if written and not stamp else {},
        }
    )


def _contents(root: Node) -> Iterator[JsonObject]:
    said = document_text(root)
    if said:
        yield attachment("text/plain; charset=utf-8", base64.b64encode(said.encode()).decode())
    body = root.first("component/nonXMLBody/text")
    if body.get("representation") == "B64" and body.text():
        yield attachment(body.get("mediaType"), "".join(body.text().split()))
    elif body and readable(body):
        yield attachment(body.get("mediaType") or "text/plain", base64.b64encode(readable(body).encode()).decode())
