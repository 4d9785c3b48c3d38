"""Letters and notes: announced as quotations and read as they are written."""

import re
from collections.abc import Sequence

from core.answers import Sentence
from core.draft import Draft, Offer, absent, found, in_parts, in_portions, tell, told
from core.facts import ConceptKind, Letter, LetterPassage
from core.mind import Mind
from core.ports import Records
from core.questions import Kind, Question
from core.saying import capital, say_count, say_on
from core.specialties import same_doctor
from core.wording.absence import reach

SENTENCE_END = re.compile(r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<=[.!?])\s+")
SNOMED_TAG = re.compile(r" \((?:finding|disorder|situation|procedure|event|regime/therapy)\)")
"""What SNOMED CT puts behind a name to tell kinds apart; nobody says it."""
LONGEST_WORDS = 15
"""People follow sentences of 15 words or fewer (`CONTRIBUTING.md`)."""
READ_IT = Question(Kind.DETAIL, about=ConceptKind.LETTER)


def say_letters(question: Question, records: Records, mind: Mind) -> Draft:
    """Which letters there are; reading the newest is offered."""
    if question.subjects or question.with_whom:
        return read_letter(question, records, mind)
    letters = [x for x in records.letters() if question.span.holds(x.origin.when)]
    if not letters:
        return absent("I don't find a letter in your record.", reach(records))
    many = f"{say_count(len(letters))} letter{'s' if len(letters) != 1 else ''}"
    lead = tell(f"I find {many} in your record.", *letters)
    newest = tell(f"The newest is {_named(letters[0], mind)}.", letters[0])
    return found([lead, newest], told("letter", letters), Offer("Shall I read it to you?", READ_IT, always=True))


def say_letters_about(question: Question, records: Records, mind: Mind) -> Draft:
    """What letters say about some words: the sentence that holds them, announced as a quotation."""
    passages = [p for p in records.search_letters(question.words) if question.span.holds(p.letter.origin.when)]
    passages = [p for p in passages if _is_from(p.letter, question, mind) and p.sentence]
    once = {p.sentence: p for p in reversed(passages)}
    if not once:
        return absent(f"I don't find {question.words} in your letters.")
    facts = tuple(t for p in reversed(once.values()) for t in told("letter", [p.letter]))
    quotes = [_quoted(p, mind) for p in reversed(once.values())]
    return in_portions(tuple(quotes), facts)


def _quoted(passage: LetterPassage, mind: Mind) -> tuple[Sentence, ...]:
    """Who says it, then the sentence in parts that can be followed."""
    said = " ".join(SNOMED_TAG.sub("", passage.sentence).split())
    lead = tell(f"{capital(_named(passage.letter, mind))}, says:", passage.letter)
    return (lead, *(tell(part, passage.letter) for part in _breathable(said)))


def read_letter(question: Question, records: Records, mind: Mind) -> Draft:
    """The newest letter, in its own words, three sentences at a time."""
    letters = [x for x in records.letters() if question.span.holds(x.origin.when)]
    letters = [x for x in letters if _is_asked_for(x, question) and _is_from(x, question, mind)]
    if not letters:
        return absent("I don't find that letter in your record.", reach(records))
    newest = letters[0]
    lead = tell(f"This is {_named(newest, mind)}. It says:", newest)
    points = (tell(sentence, newest) for sentence in sentences_of(newest.text))
    return in_parts([lead], points, told("letter", [newest]))


def _is_asked_for(letter: Letter, question: Question) -> bool:
    names = {name for concept in question.subjects for name in (concept.id, concept.spoken.lower())}
    return not names or any(name in letter.title.lower() or letter.title.lower() in name for name in names)


def _is_from(letter: Letter, question: Question, mind: Mind) -> bool:
    written = (letter.origin.performer, letter.title, " ".join(letter.text.split()[:6]))
    return not question.with_whom or same_doctor(question.with_whom, written, mind.knowledge.specialties)


def sentences_of(text: str) -> Sequence[str]:
    """The letter's sentences, white space folded.

    Letterhead and salutation are left out: from whom and when it is has just been said.
    """
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text)]
    body = [block for number, block in enumerate(blocks) if block and not _is_head(block, number)]
    whole = (s for block in body for s in SENTENCE_END.split(_without_salutation(SNOMED_TAG.sub("", block))) if s)
    return [part for sentence in whole for part in _breathable(sentence)]


def _breathable(sentence: str) -> list[str]:
    """A long sentence in parts that can be said and followed, cut at its commas only; no word is changed."""
    parts = [""]
    for piece in re.split(r"(?<=[,;])\s+", sentence):
        longer = f"{parts[-1]} {piece}".strip()
        if parts[-1] and len(longer.split()) > LONGEST_WORDS:
            parts.append(piece)
        else:
            parts[-1] = longer
    return parts


def _is_head(block: str, number: int) -> bool:
    return number == 0 and not re.search(r"[.!?]$", block)


def _without_salutation(block: str) -> str:
    return re.sub(r"^Dear [^:]*?[,:]\s+(?=[A-Z][a-z]*(?: [a-z]|'))|^Dear [^.]*,$", "", block)


def _named(letter: Letter, mind: Mind) -> str:
    who = f" from {letter.origin.performer}" if letter.origin.performer else ""
    when = f", {say_on(letter.origin.when, mind.today)}" if letter.origin.when else ""
    title = letter.title[:1].lower() + letter.title[1:] if not letter.title[:2].isupper() else letter.title
    return f"the {title or 'letter'}{who}{when}".replace(", on ", ", written on ")
