"""Conditions on the facts that are read: within a span, the newest under a key."""

from sqlcipher3 import dbapi2 as sqlite

from core.facts import Span

Condition = tuple[str, list[object]]
"""SQL about the table `fact`, and its values."""

_END_OF_DAY = "T99"
"""Sorts after every time of that day."""
_NEWEST_TIMES = "SELECT at FROM reading WHERE name_id = ? AND at IS NOT NULL ORDER BY at DESC LIMIT ?"


def within(span: Span) -> Condition:
    """Dated inside the span; everything in the span without ends."""
    where, values = ["1"], list[object]()
    if span.since is not None:
        where.append("fact.at >= ?")
        values.append(span.since.isoformat())
    if span.until is not None:
        where.append("fact.at < ?")
        values.append(f"{span.until.isoformat()}{_END_OF_DAY}")
    return " AND ".join(where), values


def newest_readings(connection: sqlite.Connection, key: str, count: int) -> Condition:
    """Under this key, whatever it is called, and not older than the `count` newest dated ones.

    A step down the index for each: the series itself is not read.
    """
    names = connection.execute("SELECT id FROM name WHERE kind = 'test' AND key = ?", (key,)).fetchall()
    times = [at for (name,) in names for (at,) in connection.execute(_NEWEST_TIMES, (name, count)).fetchall()]
    where = f"fact.name_id IN ({', '.join(str(int(name)) for (name,) in names)})"
    if len(times) < count:
        return where, []
    return f"{where} AND fact.at >= ?", sorted(times, reverse=True)[count - 1 : count]
