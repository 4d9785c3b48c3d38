"""The record as one page to read or print: large, black on white, by kind, each fact with its date and source.

Everything that comes out of the record is escaped; the page loads nothing and runs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from core.facts import (
    Allergy,
    Condition,
    Fact,
    Immunization,
    Letter,
    Medicine,
    MedicineStatus,
    Origin,
    PartialDate,
    Procedure,
    Reading,
    Visit,
)
from core.ports import Records

STYLE = """
html { font: 18pt/1.5 Georgia, "Times New Roman", serif; color: #000; background: #fff; }
body { max-width: 40em; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 30pt; } h2 { font-size: 26pt; border-bottom: 3px solid #000; margin-top: 2em; } h3 { font-size: 21pt; }
li, p { margin: 0.6em 0; } .letter { white-space: pre-wrap; border-left: 4px solid #000; padding-left: 1em; }
h2, h3 { break-after: avoid; } li { break-inside: avoid; }
"""
"""18 points and more, as the RNIB's Clear Print guidelines ask for large print."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def page(records: Records, made_on: PartialDate) -> Iterator[str]:
    """The page, piece by piece."""
    person, extent = records.person(), records.extent()
    title = f"The health record of {person.given_name}" if person.given_name else "A health record"
    yield f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
    yield f'<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<style>{STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
    born = f"Born {_day(person.born)}. " if person.born else ""
    yield f"<p>{born}Written on {_day(made_on)}. {extent.entries} entries from: {escape(', '.join(extent.sources))}.</p>\n"
    yield "<p>This page says what the record says. It is not medical advice.</p>\n"
    for heading, facts, line in _sections(records):
        yield from _section(heading, facts, line)
    yield from _results(records.readings())
    yield from _letters(records.letters())
    yield "</body></html>\n"


_Line = Callable[[Fact], str]


def _sections(records: Records) -> Iterator[tuple[str, Sequence[Fact], _Line]]:
    medicines = records.medicines()
    current = [one for one in medicines if one.status is MedicineStatus.CURRENT]
    yield "Medicines now", current, _line
    yield "Medicines before, or not known whether now", [one for one in medicines if one not in current], _line
    yield "Allergies", records.allergies(), _line
    yield "Conditions", records.conditions(), _line
    yield "Visits", records.visits(), _line
    yield "Vaccines", records.immunizations(), _line
    yield "Procedures", records.procedures(), _line


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
            yield f"<li>{_value(reading)} {_origin(reading.origin)}</li>\n"
        yield "</ul>\n"


def _letters(letters: Sequence[Letter]) -> Iterator[str]:
    yield "<h2>Letters and notes</h2>\n"
    if not letters:
        yield "<p>The record holds none.</p>\n"
    for letter in letters:
        yield f"<h3>{escape(letter.title or 'Letter')}</h3>\n<p>{_origin(letter.origin)}</p>\n"
        yield f'<p class="letter">{escape(letter.text)}</p>\n'


def _value(reading: Reading) -> str:
    shown = " ".join(part for part in (reading.text, _number(reading.value), reading.unit) if part)
    limits = reading.range
    if limits is None or (limits.low is None and limits.high is None):
        return f"<strong>{escape(shown)}</strong>."
    if limits.low is None or limits.high is None:
        usual = f"up to {_number(limits.high)}" if limits.low is None else f"from {_number(limits.low)}"
    else:
        usual = f"{_number(limits.low)} to {_number(limits.high)}"
    return f"<strong>{escape(shown)}</strong> (usual at this lab: {escape(usual)})."


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _line(fact: Fact) -> str:
    match fact:
        case Medicine():
            ended = f"Ended {_day(fact.ended)}." if fact.ended else ""
            unsure = (
                "The record does not say whether it is still taken." if fact.status is MedicineStatus.UNKNOWN else ""
            )
            return _sentences(fact.name, fact.dose, fact.reason and f"For {fact.reason}", ended, unsure)
        case Allergy():
            state = "" if fact.active else "Not active any more."
            return _sentences(fact.name, fact.reaction, "Severe." if fact.severe else "", state)
        case Condition():
            state = "Active." if fact.active else f"Over{f' since {_day(fact.ended)}' if fact.ended else ''}."
            return _sentences(fact.name, state, "" if fact.confirmed else "Not confirmed.")
        case Visit():
            until = f"Until {_day(fact.until)}." if fact.until else ""
            kind = "Planned." if fact.planned else "Hospital stay." if fact.hospital_stay else ""
            return _sentences(
                fact.what or "Visit", fact.who and f"With {fact.who}", kind, fact.at and f"At {fact.at}", until
            )
        case Immunization() | Procedure():
            return _sentences(fact.name)
        case _:
            return ""


def _sentences(first: str, *more: str) -> str:
    rest = " ".join(escape(part if part.endswith(".") else f"{part}.") for part in more if part)
    return f"<strong>{escape(first)}</strong>. {rest}".strip()


def _origin(origin: Origin) -> str:
    when = _day(origin.when) if origin.when else "No date"
    by = f", {escape(origin.performer)}" if origin.performer else ""
    return f"{when}{by}. Source: {escape(origin.source)}."


def _day(date: PartialDate) -> str:
    if not date.month:
        return str(date.year)
    month = _MONTHS[date.month - 1]
    return f"{month} {date.day}, {date.year}" if date.day else f"{month} {date.year}"
