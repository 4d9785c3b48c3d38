"""Which column of a table of laboratory results is which, by its English heading or by asking."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from core.errors import HeadingsMissing

Ask = Callable[[str, Sequence[str]], str | None]
"""Asks the person which of these headings is the date, the test or the value; None when there is none."""


class Column(StrEnum):
    """What a column holds."""

    DATE = "date"
    TEST = "test"
    VALUE = "value"
    UNIT = "unit"
    RANGE = "range"
    LOW = "low"
    HIGH = "high"
    SOURCE = "source"


NEEDED: Final = (Column.DATE, Column.TEST, Column.VALUE)
_HEADINGS: Final[Mapping[Column, frozenset[str]]] = {
    Column.DATE: frozenset(
        {"date", "test date", "result date", "collection date", "collected", "date collected", "date of test"}
        | {"sample date", "specimen date", "observation date", "collected on", "date taken", "collection time"}
    ),
    Column.TEST: frozenset(
        {"test", "test name", "name", "analyte", "component", "component name", "lab test", "measurement"}
        | {"parameter", "observation", "biomarker", "marker"}
    ),
    Column.VALUE: frozenset({"value", "result", "result value", "your value", "test result", "numeric result"}),
    Column.UNIT: frozenset({"unit", "units", "uom", "unit of measure", "result unit"}),
    Column.RANGE: frozenset(
        {"range", "reference range", "ref range", "normal range", "reference interval", "standard range"}
        | {"reference", "ref interval", "normal"}
    ),
    Column.LOW: frozenset(
        {"low", "range low", "reference low", "ref low", "lower limit", "reference range low", "min"}
    ),
    Column.HIGH: frozenset(
        {"high", "range high", "reference high", "ref high", "upper limit", "reference range high", "max"}
    ),
    Column.SOURCE: frozenset(
        {
            "source",
            "lab",
            "laboratory",
            "lab name",
            "performing lab",
            "performing laboratory",
            "performed by",
            "facility",
        }
    ),
}
_WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands in a row."""

    places: Mapping[Column, int] = field(repr=False)

    def cell(self, row: Sequence[str], column: Column) -> str:
        """The text there, white space folded; empty when there is none."""
        place = self.places.get(column, len(row))
        return " ".join(row[place].split()) if place < len(row) else ""


def find_columns(headings: Sequence[str], path: Path, ask: Ask | None) -> Columns:
    """Recognises the columns, and asks for those that are needed; raises `HeadingsMissing`."""
    places: dict[Column, int] = {}
    for at, heading in enumerate(headings):
        plain = " ".join(_WORDS.findall(heading.casefold()))
        column = next((column for column, known in _HEADINGS.items() if plain in known), None)
        if column is not None:
            places.setdefault(column, at)
    for column in NEEDED:
        if column not in places and ask is not None:
            _ask_for(column, headings, places, ask)
    missing = [column.value for column in NEEDED if column not in places]
    if missing:
        raise HeadingsMissing(path=path, needed=" and ".join(missing))
    return Columns(places)


def _ask_for(column: Column, headings: Sequence[str], places: dict[Column, int], ask: Ask) -> None:
    free = [heading for at, heading in enumerate(headings) if at not in places.values() and heading.strip()]
    answer = ask(column.value, free)
    if answer in free:
        places[column] = list(headings).index(answer)
