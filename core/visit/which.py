"""Which visit is meant, and when this doctor was last seen."""

import datetime as dt
import re
from collections.abc import Sequence

from core.calendar_days import WEEKDAYS
from core.facts import ConceptKind, Origin, PartialDate, Visit
from core.link import find
from core.mind import Mind
from core.ports import Records
from core.specialties import same_doctor
from core.timespan import find_span

NAMES_A_DAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|tomorrow|today)\b")


def upcoming(records: Records, today: dt.date) -> tuple[Visit, ...]:
    """Appointments to come, the nearest first."""
    coming = [v for v in records.visits() if v.planned and v.origin.when and v.origin.when.first_day() >= today]
    return tuple(sorted(coming, key=lambda v: (_day(v), v.at)))


def asked_for(words: str, visits: Sequence[Visit], mind: Mind) -> tuple[Visit, ...]:
    """Those of the visits that the plain words name by day or by whom they are with; all when they name neither."""
    by_day = _by_day(words, visits, mind.today)
    by_whom = tuple(v for v in visits if named_doctor(words, v, mind))
    if names_somebody(words, mind):
        return tuple(v for v in by_day if v in by_whom) or by_whom
    return by_day or by_whom or (() if NAMES_A_DAY.search(words) else tuple(visits))


def _by_day(words: str, visits: Sequence[Visit], today: dt.date) -> tuple[Visit, ...]:
    weekday = next((at for at, day in enumerate(WEEKDAYS) if re.search(rf"\b{day}\b", words)), None)
    if weekday is not None:
        return tuple(v for v in visits if _day(v).weekday() == weekday)[:1]
    if "tomorrow" in words.split():
        return tuple(v for v in visits if _day(v) == today + dt.timedelta(days=1))
    span = find_span(words, today)
    return tuple(v for v in visits if span[0].holds(v.origin.when)) if span else ()


def named_doctor(words: str, visit: Visit, mind: Mind) -> bool:
    """Whether plain words name the doctor, the place or the specialty of a visit."""
    texts = (visit.who, visit.what, visit.origin.performer)
    surname = visit.who.lower().split()[-1:] if visit.who else []
    if any(re.search(rf"\b{re.escape(name)}\b", words) for name in surname):
        return True
    return any(same_doctor(word, texts, mind.knowledge.specialties) for word in specialties_in(words, mind))


def specialties_in(words: str, mind: Mind) -> tuple[str, ...]:
    """The lay words for kinds of doctors among plain words: `kidney`."""
    said = set(words.split())
    return tuple(w for w in mind.knowledge.specialties if w in said and w not in {"care", "hospital"})


def names_somebody(words: str, mind: Mind) -> bool:
    """Whether plain words name a doctor of this record or a kind of doctor."""
    doctors = find(words, mind.lexicon, {ConceptKind.DOCTOR}).concepts
    return bool(doctors or specialties_in(words, mind))


def unlisted(words: str, mind: Mind, records: Records) -> Visit:
    """A visit that is not in the record, with the doctor that the words name."""
    doctors = find(words, mind.lexicon, {ConceptKind.DOCTOR}).concepts
    seen = [v for v in records.visits() if not v.planned and named_doctor(words, v, mind)]
    who = seen[0].who if seen else doctors[0].spoken if doctors else ""
    return Visit(Origin("", "", None), planned=True, who=who)


def last_seen(visit: Visit, records: Records, today: dt.date) -> Visit | None:
    """The last visit with the same doctor, or at the same place when no doctor is named, before today."""
    past = [v for v in records.visits() if not v.planned and v.origin.when and v.origin.when.day]
    past = [v for v in past if _day(v) <= today]
    if visit.who:
        return next((v for v in past if _name(v.who) == _name(visit.who)), None)
    place = visit.origin.performer
    return next((v for v in past if place and v.origin.performer == place), None)


def same_name(one: str, other: str) -> bool:
    """Whether two ways of writing a doctor's name are one doctor's."""
    return bool(one and other) and _name(one) == _name(other)


def _name(who: str) -> str:
    """A surname is how a voice names a doctor: `Dr. Anil Patel` and `Dr. Patel` are one."""
    return re.sub(r"[^\w ]", "", who.lower()).split()[-1] if who.split() else ""


def _day(visit: Visit) -> dt.date:
    return (visit.origin.when or PartialDate(1, 1, 1)).first_day()
