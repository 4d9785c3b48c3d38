"""Which question of the list is meant: "the second", "number two", "the last one", "that", "the one about dialysis"."""

import re
from collections.abc import Sequence

from core.mind import Mind
from core.visit.ideas import ideas_of

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACE = {
    **{word: at for at, word in enumerate(_ORDINALS)},
    **{f"{at + 1}{ending}": at for at, ending in enumerate(("st", "nd", "rd", *["th"] * 7))},
}
_NUMBER = {**{word: at for at, word in enumerate(_CARDINALS)}, **{str(at + 1): at for at in range(10)}}
_THAT = re.compile(r"^(?:that|it|this|that one|this one|that question|this question|mine|my question)$")
_ABOUT = re.compile(r"\b(?:about|on|with|concerning) (?:the |my )?(?P<words>.+)$")


def pointed_at(words: str, questions: Sequence[str], last: int, mind: Mind) -> tuple[int, ...]:
    """The positions that plain words point at, within the list; `last` is what "that" means, -1 for nothing."""
    said = words.split()
    places = [_PLACE[word] for word in said if word in _PLACE]
    if re.search(r"\b(?:number|question) (?:number )?\w+$", words) and said[-1] in _NUMBER:
        places.append(_NUMBER[said[-1]])
    if not places and re.search(r"\blast(?: one| question)?$", words):
        places.append(len(questions) - 1)
    if not places and _THAT.match(words) and last >= 0:
        places.append(last)
    if not places:
        places = list(_by_topic(words, questions, mind))
    return tuple(dict.fromkeys(at for at in places if 0 <= at < len(questions)))


def _by_topic(words: str, questions: Sequence[str], mind: Mind) -> Sequence[int]:
    """The one question that shares most of what the words are about; none when two share as much."""
    named = _ABOUT.search(words)
    wanted = ideas_of(named["words"] if named else words, mind.lexicon, mind.knowledge.thesaurus).topics
    found = [ideas_of(question, mind.lexicon, mind.knowledge.thesaurus).topics & wanted for question in questions]
    most = max((len(topics) for topics in found), default=0)
    best = [at for at, topics in enumerate(found) if len(topics) == most]
    return best if most and len(best) == 1 else ()
