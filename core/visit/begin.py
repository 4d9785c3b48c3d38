"""The beginning: which visit, of which kind, and what changed since the last one with this doctor."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from core.answers import Sentence
from core.draft import POINTS_AT_ONCE, Told, tell, told
from core.facts import Origin, PartialDate, Visit
from core.saying import capital, say_count, say_list, say_month, say_time, say_weekday
from core.visit.book import Plan, VisitKind, VisitQuestion
from core.visit.changes import Change, changes_since
from core.visit.moves import MoveKind
from core.visit.propose import proposals
from core.visit.reply import Reply, Step, quoted, respond, same_visit, say, with_plan
from core.visit.say_changes import Point, points
from core.visit.state import Preparing, Stage
from core.visit.weigh import ranked
from core.visit.which import NAMES_A_DAY, asked_for, last_seen, names_somebody, same_name, unlisted, upcoming
from core.visit.which_kind import kind_of

WHAT_TO_ASK = "What questions do you have?"
NEVER_SEEN_DAYS = 365
"""Without an earlier visit, what changed in this time is told."""


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
    if known and known.questions and step.state.plan is not known:
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
    return replace(draft, sentences=(*lead, *draft.sentences), told=(*_told(visit), *draft.told)), after


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


def tell_changes(step: Step) -> Reply:
    """What changed since the last visit with this doctor: the first three points, the rest on "yes"."""
    state, mind = step.state, step.mind
    if state.plan is None or state.visit is None:
        return start(step)
    seen = last_seen(state.visit, step.records, mind.today)
    changes = changes_for(step, seen)
    found = points(changes, mind)
    suggested = tuple(
        VisitQuestion(p.words, p.why, tuple(dict.fromkeys(f.origin.resource for f in p.facts)))
        for p in proposals(changes, state.plan.kind, step.records, mind)
    )
    state = replace(state, points=found, proposals=suggested)
    when = f"in {say_month(seen.origin.when, mind.today)}" if seen and seen.origin.when else ""
    lead = tell(f"Your last visit there was {when}.", *([seen] if seen else [])) if when else None
    if not found:
        nothing = "I find nothing new in your record since then." if when else "I find nothing new in your record."
        return respond(state, [*filter(None, [lead]), *say(nothing)], WHAT_TO_ASK, Stage.ASKING, _told(seen))
    many = f"Since then, {_count(len(found))} changed." if when else f"In the last year, {_count(len(found))} changed."
    draft, after = more_changes(replace(step, state=state))
    first = [*filter(None, [lead]), *say(many)]
    return replace(draft, sentences=(*first, *draft.sentences), told=(*_told(seen), *draft.told)), after


def changes_of(step: Step) -> tuple[Point, ...]:
    """Every point since the last visit with this doctor, in the order they are told."""
    return points(changes_for(step, seen_before(step)), step.mind)


def seen_before(step: Step) -> Visit | None:
    """The last visit with the doctor of this plan."""
    who = step.state.plan.who if step.state.plan else ""
    visit = step.state.visit or Visit(Origin("", "", None), planned=True, who=who)
    return last_seen(visit, step.records, step.mind.today)


def changes_for(step: Step, seen: Visit | None) -> tuple[Change, ...]:
    """Every change since a visit, or of the last year, in the order of its weight."""
    today, visit = step.mind.today, step.state.visit or Visit(Origin("", "", None), planned=True)
    since = _day(seen) if seen else today - dt.timedelta(days=NEVER_SEEN_DAYS)
    kind = step.state.plan.kind if step.state.plan else VisitKind.UNKNOWN
    return ranked(changes_since(since, step.records, step.mind), visit, kind, step.mind)


def more_changes(step: Step) -> Reply:
    """The next three points; then the questions."""
    now, later = step.state.points[:POINTS_AT_ONCE], step.state.points[POINTS_AT_ONCE:]
    sentences = [sentence for point in now for sentence in point.sentences]
    facts = [t for point in now for t in point.told]
    state = replace(step.state, points=later)
    if later:
        return respond(state, sentences, "Shall I go on?", Stage.CHANGES, facts)
    return respond(state, sentences, WHAT_TO_ASK, Stage.ASKING, facts)


def to_questions(step: Step) -> Reply:
    """Enough of the changes: what the person wants to ask."""
    carried = step.state.questions
    lead: list[Sentence] = []
    facts: tuple[Told, ...] = ()
    if carried:
        sentence, facts = quoted(carried[0], step.records, "Still on your list: ")
        lead = [sentence]
    return respond(step.state, lead, WHAT_TO_ASK, Stage.ASKING, facts)


def _go_on_with(state: Preparing, step: Step, visit: Visit) -> Reply:
    lead = _introduced(visit, step.mind.today)
    many = len(state.questions)
    kept = f"You have {'one question' if many == 1 else f'{say_count(many)} questions'} on your list."
    sentence, facts = quoted(state.questions[0], step.records, "The first is: ")
    everything = [*lead, *say(kept), sentence]
    return respond(state, everything, "Shall we practise?", Stage.PRACTISE, (*_told(visit), *facts))


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


def _told(visit: Visit | None) -> Sequence[Told]:
    return told("visit", [visit]) if visit is not None and visit.origin.resource else ()


def _day(visit: Visit) -> dt.date:
    return (visit.origin.when or PartialDate(1, 1, 1)).first_day()


def _count(many: int) -> str:
    return "one thing" if many == 1 else f"{say_count(many)} things"
