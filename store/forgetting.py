"""One source out of the record: its rows, its history, its names, and what others took from it."""

from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlite

from core.errors import NoSuchSource
from store.filing import all_rows, file_facts, leaning_on, owner
from store.visit_rows import forget_unfounded


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out."""

    entries: int
    versions: int
    """Older versions that were in the history."""


def forget_rows(connection: sqlite.Connection, name: str) -> Forgotten:
    """Deletes everything of the source with this name; raises `NoSuchSource`.

    `secure_delete` overwrites what is deleted. Facts of other sources that leaned on what goes are filed again.
    """
    source = _source_id(connection, name)
    rows = {row for (row,) in connection.execute("SELECT id FROM resource WHERE source_id = ?", (source,)).fetchall()}
    versions = _count(connection, "SELECT count(*) FROM history JOIN resource ON resource.id = resource_id", source)
    before, leaning = owner(connection), leaning_on(connection, rows)
    connection.execute("DELETE FROM source WHERE id = ?", (source,))
    # Sex and age choose between reference ranges.
    todo = leaning if owner(connection) == before else all_rows(connection)
    for other, filed in todo.items():
        if other != source:
            for _ in file_facts(connection, other, filed):
                pass
    _drop_names(connection)
    forget_unfounded(connection)
    return Forgotten(len(rows), versions)


def _source_id(connection: sqlite.Connection, name: str) -> int:
    wanted = " ".join(name.split())
    known = dict(connection.execute("SELECT name, id FROM source").fetchall())
    close = [found for found in known if found.casefold() == wanted.casefold()]
    if wanted not in known and len(close) != 1:
        raise NoSuchSource
    return int(known[wanted if wanted in known else close[0]])


def _count(connection: sqlite.Connection, sql: str, source: int) -> int:
    return int(connection.execute(f"{sql} WHERE resource.source_id = ?", (source,)).fetchone()[0])


def _drop_names(connection: sqlite.Connection) -> None:
    """Names that no fact bears any more: a name is content too."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    bearing = [table for table in tables if "name_id" in _columns(connection, table)]
    borne = " UNION ".join(f'SELECT name_id FROM "{table}" WHERE name_id IS NOT NULL' for table in bearing)  # noqa: S608
    connection.execute(f"DELETE FROM name WHERE id NOT IN ({borne})")  # noqa: S608 names of our own tables


def _columns(connection: sqlite.Connection, table: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()}
