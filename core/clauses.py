"""Words in clauses: what one half sentence says must not be undone by what another one denies.

"No chest pain but I can't breathe" is two clauses; so is "my chest hurts and I don't know why". A clause
ends at a full stop, a comma, or a word such as "but"; "and" ends one only before a new subject, so that
"I fell and hit my head" stays whole. A time in front ("last year, I had …") belongs to what follows; at the
very end ("…, years ago") to what went before.
"""

import re

from core.words import plain

WALL = "|"
"""Stands between two clauses; no `\\w` pattern runs across it, only `.*` does."""

_SENTENCE_END = re.compile(r"[.?!;:]+(?=\s|$)|[,—–]+(?!\d{3})|\s-+\s")
_TITLE = re.compile(r"\b(dr|mr|mrs|ms|prof|st)\.", re.IGNORECASE)
_LETTER_WORD = re.compile(r"\b(?:[A-Za-z]\.){2,}(?=\W|$)")
_HESITATION = re.compile(r"\b(?:u+h*m+|u+h+|e+rm+|h+m+|ahem)\b")
_TWICE = re.compile(r"\b(?!(?:one|two|nine|five|\d+) )(\w+(?: \w+){0,3})(?: \1\b)+")
"""Said twice while stumbling; figures ("nine one one") are never that."""
_SIGHS = frozenset({"oh", "ah", "well", "oh well", "oh my", "you know"})
"""Said between two commas, they part nothing."""
_TURN = re.compile(
    r" (?:but|though|although|however|except|yet|and then|and also|and now|and yet|then|because|also)(?= )"
    r"| and(?= (?:i|im|ive|its|it|my|he|hes|she|shes|his|her|theres|there|now|this|suddenly)\b)"
)
_SHORT_FORMS = tuple(
    (re.compile(rf"\b{long}\b"), short)
    for long, short in (
        ("can ?not", "cant"), ("will not", "wont"), ("do not", "dont"), ("does not", "doesnt"), ("did not", "didnt"),
        ("is not", "isnt"), ("has not", "hasnt"), ("have not", "havent"), ("could not", "couldnt"), ("i am", "im"),
        ("it is", "its"), ("gonna", "going to"), ("wanna", "want to"), ("he is", "hes"), ("she is", "shes"),
        ("cannae", "cant"), ("didnae", "didnt"), ("isnae", "isnt"), ("doesnae", "doesnt"), ("wasnae", "wasnt"),
    )
)  # fmt: skip
_TIME_IN_FRONT = re.compile(
    r"^(?:(?:so|well|and|back|way|about|maybe|like) )*"
    r"(?:last \w+|(?:\w+ ){1,3}ago|in (?:\w+ ){0,2}\w+|(?:that|this|it) was (?:back )?(?:in )?(?:(?:19|20)\d\d|(?:\w+ ){1,2}(?:ago|gone|back))|(?:thats|its) (?:\w+ ){1,3}years? (?:ago|gone|back|now)|(?:when|before|after|since) (?:\w+ ){1,5}\w+|once|years back)$"
)
_ASKS = re.compile(r"^(?:do|does|did|is|was|are|were|when|where|what|who|should)\b")
"""Before a question a time belongs to what was told: "I fell, when I was 19, does the doctor know that?"."""


def without_dots(text: str) -> str:
    """Titles and letter words without their dots, which end no sentence: `Dr. Lee`, `B.M.I.`."""
    return _LETTER_WORD.sub(lambda match: match[0].replace(".", ""), _TITLE.sub(r"\1", text))


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a raw or plain text, each in plain words with the usual short forms ("cannot" is `cant`)."""
    pieces = _SENTENCE_END.split(without_dots(text))
    parts = [part for piece in pieces for part in _TURN.split(_said(piece)) if part.strip()]
    parts = [part.strip() for part in parts]
    return tuple(_with_times_joined([part for part in parts if part not in _SIGHS] or parts))


def _said(piece: str) -> str:
    words = _HESITATION.sub(" ", plain(piece))
    for long, short in _SHORT_FORMS:
        words = long.sub(short, words)
    return _without_stumbling(" ".join(words.split()))


def _without_stumbling(words: str) -> str:
    while (fewer := _TWICE.sub(r"\1", words)) != words:
        words = fewer
    return words


def _with_times_joined(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if len(joined) > 1 and _TIME_IN_FRONT.match(joined[-1]) and _ASKS.match(part):
            joined[-2:] = [f"{joined[-2]} {joined[-1]}", part]
        elif joined and _TIME_IN_FRONT.match(joined[-1]):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    if len(joined) > 1 and _TIME_IN_FRONT.match(joined[-1]):
        return [*joined[:-2], f"{joined[-2]} {joined[-1]}"]
    return joined
