"""The sheet as a short text to hand to the clinic, and as sentences to be spoken into a file."""

from collections.abc import Iterator

from core.visit.sheet import Section, Sheet

_FOR_THE_CLINIC = ("My questions", "New since my last visit", "My medicines", "My allergies")


def short_text(sheet: Sheet) -> str:
    """Plain lines for a message or a letter."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"{sheet.title}. {sheet.visit.text}".strip()
    for section in sheet.sections:
        if section.title in _FOR_THE_CLINIC:
            yield f"\n{section.title}:"
            for number, line in enumerate(section.lines, start=1):
                mark = f"{number}." if section.numbered else "-"
                yield f"{mark} {line.whole}{f' ({line.from_})' if line.from_ else ''}"
    yield f"\nMade on {sheet.made_on}. From my own record; dates and sources in brackets."


def spoken(sheet: Sheet) -> Iterator[str]:
    """Sentences to be heard, one by one; dates and sources last, so that the thing itself is heard first."""
    yield f"{sheet.title}. {sheet.visit.text}."
    for section in sheet.sections:
        yield f"{section.title}."
        yield from _said(section)
    yield f"Made on {sheet.made_on}."


def _said(section: Section) -> Iterator[str]:
    for number, line in enumerate(section.lines, start=1):
        text = line.whole.rstrip(".")
        stop = "" if text.endswith("?") else "."
        source = f" From {line.from_}." if line.from_ else ""
        yield f"{f'{number}. ' if section.numbered else ''}{text}{stop}{source}"
