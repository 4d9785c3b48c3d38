"""Words in clauses: what one half sentence says must not be undone by what another one denies.

"No chest pain but I can't breathe" is two clauses; so is "my chest hurts and I don't know why". A clause
ends at a full stop, a comma, or a word such as "but"; "and" ends one only before a new subject, so that
"pain in my jaw and my arm" stays whole. A time in front ("last year, I had …") belongs to what follows.
"""

import re

from core.words import plain

WALL = "|"
"""Stands between two clauses; no `\\w` pattern runs across it, only `.*` does."""

_SENTENCE_END = re.compile(r"[.?!;:]+(?=\s|$)|[,—–]+(?!\d{3})|\s-+\s")
_HESITATION = re.compile(r"\b(?:u+h*m+|u+h+|e+rm+|h+m+|ahem)\b")
_TWICE = re.compile(r"\b(\w+(?: \w+){0,3})(?: \1\b)+")
_TURN = re.compile(
    r" (?:but|though|although|however|except|yet|and then|and also|and now|and yet|then|because|plus|also)(?= )"
    r"| and(?= (?:i|im|ive|its|it|my|he|hes|she|shes|his|her|theres|there|now|this|suddenly)\b)"
)
_SHORT_FORMS = tuple(
    (re.compile(rf"\b{long}\b"), short)
    for long, short in (
        ("can ?not", "cant"), ("will not", "wont"), ("do not", "dont"), ("does not", "doesnt"), ("did not", "didnt"),
        ("is not", "isnt"), ("has not", "hasnt"), ("have not", "havent"), ("could not", "couldnt"), ("i am", "im"),
        ("it is", "its"), ("gonna", "going to"), ("wanna", "want to"), ("he is", "hes"), ("she is", "shes"),
    )
)  # fmt: skip
_TIME_IN_FRONT = re.compile(
    r"^(?:(?:so|well|and|back|way|about|maybe|like) )*"
    r"(?:last \w+|(?:\w+ ){1,3}ago|in (?:\w+ ){0,2}\w+|(?:when|before|after|since) (?:\w+ ){1,5}\w+|once|years back)$"
)


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a raw or plain text, each in plain words with the usual short forms ("cannot" is `cant`)."""
    parts = [part for piece in _SENTENCE_END.split(text) for part in _TURN.split(_said(piece)) if part.strip()]
    return tuple(_with_times_joined([part.strip() for part in parts]))


def _said(piece: str) -> str:
    words = _HESITATION.sub(" ", plain(piece))
    for long, short in _SHORT_FORMS:
        words = long.sub(short, words)
    return _TWICE.sub(r"\1", " ".join(words.split()))


def _with_times_joined(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and _TIME_IN_FRONT.match(joined[-1]):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined
