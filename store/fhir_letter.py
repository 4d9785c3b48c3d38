"""Letters, reports and notes: the text of a DocumentReference or of a DiagnosticReport.

Plain text is kept with its line breaks; HTML and XML (a C-CDA document, say) give the text between their
tags. Python's `html.parser` does it for all three: it reads no external entity and expands none. What is
not text (PDF, pictures) is kept whole and not read.
"""

import base64
import binascii
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from core.errors import ImportRefused
from core.facts import Letter
from store.cda_narrative import document_text
from store.fhir_codes import first_words
from store.fhir_dates import Moment, first_moment
from store.fhir_entry import Entry, Finding, finding
from store.fhir_json import JsonObject, child, children, lines, words
from store.fhir_observation import observed
from store.xml_tree import parse_xml

_PLAIN = {"text/plain", "text/markdown", "text/x-markdown"}
_MARKED_UP = {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/hl7-v3+xml"}
_REPORTED = {"partial", "preliminary", "final", "amended", "corrected", "appended", "unknown"}
_CLINICAL_DOCUMENT = b"ClinicalDocument"
_SCANNED = b"nonXMLBody"
"""Holds a file inside a C-CDA: a scan is no text."""
_BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "title", "paragraph", "item", "section"}
_SILENT = {"script", "style", "head"}


def read_document(entry: Entry) -> Iterator[Finding]:
    """The letter of one DocumentReference."""
    resource = entry.resource
    if words(resource, "status") != "current" or words(resource, "docStatus") == "entered-in-error":
        return
    attachments = [child(content, "attachment") for content in children(resource, "content")]
    attachment, text = _readable(entry, attachments)
    when = first_moment(attachment, "creation") or first_moment(resource, "date")
    when = when or first_moment(child(resource, "context"), "period")
    title = first_words(resource, "type") or words(attachment, "title") or words(resource, "description")
    authors = (entry.name_of(author) for author in children(resource, "author"))
    author = next(filter(None, authors), "") or entry.name_of(child(resource, "custodian"))
    yield from _letter(entry, when, author, (title, text))


def read_report(entry: Entry) -> Iterator[Finding]:
    """The text of one DiagnosticReport: its presented form, else its conclusion."""
    resource = entry.resource
    if words(resource, "status") not in _REPORTED:
        return
    attachment, text = _readable(entry, children(resource, "presentedForm"))
    text = text or words(resource, "conclusion")
    title = first_words(resource, "code") or words(attachment, "title")
    performer = entry.first_name(resource, "performer", "resultsInterpreter")
    yield from _letter(entry, observed(resource), performer, (title, text))


def _letter(entry: Entry, when: Moment | None, author: str, said: tuple[str, str]) -> Iterator[Finding]:
    title, text = said
    if text:
        yield finding(Letter(entry.origin(when, author), title or "Letter", text), when)


def _readable(entry: Entry, attachments: list[JsonObject]) -> tuple[JsonObject, str]:
    """The first attachment that gives text, with that text."""
    for attachment in attachments:
        text = _text(entry, attachment)
        if text:
            return attachment, text
    return {}, ""


def _text(entry: Entry, attachment: JsonObject) -> str:
    kind, *parameters = (part.strip().lower() for part in words(attachment, "contentType").split(";"))
    if kind not in _PLAIN | _MARKED_UP:
        return ""
    charset = next((p.removeprefix("charset=").strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    data = _data(entry, attachment)
    if kind in _MARKED_UP and _CLINICAL_DOCUMENT in data and (sections := _document_text(data)):
        return sections
    if kind in _MARKED_UP and _SCANNED in data:
        return ""
    text = _decoded(data, charset)
    return lines(_between_tags(text) if kind in _MARKED_UP else text)


def _document_text(data: bytes) -> str:
    """The sections of a C-CDA, without its head."""
    try:
        return document_text(parse_xml(data, Path("attachment")))
    except ImportRefused:
        return ""


def _data(entry: Entry, attachment: JsonObject) -> bytes:
    """Inline, or in a Binary of the same vault; nothing is ever fetched."""
    inline = attachment.get("data")
    if not isinstance(inline, str):
        inline = entry.target({"reference": attachment.get("url")}).get("data")
    if not isinstance(inline, str):
        return b""
    try:
        return base64.b64decode("".join(inline.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset, "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.parts.append("\n" if tag in _BREAKS else " ")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        self.parts.append("\n" if tag in _BREAKS else " ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def _between_tags(text: str) -> str:
    stripper = _Stripper()
    stripper.feed(text)
    stripper.close()
    return "".join(stripper.parts)
