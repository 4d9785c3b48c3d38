"""Rehearsal: the doctor's side is played, the person asks; and teach-back, blaming the speaker.

The doctor's answers are never made up: where one would come, that is said.
"""

from dataclasses import replace

from core.answers import Sentence
from core.draft import POINTS_AT_ONCE, Told
from core.visit.begin import changes_of
from core.visit.book import VisitKind
from core.visit.ideas import ideas_of
from core.visit.rehearse import FACTS, LONG, Heard, listen, say_seconds
from core.visit.reply import Reply, Step, for_visit, place_of, quoted, respond, say
from core.visit.say_changes import Point
from core.visit.sheet_step import TO_SHEET
from core.visit.state import Rehearsal, Stage

_OPENINGS = {
    VisitKind.NEW_PROBLEM: "“Good morning. What brings you in?”",
    VisitKind.MEDICINES: "“Good morning. How are you getting on with your medicines?”",
    VisitKind.RESULTS: "“Good morning. What would you like to know about your results?”",
    VisitKind.PROCEDURE: "“Good morning. What would you like to know before we do this?”",
}
_OPENING = "“Good morning. What would you like to talk about today?”"
ANSWERS_HERE = "The doctor would answer here."


def rehearse(step: Step) -> Reply:
    """Plays the doctor's opening."""
    if not step.state.questions:
        return respond(
            step.state, say("There is nothing to practise yet."), "What would you like to ask?", Stage.ASKING
        )
    kind = step.state.plan.kind if step.state.plan else VisitKind.UNKNOWN
    lead = "I'll play the doctor. You talk as you would there, and take your time."
    state = replace(step.state, rehearsal=Rehearsal())
    return respond(state, say(lead), _OPENINGS.get(kind, _OPENING), Stage.REHEARSAL)


def hear_out(step: Step) -> Reply:
    """What was said to the doctor: which question it asked, what is missing, what is still open."""
    listed = for_visit(step.state)
    heard = listen(step.move.words, tuple(q.words for q in step.state.questions), step.mind)
    now = frozenset(at for at in heard.asked if at < len(listed))
    so_far = step.state.rehearsal
    everything = f"{so_far.spoken} {step.move.words}"
    after = replace(so_far, asked=so_far.asked | now, words=so_far.words + heard.words, spoken=everything)
    sentences = say(ANSWERS_HERE) if heard.asked or "?" in step.move.words else []
    told: list[Told] = []
    fresh = sorted(now - so_far.asked)
    if fresh:
        sentences += say(f"You asked your {' and '.join(place_of(at) for at in fresh)} question.")
        if heard.words >= LONG:
            sentence, told_facts = quoted(listed[fresh[0]], step.records, "A shorter way to say it: ")
            sentences.append(sentence)
            told += told_facts
    elif heard.asked and not now:
        sentences += say("That one is on your list for later.")
    hint, after = _hint(heard, everything, after)
    sentences += hint
    state = replace(step.state, rehearsal=after)
    if len(after.asked) == len(listed):
        many = "You asked your question" if len(listed) == 1 else "You asked all your questions"
        return respond(
            state,
            [*sentences, *say(f"{many}, in {say_seconds(after.words)}.")],
            "Shall we do it once more?",
            Stage.AGAIN,
            told,
        )
    still = _still_open(after, len(listed))
    lead = sentences or say("I'm listening, as the doctor would be.")
    return respond(state, [*lead, *say(still)], "", Stage.REHEARSAL, told)


def _still_open(rehearsal: Rehearsal, many: int) -> str:
    left = [place_of(at) for at in range(many) if at not in rehearsal.asked]
    if len(left) == many:
        return "Which question would you ask first?"
    return f"Your {' and '.join(left)} question {'is' if len(left) == 1 else 'are'} still open."


def _hint(heard: Heard, everything: str, so_far: Rehearsal) -> tuple[list[Sentence], Rehearsal]:
    """One key fact that a complaint lacks, the most wanted first; each is asked for once."""
    if not heard.complaint:
        return [], so_far
    said = everything.lower()
    missing = [name for name, (pattern, _) in FACTS.items() if not pattern.search(said) and name not in so_far.hinted]
    if not missing:
        return [], so_far
    return say(FACTS[missing[0]][1]), replace(so_far, hinted=so_far.hinted | {missing[0]})


def finish(step: Step) -> Reply:
    """The end of a rehearsal: what was forgotten is read once; then the sheet."""
    listed, asked = for_visit(step.state), step.state.rehearsal.asked
    forgotten = [at for at in range(len(listed)) if at not in asked]
    if not forgotten:
        return respond(step.state, say("Good."), TO_SHEET, Stage.SHEET)
    sentence, told = quoted(
        listed[forgotten[0]], step.records, f"You have not asked your {place_of(forgotten[0])} question: "
    )
    return respond(step.state, [*say("All right."), sentence], TO_SHEET, Stage.SHEET, told)


def read_open(step: Step) -> Reply:
    """Reads the first question that is still open in the rehearsal."""
    open_ones = [at for at in range(len(for_visit(step.state))) if at not in step.state.rehearsal.asked]
    at = open_ones[0] if open_ones else 0
    sentence, told = quoted(step.state.questions[at], step.records)
    return respond(replace(step.state, last=at), [sentence], "", None, told)


def teach_back(step: Step) -> Reply:
    """Asks the person to say it in their words, and says again what was not in them."""
    if step.state.stage is not Stage.TEACH_BACK:
        ask = "I want to be sure that I said it clearly. In your own words, what has changed since your last visit?"
        return respond(step.state, (), ask, Stage.TEACH_BACK)
    mind = step.mind
    said = ideas_of(step.move.words, mind.lexicon, mind.knowledge.thesaurus).topics
    told_points = changes_of(step)[:POINTS_AT_ONCE]
    there = [p for p in told_points if said & ideas_of(_text(p), mind.lexicon, mind.knowledge.thesaurus).topics]
    missing = [p for p in told_points if p not in there]
    lead = say("Yes, that's what your record says." if there else "Let me say it better.")
    if not missing:
        return respond(step.state, lead, step.state.prompt if there else "", Stage.ASKING)
    sentences = [
        *lead,
        *(say("I may not have said this clearly:") if there else []),
        *(s for p in missing for s in p.sentences),
    ]
    return respond(
        step.state, sentences, "What questions do you have?", Stage.ASKING, [t for p in missing for t in p.told]
    )


def _text(point: Point) -> str:
    return " ".join(sentence.text for sentence in point.sentences)
