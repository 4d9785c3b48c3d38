"""Answers about answers: where a fact came from and when it was; and what a thing is."""

from collections.abc import Sequence

from core.answers import Answer, Outcome, Sentence
from core.draft import Draft, Told, absent, found, tell
from core.facts import ConceptKind, Fact, Letter, Medicine, Reading, Visit
from core.mind import Mind
from core.ports import Records
from core.questions import Question
from core.saying import say_ago, say_list, say_on
from core.wording.medicines import say_purpose

CAPABILITIES = (
    "You can ask about your results, your medicines and your allergies.",
    "Ask about your conditions, vaccines, visits and letters too.",
    "For example: what was my last blood pressure?",
    "You can always say stop, repeat, slower, or louder.",
)


def say_source(last: Answer | None, mind: Mind) -> Draft:
    """Where the facts of the last answer came from: kind, place, day and the source's name."""
    if last is None or not last.facts:
        return _nothing_yet()
    facts = tuple(Told(f, c) for f, c in zip(last.facts, last.concepts, strict=True))
    newest = last.facts[0]
    same = [f for f in last.facts if _place(f, mind) == _place(newest, mind)]
    others = [f for f in last.facts if f.origin.source != newest.origin.source]
    sources = list(dict.fromkeys(source for f in last.facts for source in f.origin.sources))
    sentences = [tell(f"From {_place(newest, mind)}.", *same)]
    called = "record" if len(sources) == 1 else "records"
    sentences.append(tell(f"It came in with the {called} called {say_list(sources)}.", *same, *others))
    return found(sentences, facts)


def say_when(last: Answer | None, mind: Mind) -> Draft:
    """When the facts of the last answer were."""
    if last is None or not last.facts:
        return _nothing_yet()
    for fact, concept in zip(last.facts, last.concepts, strict=True):
        if fact.origin.when is not None:
            ago = say_ago(fact.origin.when, mind.today)
            text = f"That was {say_on(fact.origin.when, mind.today)}{f', {ago}' if ago else ''}."
            return found([tell(text, fact)], (Told(fact, concept),))
    return absent("Your record gives no date for it.")


def say_explanation(question: Question, records: Records, mind: Mind) -> Draft:
    """What a test, medicine or condition is, in general words; a medicine also with the record's reason."""
    concept = question.subjects[0]
    if concept.kind is ConceptKind.MEDICINE:
        return say_purpose(question, records, mind)
    entry = mind.entry(concept)
    if entry is None or not entry.explanation:
        return absent(f"I have no plain explanation of {concept.spoken}.", "Your doctor or pharmacist can tell you.")
    return Draft(Outcome.FOUND, (Sentence(entry.explanation),))


def say_capabilities() -> Draft:
    """What can be asked."""
    return Draft(Outcome.FOUND, tuple(Sentence(text) for text in CAPABILITIES))


def _nothing_yet() -> Draft:
    return Draft(Outcome.UNCLEAR, (Sentence("I haven't told you anything from your record yet."),))


def _place(fact: Fact, mind: Mind) -> str:
    kinds: Sequence[tuple[type[object], str]] = (
        (Medicine, "a prescription"),
        (Visit, "a note of a visit"),
        (Letter, "a letter"),
    )
    kind = next((noun for cls, noun in kinds if isinstance(fact, cls)), "an entry")
    if isinstance(fact, Reading):
        kind = "a lab result" if fact.range is not None and fact.range.given_by == "lab" else "a measurement"
    who = f" by {fact.origin.performer}" if fact.origin.performer else ""
    when = f", {say_on(fact.origin.when, mind.today)}" if fact.origin.when else ""
    return f"{kind}{who}{when}"
