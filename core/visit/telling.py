"""What changed since the last visit with this doctor, told in three points at a time; then the questions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from core.answers import Sentence
from core.draft import POINTS_AT_ONCE, Told, tell, told
from core.facts import Origin, PartialDate, Visit
from core.saying import say_count, say_month
from core.visit.book import VisitKind, VisitQuestion
from core.visit.changes import Change, changes_since
from core.visit.propose import proposals
from core.visit.reply import Reply, Step, quoted, respond, say
from core.visit.say_changes import Point, points
from core.visit.state import Stage
from core.visit.weigh import ranked
from core.visit.which import last_seen

WHAT_TO_ASK = "What questions do you have?"
NEVER_SEEN_DAYS = 365
"""Without an earlier visit, what changed in this time is told."""


def tell_changes(step: Step) -> Reply:
    """What changed since the last visit with this doctor: the first three points, the rest on "yes"."""
    state, mind = step.state, step.mind
    visit, plan = state.visit, state.plan
    assert visit is not None and plan is not None  # noqa: S101 - a visit is named before its changes are told
    seen = last_seen(visit, step.records, mind.today)
    changes = changes_for(step, seen)
    found = points(changes, mind)
    suggested = tuple(
        VisitQuestion(p.words, p.why, tuple(dict.fromkeys(f.origin.resource for f in p.facts)))
        for p in proposals(changes, plan.kind, step.records, mind)
    )
    state = replace(state, points=found, proposals=suggested)
    when = f"in {say_month(seen.origin.when, mind.today)}" if seen and seen.origin.when else ""
    lead = tell(f"Your last visit there was {when}.", *([seen] if seen else [])) if when else None
    if not found:
        nothing = "I find nothing new in your record since then." if when else "I find nothing new in your record."
        return respond(state, [*filter(None, [lead]), *say(nothing)], WHAT_TO_ASK, Stage.ASKING, told_visit(seen))
    many = f"Since then, {_count(len(found))} changed." if when else f"In the last year, {_count(len(found))} changed."
    draft, after = more_changes(replace(step, state=state))
    first = [*filter(None, [lead]), *say(many)]
    return replace(draft, sentences=(*first, *draft.sentences), told=(*told_visit(seen), *draft.told)), after


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
    since = day_of(seen) if seen else today - dt.timedelta(days=NEVER_SEEN_DAYS)
    kind = step.state.plan.kind if step.state.plan else VisitKind.UNKNOWN
    return ranked(changes_since(since, step.records, step.mind), visit, kind, step.mind)


def _count(many: int) -> str:
    return "one thing" if many == 1 else f"{say_count(many)} things"


def told_visit(visit: Visit | None) -> Sequence[Told]:
    """A visit of the record as a fact; nothing for one that the record does not have."""
    return told("visit", [visit]) if visit is not None and visit.origin.resource else ()


def day_of(visit: Visit) -> dt.date:
    """Its day; a very old one when it has none."""
    return (visit.origin.when or PartialDate(1, 1, 1)).first_day()
