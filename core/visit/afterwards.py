"""In the room and after: questions one by one, and what the doctor said as the person's own note.

A note is never told as a fact of the record: each time it is read it is announced as the person's own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.facts import PartialDate
from core.saying import say_on
from core.visit.book import Note, VisitQuestion
from core.visit.ideas import ideas_of
from core.visit.listing import read_one
from core.visit.reply import Reply, Step, quoted, respond, say, with_book, with_plan, with_questions
from core.visit.state import Stage
from core.visit.which import named_doctor, specialties_in

MORE = "What else did they say?"


def next_question(step: Step) -> Reply:
    """The next one; on the day of the visit, the one before it counts as asked."""
    state, at = step.state, step.state.at
    plan = state.plan
    if plan and plan.on == step.mind.today and 0 <= at < len(plan.questions):
        state = with_questions(state, _marked(plan.questions, (at,)))
    return read_one(replace(step, state=state), at + 1)


def asked(step: Step) -> Reply:
    """Marks what was asked; reads what is still open."""
    state = with_questions(step.state, _marked(step.state.questions, step.move.at))
    left = [at for at, question in enumerate(state.questions) if not question.asked]
    if not left:
        return respond(state, say("Good. Then you have asked everything."), "", Stage.REST)
    sentence, told = quoted(state.questions[left[0]], step.records, "Good. Still open: ")
    return respond(replace(state, at=left[0]), [sentence], "", None, told)


def _marked(questions: Sequence[VisitQuestion], at: Sequence[int]) -> tuple[VisitQuestion, ...]:
    return tuple(replace(q, asked=q.asked or place in at) for place, q in enumerate(questions))


def note(step: Step) -> Reply:
    """Keeps the words with the day; to ask for a note is to agree that it is kept."""
    words = step.move.words.strip()
    if not words:
        return respond(step.state, (), "Go ahead. I'll write down what you say.", Stage.NOTE)
    spoken = words[:1].upper() + words[1:]
    spoken = spoken if spoken.endswith((".", "!", "?")) else f"{spoken}."
    who = step.state.plan.who if step.state.plan else ""
    written = Note(spoken, step.mind.today, who)
    book = replace(step.state.book, notes=(written, *step.state.book.notes), agreed=True)
    kept = f"I've kept that as your own note, apart from the record: “{spoken}”"
    return respond(with_book(step.state, book), say(kept), MORE, Stage.NOTE)


def end_notes(step: Step) -> Reply:
    """The notes are done; what was not asked stays for next time."""
    return respond(step.state, say("All right, that is written down.", *_left(step)), "", Stage.REST)


def after(step: Step) -> Reply:
    """The visit is over: what was not asked goes to next time, and what was said can be kept."""
    plan = step.state.plan or next((p for p in step.state.book.plans if not p.done), None)
    state = with_plan(replace(step.state, plan=plan), replace(plan, done=True)) if plan else step.state
    lead = say("I'm glad you went.", *_left(replace(step, state=state)))
    return respond(state, lead, "Tell me what the doctor said, and I'll keep it as your own note.", Stage.NOTE)


def _left(step: Step) -> list[str]:
    plan = step.state.plan
    if plan is None or not plan.done:
        return []
    many = sum(not question.asked for question in plan.questions)
    if not many:
        return []
    return [
        "One question was not asked. I keep it for next time."
        if many == 1
        else "Some questions were not asked. I keep them for next time."
    ]


def recall(step: Step) -> Reply | None:
    """What the notes say about something; None when they say nothing, so that the record is asked."""
    who, _, words = step.move.words.partition("|")
    found = [n for n in step.state.book.notes if _is_by(n, who, step) and _is_about(n, words, step)]
    if not found:
        return None
    newest = found[0].on
    day = say_on(PartialDate.of(newest), step.mind.today).removeprefix("on ")
    lead = f"From your own note of {day}, not from the record:"
    told = [n.words for n in reversed(found) if n.on == newest][:3]
    return respond(step.state, say(lead, *(f"“{words}”" for words in told)), step.state.prompt)


def _is_by(note: Note, who: str, step: Step) -> bool:
    """Whether it is of whom is asked for: "she" and "the doctor" are anybody."""
    named = re.search(r"\b(?:dr|doctor) (\w+)$", who)
    if named:
        return named[1] in f"{note.who} {note.words}".lower()
    kinds = specialties_in(who, step.mind)
    return not kinds or any(v.who == note.who and named_doctor(who, v, step.mind) for v in step.records.visits())


def _is_about(note: Note, words: str, step: Step) -> bool:
    if not words:
        return True
    thesaurus = step.mind.knowledge.thesaurus
    wanted = ideas_of(words, step.mind.lexicon, thesaurus).topics
    return bool(wanted & ideas_of(note.words, step.mind.lexicon, thesaurus).topics)
