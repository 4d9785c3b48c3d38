"""Answers about medicines: always what is written, never what to take."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from core.answers import Sentence
from core.draft import Draft, Offer, Told, found, in_parts, tell, told
from core.facts import ConceptKind, Medicine, MedicineStatus, PartialDate
from core.mind import Mind
from core.ports import Records
from core.prescription import say_dose, say_strength
from core.questions import Aspect, Concept, Kind, Question
from core.saying import capital, say_count, say_date, say_list, say_on
from core.wording.absence import not_listed

FOLLOW_THE_LABEL = Sentence("Please follow the label if it says something else, and ask your pharmacist.")


def is_current(medicine: Medicine, today: dt.date) -> bool:
    """Whether the record has it in force today."""
    over = medicine.ended is not None and medicine.ended.first_day() < today
    return medicine.status is MedicineStatus.CURRENT and not over


def say_medicines(question: Question, records: Records, mind: Mind) -> Draft:
    """All that are taken now; or, when asked, those that no longer are."""
    wanted = _named(records.medicines(), mind, question)
    if question.subjects:
        wanted = _asked_for(question.subjects, wanted, records, mind)
    if not wanted:
        noun = "any medicine that you no longer take" if question.stopped else "any medicine"
        return not_listed(noun + _for(question.subjects), records)
    facts = tuple(Told(medicine, concept.id) for concept, medicine in wanted)
    names = list(dict.fromkeys(concept.spoken for concept, _ in wanted))
    return in_parts(*_listed(names, wanted, stopped=question.stopped), facts, at_once=1)


def say_medicine(question: Question, records: Records, mind: Mind) -> Draft:
    """One medicine as the record has it: strength, instruction, since when, by whom."""
    concept = question.subjects[0]
    written = [m for m in records.medicines() if m.key in concept.keys]
    if not written:
        return not_listed(concept.spoken, records)
    current = [m for m in written if is_current(m, mind.today)]
    if question.aspect in (Aspect.WHO, Aspect.SINCE):
        return _one_thing(question, written, current, mind)
    if not current:
        return found(_stopped(concept, written[0], mind), told(concept.id, written[:1]))
    newest = current[0]
    strength = say_strength(newest.name)
    name = f"{concept.spoken}, {strength}" if strength else concept.spoken
    sentences = [tell(f"Your record says: {name}.", newest)]
    if newest.dose:
        sentences.append(tell(f"{capital(say_dose(newest.dose))}.", newest))
    sentences += [*_since(newest, mind), FOLLOW_THE_LABEL]
    return found(sentences, told(concept.id, current), _purpose_offer(concept, mind))


def _one_thing(question: Question, written: Sequence[Medicine], current: Sequence[Medicine], mind: Mind) -> Draft:
    """Since when, or by whom: what was asked first, then whether it is still taken."""
    concept, newest = question.subjects[0], (current or written)[0]
    dated = [m for m in written if m.origin.when]
    ending = [] if current else [tell("It's no longer listed as taken.", newest)]
    if question.aspect is Aspect.WHO:
        by = newest.origin.performer
        says = (
            f"{capital(concept.spoken)} was written by {by}."
            if by
            else f"Your record doesn't say who prescribed {concept.spoken}."
        )
        return found(
            [tell(says, newest), *_since(replace(newest, origin=replace(newest.origin, performer="")), mind), *ending],
            told(concept.id, [newest]),
        )
    if not dated:
        text = f"Your record doesn't say since when you take {concept.spoken}."
        return found([tell(text, newest), *ending], told(concept.id, [newest]))
    oldest = dated[-1]
    sentences = [tell(f"Your record has {concept.spoken} since {_date(oldest, mind)}.", oldest)]
    if dated[0] != oldest:
        sentences.append(tell(f"It was last written {say_on(dated[0].origin.when or NEVER, mind.today)}.", dated[0]))
    return found([*sentences, *ending], told(concept.id, dict.fromkeys((oldest, dated[0]))))


NEVER = PartialDate(1)


def _date(medicine: Medicine, mind: Mind) -> str:
    return say_date(medicine.origin.when or NEVER, mind.today)


def say_purpose(question: Question, records: Records, mind: Mind) -> Draft:
    """What a medicine is usually for, and what this record lists it with."""
    concept = question.subjects[0]
    entry = mind.entry(concept)
    written = [m for m in records.medicines() if m.key in concept.keys]
    if not written and question.aspect is Aspect.WHY:
        return not_listed(concept.spoken, records)
    reasons = [m for m in written if m.reason][:1]
    sentences = [Sentence(entry.explanation)] if entry and entry.explanation else []
    sentences += [tell(f"Your record lists it with {_lower(m.reason)}.", m) for m in reasons]
    if not sentences:
        return not_listed(f"what {concept.spoken} is for", records)
    if not written:
        sentences.append(Sentence(f"I don't find {concept.spoken} in your record."))
    return found(sentences, told(concept.id, reasons or written[:1]))


def _for(subjects: Sequence[Concept]) -> str:
    purposes = [concept.spoken for concept in subjects if concept.kind is not ConceptKind.MEDICINE]
    return f" for {say_list(purposes)}" if purposes else ""


def _asked_for(
    subjects: Sequence[Concept], wanted: Sequence[tuple[Concept, Medicine]], records: Records, mind: Mind
) -> list[tuple[Concept, Medicine]]:
    """Those asked for by name, by the condition that the record gives as their reason, or by what they act on."""
    ids = {concept.id for concept in subjects}
    keys = {key for concept in subjects if concept.kind is ConceptKind.CONDITION for key in concept.keys}
    reasons = {condition.name.lower() for condition in records.conditions() if condition.key in keys}
    acted_on = {concept.id for concept in subjects if concept.kind is ConceptKind.TEST}
    return [
        (c, m)
        for c, m in wanted
        if c.id in ids or (m.reason and m.reason.lower() in reasons) or _acts_on(c, acted_on, mind)
    ]


def _acts_on(medicine: Concept, tests: set[str], mind: Mind) -> bool:
    """Whether its lay class or its explanation names the test: a "blood pressure pill" acts on blood pressure."""
    entry = mind.entry(medicine)
    known = " ".join((*entry.classes, entry.explanation)).lower() if entry else ""
    return any(test in known for test in tests)


def _named(medicines: Sequence[Medicine], mind: Mind, question: Question) -> list[tuple[Concept, Medicine]]:
    named = [(mind.named(ConceptKind.MEDICINE, m.key, m.name), m) for m in medicines]
    current = {concept.id for concept, m in named if is_current(m, mind.today)}
    if question.stopped:
        return [(concept, m) for concept, m in named if concept.id not in current]
    return [(concept, m) for concept, m in named if is_current(m, mind.today)]


def _listed(
    names: Sequence[str], wanted: Sequence[tuple[Concept, Medicine]], *, stopped: bool
) -> tuple[list[Sentence], list[Sentence]]:
    facts = [m for _, m in wanted]
    many = f"{say_count(len(names))} medicine{'s' if len(names) != 1 else ''}"
    verb = "that you no longer take" if stopped else "that you take now"
    if len(names) <= 3:
        return [tell(f"Your record lists {many} {verb}: {say_list(names)}.", *facts)], []
    lead = tell(f"Your record lists {many} {verb}.", *facts)
    of = {name: [m for concept, m in wanted if concept.spoken == name] for name in names}
    groups = [names[i : i + 3] for i in range(0, len(names), 3)]
    points = [tell(f"{capital(say_list(group))}.", *(m for name in group for m in of[name])) for group in groups]
    return [lead], points


def _since(medicine: Medicine, mind: Mind) -> list[Sentence]:
    when, who = medicine.origin.when, medicine.origin.performer
    if when is None:
        return []
    by = f", by {who}" if who else ""
    return [tell(f"It was written {say_on(when, mind.today)}{by}.", medicine)]


def _stopped(concept: Concept, last: Medicine, mind: Mind) -> list[Sentence]:
    ended = f" {_until(last.ended, mind)}" if last.ended else ""
    return [tell(f"Your record has {concept.spoken} as no longer taken{ended}.", last), *_since(last, mind)]


def _until(ended: PartialDate, mind: Mind) -> str:
    return f"since {say_date(ended, mind.today)}"


def _purpose_offer(concept: Concept, mind: Mind) -> Offer | None:
    entry = mind.entry(concept)
    if not entry or not entry.explanation:
        return None
    return Offer(f"Shall I say what {concept.spoken} is for?", Question(Kind.EXPLAIN, (concept,)))


def _lower(reason: str) -> str:
    """A reason inside a sentence: its first letter small unless the word is an abbreviation."""
    return reason if reason[:2].isupper() else reason[:1].lower() + reason[1:]
