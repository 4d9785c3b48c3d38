"""One question, one draft: which wording answers which kind."""

from collections.abc import Callable
from dataclasses import replace

from core.answers import Answer, Outcome
from core.draft import Draft
from core.facts import ConceptKind
from core.mind import Mind
from core.ports import Records
from core.questions import Kind, Question
from core.wording.about import say_capabilities, say_explanation, say_source, say_when
from core.wording.changes import say_changes
from core.wording.days import say_activity, say_sleep
from core.wording.doings import say_doings
from core.wording.events import with_dates
from core.wording.letters import read_letter, say_letters, say_letters_about
from core.wording.lists import (
    say_allergies,
    say_allergy,
    say_condition,
    say_conditions,
    say_given,
    say_one_given,
)
from core.wording.medicines import say_medicine, say_medicines
from core.wording.of_many import KINDS as OF_MANY
from core.wording.of_many import say_of_many
from core.wording.people import say_care_team, say_phone
from core.wording.readings import say_latest, say_out_of_range, say_tests, say_trend, say_values
from core.wording.several import joined
from core.wording.visits import say_last_visit, say_next_visit, say_visits

Wording = Callable[[Question, Records, Mind], Draft]

LISTS: dict[ConceptKind, Wording] = {
    ConceptKind.TEST: say_tests,
    ConceptKind.MEDICINE: say_medicines,
    ConceptKind.CONDITION: say_conditions,
    ConceptKind.ALLERGY: say_allergies,
    ConceptKind.VACCINE: say_given,
    ConceptKind.PROCEDURE: say_given,
    ConceptKind.VISIT: say_visits,
    ConceptKind.DOCTOR: say_care_team,
    ConceptKind.LETTER: say_letters,
}
DETAILS: dict[ConceptKind, Wording] = {
    ConceptKind.TEST: say_latest,
    ConceptKind.MEDICINE: say_medicine,
    ConceptKind.CONDITION: say_condition,
    ConceptKind.ALLERGY: say_allergy,
    ConceptKind.VACCINE: say_one_given,
    ConceptKind.PROCEDURE: say_one_given,
    ConceptKind.DOCTOR: say_last_visit,
    ConceptKind.VISIT: say_last_visit,
    ConceptKind.LETTER: read_letter,
}
KINDS: dict[Kind, Wording] = {
    Kind.LATEST: say_latest,
    Kind.VALUE_AT: say_values,
    Kind.TREND: say_trend,
    Kind.IS_NORMAL: say_latest,
    **dict.fromkeys(OF_MANY, say_of_many),
    Kind.OUT_OF_RANGE: say_out_of_range,
    Kind.EXPLAIN: say_explanation,
    Kind.LAST_VISIT: say_last_visit,
    Kind.NEXT_VISIT: say_next_visit,
    Kind.AUDIT: say_doings,
    Kind.CHANGED: say_changes,
    Kind.PHONE: say_phone,
    Kind.LETTER_ABOUT: say_letters_about,
    Kind.SLEEP: say_sleep,
    Kind.ACTIVITY: say_activity,
}


def compose(question: Question, records: Records, mind: Mind, last: Answer | None) -> Draft:
    """The answer to a question, from the record; `last` is what "where is that from" is about."""
    draft = _one(replace(question, also=()), records, mind, last)
    if not question.also:
        return draft
    drafts = [draft]
    for other in question.also:
        before = drafts[-1].answer(question) if drafts[-1].told else last
        drafts.append(_one(other, records, mind, before))
    return joined(drafts)


def _one(question: Question, records: Records, mind: Mind, last: Answer | None) -> Draft:
    dated = with_dates(question, records, mind)
    if isinstance(dated, Draft):
        return dated
    draft = _worded(dated.question, records, mind, last)
    if draft.outcome is not Outcome.FOUND or not dated.facts:
        return draft
    return replace(draft, sentences=(*dated.said, *draft.sentences), told=(*draft.told, *dated.facts))


def _worded(question: Question, records: Records, mind: Mind, last: Answer | None) -> Draft:
    match question.kind:
        case Kind.SOURCE:
            return say_source(last, mind)
        case Kind.WHEN:
            return say_when(last, mind)
        case Kind.CAPABILITIES:
            return say_capabilities()
        case Kind.LIST:
            return LISTS[question.about or ConceptKind.TEST](question, records, mind)
        case Kind.DETAIL:
            about = question.about or question.subjects[0].kind
            return DETAILS[about](question, records, mind)
        case kind:
            return KINDS[kind](question, records, mind)
