"""The beginning: which visit, and of which kind."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from core.answers import Sentence
from core.draft import POINTS_AT_ONCE, tell, told
from core.facts import Origin, Visit
from core.saying import capital, say_count, say_list, say_time, say_weekday
from core.visit.book import Plan, VisitKind, VisitQuestion
from core.visit.moves import MoveKind
from core.visit.reply import Reply, Step, quoted, respond, same_visit, say, with_plan
from core.visit.state import Preparing, Stage
from core.visit.telling import tell_changes, told_visit
from core.visit.which import NAMES_A_DAY, asked_for, names_somebody, same_name, unlisted, upcoming
from core.visit.which_kind import kind_of


def start(step: Step) -> Reply:
    """Finds the visit that is meant, asks when there are several or none; goes on with what was begun."""
    coming = upcoming(step.records, step.mind.today)
    meant = asked_for(step.move.words, coming, step.mind)
    begun = step.state.plan
    if begun and begun.questions and not begun.done and not _names_one(step, meant, coming):
        of_plan = next((v for v in coming if v.origin.resource == begun.resource), None)
        visit = of_plan or Visit(Origin("", "", None), planned=True, who=begun.who)
        return _go_on_with(replace(step.state, visit=visit), step, visit)
    nearest = len(meant) == 1 or (meant and "next" in step.move.words.split())
    if nearest:
        return take(step, meant[0])
    if len(meant) > 1:
        facts = tuple(t for visit in meant[:POINTS_AT_ONCE] for t in told("visit", [visit]))
        named = say_list([_named(visit, step.mind.today) for visit in meant[:POINTS_AT_ONCE]])
        lead = tell(f"You have more than one visit coming: {named}.", *meant[:POINTS_AT_ONCE])
        return respond(step.state, [lead], "Which one shall we get ready for?", Stage.WHICH, facts)
    if names_somebody(step.move.words, step.mind):
        return pick(step)
    return respond(
        step.state,
        say(
            "I don't find that appointment in your record." if coming else "I don't find an appointment in your record."
        ),
        "Whom will you see?",
        Stage.WHICH,
    )


def _names_one(step: Step, meant: Sequence[Visit], coming: Sequence[Visit]) -> bool:
    """Whether the words say which visit: by day, by doctor, or as the next one."""
    named = names_somebody(step.move.words, step.mind) or NAMES_A_DAY.search(step.move.words)
    return bool(named) or "next" in step.move.words.split() or len(meant) < len(coming)


def pick(step: Step) -> Reply:
    """The visit that the words name, whether the record has it or not."""
    coming = upcoming(step.records, step.mind.today)
    meant = asked_for(step.move.words, coming, step.mind)
    if meant and (len(coming) == 1 or len(meant) < len(coming) or names_somebody(step.move.words, step.mind)):
        return take(step, meant[0])
    said = step.move.words.split()
    numbered = next((at for at, word in enumerate(("first", "second", "third")) if word in said), None)
    if numbered is not None and numbered < len(coming):
        return take(step, coming[numbered])
    return take(step, unlisted(step.move.words, step.mind, step.records))


def take(step: Step, visit: Visit) -> Reply:
    """This is the visit: goes on with the plan that there is for it, or begins one."""
    plan = _plan_for(visit)
    known = next((p for p in step.state.book.plans if same_visit(p, plan) and not p.done), None)
    if known and known.questions:
        return _go_on_with(replace(step.state, plan=known, visit=visit), step, visit)
    corrected = step.move.kind is MoveKind.PICK and step.state.stage is not Stage.WHICH
    carried = _carried(visit, step.state, corrected)
    state = replace(step.state, visit=visit, at=-1, last=-1)
    state = with_plan(
        state if corrected or _unnamed(state.plan) else replace(state, plan=None), replace(plan, questions=carried)
    )
    lead = _introduced(visit, step.mind.today)
    if plan.kind is VisitKind.UNKNOWN:
        ask = "What is it mostly for: a check-up, something new, your medicines, your results, or a procedure?"
        return respond(state, lead, ask, Stage.ABOUT, told("visit", [visit] if visit.origin.resource else []))
    draft, after = tell_changes(replace(step, state=state))
    return replace(draft, sentences=(*lead, *draft.sentences), told=(*told_visit(visit), *draft.told)), after


def about(step: Step) -> Reply:
    """The kind of visit, as the person says it; what cannot be told apart is a check-up."""
    kind = VisitKind(step.move.words) if step.move.words in list(VisitKind) else kind_of(step.move.words)
    kind = VisitKind.CHECK_UP if kind is VisitKind.UNKNOWN else kind
    if step.state.plan is None:
        return start(step)
    state = with_plan(step.state, replace(step.state.plan, kind=kind))
    draft, after = tell_changes(replace(step, state=state))
    return replace(draft, sentences=(*say(f"All right, {_KINDS[kind]}."), *draft.sentences)), after


_KINDS = {
    VisitKind.CHECK_UP: "a check-up", VisitKind.NEW_PROBLEM: "something new", VisitKind.MEDICINES: "your medicines",
    VisitKind.RESULTS: "your results", VisitKind.PROCEDURE: "a procedure",
}  # fmt: skip


def _go_on_with(state: Preparing, step: Step, visit: Visit) -> Reply:
    lead = _introduced(visit, step.mind.today)
    many = len(state.questions)
    kept = f"You have {'one question' if many == 1 else f'{say_count(many)} questions'} on your list."
    sentence, facts = quoted(state.questions[0], step.records, "The first is: ")
    everything = [*lead, *say(kept), sentence]
    return respond(state, everything, "Shall we practise?", Stage.PRACTISE, (*told_visit(visit), *facts))


def _plan_for(visit: Visit) -> Plan:
    when = visit.origin.when
    on = when.first_day() if when and when.day else None
    return Plan(
        resource=visit.origin.resource,
        who=visit.who,
        on=on,
        at=visit.at,
        kind=kind_of(visit.what),
    )


def _unnamed(plan: Plan | None) -> bool:
    """Whether questions were dictated before anybody said for which visit."""
    return plan is not None and not plan.resource and not plan.who


def _carried(visit: Visit, state: Preparing, corrected: bool) -> tuple[VisitQuestion, ...]:
    """What was dictated before, when the visit was named only now or named wrongly; and what was not asked last time."""
    own: tuple[VisitQuestion, ...] = ()
    if state.plan and (_unnamed(state.plan) or corrected):
        own = tuple(q for q in state.plan.questions if q.own)
    left = [q for p in state.book.plans if p.done and same_name(p.who, visit.who) for q in p.questions if not q.asked]
    return tuple(dict.fromkeys((*own, *left)))


def _introduced(visit: Visit, today: dt.date) -> list[Sentence]:
    if not visit.origin.resource:
        return say(f"A visit with {visit.who}." if visit.who else "All right. I don't find that doctor in your record.")
    return [tell(f"{capital(_named(visit, today))}.", visit)]


def _named(visit: Visit, today: dt.date) -> str:
    day = say_weekday(visit.origin.when, today) if visit.origin.when else "a visit"
    at = f", at {say_time(visit.at)}" if visit.at else ""
    who = f", with {visit.who}" if visit.who else f", at {visit.origin.performer}" if visit.origin.performer else ""
    return f"{day}{at}{who}"
