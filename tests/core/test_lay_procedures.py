"""Operations and scans are found under what people call them, where this record has them."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_knowledge import SOURCE

from app.knowledge import load_knowledge
from core.facts import ConceptKind, RecordName
from core.lay_procedures import lay_names
from core.lexicon import Lexicon, build_lexicon
from core.link import find
from core.questions import Concept
from core.words import plain

KNOWLEDGE = load_knowledge()


def lexicon(*displays: str) -> Lexicon:
    names = [RecordName(ConceptKind.PROCEDURE, f"snomed|{at}", d) for at, d in enumerate(displays)]
    return build_lexicon(names, KNOWLEDGE)


def procedures(words: str, lexicon: Lexicon) -> list[Concept]:
    """Those of the record that the words can mean."""
    readings = (c for mention in find(words, lexicon).sure for c in mention.readings)
    return [c for c in readings if c.kind is ConceptKind.PROCEDURE and c.keys]


SAID = [
    ("Colonoscopy (procedure)", "when was my colon exam"),
    ("Bone density scan (procedure)", "when did i have the dexa scan"),
    ("Cesarean section", "when was my c section"),
    ("Phacoemulsification of cataract with intraocular lens implantation", "when was my cataract op"),
    ("Insertion of stent into coronary artery", "when was the stent put in"),
    ("Transurethral resection of prostate", "when was my water works operation"),
    ("Total replacement of hip (procedure)", "when did i have my hip done"),
    ("Tympanostomy tube insertion", "when did i get the tubes"),
    ("Upper endoscopy", "when was the camera down the throat"),
]


@pytest.mark.parametrize(("display", "words"), SAID)
def test_a_lay_name_finds_the_procedure(display: str, words: str) -> None:
    assert [concept.keys for concept in procedures(words, lexicon(display))] == [("snomed|0",)]


@pytest.mark.parametrize(("display", "words"), SAID)
def test_in_another_record_it_names_no_procedure(display: str, words: str) -> None:
    assert not procedures(words, lexicon("Suture open wound"))


def test_two_procedures_of_one_lay_name_are_asked_back() -> None:
    both = lexicon("Colonoscopy", "Flexible fiberoptic sigmoidoscopy")
    links = find("when was my bowel scope", both)
    assert not links.sure
    assert {concept.id for concept in links.candidates} == {"colonoscopy", "flexible fiberoptic sigmoidoscopy"}


def test_every_row_is_plain_and_names_its_page() -> None:
    for row in KNOWLEDGE.procedures:
        assert row.names and row.written
        for name in (*row.names, *row.written, *row.without):
            assert name == plain(name)


def test_every_row_has_a_source() -> None:
    table = tomllib.loads((files("core") / "data" / "procedures.toml").read_text(encoding="utf-8"))
    assert all(SOURCE.match(row["source"]) for row in table["procedure"])


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=60))
def test_any_written_name_is_looked_up(written: str) -> None:
    assert all(isinstance(name, str) for name in lay_names(written, KNOWLEDGE.procedures))
