"""Answers about the people who look after somebody: who they are, and their telephone numbers."""

from collections.abc import Sequence

from core.draft import Draft, absent, found, in_parts, tell, told
from core.facts import CareMember, Visit
from core.mind import Mind
from core.ports import Records
from core.questions import Question
from core.saying import capital, say_count, say_on
from core.specialties import same_doctor
from core.wording.absence import not_listed

_NO_ROLE = {
    "healthcare professional",
    "healthcare services",
    "healthcare professional (occupation)",
    "healthcare provider",
}
"""Roles that say nothing."""


def say_care_team(question: Question, records: Records, mind: Mind) -> Draft:
    """Who looks after the person; without a care team, whom they saw."""
    team = _asked_for(records.care_team(), question, mind)
    if not team:
        return _seen(question, records, mind)
    facts = tuple(t for member in team for t in told(member.name, [member]))
    who = "One person looks" if len(team) == 1 else f"{capital(say_count(len(team)))} look"
    lead = tell(f"{who} after you, says your record.", *team)
    return in_parts([lead], (tell(f"{_named(member)}.", member) for member in team), facts)


def say_phone(question: Question, records: Records, mind: Mind) -> Draft:
    """The telephone number of whom was asked for, exactly as written."""
    team = records.care_team()
    asked = _asked_for(team, question, mind)
    reachable = [member for member in asked if member.phone]
    if not reachable:
        whom = question.with_whom or "anybody"
        return absent(f"I don't find a telephone number for {whom} in your record.")
    facts = tuple(t for member in reachable for t in told(member.name, [member]))
    points = [tell(f"{member.name}: {member.phone}.", member) for member in reachable]
    if len(points) == 1:
        only = reachable[0]
        return found([tell(f"The number of {only.name} is {only.phone}.", only)], facts)
    return in_parts([], points, facts)


def _asked_for(team: Sequence[CareMember], question: Question, mind: Mind) -> list[CareMember]:
    if not question.with_whom:
        return list(team)
    specialties = mind.knowledge.specialties
    return [m for m in team if same_doctor(question.with_whom, (m.name, m.role, m.place), specialties)]


def _named(member: CareMember) -> str:
    role = "" if member.role.lower() in _NO_ROLE else member.role.lower()
    at = member.place if member.place and not role else ""
    return ", ".join(filter(None, (member.name, role, at)))


def _seen(question: Question, records: Records, mind: Mind) -> Draft:
    past = [v for v in records.visits() if not v.planned and v.who]
    if question.with_whom:
        past = [v for v in past if same_doctor(question.with_whom, (v.who, v.what), mind.knowledge.specialties)]
    newest: dict[str, Visit] = {}
    for visit in past:
        newest.setdefault(visit.who, visit)
    if not newest:
        return not_listed("who looks after you", records)
    many = "one doctor" if len(newest) == 1 else f"{say_count(len(newest))} doctors"
    lead = tell(f"Your record has visits with {many}.", *newest.values())
    points = [tell(f"{who}, last {_on(visit, mind)}.", visit) for who, visit in newest.items()]
    return in_parts([lead], points, told("visit", newest.values()))


def _on(visit: Visit, mind: Mind) -> str:
    return say_on(visit.origin.when, mind.today) if visit.origin.when else "on a day not noted"
