"""Answers about allergies, conditions, vaccines and procedures."""

from collections.abc import Sequence

from core.answers import Sentence
from core.draft import Draft, absent, found, in_parts, tell, told
from core.facts import Allergy, ConceptKind, Condition, Immunization, Procedure
from core.mind import Mind
from core.ports import Records
from core.questions import Question
from core.saying import capital, say_count, say_date, say_list, say_on, say_span
from core.wording.absence import not_listed, reach

KIND_OF: dict[type, ConceptKind] = {
    Allergy: ConceptKind.ALLERGY,
    Condition: ConceptKind.CONDITION,
    Immunization: ConceptKind.VACCINE,
    Procedure: ConceptKind.PROCEDURE,
}


def say_allergies(question: Question, records: Records, mind: Mind) -> Draft:
    """All allergies, or the record's own word that there are none."""
    entries = [a for a in records.allergies() if a.active]
    real = [a for a in entries if not a.none_known]
    if not real:
        return _no_allergies(entries, records)
    names = [_name(a, mind) for a in real]
    many = "one allergy" if len(real) == 1 else f"{say_count(len(real))} allergies"
    facts = tuple(t for name, a in zip(names, real, strict=True) for t in told(name, [a]))
    if len(real) == 1:
        lead = tell(f"Your record lists {many}: {names[0]}.", real[0])
        return found([lead, *_reaction(real[0])], facts)
    points = [tell(f"{capital(name)}.", a) for name, a in zip(names, real, strict=True)]
    return in_parts([tell(f"Your record lists {many}.", *real)], points, facts)


def say_allergy(question: Question, records: Records, mind: Mind) -> Draft:
    """Whether one thing is listed as an allergy."""
    concept = question.subjects[0]
    entries = records.allergies()
    same = [a for a in entries if a.key in concept.keys or _name(a, mind) == concept.spoken]
    active = [a for a in same if a.active and not a.none_known]
    if active:
        lead = tell(f"Yes. Your record lists an allergy to {concept.spoken}.", active[0])
        return found([lead, *_reaction(active[0]), *_noted(active[0], mind)], told(concept.id, active))
    if same:
        text = f"Your record has an allergy to {concept.spoken} that no longer counts."
        return found([tell(text, same[0])], told(concept.id, same[:1]))
    none = [a for a in entries if a.active and a.none_known]
    if none:
        return _no_allergies(none, records)
    return absent(
        f"I don't find an allergy to {concept.spoken} in your record.",
        "That doesn't prove you have none, so tell your doctor what you know.",
    )


def say_conditions(question: Question, records: Records, mind: Mind) -> Draft:
    """The problems that the record lists as present."""
    active = [c for c in records.conditions() if c.active and c.confirmed]
    if not active:
        return not_listed("any condition that is present now", records)
    names = {c.origin.resource: _name(c, mind) for c in active}
    distinct = list(dict.fromkeys(names.values()))
    facts = tuple(t for c in active for t in told(names[c.origin.resource], [c]))
    many = f"{say_count(len(distinct))} condition{'s' if len(distinct) != 1 else ''}"
    if len(distinct) <= 3:
        return found([tell(f"Your record lists {many}: {say_list(distinct)}.", *active)], facts)
    groups = [distinct[i : i + 3] for i in range(0, len(distinct), 3)]
    points = [
        tell(f"{capital(say_list(group))}.", *(c for c in active if names[c.origin.resource] in group))
        for group in groups
    ]
    return in_parts([tell(f"Your record lists {many}.", *active)], points, facts, at_once=1)


def say_condition(question: Question, records: Records, mind: Mind) -> Draft:
    """Whether one condition is listed, and since when."""
    concept = question.subjects[0]
    same = [c for c in records.conditions() if c.key in concept.keys]
    if not same:
        return absent(f"I don't find {concept.spoken} in your record.", reach(records))
    active = [c for c in same if c.active]
    if active:
        since = active[-1].origin.when
        when = f", since {say_date(since, mind.today)}" if since else ""
        if not any(c.confirmed for c in active):
            text = f"Your record lists {concept.spoken} as not confirmed{when}."
            return found([tell(text, *active)], told(concept.id, active))
        return found([tell(f"Yes. Your record lists {concept.spoken}{when}.", *active)], told(concept.id, active))
    last = same[0]
    until = f", until {say_date(last.ended, mind.today)}" if last.ended else ""
    text = f"Your record lists {concept.spoken} as something you had in the past{until}."
    began = [tell(f"It began {say_on(last.origin.when, mind.today)}.", last)] if last.origin.when else []
    return found([tell(text, last), *began], told(concept.id, [last]))


def say_given(question: Question, records: Records, mind: Mind) -> Draft:
    """All vaccines that were given, or all procedures that were done: the newest of each first."""
    vaccines = question.about is ConceptKind.VACCINE
    facts: Sequence[Immunization | Procedure] = records.immunizations() if vaccines else records.procedures()
    if not facts:
        return not_listed("any vaccine" if vaccines else "any procedure", records)
    named = {f.origin.resource: _name(f, mind) for f in facts}
    newest = {named[f.origin.resource]: f for f in reversed(facts)}
    ordered = sorted(newest.items(), key=lambda item: facts.index(item[1]))
    noun = "vaccine" if vaccines else "procedure"
    lead = tell(f"Your record lists {say_count(len(newest))} {noun}{'s' if len(newest) != 1 else ''}.", *facts)
    points = [tell(f"{capital(name)}, {_on(fact, mind)}.", fact) for name, fact in ordered]
    return in_parts([lead], points, tuple(t for f in facts for t in told(named[f.origin.resource], [f])))


def say_one_given(question: Question, records: Records, mind: Mind) -> Draft:
    """Whether and when one vaccine was given or one procedure was done."""
    concept = question.subjects[0]
    everything: Sequence[Immunization | Procedure] = [*records.immunizations(), *records.procedures()]
    inside = [f for f in everything if _is_asked_for(f, question) and question.span.holds(f.origin.when)]
    if not inside:
        then = f" {say_span(question.said_span)}" if question.said_span else ""
        return absent(f"I don't find {concept.spoken}{then} in your record.", reach(records))
    newest, times = inside[0], len(inside)
    name = concept.spoken if concept.kind is not ConceptKind.CONDITION else _name(newest, mind)
    sentences = [tell(f"Yes. Your record has {name} {_on(newest, mind)}.", newest)]
    if times > 1:
        sentences.append(tell(f"It lists {say_count(times)} in all.", *inside))
    return found(sentences, told(concept.id, inside if times > 1 else [newest]))


def _is_asked_for(fact: Immunization | Procedure, question: Question) -> bool:
    """By its own name; or, for "my cataract surgery", by the condition in the procedure's name."""
    concept = question.subjects[0]
    if concept.kind is not ConceptKind.CONDITION:
        return fact.key in concept.keys
    words = [word for word in concept.id.split() if len(word) > 4]
    return isinstance(fact, Procedure) and any(word in fact.name.lower() for word in words)


def _no_allergies(entries: Sequence[Allergy], records: Records) -> Draft:
    stated = [a for a in entries if a.none_known]
    if stated:
        return found([tell("Your record says that you have no known allergies.", *stated)], told("allergies", stated))
    return absent("I don't find any allergy in your record.", "That doesn't prove you have none.", reach(records))


def _reaction(allergy: Allergy) -> list[Sentence]:
    said = [tell(f"The reaction was {allergy.reaction.lower()}.", allergy)] if allergy.reaction else []
    return [*said, tell("It is marked as serious.", allergy)] if allergy.severe else said


def _noted(fact: Allergy | Condition, mind: Mind) -> list[Sentence]:
    when = fact.origin.when
    return [tell(f"That goes back to {say_date(when, mind.today)}.", fact)] if when else []


def _on(fact: Immunization | Procedure, mind: Mind) -> str:
    return say_on(fact.origin.when, mind.today) if fact.origin.when else "on a day not noted"


def _name(fact: Allergy | Condition | Immunization | Procedure, mind: Mind) -> str:
    return mind.named(KIND_OF[type(fact)], fact.key, fact.name).spoken
