"""Answers about visits past and to come."""

import re
from collections.abc import Sequence

from core.answers import Sentence
from core.draft import Draft, absent, found, tell, told
from core.facts import Visit
from core.mind import Mind
from core.ports import Records
from core.questions import Question
from core.saying import say_date, say_on, say_span, say_time, say_weekday
from core.specialties import same_doctor
from core.wording.absence import reach


def say_last_visit(question: Question, records: Records, mind: Mind) -> Draft:
    """The newest visit that took place, with this doctor if one was named."""
    past = [v for v in _with(records.visits(), question, mind) if not v.planned and _day(v, mind) <= 0]
    if not past:
        what = "a hospital stay" if question.with_whom in HOSPITAL else f"a past visit{_whom(question)}"
        return absent(f"I don't find {what} in your record.", reach(records))
    last = past[0]
    stay = last.hospital_stay
    text = "Your last hospital stay began" if stay else "Your last visit was"
    if question.subjects and last.what and not stay:
        text = f"{last.what} was"
    when = say_on(last.origin.when, mind.today) if last.origin.when else "on a day not noted"
    sentences = [tell(f"{text} {when}{_who(last)}.", last), *_ended(last, mind), *_about(last)]
    return found(sentences, told("visit", [last]))


def say_next_visit(question: Question, records: Records, mind: Mind) -> Draft:
    """The nearest appointment to come, with this doctor if one was named."""
    coming = [(v, v.origin.when) for v in _with(records.visits(), question, mind) if v.planned and v.origin.when]
    coming = [(v, when) for v, when in coming if when.first_day() >= mind.today]
    if not coming:
        return absent(
            f"I don't find an appointment{_whom(question)} in your record.",
            "It may have been made without reaching your record, so the clinic can tell you.",
        )
    following, when = min(coming, key=lambda pair: (pair[1].first_day(), pair[0].at))
    at = f", at {say_time(following.at)}" if following.at else ""
    sentences = [tell(f"Your next visit is on {say_weekday(when, mind.today)}{at}.", following)]
    if following.who:
        sentences.append(tell(f"It's with {following.who}.", following))
    return found([*sentences, *_about(following)], told("visit", [following]))


def say_visits(question: Question, records: Records, mind: Mind) -> Draft:
    """Visits as a list: the newest three."""
    past = [v for v in _with(records.visits(), question, mind) if not v.planned]
    past = [v for v in past if question.span.holds(v.origin.when)]
    if not past:
        return absent(
            f"I don't find a visit{_whom(question)} {say_span(question.said_span)}".rstrip() + " in your record."
        )
    sentences = [
        tell(f"{say_on(v.origin.when, mind.today).capitalize() if v.origin.when else 'Undated'}{_who(v)}.", v)
        for v in past[:3]
    ]
    return found(sentences, told("visit", past[:3]))


def _with(visits: Sequence[Visit], question: Question, mind: Mind) -> Sequence[Visit]:
    """Those of the doctor, place or kind that was asked for."""
    names = {name.lower() for concept in question.subjects for name in (concept.id, concept.spoken)}
    if names:
        visits = [v for v in visits if any(name in " ".join((v.what, v.who)).lower() for name in names)]
    if not question.with_whom or question.with_whom in ANYWHERE:
        return list(visits)
    if question.with_whom.lower() in HOSPITAL:
        return [v for v in visits if v.hospital_stay] or [v for v in visits if _LIKE_A_STAY.search(v.what)]
    if "hospital" in question.with_whom.lower() and (stays := [v for v in visits if v.hospital_stay]):
        return stays
    specialties = mind.knowledge.specialties
    return [v for v in visits if same_doctor(question.with_whom, (v.who, v.what, v.origin.performer), specialties)]


def _day(visit: Visit, mind: Mind) -> int:
    """Days from today; negative in the past, a very old day when undated."""
    return (visit.origin.when.first_day() - mind.today).days if visit.origin.when else -100_000


HOSPITAL = {"hospital", "hospitals", "the hospital"}
"""Any hospital: a stay is meant, not an office visit at a place that is called one."""
ANYWHERE = {"clinic", "the clinic", "office", "doctor"}
"""Any place: every visit is meant."""
_LIKE_A_STAY = re.compile(r"\b(?:emergency|admission|inpatient)\b", re.IGNORECASE)


def _whom(question: Question) -> str:
    if question.subjects:
        return f" for {question.subjects[0].spoken}"
    return f" with {question.with_whom}" if question.with_whom else ""


def _who(visit: Visit) -> str:
    who = f" with {visit.who}" if visit.who else ""
    return f"{who} at {visit.origin.performer}" if visit.origin.performer and not visit.who else who


def _ended(visit: Visit, mind: Mind) -> list[Sentence]:
    if not visit.hospital_stay or visit.until is None:
        return []
    return [tell(f"It ended on {say_date(visit.until, mind.today)}.", visit)]


def _about(visit: Visit) -> list[Sentence]:
    return [tell(f"It says: {visit.what}.", visit)] if visit.what else []
