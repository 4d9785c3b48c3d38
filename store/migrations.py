"""The schema, as numbered steps that are only ever appended; each is recorded in its own transaction.

Raw resources are kept whole as JSON text, exactly as they arrived; the tables of facts beside them are
derived and can be filed again from the raw text at any time (`store.filing`).
"""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import complete_statement

from sqlcipher3 import dbapi2 as sqlite

from store.database import APPLICATION_ID, atomic

_FIRST = """
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, imported_on TEXT NOT NULL);
CREATE TABLE resource (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    logical_id TEXT NOT NULL,
    full_url TEXT NOT NULL,
    raw TEXT NOT NULL,
    digest BLOB NOT NULL,
    imported_on TEXT NOT NULL,
    UNIQUE (source_id, type, logical_id)
);
CREATE INDEX resource_by_type ON resource (type);
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    resource_id INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
    raw TEXT NOT NULL,
    digest BLOB NOT NULL,
    replaced_on TEXT NOT NULL
);
CREATE INDEX history_by_resource ON history (resource_id);
CREATE TABLE address (
    address TEXT NOT NULL,
    resource_id INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
    PRIMARY KEY (address, resource_id)
) WITHOUT ROWID;
CREATE INDEX address_by_resource ON address (resource_id);
CREATE TABLE leaning (
    address TEXT NOT NULL,
    resource_id INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
    PRIMARY KEY (address, resource_id)
) WITHOUT ROWID;
CREATE INDEX leaning_by_resource ON leaning (resource_id);
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    display TEXT NOT NULL,
    UNIQUE (kind, key, display)
);
CREATE TABLE mention (
    resource_id INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
    name_id INTEGER NOT NULL REFERENCES name (id),
    PRIMARY KEY (resource_id, name_id)
) WITHOUT ROWID;
CREATE INDEX mention_by_name ON mention (name_id);
"""

_FACT = """
CREATE TABLE {table} (
    id INTEGER PRIMARY KEY,
    resource_id INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
    at TEXT,
    written TEXT,
    performer TEXT NOT NULL,
    {columns}
);
CREATE INDEX {table}_by_resource ON {table} (resource_id);
CREATE INDEX {table}_by_time ON {table} ({time});
"""
_NAMED = "name_id INTEGER NOT NULL REFERENCES name (id)"
_FACTS = {
    "reading": f"{_NAMED}, value REAL, unit TEXT NOT NULL, text TEXT NOT NULL, low REAL, high REAL, "
    "has_range INTEGER NOT NULL, preliminary INTEGER NOT NULL",
    "medicine": f"{_NAMED}, status TEXT NOT NULL, dose TEXT NOT NULL, reason TEXT NOT NULL, ended TEXT",
    "allergy": f"{_NAMED}, active INTEGER NOT NULL, reaction TEXT NOT NULL, severe INTEGER NOT NULL, "
    "none_known INTEGER NOT NULL",
    "condition": f"{_NAMED}, active INTEGER NOT NULL, ended TEXT, confirmed INTEGER NOT NULL",
    "visit": "planned INTEGER NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL, hospital_stay INTEGER NOT NULL, "
    "until TEXT, time_of_day TEXT NOT NULL",
    "immunization": _NAMED,
    "procedure": _NAMED,
    "letter": "title TEXT NOT NULL, text TEXT NOT NULL",
}


def _fact_tables() -> str:
    return "".join(
        _FACT.format(table=table, columns=columns, time="name_id, at" if _NAMED in columns else "at")
        for table, columns in _FACTS.items()
    )


def _audit() -> str:
    return """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            deed TEXT NOT NULL,
            entries INTEGER NOT NULL,
            mac BLOB NOT NULL
        );
        CREATE TABLE audit_epoch (upto INTEGER PRIMARY KEY, key BLOB NOT NULL)
    """


def _twins() -> str:
    """What tells that two sources speak of the same result: identifiers, and the instant in UTC.

    Entries that came in before have neither; they are compared by the time as it is written.
    """
    return (
        "ALTER TABLE resource ADD COLUMN identifiers TEXT NOT NULL DEFAULT '';"
        "ALTER TABLE reading ADD COLUMN instant TEXT;"
    )


_REFILING = """
CREATE TABLE refiling (number INTEGER PRIMARY KEY);
INSERT INTO refiling SELECT 4 WHERE EXISTS (SELECT 1 FROM resource);
"""
"""A migration whose program reads more than the one before asks here for all facts to be filed again."""
_FILE_AGAIN = "INSERT OR IGNORE INTO refiling SELECT {number} WHERE EXISTS (SELECT 1 FROM resource)"
"""For a migration that changes no table, because a reader reads more."""
_LETTER_WORDS = """
CREATE VIRTUAL TABLE letter_words USING fts5 (
    title, text, content='letter', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO letter_words (letter_words, rank) VALUES ('secure-delete', 1);
INSERT INTO letter_words (letter_words) VALUES ('rebuild');
CREATE TRIGGER letter_words_new AFTER INSERT ON letter BEGIN
    INSERT INTO letter_words (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER letter_words_gone AFTER DELETE ON letter BEGIN
    INSERT INTO letter_words (letter_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER letter_words_changed AFTER UPDATE ON letter BEGIN
    INSERT INTO letter_words (letter_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO letter_words (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
"""
"""The index of words holds no text of its own and follows the letters by triggers, so that whatever deletes a
letter deletes its words, without a trace (`secure-delete`)."""


def _wear() -> str:
    """Days of activity, nights, the care team; letters searchable by word."""
    tables = {
        "day_of_activity": "steps INTEGER, walked_m REAL, flights INTEGER, heart_low REAL, heart_mean REAL, "
        "heart_high REAL, counted_by TEXT NOT NULL",
        "night": "began TEXT NOT NULL, ended TEXT NOT NULL, asleep_min INTEGER, awake_min INTEGER, deep_min INTEGER, "
        "rem_min INTEGER, light_min INTEGER, naps_min INTEGER NOT NULL, counted_by TEXT NOT NULL",
        "care_member": "name TEXT NOT NULL, role TEXT NOT NULL, phone TEXT NOT NULL, place TEXT NOT NULL",
    }
    facts = (_FACT.format(table=table, columns=columns, time="at") for table, columns in tables.items())
    return "".join(facts) + _LETTER_WORDS + _REFILING


def _visits() -> str:
    """Plans, questions and notes for visits, a person's own."""
    return """
        CREATE TABLE visit_plan (
            id INTEGER PRIMARY KEY,
            resource TEXT NOT NULL,
            who TEXT NOT NULL,
            on_day TEXT,
            time_of_day TEXT NOT NULL,
            kind TEXT NOT NULL,
            done INTEGER NOT NULL
        );
        CREATE TABLE visit_question (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES visit_plan (id) ON DELETE CASCADE,
            words TEXT NOT NULL,
            why TEXT NOT NULL,
            asked INTEGER NOT NULL
        );
        CREATE INDEX visit_question_by_plan ON visit_question (plan_id);
        CREATE TABLE visit_evidence (
            question_id INTEGER NOT NULL REFERENCES visit_question (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            resource TEXT NOT NULL,
            PRIMARY KEY (question_id, place)
        ) WITHOUT ROWID;
        CREATE TABLE visit_note (
            id INTEGER PRIMARY KEY, words TEXT NOT NULL, on_day TEXT NOT NULL, who TEXT NOT NULL
        );
    """


def _vaccine_advice() -> str:
    """What a clinic or a registry says of vaccines to come."""
    columns = f"{_NAMED}, status TEXT NOT NULL, due TEXT"
    return _FACT.format(table="vaccine_advice", columns=columns, time="name_id, at")


def _audit_of_sending() -> str:
    """To whom something was sent, and how much; empty and 0 in every row from before."""
    return (
        "ALTER TABLE audit ADD COLUMN recipient TEXT NOT NULL DEFAULT '';"
        "ALTER TABLE audit ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;"
    )


def _habits() -> str:
    """One row at most: how the person likes to be spoken to, and how long they pause."""
    return "CREATE TABLE habit (pace REAL NOT NULL, volume REAL NOT NULL, pause_ms INTEGER NOT NULL);"


MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("sources, raw resources and the facts filed from them", _FIRST + _fact_tables()),
    ("an audit, chained", _audit()),
    ("the same result through two sources", _twins()),
    ("days, nights, care team and the words of letters", _wear()),
    ("plans, questions and notes for visits", _visits()),
    ("when medicines began is read from their dosage too", _FILE_AGAIN.format(number=6)),
    ("vaccines that are due", _vaccine_advice() + _FILE_AGAIN.format(number=7)),
    ("what was sent to a language model, and to whom", _audit_of_sending()),
    ("how the person likes to be spoken to", _habits()),
)
"""Name and statements; the number is the position, from 1. Never change one, only append."""
NEWEST = len(MIGRATIONS)


def _statements(script: str) -> Iterator[str]:
    """One by one; a trigger holds statements of its own."""
    statement = ""
    for piece in script.split(";"):
        statement += f"{piece};"
        if complete_statement(statement):
            if statement.strip(" \n;"):
                yield statement
            statement = ""


def migrate(connection: sqlite.Connection, path: Path, found: int) -> None:
    """Brings a file of format `found` (0 for an empty one) up to `NEWEST`, one transaction per step."""
    for number, (name, statements) in enumerate(MIGRATIONS[found:], start=found + 1):
        with atomic(connection, path):
            for statement in _statements(statements):
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (number, name))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
