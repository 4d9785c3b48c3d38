"""Letters, reports and notes with their text."""

import base64
from typing import Any

import pytest
from store_resources import MINE, Json, concept, facts_of, only, practitioner

from core.facts import PartialDate


def attachment(text: str, kind: str = "text/plain", encoding: str = "utf-8", **more: Any) -> Json:
    return {"contentType": kind, "data": base64.b64encode(text.encode(encoding)).decode()} | more


def document(*attachments: Json, **changes: Any) -> Json:
    return {
        "resourceType": "DocumentReference",
        "id": "d1",
        "status": "current",
        "subject": MINE,
        "type": concept("Discharge summary"),
        "date": "2026-08-19T12:00:00-04:00",
        "author": [{"reference": "Practitioner/dr"}],
        "content": [{"attachment": a} for a in attachments],
    } | changes


def report(**changes: Any) -> Json:
    return {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        "status": "final",
        "code": concept("Chest X-ray"),
        "subject": MINE,
        "effectiveDateTime": "2026-08-17",
    } | changes


def test_a_letter_with_everything() -> None:
    letter = only(document(attachment("Dear Ada,\n\nall is well.\n")), practitioner())
    assert (letter.title, letter.text) == ("Discharge summary", "Dear Ada,\n\nall is well.")
    assert (letter.origin.when, letter.origin.performer) == (PartialDate(2026, 8, 19), "Dr. Ines Moreau")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (attachment("Grüße", "text/plain; charset=utf-8"), "Grüße"),
        (attachment("Grüße", "text/plain; charset=ISO-8859-1", "latin-1"), "Grüße"),
        (attachment("Grüße", "text/plain;charset=klingon"), "Grüße"),
        (attachment("a  b\r\n\r\n\r\n\r\nc\x00\x07"), "a b\n\nc"),
        (attachment("<p>One &amp; two<br>three</p><script>x()</script>", "text/html"), "One & two\nthree"),
        (attachment("<html><head><style>p{}</style></head><p>Text</p></html>", "application/xhtml+xml"), "Text"),
        (
            attachment("<ClinicalDocument><text>Rest <b>well</b></text></ClinicalDocument>", "application/xml"),
            "Rest well",
        ),
        (attachment("<p>never <b>closed", "text/html"), "never closed"),
    ],
)
def test_each_form_of_text(written: Json, expected: str) -> None:
    assert only(document(written)).text == expected


def test_an_xml_bomb_is_not_expanded() -> None:
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "boom">{layers}]><x>&a11; safe <y>text</y></x>'
    (letter,) = facts_of(document(attachment(bomb, "application/xml")))
    assert len(getattr(letter, "text", "")) < len(bomb)


@pytest.mark.parametrize(
    "written",
    [
        attachment("%PDF-1.7", "application/pdf"),
        {"contentType": "text/plain"},
        {"contentType": "text/plain", "data": "not base64!"},
        {"contentType": "text/plain", "data": ""},
        {"contentType": "text/plain", "url": "https://somewhere.example/letter.txt"},
        {"data": base64.b64encode(b"no type").decode()},
    ],
)
def test_what_is_no_text_is_not_read(written: Json) -> None:
    assert facts_of(document(written)) == []


def test_the_first_readable_form_is_read() -> None:
    forms = attachment("%PDF-1.7", "application/pdf"), attachment("plain"), attachment("<p>marked up</p>", "text/html")
    assert only(document(*forms)).text == "plain"


def test_a_text_in_a_binary_of_the_same_record() -> None:
    binary = {"resourceType": "Binary", "id": "b1", "contentType": "text/plain", "data": attachment("hello")["data"]}
    assert only(document({"contentType": "text/plain", "url": "Binary/b1"}), binary).text == "hello"


@pytest.mark.parametrize(
    "change", [{"status": "superseded"}, {"status": "entered-in-error"}, {"docStatus": "entered-in-error"}]
)
def test_a_letter_that_no_longer_holds_is_not_told(change: Json) -> None:
    assert facts_of(document(attachment("text"), **change)) == []


def test_what_it_is_called_and_when_it_is_from() -> None:
    titled = attachment("text", title="After your visit", creation="2026-08-20")
    letter = only(document(titled, type=None))
    assert (letter.title, letter.origin.when) == ("After your visit", PartialDate(2026, 8, 20))
    assert only(document(attachment("text"), type=None)).title == "Letter"
    period = {"context": {"period": {"start": "2026-08-01"}}, "date": None}
    assert only(document(attachment("text"), **period)).origin.when == PartialDate(2026, 8, 1)
    assert only(document(attachment("text"), custodian={"display": "County Hospital"})).origin.performer == (
        "County Hospital"
    )


def test_a_report_with_a_text_or_a_conclusion() -> None:
    whole = only(report(presentedForm=[attachment("Lungs clear.")], conclusion="Clear."))
    assert (whole.title, whole.text, whole.origin.when) == ("Chest X-ray", "Lungs clear.", PartialDate(2026, 8, 17))
    assert only(report(conclusion="Clear.")).text == "Clear."
    assert facts_of(report()) == []
    assert facts_of(report(status="cancelled", conclusion="Clear.")) == []
    assert facts_of(report(status="entered-in-error", conclusion="Clear.")) == []
