"""`python -m evals.visit_sheets [--pictures]`: the sheet of every shared patient and of the demo record.

PDF: pages, tags (PDF/UA-1 as the file declares it and as its structure tree bears out; veraPDF is not at hand), fonts
embedded, no letter under 18 points, every line there and inside the page. HTML: axe-core with all its rules, in
Chromium, and no sideways scrolling on a narrow screen. `--pictures` puts three of them under `docs/`.
"""

import datetime as dt
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from app.demo import DEMO_TODAY
from app.demo.record import demo_path, open_demo
from app.knowledge import load_knowledge
from app.visit_html import page as html_page
from app.visit_pdf import Printed, picture, print_sheet
from core.facts import Visit
from core.mind import Mind, make_mind
from core.visit.begin import take, tell_changes
from core.visit.book import FIRST
from core.visit.moves import Move, MoveKind
from core.visit.reply import Step
from core.visit.sheet import Sheet, make_sheet
from core.visit.state import Preparing
from core.visit.which import upcoming
from evals.shared_minds import each_patient, shared_patients
from store.records import VaultRecords

SMALLEST_PT = 18
CHROMIUM = "/usr/bin/chromium"
DOCS = Path(__file__).resolve().parents[1] / "docs"
MUST_HOLD = {"/Document", "/H1", "/H2", "/L", "/LI"}


def sheet_of(mind: Mind, visit: Visit) -> Sheet:
    """The sheet after preparing that visit and taking the first three questions that the record suggests."""
    assert mind.records is not None
    move = Move(MoveKind.START)
    _, state = take(Step(move, Preparing(), mind.records, mind), visit)
    _, state = tell_changes(Step(move, state, mind.records, mind))
    assert state.plan is not None
    state = replace(state, plan=replace(state.plan, questions=state.proposals[:FIRST]))
    return make_sheet(state, Step(move, state, mind.records, mind))


def sheets() -> Iterator[tuple[str, Sheet]]:
    """(name, sheet) of the demo record and every shared patient, for the doctor they saw last."""
    opened = open_demo(demo_path())
    demo = make_mind(VaultRecords(opened.vault), load_knowledge(), DEMO_TODAY)
    assert demo.records is not None
    yield "demo", sheet_of(demo, upcoming(demo.records, demo.today)[0])
    for file, mind in each_patient(shared_patients()):
        assert mind.records is not None
        last = next(v for v in mind.records.visits() if not v.planned and v.who and v.origin.when)
        assert last.origin.when is not None
        evening = last.origin.when.first_day() - dt.timedelta(days=1)
        visit = Visit(last.origin, planned=True, what=last.what, who=last.who)
        yield file.stem.split("_")[0], sheet_of(replace(mind, today=evening), visit)


def pdf_faults(printed: Printed) -> list[str]:
    """What is wrong with a PDF; empty when nothing is."""
    reader = PdfReader(io.BytesIO(printed.pdf))
    if len(reader.pages) != printed.pages:
        return [f"{len(reader.pages)} pages, not {printed.pages}"]
    root = reader.trailer["/Root"]
    faults = [name for name in ("/StructTreeRoot", "/Lang", "/MarkInfo", "/Metadata") if name not in root]
    faults += [] if root["/MarkInfo"].get("/Marked") else ["not marked"]
    faults += [] if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") else ["title not shown"]
    faults += [] if re.search(rb"pdfuaid:part>1|pdfuaid:part=.1", root["/Metadata"].get_data()) else ["no PDF/UA mark"]
    faults += [f"no {tag}" for tag in MUST_HOLD - set(tags(root["/StructTreeRoot"]))]
    faults += [f"font {name} not embedded" for page in reader.pages for name in loose_fonts(page)]
    sizes, text = drawn(reader)
    faults += [f"letters of {size:g} points" for size in sizes if size < SMALLEST_PT - 0.01]
    shown = squeezed(text)
    lines = [printed.shown.visit, *(line for section in printed.shown.sections for line in section.lines)]
    return (
        faults
        + [f"line {n} is not all there" for n, line in enumerate(lines) if squeezed(line.whole) not in shown]
        + ([] if "Madeon" in shown else ["the foot is missing"])
    )


def tags(node: Any) -> Iterator[str]:
    """The names of all structure elements."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"])
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from tags(kid)


def loose_fonts(page: Any) -> Iterator[str]:
    """Fonts of a page without their program inside."""
    for name, font in page["/Resources"]["/Font"].items():
        inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
        descriptor = inner["/FontDescriptor"].get_object()
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield str(name)


def drawn(reader: PdfReader) -> tuple[set[float], str]:
    """The sizes of the letters on all pages, in points, and their text."""
    sizes: set[float] = set()
    texts: list[str] = []

    def see(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3]) * abs(cm[3]), 2))

    for page in reader.pages:
        texts.append(page.extract_text(visitor_text=see))
    return sizes, " ".join(texts)


def squeezed(text: str) -> str:
    """Without white space and the ways in which fonts join letters."""
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return re.sub(r"\s+", "", text)


def html_faults(pages: dict[str, str]) -> list[str] | None:
    """What axe-core and a narrow screen find; None when there is no browser to ask."""
    try:
        from axe_core_python.sync_playwright import Axe
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    faults = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        view = browser.new_page()
        for name, content in pages.items():
            view.set_viewport_size({"width": 1000, "height": 1400})
            view.set_content(content)
            found = Axe().run(view)
            faults += [f"{name}: {v['id']} ({len(v['nodes'])})" for v in found["violations"]]
            view.set_viewport_size({"width": 320, "height": 800})
            if view.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{name}: scrolls sideways")
        browser.close()
    return faults


def main() -> int:
    """Print the table; the exit code tells whether anything was wrong."""
    made = dict(sheets())
    printed = {name: print_sheet(sheet) for name, sheet in made.items()}
    wrong = [f"{name}: {fault}" for name, pdf in printed.items() for fault in pdf_faults(pdf)]
    in_html = html_faults({name: html_page(sheet) for name, sheet in made.items()})
    for fault in [*wrong, *(in_html or [])][:30]:
        print(f"  {fault}")
    one = [name for name, pdf in printed.items() if pdf.pages == 1]
    more = ", ".join(f"{name} {pdf.pages}" for name, pdf in printed.items() if pdf.pages > 1)
    cut = sum(pdf.shown != made[name] for name, pdf in printed.items())
    print(f"{cut} leave out what is for later, or some of the changes, to stay on one page")
    print(
        f"{len(made)} sheets: {len(one)} on one page{f' (others: {more})' if more else ''}; {len(wrong)} faults in the PDFs"
    )
    print(
        "HTML: no browser here, so not looked at"
        if in_html is None
        else f"HTML: {len(in_html)} faults by axe-core and on a narrow screen"
    )
    if "--pictures" in sys.argv:
        for name in ("demo", *[name for name in ("Allen322", "Catalina") if name in made]):
            (DOCS / f"visit-sheet-{name.lower()}.png").write_bytes(picture(made[name]))
    return 1 if wrong or in_html else 0


if __name__ == "__main__":
    sys.exit(main())
