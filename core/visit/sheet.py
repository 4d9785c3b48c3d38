"""The sheet to take along: what stands on it, before anybody decides how it looks or sounds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.draft import POINTS_AT_ONCE
from core.facts import Allergy, CareMember, ConceptKind, Fact, Medicine, PartialDate, Visit
from core.ports import Records
from core.prescription import say_dose
from core.saying import say_time, say_weekday
from core.visit.book import FIRST, VisitQuestion
from core.visit.changes import ChangeKind
from core.visit.evidence import facts_of
from core.visit.reply import Step
from core.visit.state import Preparing
from core.visit.telling import changes_for, changes_of, seen_before
from core.wording.medicines import is_current

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


LATER, NEW, NEW_THIS_YEAR = "For later", "New since my last visit", "New in the last year"
"""Titles of the sections that may have to be shortened on paper."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the sheet."""

    text: str = field(repr=False)
    from_: str = field(default="", repr=False)
    """Date and source of the fact: `Oct 3, 2026, Riverside Clinic`; empty for the person's own words."""
    lead: str = field(default="", repr=False)
    """What is found first by eyes that skim: the name of a medicine, before the text."""

    @property
    def whole(self) -> str:
        """The lead and the text."""
        return f"{self.lead}: {self.text}" if self.lead and self.text else self.lead or self.text


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...] = field(repr=False)
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet."""

    title: str = field(repr=False)
    visit: Line = field(repr=False)
    """When and with whom."""
    sections: tuple[Section, ...] = field(repr=False)
    made_on: str
    """The day it was made, in words."""


def make_list(state: Preparing, step: Step) -> Sheet:
    """The questions alone, with when and with whom they are to be asked."""
    title, sections = "My questions", _question_sections(state, step.records)
    today = short_date(PartialDate.of(step.mind.today))
    return Sheet(title, _visit(state, step), tuple(s for s in sections if s.lines), today)


def make_sheet(state: Preparing, step: Step) -> Sheet:
    """The sheet for the plan that is worked on, from the record as it is now."""
    records, mind = step.records, step.mind
    name = records.person().given_name
    sections = (
        *_question_sections(state, records),
        Section(NEW if seen_before(step) else NEW_THIS_YEAR, tuple(_changes(step))),
        Section("My medicines", tuple(_medicines(records, step))),
        Section("My allergies", tuple(_allergies(records))),
        Section("Whom to call", tuple(_call(state, records))),
    )
    title = f"{name}: my visit" if name else "My visit"
    today = short_date(PartialDate.of(mind.today))
    return Sheet(title, _visit(state, step), tuple(s for s in sections if s.lines), today)


def _visit(state: Preparing, step: Step) -> Line:
    visit = state.visit or _found_again(state, step.records)
    if visit is None or visit.origin.when is None:
        who = state.plan.who if state.plan else ""
        return Line(f"With {who}" if who else "")
    at = f", {say_time(visit.at)}" if visit.at else ""
    who = f", with {visit.who}" if visit.who else ""
    # The day stands in the line itself.
    return Line(
        f"{say_weekday(visit.origin.when, step.mind.today)}{at}{who}", ", ".join(filter(None, visit.origin.sources))
    )


def _found_again(state: Preparing, records: Records) -> Visit | None:
    found = facts_of([state.plan.resource], records) if state.plan and state.plan.resource else ()
    return next((fact for fact in found if isinstance(fact, Visit)), None)


def _question_sections(state: Preparing, records: Records) -> tuple[Section, Section]:
    return (
        _questions("My questions", state.questions[:FIRST], records),
        _questions(LATER, state.questions[FIRST:], records, FIRST),
    )


def _questions(title: str, questions: Sequence[VisitQuestion], records: Records, start: int = 0) -> Section:
    lines = tuple(Line(q.words, _sources(facts_of(q.evidence, records))) for q in questions)
    return Section(title, lines, numbered=start == 0)


def _changes(step: Step) -> Iterator[Line]:
    listed = {resource for question in step.state.questions for resource in question.evidence}
    points = changes_of(step)
    fresh = [p for p in points if not {t.fact.origin.resource for t in p.told} & listed] + [
        p for p in points if {t.fact.origin.resource for t in p.told} & listed
    ]
    for point in fresh[:POINTS_AT_ONCE] if points else ():
        text = " ".join(s.text for s in point.sentences if s.evidence)
        yield Line(mine(text), _sources([t.fact for t in point.told][:1]))


def _medicines(records: Records, step: Step) -> Iterator[Line]:
    changed = {c.name: _CHANGED[c.kind] for c in changes_for(step, seen_before(step)) if c.kind in _CHANGED}
    for medicine in records.medicines():
        if is_current(medicine, step.mind.today):
            spoken = step.mind.named(ConceptKind.MEDICINE, medicine.key, medicine.name).spoken
            yield Line(say_dose(medicine.dose), _source(medicine), _name(medicine, changed.get(spoken, "")))
    if not any(is_current(m, step.mind.today) for m in records.medicines()):
        yield Line("My record lists no medicine that I take now.")


_CHANGED = {ChangeKind.STARTED: " (new)", ChangeKind.CHANGED: " (changed)"}


def _name(medicine: Medicine, changed: str) -> str:
    return re.sub(r"\s+", " ", medicine.name) + changed


def _allergies(records: Records) -> Iterator[Line]:
    entries: list[Allergy] = [allergy for allergy in records.allergies() if allergy.active]
    for allergy in entries:
        reaction = f" ({allergy.reaction.lower()})" if allergy.reaction else ""
        text = "No known allergies" if allergy.none_known else _untagged(f"{allergy.name}{reaction}")
        yield Line(text + (", serious" if allergy.severe and not allergy.none_known else ""), _source(allergy))
    if not entries:
        yield Line("My record lists no allergy. That does not prove that I have none.")


def _untagged(text: str) -> str:
    """Without what SNOMED CT puts behind a name to tell kinds apart."""
    return re.sub(r" \((?:finding|disorder|substance|situation|product|organism)\)", "", text)


def _call(state: Preparing, records: Records) -> Iterator[Line]:
    team = [member for member in records.care_team() if member.phone]
    who = (state.plan.who if state.plan else "").lower()
    theirs = [m for m in team if who and m.name.lower().split()[-1] == who.split()[-1]]
    for member in theirs or team[:1]:
        yield Line(member.phone, _member_source(member), member.name)


def _member_source(member: CareMember) -> str:
    return ", ".join(member.origin.sources)


def mine(text: str) -> str:
    """The sentence as the person says it: `Your A1c was …` is `My A1c was …`, `You were` is `I was`."""
    said = re.sub(r"\bYour\b", "My", re.sub(r"\byour\b", "my", text))
    said = re.sub(r"\bYou were\b", "I was", re.sub(r"\byou were\b", "I was", said))
    return re.sub(r"\bYou\b", "I", re.sub(r"\byou\b", "I", said))


def _sources(facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    names = dict.fromkeys(source for fact in facts for source in fact.origin.sources)
    newest = facts[0].origin.when
    return ", ".join([*([short_date(newest)] if newest else []), *names])


def _source(fact: Fact) -> str:
    return _sources([fact])


def short_date(when: PartialDate) -> str:
    """`Oct 3, 2026`, `Oct 2026`, `2026`."""
    if not when.month:
        return str(when.year)
    month = MONTHS[when.month - 1]
    return f"{month} {when.day}, {when.year}" if when.day else f"{month} {when.year}"
