"""Plans, questions and notes for visits in the vault: a person's own words, apart from the record.

The whole book is written at once, in one transaction. A book that nobody agreed to keep takes what was kept out.
"""

import datetime as dt

from sqlcipher3 import dbapi2 as sqlite

from core.visit.book import EMPTY, Book, Note, Plan, VisitKind, VisitQuestion
from store.opened import Vault
from store.tending import squeeze


class VaultShelf:
    """`core.ports.Shelf` over an opened vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def book(self) -> Book:
        """What was kept; what is there was agreed to."""
        with self._vault.reading() as connection:
            plans = tuple(_plan(connection, row) for row in connection.execute(_PLANS).fetchall())
            rows = connection.execute("SELECT words, on_day, who FROM visit_note ORDER BY id").fetchall()
        notes = tuple(Note(words, dt.date.fromisoformat(day), who) for words, day, who in rows)
        return Book(plans, notes, agreed=bool(plans or notes))

    def keep(self, book: Book) -> None:
        """Writes the book if it was agreed to; else takes out for good what was kept before."""
        with self._vault.writing() as connection:
            _empty(connection)
            if book.agreed:
                _write(connection, book)
        if book == EMPTY or not book.agreed:
            squeeze(self._vault.path, self._vault.data_key())


_PLANS = "SELECT id, resource, who, on_day, time_of_day, kind, done FROM visit_plan ORDER BY id"


def _plan(connection: sqlite.Connection, row: tuple[int, str, str, str | None, str, str, int]) -> Plan:
    number, resource, who, on_day, at, kind, done = row
    on = dt.date.fromisoformat(on_day) if on_day else None
    return Plan(resource, who, on, at, VisitKind(kind), _questions(connection, number), bool(done))


def _questions(connection: sqlite.Connection, plan: int) -> tuple[VisitQuestion, ...]:
    rows = connection.execute(
        "SELECT id, words, why, asked FROM visit_question WHERE plan_id = ? ORDER BY id", (plan,)
    ).fetchall()
    evidence = "SELECT resource FROM visit_evidence WHERE question_id = ? ORDER BY place"
    return tuple(
        VisitQuestion(words, why, tuple(r for (r,) in connection.execute(evidence, (number,)).fetchall()), bool(asked))
        for number, words, why, asked in rows
    )


def _empty(connection: sqlite.Connection) -> None:
    for table in ("visit_plan", "visit_note"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 names of our own tables


def _write(connection: sqlite.Connection, book: Book) -> None:
    for plan in book.plans:
        on = plan.on.isoformat() if plan.on else None
        sql = "INSERT INTO visit_plan (resource, who, on_day, time_of_day, kind, done) VALUES (?, ?, ?, ?, ?, ?)"
        values = (plan.resource, plan.who, on, plan.at, plan.kind.value, plan.done)
        number = connection.execute(sql, values).lastrowid
        for question in plan.questions:
            _write_question(connection, number, question)
    for note in book.notes:
        sql = "INSERT INTO visit_note (words, on_day, who) VALUES (?, ?, ?)"
        connection.execute(sql, (note.words, note.on.isoformat(), note.who))


def _write_question(connection: sqlite.Connection, plan: int | None, question: VisitQuestion) -> None:
    sql = "INSERT INTO visit_question (plan_id, words, why, asked) VALUES (?, ?, ?, ?)"
    number = connection.execute(sql, (plan, question.words, question.why, question.asked)).lastrowid
    rows = [(number, place, resource) for place, resource in enumerate(question.evidence)]
    connection.executemany("INSERT INTO visit_evidence VALUES (?, ?, ?)", rows)
