"""The sheet: tagged, large, whole, and nothing of a record in it is read as markup."""

import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.visit_desk import Desk, write_sheet
from app.visit_html import page
from app.visit_pdf import print_sheet
from app.visit_text import short_text, spoken
from core.conversation import FRESH
from core.errors import CannotWrite
from core.mind import Mind
from core.visit.book import Book, Plan, VisitQuestion
from core.visit.moves import Move, MoveKind
from core.visit.reply import Step
from core.visit.sheet import Line, Section, Sheet, make_sheet
from core.visit.state import Errand, Preparing

HOSTILE = '<script>alert(1)</script> #import "x" $a_b$ *bold* \\ "quoted" & @label'
EVIDENCE = ("Observation/egfr-2026-10-03", "Observation/egfr-2026-04-14")
QUESTIONS = (
    VisitQuestion("Will I need dialysis?"),
    VisitQuestion("My filter rate went from 40 to 38. Why?", "", EVIDENCE),
)
PLAN = Plan("Appointment/appointment-2026-12-03", "Dr. Anil Patel", questions=QUESTIONS)


@pytest.fixture
def sheet(demo_mind: Mind) -> Sheet:
    assert demo_mind.records is not None
    state = Preparing(book=Book((PLAN,)), plan=PLAN)
    return make_sheet(state, Step(Move(MoveKind.SHEET), state, demo_mind.records, demo_mind))


def text_of(pdf: bytes) -> str:
    return "".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())


def test_what_stands_on_it(sheet: Sheet) -> None:
    assert sheet.visit.text == "Thursday, December 3rd, 10 in the morning, with Dr. Anil Patel"
    by_title = {section.title: section for section in sheet.sections}
    assert [line.text for line in by_title["My questions"].lines] == [q.words for q in QUESTIONS]
    assert [line.from_ for line in by_title["My questions"].lines] == ["", "Oct 3, 2026, Riverside Clinic"]
    medicines = {line.lead: line for line in by_title["My medicines"].lines}
    assert len(medicines) == 9
    changed = medicines["lisinopril 20 MG Oral Tablet (changed)"]
    assert changed.text == "Take one tablet by mouth once a day in the morning"
    assert changed.from_ == "July 7, 2026, Riverside Clinic"
    assert by_title["My allergies"].lines[0].text == "Penicillin (hives), serious"
    assert by_title["Whom to call"].lines[0].whole == "Dr. Anil Patel: 555-0112"


def test_every_fact_bears_its_date_and_source(sheet: Sheet) -> None:
    own = {q.words for q in QUESTIONS if q.own}
    assert all(line.from_ for section in sheet.sections for line in section.lines if line.text not in own)


def test_the_pdf_is_one_tagged_page_with_everything_on_it(sheet: Sheet) -> None:
    printed = print_sheet(sheet)
    reader = PdfReader(io.BytesIO(printed.pdf))
    root = reader.trailer["/Root"]
    assert len(reader.pages) == printed.pages == 1
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    shown = text_of(printed.pdf)
    for line in (line for section in printed.shown.sections for line in section.lines):
        assert "".join(line.whole.split()) in shown


def test_too_much_for_a_page_goes_on_and_nothing_is_lost() -> None:
    lines = tuple(
        Line(f"Take {n} of it in the morning and {n} in the evening", "Oct 3, 2026, Clinic", f"Drug {n}")
        for n in range(60)
    )
    printed = print_sheet(Sheet("Ada: my visit", Line(""), (Section("My medicines", lines),), "Nov 24, 2026"))
    assert printed.pages > 1
    shown = text_of(printed.pdf)
    assert all("".join(line.whole.split()) in shown for line in lines)


def test_nothing_of_a_record_is_markup() -> None:
    section = Section(HOSTILE, (Line(HOSTILE, f"Oct 3, 2026, {HOSTILE}", HOSTILE),))
    hostile = Sheet(HOSTILE, Line(HOSTILE), (section,), "Nov 24, 2026")
    assert "".join(HOSTILE.split()) in text_of(print_sheet(hostile).pdf)
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)

    Reader().feed(page(hostile))
    assert not {"script", "img", "a"} & set(seen)


def test_the_page_is_made_of_headings_and_lists_in_one_language(sheet: Sheet) -> None:
    content = page(sheet)
    assert '<html lang="en">' in content
    assert content.count("<h1>") == 1
    assert content.count("<h2>") == len(sheet.sections)
    assert "default-src 'none'" in content


def test_the_text_and_the_spoken_words_say_the_same(sheet: Sheet) -> None:
    text, heard = short_text(sheet), " ".join(spoken(sheet))
    for section in sheet.sections:
        for line in section.lines:
            assert line.whole.rstrip(".") in heard
            assert line.whole in text or section.title in ("For later", "Whom to call")


def test_a_folder_that_cannot_be_written_is_said(sheet: Sheet, tmp_path: Path, demo_mind: Mind) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        write_sheet(sheet, tmp_path / "file" / "below", demo_mind.today, None)
    wanted = replace(FRESH, visit=Preparing(book=Book((PLAN,)), plan=PLAN, errand=Errand.SHEET))
    assert "cannot be written" in Desk(demo_mind, tmp_path / "file" / "below").run_errand(FRESH, wanted)
