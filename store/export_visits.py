"""The part of the page that is the person's own: questions and notes, announced as such."""

from collections.abc import Iterator
from html import escape

from core.facts import PartialDate
from core.visit.book import Book, Plan, VisitQuestion
from store.export_lines import day


def own_pages(book: Book) -> Iterator[str]:
    """Nothing when nothing was kept."""
    if not book.plans and not book.notes:
        return
    yield "<h2>Your own questions and notes</h2>\n<p>You kept these yourself. They are not part of the record.</p>\n"
    for plan in book.plans:
        yield f"<h3>{escape(_title(plan))}</h3>\n<ol>\n"
        yield from (f"<li>{escape(_line(question))}</li>\n" for question in plan.questions)
        yield "</ol>\n"
    if book.notes:
        yield "<h3>Your notes of what was said</h3>\n<ul>\n"
        for note in book.notes:
            who = f" About: {note.who}." if note.who else ""
            yield f"<li>{escape(note.words)} {day(PartialDate.of(note.on))}.{escape(who)}</li>\n"
        yield "</ul>\n"


def _title(plan: Plan) -> str:
    who = f" with {plan.who}" if plan.who else ""
    on = f", {day(PartialDate.of(plan.on))}" if plan.on else ""
    return f"Questions for the visit{who}{on}"


def _line(question: VisitQuestion) -> str:
    rests = f" Rests on: {', '.join(question.evidence)}." if question.evidence else ""
    return f"{question.words}{' Asked.' if question.asked else ''}{rests}"
