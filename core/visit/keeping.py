"""Keeping, forgetting and leaving: nothing is kept unless the person agreed."""

from dataclasses import replace

from core.visit.book import EMPTY
from core.visit.listing import PRACTISE
from core.visit.reply import Reply, Step, respond, say, with_book
from core.visit.state import Preparing, Stage


def keep(step: Step) -> Reply:
    """From now on plans, questions and notes are kept in the vault."""
    state = with_book(step.state, replace(step.state.book, agreed=True))
    if step.state.stage is Stage.KEEPING:
        return respond(state, say("Kept, apart from the record."), PRACTISE, Stage.PRACTISE)
    return respond(state, say("Kept, apart from the record."), step.state.prompt)


def not_kept(step: Step) -> Reply:
    """It stays in this conversation only."""
    return respond(step.state, say("All right. It's gone when we stop."), PRACTISE, Stage.PRACTISE)


def ask_to_forget(step: Step) -> Reply:
    """Erasing is asked back once: it cannot be undone."""
    if not step.state.book.plans and not step.state.book.notes:
        return respond(step.state, say("I keep no questions and no notes of yours."), "", Stage.REST)
    return respond(step.state, (), "Shall I erase all your questions and notes for good?", Stage.FORGETTING)


def forget(step: Step) -> Reply:
    """An empty book takes the place of the one that was kept."""
    return respond(Preparing(book=EMPTY), say("Your questions and notes are erased."), "", Stage.REST)


def leave(step: Step) -> Reply:
    """Stops preparing; the list stays as it is."""
    state = step.state
    if state.questions and not state.book.agreed:
        return respond(state, say("All right, we stop here."), "Shall I keep your list for next time?", Stage.KEEPING)
    kept = "All right. Your list is kept. Say: go on with my visit, when you like." if state.questions else "All right."
    return respond(replace(state, points=(), offered=()), say(kept), "", Stage.REST)
