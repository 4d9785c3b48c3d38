"""The sheet as a page to read on a screen or to print: large, black on white, nothing loaded and nothing run."""

from collections.abc import Iterator
from html import escape

from core.visit.sheet import Line, Section, Sheet

STYLE = """
html { font: 18pt/1.5 Verdana, "DejaVu Sans", Arial, sans-serif; color: #000; background: #fff; }
body { max-width: 38em; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 26pt; line-height: 1.2; overflow-wrap: anywhere; } h2 { font-size: 21pt; border-bottom: 3px solid #000; margin: 1.2em 0 0.4em; }
li { margin: 0.5em 0; overflow-wrap: anywhere; } .from { display: block; } strong { font-weight: bold; }
h2 { break-after: avoid; } li { break-inside: avoid; }
@media print { body { margin: 0; max-width: none; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(sheet: Sheet) -> str:
    """The whole page; every line with its date and source in full."""
    return "".join(_pieces(sheet))


def _pieces(sheet: Sheet) -> Iterator[str]:
    title = escape(sheet.title)
    yield f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield f'<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<style>{STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n"
    if sheet.visit.text:
        yield f"<p><strong>{escape(sheet.visit.text)}</strong>{_from(sheet.visit)}</p>\n"
    for section in sheet.sections:
        yield from _section(section)
    yield f"<p>Made on {escape(sheet.made_on)}. What is not marked with a source is my own.</p>\n</main></body></html>\n"


def _section(section: Section) -> Iterator[str]:
    tag = "ol" if section.numbered else "ul"
    yield f"<h2>{escape(section.title)}</h2>\n<{tag}>\n"
    yield from (f"<li>{_line(line)}</li>\n" for line in section.lines)
    yield f"</{tag}>\n"


def _line(line: Line) -> str:
    lead = f"<strong>{escape(line.lead)}</strong>{': ' if line.text else ''}" if line.lead else ""
    return f"{lead}{escape(line.text)}{_from(line)}"


def _from(line: Line) -> str:
    return f' <span class="from">From: {escape(line.from_)}.</span>' if line.from_ else ""
