"""The record as one page to read or print: large, black on white, by kind, each fact with its date and source.

Everything that comes out of the record is escaped; the page loads nothing and runs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from core.facts import (
    Fact,
    Letter,
    MedicineStatus,
    Origin,
    PartialDate,
    Reading,
)
from core.ports import Records
from core.visit.book import EMPTY, Book
from store.export_lines import day, say_fact, say_value
from store.export_visits import own_pages

STYLE = """
html { font: 18pt/1.5 Georgia, "Times New Roman", serif; color: #000; background: #fff; }
body { max-width: 40em; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 30pt; } h2 { font-size: 26pt; border-bottom: 3px solid #000; margin-top: 2em; } h3 { font-size: 21pt; }
li, p { margin: 0.6em 0; } .letter { white-space: pre-wrap; border-left: 4px solid #000; padding-left: 1em; }
h2, h3 { break-after: avoid; } li { break-inside: avoid; }
"""
"""18 points and more, as the RNIB's Clear Print guidelines ask for large print."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(records: Records, made_on: PartialDate, own: Book = EMPTY) -> Iterator[str]:
    """The page, piece by piece."""
    person, extent = records.person(), records.extent()
    title = f"The health record of {person.given_name}" if person.given_name else "A health record"
    yield f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
    yield f'<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<style>{STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
    born = f"Born {day(person.born)}. " if person.born else ""
    yield f"<p>{born}Written on {day(made_on)}. {extent.entries} entries from: {escape(', '.join(extent.sources))}.</p>\n"
    yield "<p>This page says what the record says. It is not medical advice.</p>\n"
    for heading, facts, line in _sections(records):
        yield from _section(heading, facts, line)
    yield from _results(records.readings())
    yield from _letters(records.letters())
    yield from own_pages(own)
    yield "</body></html>\n"


_Line = Callable[[Fact], str]


def _sections(records: Records) -> Iterator[tuple[str, Sequence[Fact], _Line]]:
    medicines = records.medicines()
    current = [one for one in medicines if one.status is MedicineStatus.CURRENT]
    yield "Medicines now", current, say_fact
    yield "Medicines before, or not known whether now", [one for one in medicines if one not in current], say_fact
    yield "Allergies", records.allergies(), say_fact
    yield "Conditions", records.conditions(), say_fact
    yield "Visits", records.visits(), say_fact
    yield "Vaccines", records.immunizations(), say_fact
    yield "Vaccines to come", records.vaccine_advice(), say_fact
    yield "Procedures", records.procedures(), say_fact
    yield "Who looks after you", records.care_team(), say_fact
    # Few people have a watch: a heading without anything under it would only puzzle them.
    if days := records.days_of_activity():
        yield "Activity, by day", days, say_fact
    if nights := records.nights():
        yield "Sleep, by the morning it ended", nights, say_fact


def _section(heading: str, facts: Sequence[Fact], line: _Line) -> Iterator[str]:
    yield f"<h2>{escape(heading)}</h2>\n"
    if not facts:
        yield "<p>The record holds none.</p>\n"
        return
    yield "<ul>\n"
    for fact in facts:
        yield f"<li>{line(fact)} {_origin(fact.origin)}</li>\n"
    yield "</ul>\n"


def _results(readings: Iterable[Reading]) -> Iterator[str]:
    yield "<h2>Results, newest first</h2>\n"
    by_name = sorted(readings, key=lambda reading: (reading.name.casefold(), reading.key))
    if not by_name:
        yield "<p>The record holds none.</p>\n"
    for (name, _), group in groupby(by_name, key=lambda reading: (reading.name, reading.key)):
        yield f"<h3>{escape(name)}</h3>\n<ul>\n"
        for reading in group:
            yield f"<li>{say_value(reading)} {_origin(reading.origin)}</li>\n"
        yield "</ul>\n"


def _letters(letters: Sequence[Letter]) -> Iterator[str]:
    yield "<h2>Letters and notes</h2>\n"
    if not letters:
        yield "<p>The record holds none.</p>\n"
    for letter in letters:
        yield f"<h3>{escape(letter.title or 'Letter')}</h3>\n<p>{_origin(letter.origin)}</p>\n"
        yield f'<p class="letter">{escape(letter.text)}</p>\n'


def _origin(origin: Origin) -> str:
    when = day(origin.when) if origin.when else "No date"
    by = f", {escape(origin.performer)}" if origin.performer else ""
    heading = "Sources" if origin.also_from else "Source"
    return f"{when}{by}. {heading}: {escape(', '.join(origin.sources))}."
