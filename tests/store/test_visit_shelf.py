"""Plans, questions and notes in the vault: as they were put in, gone when they are erased, never as a fact."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_resources import PASSPHRASE, TODAY, encounter, observation, patient

from core.errors import Locked
from core.visit.book import EMPTY, Book, Note, Plan, VisitKind, VisitQuestion
from store.exporting import export
from store.records import VaultRecords
from store.vault import Vault, open_vault
from store.visit_shelf import VaultShelf

OWN = VisitQuestion("Will I need dialysis?")
PROPOSED = VisitQuestion("My potassium went up. Why?", "It is above the range.", ("Observation/o1",))
PLAN = Plan("Encounter/e1", "Dr. Ines Moreau", dt.date(2026, 12, 3), "10:00", VisitKind.CHECK_UP, (OWN, PROPOSED))
NOTE = Note("She said: take it with food.", TODAY, "Dr. Ines Moreau")
BOOK = Book((PLAN,), (NOTE,), agreed=True)


def test_a_new_vault_keeps_nothing(vault: Vault) -> None:
    assert VaultShelf(vault).book() == EMPTY


def test_what_was_kept_is_there_after_opening_again(vault: Vault) -> None:
    VaultShelf(vault).keep(BOOK)
    assert VaultShelf(open_vault(vault.path, PASSPHRASE)).book() == BOOK


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30)
questions = st.builds(VisitQuestion, texts, texts, st.lists(texts, max_size=3).map(tuple), st.booleans())
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
plans = st.builds(
    Plan,
    texts,
    texts,
    st.none() | days,
    texts,
    st.sampled_from(VisitKind),
    st.lists(questions, max_size=3).map(tuple),
    st.booleans(),
)
books = st.builds(
    Book, st.lists(plans, min_size=1, max_size=2).map(tuple), st.lists(st.builds(Note, texts, days, texts), max_size=2).map(tuple),
    st.just(True),
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(books)
def test_any_book_comes_back_as_it_was(vault: Vault, book: Book) -> None:
    VaultShelf(vault).keep(book)
    assert VaultShelf(vault).book() == book


def test_what_nobody_agreed_to_takes_out_what_was_there(vault: Vault) -> None:
    VaultShelf(vault).keep(BOOK)
    VaultShelf(vault).keep(replace(BOOK, agreed=False))
    assert VaultShelf(vault).book() == EMPTY


def test_a_locked_vault_tells_nothing(vault: Vault) -> None:
    VaultShelf(vault).keep(BOOK)
    vault.lock()
    with pytest.raises(Locked):
        VaultShelf(vault).book()


def test_no_word_of_it_is_on_the_disk_in_the_clear_or_in_a_repr(vault: Vault) -> None:
    VaultShelf(vault).keep(BOOK)
    for file in vault.path.parent.iterdir():
        assert b"dialysis" not in file.read_bytes()
    assert "dialysis" not in repr(BOOK) and "Moreau" not in repr(BOOK) and "food" not in repr(BOOK)


def test_forgetting_a_source_takes_what_rested_on_it_and_leaves_the_persons_own(
    vault: Vault, bring: Callable[..., object]
) -> None:
    bring(patient(), observation(), encounter(), source="Clinic")
    bring(patient(), source="Hospital")
    VaultShelf(vault).keep(BOOK)
    vault.forget("Clinic")
    kept = VaultShelf(vault).book()
    assert kept.plans == (replace(PLAN, resource="", who="", at="", questions=(OWN,)),)
    assert kept.notes == BOOK.notes


def test_forgetting_another_source_takes_nothing(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), observation(), encounter(), source="Clinic")
    bring(patient(), source="Hospital")
    VaultShelf(vault).keep(BOOK)
    vault.forget("Hospital")
    assert VaultShelf(vault).book() == BOOK


def test_it_goes_out_with_the_record_and_is_said_to_be_ones_own(
    vault: Vault, bring: Callable[..., object], tmp_path: Path
) -> None:
    bring(patient(), observation())
    VaultShelf(vault).keep(replace(BOOK, notes=(replace(NOTE, words="<b>With food</b>"),)))
    page = export(vault, tmp_path / "out", TODAY).page.read_text(encoding="utf-8")
    own = page[page.index("Your own questions and notes") :]
    assert "They are not part of the record" in own
    assert "Will I need dialysis?" in own
    assert "&lt;b&gt;With food&lt;/b&gt;" in own


def test_a_note_is_no_fact_of_the_record(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), observation())
    VaultShelf(vault).keep(BOOK)
    records = VaultRecords(vault)
    assert not records.letters()
    assert not records.search_letters("food")
    assert records.extent().entries == 2
