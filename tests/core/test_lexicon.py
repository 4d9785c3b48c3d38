"""The lexicon joins what the record calls things with what is generally known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from understanding_record import RECORD, SMALL_KNOWLEDGE, is_meant, record_names, small_lexicon

from app.knowledge import load_knowledge
from core.facts import ConceptKind, RecordName
from core.knowledge import Knowledge
from core.lexicon import Lexicon, build_lexicon
from core.link import find
from core.questions import Concept

NOTHING = Knowledge((), (), (), {})


def named(lexicon: Lexicon, kind: ConceptKind, name: str) -> Concept:
    return next(c for c in lexicon.concepts if c.kind == kind and c.id == name)


@pytest.mark.parametrize("knowledge", [SMALL_KNOWLEDGE, load_knowledge()], ids=["small", "whole"])
def test_everything_in_the_record_becomes_one_concept(knowledge: Knowledge) -> None:
    lexicon = build_lexicon(record_names(), knowledge)
    for short in RECORD:
        assert sum(is_meant(concept, short) for concept in lexicon.concepts) == 1, short
    assert sum(bool(concept.keys) for concept in lexicon.concepts) == len(RECORD)


def test_two_strengths_are_one_medicine() -> None:
    lexicon = small_lexicon()
    metformin = named(lexicon, ConceptKind.MEDICINE, "metformin")
    assert set(metformin.keys) == {"rxnorm|861007", "rxnorm|861004"}
    assert lexicon.counts[lexicon.concepts.index(metformin)] == 3


def test_a_combination_holds_both_ingredients() -> None:
    name = RecordName(ConceptKind.MEDICINE, "rxnorm|1", "lisinopril 20 MG / hydrochlorothiazide 12.5 MG Oral Tablet")
    lexicon = build_lexicon([name], SMALL_KNOWLEDGE)
    assert named(lexicon, ConceptKind.MEDICINE, "lisinopril").keys == ("rxnorm|1",)
    assert named(lexicon, ConceptKind.MEDICINE, "hydrochlorothiazide").keys == ("rxnorm|1",)


def test_blood_pressure_is_one_thing() -> None:
    pressure = named(small_lexicon(), ConceptKind.TEST, "blood pressure")
    assert set(pressure.keys) == {"loinc|8480-6", "loinc|8462-4"}


def test_what_is_known_but_not_recorded_has_no_keys() -> None:
    assert named(small_lexicon(), ConceptKind.TEST, "vitamin d").keys == ()


def test_a_name_that_knowledge_lacks_is_kept() -> None:
    name = RecordName(ConceptKind.TEST, "loinc|0000-0", "Zorbium [Mass/volume] in Serum or Plasma")
    zorbium = named(build_lexicon([name], NOTHING), ConceptKind.TEST, "zorbium")
    assert (zorbium.spoken, zorbium.keys) == ("zorbium", ("loinc|0000-0",))


def test_no_known_allergy_is_not_an_allergy() -> None:
    name = RecordName(ConceptKind.ALLERGY, "snomed|716186003", "No known allergy (situation)")
    assert not any(concept.keys for concept in build_lexicon([name], SMALL_KNOWLEDGE).concepts)


def test_a_condition_because_of_another_is_not_the_other() -> None:
    name = RecordName(ConceptKind.CONDITION, "snomed|1", "Neuropathy due to type 2 diabetes mellitus (disorder)")
    assert named(build_lexicon([name], SMALL_KNOWLEDGE), ConceptKind.CONDITION, "type 2 diabetes").keys == ()


@pytest.mark.parametrize(
    ("said", "shorts"),
    [
        ("kidney numbers", ["creatinine", "egfr"]),
        ("kidneys", ["creatinine", "egfr"]),
        ("water pill", ["furosemide"]),
        ("blood pressure pills", ["lisinopril", "amlodipine", "metoprolol"]),
        ("statin", ["atorvastatin"]),
    ],
)
def test_groups_are_those_of_the_record(said: str, shorts: list[str]) -> None:
    concepts = find(said, small_lexicon()).concepts
    assert len(concepts) == len(shorts)
    assert all(any(is_meant(c, short) for c in concepts) for short in shorts)


def test_private_things_are_not_shown() -> None:
    assert "metformin" not in repr(small_lexicon())


NAMES = st.builds(
    RecordName,
    kind=st.sampled_from(ConceptKind),
    key=st.from_regex(r"(loinc|rxnorm|text)\|[a-z0-9-]{1,8}", fullmatch=True),
    display=st.text(max_size=40),
    count=st.integers(min_value=1, max_value=50),
)


@settings(max_examples=50)
@given(st.lists(NAMES, max_size=8, unique_by=lambda name: name.key))
def test_any_record_gives_a_lexicon_that_finds_its_keys_again(names: list[RecordName]) -> None:
    lexicon = build_lexicon(names, SMALL_KNOWLEDGE)
    kept = {key for concept in lexicon.concepts for key in concept.keys}
    assert kept <= {name.key for name in names}
    assert {n.key for n in names if n.kind == ConceptKind.TEST} <= kept
    assert len(lexicon.concepts) == len(lexicon.counts) == len({(c.kind, c.id) for c in lexicon.concepts})
