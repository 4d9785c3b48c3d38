"""Names are found exactly first, then by ear; nothing is bent to the record, nothing ordinary is a name."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understanding_record import RECORD, SMALL_KNOWLEDGE, TODAY, is_meant, record_names, small_lexicon

from app.knowledge import load_knowledge
from core.audio import Transcript
from core.conversation import FRESH
from core.facts import ConceptKind, RecordName
from core.knowledge import Entry, Knowledge
from core.lexicon import Lexicon, build_lexicon
from core.link import find
from core.questions import NotUnderstood, Question
from core.understand import understand
from core.words import plain

HERE = Path(__file__)
WHOLE = build_lexicon(record_names(), load_knowledge())
SMALL = small_lexicon()
BOTH = pytest.mark.parametrize("lexicon", [SMALL, WHOLE], ids=["small", "whole"])


@BOTH
@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("creatinine", "creatinine"), ("a1c", "a1c"), ("a 1 c", "a1c"), ("a one c", "a1c"), ("hemo globin", "hemoglobin"),
        ("met formin", "metformin"), ("b 12", "b12"), ("b twelve", "b12"), ("l d l", "ldl"), ("e g f r", "egfr"),
        ("allo purinol", "allopurinol"), ("lipitor", "atorvastatin"), ("triglyceride", "triglycerides"),
        ("dr patel", "patel"), ("flu shot", "flu vaccine"), ("cataract operation", "cataract surgery"),
        ("knee arthritis", "osteoarthritis"), ("kidney disease", "ckd"), ("discharge letter", "discharge letter"),
    ],
)  # fmt: skip
def test_what_is_named_is_found(lexicon: Lexicon, said: str, short: str) -> None:
    links = find(said, lexicon)
    assert len(links.sure) == 1
    assert is_meant(links.concepts[0], short)


@BOTH
@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("create a nine", "creatinine"), ("micro 8inine", "creatinine"), ("lyzenopril", "lisinopril"), ("listen operal", "lisinopril"),
        ("listenoperel", "lisinopril"), ("a won see", "a1c"), ("they won see", "a1c"), ("met for men", "metformin"),
        ("a tore of a statin", "atorvastatin"), ("furosomide", "furosemide"), ("am load a pine", "amlodipine"),
        ("meta prolol", "metoprolol"), ("penicilin", "penicillin allergy"),
    ],
)  # fmt: skip
def test_what_is_misheard_is_found_or_asked_back(lexicon: Lexicon, said: str, short: str) -> None:
    kinds = {RECORD[short][0]}
    links = find(said, lexicon, kinds)
    assert any(is_meant(concept, short) for concept in (*links.concepts, *links.candidates))
    assert all(is_meant(concept, short) for concept in links.concepts)


NOT_OURS = [
    "keratin", "vitamin d", "vitamin k", "vitamin g", "vitamin c", "magnesium", "manganese", "prednisolone", "glyburide",
    "hydroxyzine", "hydralazine", "metoclopramide", "metronidazole", "lamotrigine", "clonidine", "amiloride", "losartan", "lovastatin",
    "simvastatin", "torsemide", "amitriptyline", "captopril", "quinapril", "fosinopril", "sitagliptin", "carotene", "calcitonin",
    "chloride", "hematocrit", "cortisol", "ferritin", "creatine kinase", "psa", "inr", "bnp",
]  # fmt: skip
"""Names of other things, many of them in the ISMP's list of confused drug names beside one of the record's."""


@BOTH
@pytest.mark.parametrize("said", NOT_OURS)
def test_nothing_is_bent_to_the_record(lexicon: Lexicon, said: str) -> None:
    assert not [concept.id for concept in find(said, lexicon).concepts if concept.keys]


@pytest.mark.parametrize("said", ["potassium chloride", "sodium bicarbonate", "vitamin d3", "type 1 diabetes"])
def test_a_longer_name_outside_the_record_wins(said: str) -> None:
    assert not [concept.id for concept in find(said, WHOLE).concepts if concept.keys]


def test_two_that_sound_alike_are_both_asked_back() -> None:
    names = [RecordName(ConceptKind.MEDICINE, f"text|{n}", f"{n} 5 MG") for n in ("zorvamine", "zorvanine")]
    links = find("zorvabine", build_lexicon(names, Knowledge((), (), (), {})))
    assert links.sure == ()
    assert {concept.id for concept in links.candidates} == {"zorvamine", "zorvanine"}


def test_a_name_that_two_things_share_is_asked_back() -> None:
    entries = tuple(Entry(n, ConceptKind.TEST, n, ("iron level",), (f"loinc|{n}",)) for n in ("iron", "ferritin"))
    names = [RecordName(ConceptKind.TEST, f"loinc|{n}", n) for n in ("iron", "ferritin")]
    links = find("iron level", build_lexicon(names, Knowledge(entries, (), (), {})))
    assert not links.sure
    assert {concept.id for concept in links.candidates} == {"iron", "ferritin"}


def test_kinds_narrow_the_search() -> None:
    links = find("penicillin", SMALL, {ConceptKind.ALLERGY})
    assert [c.kind for c in links.concepts] == [ConceptKind.ALLERGY]
    assert find("potassium", SMALL, {ConceptKind.MEDICINE}).sure == ()


ORDINARY = tomllib.loads(HERE.with_name("ordinary_talk.toml").read_text(encoding="utf-8"))


@BOTH
def test_ordinary_words_and_sentences_name_nothing(lexicon: Lexicon) -> None:
    words = plain(ORDINARY["words"]).split()
    assert len(words) > 500
    linked = {said: find(plain(said), lexicon).concepts for said in (*words, *ORDINARY["sentences"])}
    assert {said: [c.id for c in concepts] for said, concepts in linked.items() if concepts} == {}


@BOTH
def test_ordinary_sentences_are_no_question_about_anything(lexicon: Lexicon) -> None:
    for said in ORDINARY["sentences"]:
        understood = understand(Transcript(said), lexicon, FRESH, TODAY)
        assert not isinstance(understood, Question), said


@given(st.sampled_from(sorted(RECORD)), st.sampled_from(["", "my ", "my last "]))
def test_a_name_is_found_in_whatever_stands_around_it(short: str, before: str) -> None:
    kind = RECORD[short][0]
    concept = next(c for c in SMALL.concepts if is_meant(c, short))
    links = find(plain(before + concept.spoken), SMALL, {kind})
    assert links.concepts == (concept,)


@given(st.text(max_size=60))
def test_mentions_never_overlap(text: str) -> None:
    words = plain(text)
    links = find(words, SMALL)
    places = [place for mention in links.sure for place in range(mention.start, mention.end)]
    assert len(places) == len(set(places))
    assert all(place < len(words.split()) for place in places)


def outcome(text: str, short: str, lexicon: Lexicon) -> str:
    """What became of a misheard question: `right`, `asked` back rightly, `missed`, `misled` or `wrong`."""
    understood = understand(Transcript(text), lexicon, FRESH, TODAY)
    if isinstance(understood, Question) and understood.subjects:
        return "right" if any(is_meant(c, short) for c in understood.subjects) else "wrong"
    candidates = understood.candidates if isinstance(understood, NotUnderstood) else ()
    if candidates:
        return "asked" if any(is_meant(c, short) for c in candidates) else "misled"
    return "missed"


@BOTH
def test_real_mishearings(lexicon: Lexicon) -> None:
    """Of what Whisper wrote for names it did not know, most is repaired or asked back and none answered wrongly."""
    heard = tomllib.loads(HERE.with_name("mishearings.toml").read_text(encoding="utf-8"))
    known = {short: texts for short, texts in heard.items() if not short.startswith("no ")}
    counts = Counter(outcome(text, short, lexicon) for short, texts in known.items() for text in texts)
    print(f"\nmisheard names of the record: {dict(counts)}")
    others = Counter(outcome(text, s, lexicon) for s, texts in heard.items() if s not in known for text in texts)
    print(f"misheard names outside it: {dict(others)}")
    assert counts["wrong"] + others["wrong"] == 0
    assert (counts["right"] + counts["asked"]) / counts.total() >= 0.65
    assert counts["misled"] / counts.total() <= 0.03


def test_knowledge_outside_the_record_is_found_by_its_name_only() -> None:
    assert not find("war fallen", SMALL).sure
    assert find("warfarin", build_lexicon([], SMALL_KNOWLEDGE)).concepts[0].keys == ()
