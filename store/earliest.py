"""From when a record holds things: the first that was measured, given, done, seen or written."""

from collections.abc import Mapping

from sqlcipher3 import dbapi2 as sqlite

from core.facts import Immunization, Letter, Medicine, PartialDate, Procedure, Reading, Visit
from store.fhir_dates import parse_date
from store.rows import KINDS, TABLES

_TOOK_PLACE: Mapping[type[object], str] = {
    Reading: "at IS NOT NULL",
    Medicine: "at IS NOT NULL",
    Visit: "at IS NOT NULL AND NOT planned",
    Immunization: "at IS NOT NULL",
    Procedure: "at IS NOT NULL",
    Letter: "at IS NOT NULL",
}
"""Days of activity are not among them: steps from 2015 are no results from then."""


def earliest(connection: sqlite.Connection) -> PartialDate | None:
    """The earliest date of anything that took place.

    Facts under a name are indexed by name and time: one step down the index for each name, never the table.
    """
    firsts = " UNION ALL ".join(map(_first_of, _TOOK_PLACE))
    row = connection.execute(f"SELECT written FROM ({firsts}) ORDER BY at LIMIT 1").fetchone()  # noqa: S608 our own words
    return parse_date(row[0]) if row else None


def _first_of(fact: type[object]) -> str:
    table, where = TABLES[fact], _TOOK_PLACE[fact]
    if fact not in KINDS:
        return f"SELECT * FROM (SELECT at, written FROM {table} WHERE {where} ORDER BY at LIMIT 1)"  # noqa: S608
    first = f"SELECT id FROM {table} WHERE name_id = name.id AND {where} ORDER BY at LIMIT 1"  # noqa: S608
    named = f"FROM name JOIN {table} AS fact ON fact.id = ({first}) WHERE name.kind = '{KINDS[fact].value}'"
    return f"SELECT * FROM (SELECT fact.at, fact.written {named} ORDER BY fact.at LIMIT 1)"  # noqa: S608
