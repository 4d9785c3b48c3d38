"""Letters found by their words, with the sentence; and gone from the index when they are gone."""

import base64
from collections.abc import Callable

import pytest
from store_resources import Json, patient
from test_letter_reader import document

from store import database
from store.records import VaultRecords
from store.report import ImportReport
from store.vault import Vault

Bring = Callable[..., ImportReport]
VISIT = "Dear colleague,\nthe kidney function is stable. Please repeat the potassium in May. Both kidneys look well; no stones."
DISCHARGE = "She was admitted with pneumonia. Her café visits were a joy. Potassium was low."


def letter(identity: str, text: str, **changes: str) -> Json:
    data = base64.b64encode(text.encode()).decode()
    return document(id=identity, content=[{"attachment": {"contentType": "text/plain", "data": data}}], **changes)


@pytest.fixture
def two(bring: Bring) -> None:
    bring(patient(), letter("visit", VISIT, date="2026-05-01T10:00:00Z"), letter("stay", DISCHARGE))


def found(records: VaultRecords, words: str) -> list[tuple[str, str]]:
    return [(one.letter.origin.resource, one.sentence) for one in records.search_letters(words)]


@pytest.mark.usefixtures("two")
def test_the_sentence_is_told(records: VaultRecords) -> None:
    assert found(records, "pneumonia") == [("DocumentReference/stay", "She was admitted with pneumonia.")]


@pytest.mark.usefixtures("two")
def test_every_form_of_a_word_and_no_accents(records: VaultRecords) -> None:
    assert found(records, "KIDNEYS") == [("DocumentReference/visit", "the kidney function is stable.")]
    assert found(records, "cafe") == [("DocumentReference/stay", "Her café visits were a joy.")]


@pytest.mark.usefixtures("two")
def test_all_words_are_better_than_some(records: VaultRecords) -> None:
    assert found(records, "repeat potassium") == [("DocumentReference/visit", "Please repeat the potassium in May.")]
    assert {resource for resource, _ in found(records, "pneumonia stones")} == {
        "DocumentReference/visit",
        "DocumentReference/stay",
    }


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("words", ["", "  ", '"', "* OR NEAR(", "unicorn", "potassium AND", "title:kidney^2", "'; --"])
def test_anything_may_be_asked(records: VaultRecords, words: str) -> None:
    assert isinstance(records.search_letters(words), tuple)


@pytest.mark.usefixtures("two")
def test_a_letter_that_was_replaced_is_found_by_its_new_words_only(bring: Bring, records: VaultRecords) -> None:
    bring(letter("stay", "She went home.", date="2026-06-01T10:00:00Z"))
    assert not found(records, "pneumonia")
    assert found(records, "went home") == [("DocumentReference/stay", "She went home.")]


@pytest.mark.usefixtures("two")
def test_words_of_a_deleted_source_leave_the_index(vault: Vault, records: VaultRecords) -> None:
    with vault.writing() as connection:
        connection.execute("DELETE FROM source")
    assert not found(records, "pneumonia")
    connection = database.connect(vault.path, bytes(vault._key))
    blocks = connection.execute("SELECT block FROM letter_words_data").fetchall()
    connection.close()
    assert not any(b"pneumonia" in bytes(block) or b"stabl" in bytes(block) for (block,) in blocks)
