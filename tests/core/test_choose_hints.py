"""Hints for the ear: names of this record, what was just talked about first."""

from hypothesis import given
from hypothesis import strategies as st
from understanding_record import RECORD, SMALL_KNOWLEDGE, is_meant, small_lexicon

from core.conversation import FRESH, Conversation
from core.facts import ConceptKind
from core.hints import choose_hints, written
from core.lexicon import build_lexicon

LEXICON = small_lexicon()


def test_only_names_of_the_record_are_given() -> None:
    hints = choose_hints(LEXICON, FRESH)
    in_record = {written(concept.spoken) for concept in LEXICON.concepts if concept.keys}
    assert set(hints) <= in_record
    assert {"A1c", "creatinine", "metformin", "lisinopril", "penicillin", "Dr. Patel"} <= set(hints)
    assert "PSA" not in hints


def test_what_was_talked_about_comes_first() -> None:
    gout = next(c for c in LEXICON.concepts if is_meant(c, "gout"))
    hints = choose_hints(LEXICON, Conversation(topics=(gout,)))
    assert hints[0] == "gout"
    assert hints.count("gout") == 1


def test_the_frequent_come_before_the_rare() -> None:
    hints = choose_hints(LEXICON, FRESH)
    assert hints.index("blood pressure") < hints.index("height")
    assert hints.index("metformin") < hints.index("glipizide")


def test_every_kind_has_a_place_in_a_short_list() -> None:
    kinds = {kind for kind, names in RECORD.values()}
    hints = choose_hints(LEXICON, FRESH, limit=12)
    said = {c.kind for c in LEXICON.concepts if c.keys and written(c.spoken) in hints}
    assert said >= kinds & {ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION, ConceptKind.ALLERGY}


def test_letters_are_written_as_whisper_writes_them() -> None:
    assert [written(name) for name in ("A-L-T", "A1c", "Dr. Patel", "e-G-F-R", "follow-up")] == [
        "ALT",
        "A1c",
        "Dr. Patel",
        "eGFR",
        "follow-up",
    ]


def test_an_empty_record_gives_no_hints() -> None:
    assert choose_hints(build_lexicon([], SMALL_KNOWLEDGE), FRESH) == ()


@given(st.integers(min_value=1, max_value=60))
def test_the_limit_holds(limit: int) -> None:
    hints = choose_hints(LEXICON, FRESH, limit)
    assert len(hints) <= limit
    assert len({hint.lower() for hint in hints}) == len(hints)
