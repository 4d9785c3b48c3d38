"""Facts filed anew from the raw resources when a migration brought a reader that they had not met."""

from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from store.database import atomic, our_errors
from store.filing import all_rows, file_facts


def refile(connection: sqlite.Connection, path: Path) -> None:
    """Files everything again if a migration asked for it, in one transaction with taking note that it is done.

    A migration asks with `INSERT OR IGNORE INTO refiling VALUES (number)`; a crash before the end leaves the
    asking where it is.
    """
    with our_errors(path):
        wanted = connection.execute("SELECT count(*) FROM refiling").fetchone()[0]
    if not wanted:
        return
    with atomic(connection, path):
        for source, rows in all_rows(connection).items():
            for _ in file_facts(connection, source, rows):
                pass
        connection.execute("DELETE FROM refiling")
