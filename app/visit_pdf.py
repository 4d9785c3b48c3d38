"""The sheet as PDF/UA-1: tagged for screen readers, fonts embedded; Typst refuses what is not accessible.

A date and a source for every fact would fill the page: a fact carries its date and a letter, and the foot says which
record a letter is. What is too long for one page goes on to a second one; nothing is cut off and nothing made smaller.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from core.visit.sheet import LATER, NEW, Line, Sheet

PAPER = "us-letter"
GAPS_EM = (0.6, 0.5, 0.42, 0.36, 0.32)
"""From airy to tight; the letters stay at 18 points. In the tightest, names are not bold and dates
may break over two lines."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF."""

    pdf: bytes
    pages: int
    gap_em: float
    """Between lines, as a share of the letters."""
    shown: Sheet = field(repr=False)
    """What stands on it."""


def print_sheet(sheet: Sheet, paper: str = PAPER) -> Printed:
    """The sheet on one page where it fits, as airy as it can be; else on two, as airy as is good to read."""
    for version in versions(sheet):
        for gap_em in GAPS_EM:
            printed = _compiled(version, paper, gap_em)
            if printed.pages == 1:
                return printed
    return _compiled(sheet, paper, GAPS_EM[0])


def versions(sheet: Sheet) -> Iterator[Sheet]:
    """The whole sheet; without what is for later; with fewer of the changes: the other forms of the sheet have all."""
    yield sheet
    now = tuple(s for s in sheet.sections if s.title != LATER)
    yield replace(sheet, sections=now)
    for many in (2, 1):
        yield replace(sheet, sections=tuple(replace(s, lines=s.lines[:many]) if s.title == NEW else s for s in now))


def _compiled(sheet: Sheet, paper: str, gap_em: float) -> Printed:
    inputs = {"sheet": json.dumps(_filled(sheet, paper) | {"gap": gap_em}, ensure_ascii=False)}
    pdf = typst.compile(_template(), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(pdf, bytes)  # noqa: S101 - one document is one piece of bytes
    return Printed(pdf, len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)), gap_em, sheet)


def picture(sheet: Sheet, paper: str = PAPER, points_per_inch: int = 72) -> bytes:
    """The first page as PNG, to look at."""
    inputs = {
        "sheet": json.dumps(_filled(sheet, paper) | {"gap": print_sheet(sheet, paper).gap_em}, ensure_ascii=False)
    }
    pages: Any = typst.compile(
        _template(), format="png", ppi=points_per_inch, sys_inputs=inputs, ignore_system_fonts=True
    )
    return bytes(pages[0] if isinstance(pages, list) else pages)


@cache
def _template() -> bytes:
    return (files("app") / "data" / "sheet.typ").read_bytes()


def _filled(sheet: Sheet, paper: str) -> dict[str, object]:
    marks = _marks(sheet)
    legend = "; ".join(f"{mark}: {source}" for source, mark in marks.items())
    sections = [
        {"title": s.title, "numbered": s.numbered, "lines": [_line(line, marks) for line in s.lines]}
        for s in sheet.sections
    ]
    foot = f"Made on {sheet.made_on}. {f'Sources: {legend}.' if legend else ''}".strip()
    return {
        "title": sheet.title,
        "paper": paper,
        "visit": _line(sheet.visit, marks),
        "sections": sections,
        "foot": foot,
    }


def _parts(from_: str) -> tuple[str, str]:
    """The date and the sources of a line: `Oct 3, 2026, Riverside Clinic`."""
    found = re.match(r"(?:(?P<date>(?:[A-Z][a-z]+ )?(?:\d+, )?\d{4})(?:, |$))?(?P<sources>.*)$", from_)
    assert found is not None  # noqa: S101 - everything matches
    return found["date"] or "", found["sources"]


def _marks(sheet: Sheet) -> dict[str, str]:
    lines = [sheet.visit, *(line for section in sheet.sections for line in section.lines)]
    sources = dict.fromkeys(s for line in lines if (s := _parts(line.from_)[1]))
    return {source: chr(ord("A") + at) for at, source in enumerate(sources)}


def _line(line: Line, marks: dict[str, str]) -> dict[str, str]:
    date, sources = _parts(line.from_)
    return {"text": line.text, "lead": line.lead, "mark": " ".join(filter(None, [date, marks.get(sources, "")]))}
