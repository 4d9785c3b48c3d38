"""Which questions of a list somebody asked, in whatever words.

A listed question was asked when the words ask something, share what the question is about, and do not want to know
something else of it. What several questions of the list share tells less than what only one of them has. The weights
and thresholds were set on the first half of `evals/visit_paraphrases.toml`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from core.lexicon import Lexicon
from core.visit.ideas import Ideas, ideas_of
from core.visit.thesaurus import Thesaurus
from core.words import content, plain

ENOUGH = 0.5
"""Share of what a question is about and wants to know that has to be in the words."""
ASPECT_WEIGHT = 0.6
"""What is wanted to be known counts less than what it is about."""
WEAK = 0.5
"""A topic that many questions touch, beside any other."""
NEARLY = 85
"""Of 100: words that may be misheard, not others."""
_ASKS = re.compile(
    r"\b(?:what|whats|why|when|whens|where|wheres|who|whos|whom|which|how|hows|whether|tell me|explain|wonder\w*|ask"
    r"|(?:want|like) to (?:know|be sure)|would you|could you|can you|(?:see|know|sure) if|if i (?:need|can|should|may|have to))\b"
    r"|^and (?!i\b|it\b|my \w+ (?:hurt|ache|is|are|was)\w*\b)(?:\w+ ?){1,4}$"
    r"|\b(?:is|are|am|was|were|do|does|did|can|could|may|should|would|will|shall|has|have|had|isnt|arent|dont|doesnt)"
    r" (?:i|you|we|they|it|that|this|there|he|she|my|the|a|any|all|anybody|anyone|anything|somebody|someone|everyone"
    r"|everybody|another|one|these|those|stairs|fruit|nobody|each|both|dr|doctor|\w+(?:es|in|ol))\b"
)


def asks(text: str) -> bool:
    """Whether the words ask something, and do not only tell."""
    return "?" in text or _ASKS.search(plain(text)) is not None


def asked_among(text: str, questions: Sequence[str], lexicon: Lexicon, thesaurus: Thesaurus) -> tuple[int, ...]:
    """Positions in `questions` of those that the words ask, best first."""
    if not asks(text):
        return ()
    listed = [ideas_of(question, lexicon, thesaurus) for question in questions]
    said = ideas_of(text, lexicon, thesaurus)
    shared = Counter(topic for ideas in listed for topic in ideas.topics)
    weigh = {topic: (WEAK if topic in thesaurus.weak else 1.0) / count for topic, count in shared.items()}
    scores = [
        (score(ideas, said, weigh) if ideas.topics else _by_letter(questions[at], text), at)
        for at, ideas in enumerate(listed)
    ]
    return tuple(at for value, at in sorted(scores, reverse=True) if value >= ENOUGH)


def _by_letter(question: str, text: str) -> float:
    """For a question that names nothing ("do I still need it"): whether its words are in what was said."""
    alike = fuzz.partial_ratio(content(question), content(text)) if len(plain(text)) >= len(content(question)) else 0
    return alike / 100 if alike >= NEARLY else 0.0


def score(question: Ideas, said: Ideas, weigh: Mapping[str, float]) -> float:
    """0 to 1: how much of a question is in what was said."""
    common = question.topics & said.topics
    if not common:
        return 0.0
    topics = sum(weigh[topic] for topic in common) / sum(weigh[topic] for topic in question.topics)
    if not question.aspects or not said.aspects:
        return topics
    aspects = 1.0 if question.aspects & said.aspects else 0.0
    return (topics + ASPECT_WEIGHT * aspects) / (1 + ASPECT_WEIGHT)
