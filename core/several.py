"""Several questions in one breath: "what's my A1c, and when is my next visit?"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from core.clauses import without_dots
from core.conversation import Conversation
from core.questions import Kind, Question, Understood
from core.words import content, plain

_MOST = 6
"""Questions; three points are answered at once, the rest on "go on" (`core.wording.several`)."""
_SENTENCES = re.compile(r"(?<=[a-zA-Z0-9])[?.;]\s+")
_STARTS = (
    r"(?:what|whats|when|whens|which|who|whos|where|wheres|how|hows|do i|did i|am i|was i|have i|had i|is (?:my|it|that|there)|are my|are there"
    r"|has my|was my|were my|does|tell me|read me|list|give me|also (?:what|when|who|how))"
)
_AND = re.compile(
    rf" (?:oh and|and|or) (?:also |then |please |um |uh |oh |well |while youre (?:at|about) it |another thing )*(?={_STARTS}\b)"
)
_A_ROW = 3
"""Questions between commas; of two with nothing but a comma between them the first may be told for the second."""
_COMMA = re.compile(rf"[,;]\s+(?=(?:and |then |also |oh )*{_STARTS}\b)", re.IGNORECASE)
_ASKED = re.compile(rf"(?:and |also )?{_STARTS}\b")
_ANNOUNCED = re.compile(r"^[^:]*\b(?:things?|questions?)\b[^:]*:\s*", re.IGNORECASE)
"""`I have three things to ask: …`."""
_ALONE = {Kind.CAPABILITIES}


def in_one_breath(text: str, so_far: Conversation, read: Callable[[str, Conversation], Understood]) -> Question | None:
    """The first question with the others in its `also`; None unless every part is a question of its own."""
    told = _ANNOUNCED.sub("", without_dots(text))
    sentences = _SENTENCES.split(told)
    by_commas = _split_up(piece for sentence in sentences for piece in _by_commas(sentence))
    in_a_row = _all_asked(by_commas, so_far, read) if len(by_commas) >= _A_ROW else None
    return in_a_row or _all_asked(_split_up(sentences), so_far, read)


def _all_asked(
    parts: list[str], so_far: Conversation, read: Callable[[str, Conversation], Understood]
) -> Question | None:
    if not 1 < len(parts) <= _MOST:
        return None
    questions: list[Question] = []
    for part in parts:
        understood = read(part, so_far)
        if not isinstance(understood, Question) or understood.kind in _ALONE:
            return None
        questions.append(understood)
        topics = tuple(dict.fromkeys((*understood.subjects, *so_far.topics)))
        so_far = replace(so_far, last_question=understood, topics=topics, asked_back=None, offered=None)
    first, *rest = questions
    return replace(first, also=tuple(rest)) if _differ(questions) else None


def _split_up(pieces: Iterable[str]) -> list[str]:
    return [part for piece in pieces for part in _AND.split(plain(piece)) if part]


def _by_commas(sentence: str) -> list[str]:
    """The questions between commas; whole when one of them only leads up to the next: "my A1c, what is it"."""
    pieces = _COMMA.split(sentence)
    return pieces if all(_ASKED.match(content(piece)) for piece in pieces) else [sentence]


def _differ(questions: list[Question]) -> bool:
    """A question said twice is one."""
    return len(set(questions)) == len(questions)
