"""Making the list: the person's own questions first, then what the record suggests."""

from dataclasses import replace

from core.answers import Sentence
from core.draft import Told
from core.visit.book import FIRST, VisitQuestion
from core.visit.dictation import question_in
from core.visit.matching import asked_among
from core.visit.reply import Reply, Step, place_of, quoted, respond, say, with_questions
from core.visit.state import Stage

WHAT_ELSE = "What else?"
SUGGESTED_AT_ONCE = 2
FOR_KEEPING = "Shall I keep this list in your locked record, for the visit?"
PRACTISE = "Shall we practise? I'll say what the doctor might say."


def add(step: Step) -> Reply:
    """One more question, in the person's words: their own come before what the record suggests."""
    words = question_in(step.move.words)
    if len(words) <= len("So?"):
        return respond(step.state, (), "What would you like to ask?", Stage.ASKING)
    listed = [question.words for question in step.state.questions]
    if words in listed:
        return respond(step.state, say("That's on your list already."), WHAT_ELSE, Stage.ASKING)
    own = sum(question.own for question in step.state.questions)
    questions = (*step.state.questions[:own], VisitQuestion(words), *step.state.questions[own:])
    state = replace(with_questions(step.state, questions), last=own, worry="")
    lead = "I've put that first, in your words: " if own == 0 else f"I've put that {place_of(own)}: "
    if own >= FIRST:
        lead = "You have three for the visit already. I've put this after them: "
    return respond(state, say(f"{lead}“{words}”"), WHAT_ELSE, Stage.ASKING)


def worry(step: Step) -> Reply:
    """A worry is heard first; whether it becomes a question is for the person to say."""
    words = step.move.words.strip().rstrip(".!?")
    state = replace(step.state, worry=words)
    kind = "I'm glad you say it. A worry like that is worth being heard."
    return respond(state, say(kind), "Would you like it on your list, in your words?", Stage.WORRY)


def worry_added(step: Step) -> Reply:
    """The worry as a question: the person's words, and room for the doctor to answer."""
    worried = step.state.worry[:1].upper() + step.state.worry[1:]
    words = f"{worried}. Can we talk about that?"
    own = sum(question.own for question in step.state.questions)
    questions = (*step.state.questions[:own], VisitQuestion(words), *step.state.questions[own:])
    state = replace(with_questions(step.state, questions), last=own, worry="")
    return respond(state, say(f"It's on your list: “{words}”"), WHAT_ELSE, Stage.ASKING)


def suggest(step: Step) -> Reply:
    """What the record suggests and the list does not hold yet: two at a time, each with its reason."""
    state = step.state
    listed = [question.words for question in state.questions]
    fresh = [q for q in state.proposals if q.words not in listed and not _covered(q, step)]
    room = max(1, min(SUGGESTED_AT_ONCE, FIRST - len(listed))) if len(listed) < FIRST else 1
    offered, later = tuple(fresh[:room]), tuple(fresh[room:])
    if not offered:
        lead = "From your record I have nothing to add." if listed else "From your record I have nothing to suggest."
        return to_keeping(replace(step, state=replace(state, offered=())), say(lead))
    told: list[Told] = []
    intro = "From your record I'd suggest " + ("one:" if room == 1 or len(offered) == 1 else "two:")
    intro = intro if len(listed) < FIRST else "You have three already. From your record there is one for later:"
    sentences = say(intro)
    for question in offered:
        sentence, facts = quoted(question, step.records)
        sentences += [sentence, Sentence(question.why)] if question.why else [sentence]
        told += facts
    state = replace(state, offered=offered, proposals=later)
    ask = "Shall I put it on your list?" if len(offered) == 1 else "Shall I keep both?"
    return respond(state, sentences, ask, Stage.CHOOSING, told)


def _covered(question: VisitQuestion, step: Step) -> bool:
    """Whether the person already asks for it in their own words."""
    listed = [q.words for q in step.state.questions]
    asked = [w for w in listed if asked_among(w, [question.words], step.mind.lexicon, step.mind.knowledge.thesaurus)]
    return bool(asked)


def choose(step: Step, keep: tuple[int, ...]) -> Reply:
    """Takes these of the proposed questions and leaves the others."""
    taken = [step.state.offered[at] for at in keep if at < len(step.state.offered)]
    state = with_questions(step.state, (*step.state.questions, *taken)) if taken else step.state
    state = replace(state, offered=(), last=len(state.questions) - 1 if taken else state.last)
    lead = say("Kept." if taken else "All right, I leave that out.")
    if len(state.questions) < FIRST and state.proposals and len(taken) == len(step.state.offered):
        draft, after = suggest(replace(step, state=state))
        return replace(draft, sentences=(*lead, *draft.sentences)), after
    return to_keeping(replace(step, state=state), lead)


def to_keeping(step: Step, lead: list[Sentence]) -> Reply:
    """The list stands: whether it may be kept, if that was not agreed yet; then whether to practise."""
    if not step.state.questions:
        return respond(
            step.state, [*lead, *say("Your list is empty.")], "Is there anything you want to ask?", Stage.ASKING
        )
    if not step.state.book.agreed:
        return respond(step.state, lead, FOR_KEEPING, Stage.KEEPING)
    return respond(step.state, lead, PRACTISE, Stage.PRACTISE)


def put_first(step: Step) -> Reply:
    """The questions meant, to the front."""
    every = step.state.questions
    meant = tuple(every[at] for at in step.move.at)
    rest = tuple(q for at, q in enumerate(every) if at not in step.move.at)
    state = replace(with_questions(step.state, (*meant, *rest)), last=0)
    sentence, facts = quoted(meant[0], step.records, "Now first: ")
    return respond(state, [sentence], step.state.prompt, None, facts)


def drop(step: Step) -> Reply:
    """The questions meant, off the list."""
    every = step.state.questions
    meant = tuple(every[at] for at in step.move.at)
    rest = tuple(q for at, q in enumerate(every) if at not in step.move.at)
    state = replace(with_questions(step.state, rest), last=-1, at=-1)
    sentence, facts = quoted(meant[0], step.records, "I've taken off: ")
    return respond(state, [sentence], step.state.prompt, None, facts)


def rewrite(step: Step, words: str) -> Reply:
    """Another wording for one question: from now on it is the person's own."""
    at = step.move.at[0]
    every = step.state.questions
    if words == every[at].words:
        ask = "I'm not sure which word to change. Please say the whole question."
        return respond(step.state, say(ask), "", Stage.ASKING)
    kept = every[at].evidence if not every[at].own else ()
    changed = replace(every[at], words=words, evidence=kept)
    state = replace(with_questions(step.state, (*every[:at], changed, *every[at + 1 :])), last=at)
    sentence, facts = quoted(changed, step.records, "Sorry. Now it is: ")
    return respond(state, [sentence], step.state.prompt, None, facts)


def read_all(step: Step) -> Reply:
    """The three for the visit; the rest is named by its number."""
    every = step.state.questions
    if not every:
        return respond(
            step.state, say("There is no question on your list yet."), "What would you like to ask?", Stage.ASKING
        )
    sentences: list[Sentence] = []
    told: list[Told] = []
    for at, question in enumerate(every[:FIRST]):
        sentence, facts = quoted(question, step.records, f"{place_of(at).capitalize()}: ")
        sentences.append(sentence)
        told += facts
    rest = len(every) - FIRST
    if rest > 0:
        sentences += say(f"{'One more is' if rest == 1 else 'The others are'} for later.")
    return respond(replace(step.state, at=-1), sentences, step.state.prompt, None, told)


def read_one(step: Step, at: int) -> Reply:
    """One question, as it is to be asked."""
    if not 0 <= at < len(step.state.questions):
        return respond(replace(step.state, at=-1), say("That was the last one."), "", Stage.REST)
    sentence, facts = quoted(step.state.questions[at], step.records)
    return respond(replace(step.state, at=at, last=at), [sentence], "", None, facts)


def why(step: Step) -> Reply:
    """Why the questions on offer, or the one read last, are worth asking."""
    state = step.state
    asked = state.offered or state.questions[state.at : state.at + 1] if state.at >= 0 else state.offered
    reasons = [(quoted(q, step.records), q) for q in asked]
    sentences = [s for (sentence, _), q in reasons for s in (sentence, Sentence(q.why or "That is your own question."))]
    told = [t for (_, facts), _ in reasons for t in facts]
    return respond(state, sentences or say("You put that on the list yourself."), state.prompt, None, told)
