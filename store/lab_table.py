"""A plain table of laboratory results (CSV) into the vault: values as written, row by row or refused."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from core.errors import ExportBroken, ExportTooLarge, NotFound
from store.digits import digits
from store.fhir_json import JsonObject, words
from store.lab_columns import Column, Columns, find_columns
from store.lab_dates import Order, order_of, read_day
from store.report import ImportReport, Reason, Refusals
from store.vault import Vault
from store.wear_filing import Arrival, Made, take_in

MOST_BYTES: Final = 64 << 20
MOST_ROWS: Final = 200_000
_DELIMITERS: Final = ",;\t|"
_NUMBER: Final = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?"
_VALUE: Final = re.compile(rf"(?P<sign><=|>=|≤|≥|<|>)? ?(?P<number>{_NUMBER})")
_BETWEEN: Final = re.compile(rf"(?P<low>{_NUMBER}) ?(?:-|–|—|to) ?(?P<high>{_NUMBER})")
_SIGNS: Final = {"≤": "<=", "≥": ">="}


def import_table(vault: Vault, arrival: Arrival) -> ImportReport:
    """Brings in the results of a table; it must be about the vault's owner, for it does not say whose it is.

    Raises `HeadingsMissing` when the columns are not recognised and `arrival.ask` does not know them, the
    other leaves of `ImportRefused` and those of `VaultError`.
    """
    rows = _rows(_text(arrival), arrival)
    columns = find_columns(rows[0] if rows else [], arrival.path, arrival.ask)
    refusals = Refusals()
    return take_in(vault, arrival, Made(_results(rows, columns, refusals), refusals))


def _text(arrival: Arrival) -> str:
    try:
        size_bytes = arrival.path.stat().st_size
        data = arrival.path.read_bytes() if size_bytes <= MOST_BYTES else b""
    except OSError:
        raise NotFound(path=arrival.path) from None
    if size_bytes > MOST_BYTES:
        raise ExportTooLarge(path=arrival.path, where=f"{size_bytes >> 20} megabytes")
    # Spreadsheets on Windows write the last of these without saying so.
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ExportBroken(path=arrival.path, where="its letters are in an unknown encoding")


def _rows(text: str, arrival: Arrival) -> list[list[str]]:
    heading = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        broken: int | None = reader.line_num
    else:
        broken = None
    if broken is not None:
        raise ExportBroken(path=arrival.path, where=f"at line {broken}")
    if len(rows) > MOST_ROWS:
        raise ExportTooLarge(path=arrival.path, where=f"more than {MOST_ROWS} rows")
    return rows


def _results(rows: Sequence[list[str]], columns: Columns, refusals: Refusals) -> Iterator[tuple[str, JsonObject]]:
    order = order_of(columns.cell(row, Column.DATE) for row in rows[1:])
    seen: set[bytes] = set()
    times: Counter[tuple[str, str, str]] = Counter()
    for number, row in enumerate(rows[1:], start=2):
        mark = hashlib.sha256("\0".join(row).encode("utf-8", "replace")).digest()
        if mark in seen or not any(cell.strip() for cell in row):
            continue
        seen.add(mark)
        found = _result(row, columns, order)
        if isinstance(found, tuple):
            refusals.add(f"row {number}, {found[0].value}", found[1])
            continue
        place = str(found["effectiveDateTime"]), columns.cell(row, Column.TEST), columns.cell(row, Column.SOURCE)
        times[place] += 1
        yield "Observation", found | {"id": _identity((*place, str(times[place])))}


def _result(row: Sequence[str], columns: Columns, order: Order) -> JsonObject | tuple[Column, Reason]:
    """The Observation of a row, or the column that cannot be read and why."""
    cells: JsonObject = {column.value: columns.cell(row, column) for column in Column}
    clean = {column: words(cells, column.value) for column in Column}
    day = read_day(clean[Column.DATE], order)
    if day is None:
        return Column.DATE, Reason.UNCLEAR_DATE
    if not clean[Column.TEST]:
        return Column.TEST, Reason.NO_NAME
    if not clean[Column.VALUE]:
        return Column.VALUE, Reason.UNCLEAR_VALUE
    value = _VALUE.fullmatch(clean[Column.VALUE])
    result: JsonObject = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": _CATEGORIES, "code": "laboratory"}]}],
        "code": {"text": clean[Column.TEST]},
        "effectiveDateTime": day.isoformat(),
    }
    if clean[Column.SOURCE]:
        result["performer"] = [{"display": clean[Column.SOURCE]}]
    if value is None:
        unit = f" {clean[Column.UNIT]}" if clean[Column.UNIT] else ""
        result["valueString"] = clean[Column.VALUE] + unit
        return result | _range(clean)
    sign: JsonObject = {"comparator": _SIGNS.get(value["sign"], value["sign"])} if value["sign"] else {}
    return result | {"valueQuantity": _quantity(value["number"], clean[Column.UNIT]) | sign} | _range(clean)


_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"


def _range(clean: dict[Column, str]) -> JsonObject:
    """The reference range as written, and its ends where they are plain numbers."""
    written = clean[Column.RANGE]
    between, ends = _BETWEEN.fullmatch(written), dict[str, str]()
    open_end = _VALUE.fullmatch(written)
    if between:
        ends = {"low": between["low"], "high": between["high"]}
    elif open_end and open_end["sign"]:
        ends = {"high" if open_end["sign"] in "<=≤" else "low": open_end["number"]}
    for end, column in (("low", Column.LOW), ("high", Column.HIGH)):
        if re.fullmatch(_NUMBER, clean[column]):
            ends.setdefault(end, clean[column])
    found: JsonObject = {end: _quantity(number, clean[Column.UNIT]) for end, number in ends.items()}
    if written:
        found["text"] = written
    return {"referenceRange": [found]} if found else {}


def _quantity(number: str, unit: str) -> JsonObject:
    found: JsonObject = {"value": digits(number)}
    return found | ({"unit": unit} if unit else {})


def _identity(parts: tuple[str, ...]) -> str:
    return "row-" + hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
