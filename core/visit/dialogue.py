"""The conversation about a visit, turn by turn: a step and the state in, a reply and the next state out."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.answers import Sentence
from core.conversation import Conversation
from core.draft import Draft
from core.mind import Mind
from core.ports import Records
from core.questions import NotUnderstood, Question, Understood, WhyNot
from core.visit import afterwards, begin, keeping, listing, practising
from core.visit.book import EMPTY
from core.visit.dictation import corrected, question_in
from core.visit.moves import Move, MoveKind
from core.visit.reply import Reply, Step, respond, say
from core.visit.sheet_step import TO_SHEET, make_sheet
from core.visit.state import Errand, Preparing, Stage


def converse(move: Move, so_far: Conversation, records: Records, mind: Mind) -> tuple[Draft, Conversation]:
    """The reply to a step, and the conversation after it; raises `Locked` when the record locked itself."""
    records.extent()  # the state is in memory: nothing of it is said once the record is locked
    state = replace(so_far.visit or _opened(mind), errand=Errand.NONE)
    draft, after = _taken(Step(move, state, records, mind))
    return draft, replace(so_far, visit=after, more=(), offered=None, asked_back=None)


def _opened(mind: Mind) -> Preparing:
    """What was kept, with the nearest plan that is not over to go on with."""
    book = mind.shelf.book() if mind.shelf is not None else EMPTY
    return Preparing(book=book, plan=next((plan for plan in book.plans if not plan.done), None))


def recalls(move: Move, so_far: Conversation, mind: Mind) -> bool:
    """Whether the person's own notes answer; else the record is asked."""
    state = so_far.visit or _opened(mind)
    if move.kind is not MoveKind.RECALL or mind.records is None:
        return move.kind is not MoveKind.RECALL
    return afterwards.recall(Step(move, state, mind.records, mind)) is not None


def _taken(step: Step) -> Reply:
    if step.move.kind is MoveKind.YES:
        return _YES.get(step.state.stage, _nothing_asked)(step)
    if step.move.kind is MoveKind.NO:
        return _NO.get(step.state.stage, _nothing_asked)(step)
    return _STEPS[step.move.kind](step)


def _nothing_asked(step: Step) -> Reply:
    return respond(step.state, say("All right."), step.state.prompt)


def _correct(step: Step) -> Reply:
    meant, _, wrong = step.move.words.partition("|")
    return listing.rewrite(step, corrected(step.state.questions[step.move.at[0]].words, meant, wrong))


def _recall(step: Step) -> Reply:
    return afterwards.recall(step) or respond(step.state, say("I find no note of yours about that."), step.state.prompt)


def _read_one(step: Step) -> Reply:
    at = step.move.at or ((0,) if "first" in step.move.words else (len(step.state.questions),))
    if not step.state.questions:
        return listing.read_all(step)
    return listing.read_one(step, at[0])


def _next(step: Step) -> Reply:
    return practising.read_open(step) if step.move.words == "open" else afterwards.next_question(step)


def _say_again(step: Step) -> Reply:
    return respond(step.state, (), step.state.prompt)


_Taking = Callable[[Step], Reply]
_YES: Mapping[Stage, _Taking] = {
    Stage.CHANGES: begin.more_changes,
    Stage.ASKING: lambda step: respond(step.state, (), "What would you like to ask?"),
    Stage.WORRY: listing.worry_added,
    Stage.CHOOSING: lambda step: listing.choose(step, tuple(range(len(step.state.offered)))),
    Stage.KEEPING: keeping.keep,
    Stage.PRACTISE: practising.rehearse,
    Stage.REHEARSAL: practising.hear_out,
    Stage.AGAIN: practising.rehearse,
    Stage.SHEET: make_sheet,
    Stage.FORGETTING: keeping.forget,
    Stage.NOTE: _say_again,
    Stage.WHICH: _say_again,
    Stage.ABOUT: _say_again,
}
_NO: Mapping[Stage, _Taking] = {
    Stage.CHANGES: begin.to_questions,
    Stage.ASKING: listing.suggest,
    Stage.WORRY: lambda step: respond(
        replace(step.state, worry=""), say("All right. It stays between us."), begin.WHAT_TO_ASK, Stage.ASKING
    ),
    Stage.CHOOSING: lambda step: listing.choose(step, ()),
    Stage.KEEPING: keeping.not_kept,
    Stage.PRACTISE: lambda step: respond(step.state, say("All right."), TO_SHEET, Stage.SHEET),
    Stage.REHEARSAL: practising.finish,
    Stage.AGAIN: practising.finish,
    Stage.SHEET: lambda step: respond(
        step.state, say("All right. At the visit, say: read me my first question."), "", Stage.REST
    ),
    Stage.FORGETTING: lambda step: respond(step.state, say("All right, I keep them."), "", Stage.REST),
    Stage.NOTE: afterwards.end_notes,
    Stage.TEACH_BACK: lambda step: respond(step.state, say("All right."), begin.WHAT_TO_ASK, Stage.ASKING),
}
_STEPS: Mapping[MoveKind, _Taking] = {
    MoveKind.START: begin.start,
    MoveKind.PICK: begin.pick,
    MoveKind.ABOUT: begin.about,
    MoveKind.CHANGES: begin.tell_changes,
    MoveKind.ADD: listing.add,
    MoveKind.WORRY: listing.worry,
    MoveKind.CHOOSE: lambda step: listing.choose(step, step.move.at),
    MoveKind.SUGGEST: listing.suggest,
    MoveKind.FIRST: listing.put_first,
    MoveKind.DROP: listing.drop,
    MoveKind.CORRECT: _correct,
    MoveKind.REPLACE: lambda step: listing.rewrite(step, question_in(step.move.words)),
    MoveKind.READ: listing.read_all,
    MoveKind.READ_ONE: _read_one,
    MoveKind.NEXT: _next,
    MoveKind.SKIP: lambda step: listing.read_one(step, step.state.at + 1),
    MoveKind.ASKED: afterwards.asked,
    MoveKind.WHY: listing.why,
    MoveKind.REHEARSE: practising.rehearse,
    MoveKind.SAY: practising.hear_out,
    MoveKind.TEACH_BACK: practising.teach_back,
    MoveKind.SHEET: make_sheet,
    MoveKind.NOTE: afterwards.note,
    MoveKind.RECALL: _recall,
    MoveKind.AFTER: afterwards.after,
    MoveKind.KEEP: keeping.keep,
    MoveKind.FORGET: keeping.ask_to_forget,
    MoveKind.LEAVE: keeping.leave,
}


def with_way_back(draft: Draft, understood: Understood, so_far: Conversation) -> Draft:
    """An ordinary answer in the middle of preparing ends with what was asked before it."""
    state = so_far.visit
    if state is None or state.stage is Stage.REST or not isinstance(understood, Question | NotUnderstood):
        return draft
    if isinstance(understood, NotUnderstood):
        lost = understood.why is WhyNot.NOT_A_QUESTION and bool(state.prompt)
        return replace(draft, sentences=tuple(say("I didn't understand that.", state.prompt))) if lost else draft
    offer = draft.offer if draft.offer and draft.offer.always else None
    if offer or draft.more:
        return replace(draft, offer=offer)
    back = "Go on practising when you like." if state.stage is Stage.REHEARSAL else state.prompt
    return replace(draft, offer=None, sentences=(*draft.sentences, *([Sentence(back)] if back else [])))
