"""What a sentence is likely to ask, by its meaning rather than by its words: the labels and what each of them needs.

A gist (`core.ports.Gist`) weighs these labels for words in which every name was exchanged for a common one
(`common_words`), so that it sees no name of the record. It is never the source of a fact: a label with the names
that the grammar found makes a typed question like any other (`core.gist_question`), or none.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.facts import ConceptKind
from core.grammar_mask import Masked
from core.questions import Aspect, Boundary, Kind

_T, _M, _C = ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION
_P, _V, _A = ConceptKind.PROCEDURE, ConceptKind.VACCINE, ConceptKind.ALLERGY


class Needs(StrEnum):
    """What a label needs beside its names."""

    NOTHING = ""
    EVENT = "event"
    """A time that is counted from something in the record."""
    SPAN = "span"
    LAST_QUESTION = "last_question"
    """A follow-up: something was asked before."""
    WORDS = "words"
    """Words to look for; the grammar alone finds them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means as a typed question."""

    kind: Kind
    names: tuple[ConceptKind, ...] = ()
    """What has to be named, best first; empty when nothing may be named."""
    about: ConceptKind | None = None
    aspect: Aspect = Aspect.WHOLE
    needs: Needs = Needs.NOTHING
    stopped: bool = False


MEANINGS: dict[str, Meaning] = {
    "value": Meaning(Kind.LATEST, (_T,)),
    "trend": Meaning(Kind.TREND, (_T,)),
    "since": Meaning(Kind.TREND, (_T,), needs=Needs.EVENT),
    "before": Meaning(Kind.LATEST, (_T,), needs=Needs.EVENT),
    "highest": Meaning(Kind.HIGHEST, (_T,)),
    "lowest": Meaning(Kind.LOWEST, (_T,)),
    "average": Meaning(Kind.AVERAGE, (_T,)),
    "count": Meaning(Kind.COUNT, (_T,)),
    "first": Meaning(Kind.FIRST, (_T,)),
    "is_normal": Meaning(Kind.IS_NORMAL, (_T,)),
    "explain": Meaning(Kind.EXPLAIN, (_T, _M, _C)),
    "med": Meaning(Kind.DETAIL, (_M,)),
    "med_since": Meaning(Kind.DETAIL, (_M,), aspect=Aspect.SINCE),
    "med_who": Meaning(Kind.DETAIL, (_M,), aspect=Aspect.WHO),
    "med_why": Meaning(Kind.EXPLAIN, (_M,), aspect=Aspect.WHY),
    "allergy_one": Meaning(Kind.DETAIL, (_A, _M), about=_A),
    "condition_one": Meaning(Kind.DETAIL, (_C,)),
    "condition_since": Meaning(Kind.DETAIL, (_C,), aspect=Aspect.SINCE),
    "vaccine_one": Meaning(Kind.DETAIL, (_V,)),
    "procedure_one": Meaning(Kind.DETAIL, (_P,), about=_P),
    "letter_about": Meaning(Kind.LETTER_ABOUT, needs=Needs.WORDS),
    "phone": Meaning(Kind.PHONE),
    "medicines": Meaning(Kind.LIST, about=_M),
    "stopped_medicines": Meaning(Kind.LIST, about=_M, stopped=True),
    "medicine_changes": Meaning(Kind.CHANGED, about=_M, needs=Needs.SPAN),
    "allergies": Meaning(Kind.LIST, about=_A),
    "conditions": Meaning(Kind.LIST, about=_C),
    "vaccines": Meaning(Kind.LIST, about=_V),
    "procedures": Meaning(Kind.LIST, about=_P),
    "care_team": Meaning(Kind.LIST, about=ConceptKind.DOCTOR),
    "letters": Meaning(Kind.LIST, about=ConceptKind.LETTER),
    "last_visit": Meaning(Kind.LAST_VISIT),
    "next_visit": Meaning(Kind.NEXT_VISIT),
    "hospital": Meaning(Kind.LAST_VISIT),
    "changed_since_visit": Meaning(Kind.CHANGED),
    "out_of_range": Meaning(Kind.OUT_OF_RANGE),
    "sleep": Meaning(Kind.SLEEP),
    "steps": Meaning(Kind.ACTIVITY),
    "source": Meaning(Kind.SOURCE, needs=Needs.LAST_QUESTION),
    "when": Meaning(Kind.WHEN, needs=Needs.LAST_QUESTION),
    "capabilities": Meaning(Kind.CAPABILITIES),
    "follow_normal": Meaning(Kind.IS_NORMAL, needs=Needs.LAST_QUESTION),
    "follow_trend": Meaning(Kind.TREND, needs=Needs.LAST_QUESTION),
    "follow_year": Meaning(Kind.VALUE_AT, needs=Needs.LAST_QUESTION),
    "follow_test": Meaning(Kind.LATEST, (_T,), needs=Needs.LAST_QUESTION),
}
"""What can be answered. `follow_year` is left to the grammar."""
DECLINED: dict[str, Boundary] = {
    "dose_advice": Boundary.DOSE,
    "diagnosis": Boundary.DIAGNOSIS,
    "future": Boundary.PROGNOSIS,
    "opinion": Boundary.OPINION,
    "other_person": Boundary.OTHER_PERSON,
    "outside": Boundary.OUTSIDE,
}
AFTER_ANOTHER = frozenset(label for label, meaning in MEANINGS.items() if meaning.needs is Needs.LAST_QUESTION)
"""Labels that mean nothing at the beginning of a conversation."""
NOTHING = "nothing"
"""Words that ask nothing."""
_COMMON = {
    ConceptKind.TEST: ("potassium", "cholesterol"), ConceptKind.MEDICINE: ("metformin", "lisinopril"),
    ConceptKind.CONDITION: ("asthma", "gout"), ConceptKind.ALLERGY: ("penicillin", "peanuts"),
    ConceptKind.VACCINE: ("flu", "tetanus"), ConceptKind.PROCEDURE: ("colonoscopy", "bypass"),
    ConceptKind.DOCTOR: ("doctor smith", "doctor jones"), ConceptKind.LETTER: ("letter", "letter"),
    ConceptKind.VISIT: ("visit", "visit"),
}  # fmt: skip
"""What stands for the first and for any other name of a kind."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|\bmay(?= (?:19|20)\d\d)"
)
_DOCTOR = re.compile(
    r"\b(?:dr|doctor) (?!s\b|say|said|says|tell|told|about|about|who|when|for|to|in|at|on|put|gave)[a-z]+"
)


_SHOT = re.compile(r"\b(?:shots?|jabs?|jags?|vaccin\w+|boosters?|immuni[sz]\w+|inoculat\w+|injections?)\b")


def common_words(masked: Masked) -> str:
    """Masked words with a common name in each place, and one year, month and doctor for all: `my last potassium`."""
    words = _DOCTOR.sub("doctor smith", masked.words)
    words = _MONTH.sub("march", words)
    words = _YEAR.sub("2015", words).replace("LETTER", "letter").replace("WHOM", "doctor smith")
    seen: list[ConceptKind] = []
    for number, mention in enumerate(masked.mentions):
        kind = next((c.kind for c in mention.readings if c.keys), mention.concepts()[0].kind)
        name = _COMMON[kind][kind in seen]
        shot = kind is ConceptKind.VACCINE and not _SHOT.search(words)
        words = words.replace(f"@{number}", f"{name} shot" if shot else name)
        seen.append(kind)
    return words


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much speaks for each label, for some words."""

    weights: Mapping[str, float]

    def best(self) -> tuple[str, float]:
        """The best label and its weight."""
        return max(self.weights.items(), key=lambda pair: pair[1], default=("", 0.0))

    def lead_over(self, labels: Collection[str]) -> float:
        """By how much the best label leads these."""
        return self.best()[1] - max((self.weights.get(label, 0.0) for label in labels), default=0.0)

    def lead(self) -> float:
        """By how much the best label leads all others."""
        return self.lead_over(self.weights.keys() - {self.best()[0]})
