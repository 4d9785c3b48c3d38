"""Pace, volume and patience are kept in the person's vault, if they wish, and nothing else."""

from pathlib import Path

import pytest
from store_resources import PASSPHRASE

from app.habits import LONGEST_PAUSE_MS, Habits, KeptHabits
from core.ports import Manner
from store.habit_shelf import VaultHabits
from store.keys import FOR_TESTS_ONLY
from store.vault import Vault, create_vault, unlock


@pytest.fixture
def mine(tmp_path: Path) -> Vault:
    return create_vault(tmp_path / "margaret.vault", PASSPHRASE, FOR_TESTS_ONLY)


def test_what_was_kept_comes_back_for_the_same_person_only(mine: Vault, tmp_path: Path) -> None:
    assert KeptHabits(mine).load() == Habits()
    KeptHabits(mine).save(Habits(0.8, 1.4, 650))
    KeptHabits(mine).save(Habits(0.8, 1.4, 700))
    assert KeptHabits(mine).load() == Habits(0.8, 1.4, 700)
    assert KeptHabits(mine).load().manner == Manner(0.8, 1.4)
    theirs = create_vault(tmp_path / "ada.vault", PASSPHRASE, FOR_TESTS_ONLY)
    assert KeptHabits(theirs).load(Habits(1.2)) == Habits(1.2)


def test_who_does_not_wish_it_is_forgotten(mine: Vault) -> None:
    KeptHabits(mine).save(Habits(0.8, 1.4, 700))
    unwished = KeptHabits(mine, wished=False)
    assert unwished.load(Habits(1.1)) == Habits(1.1)
    unwished.save(Habits(0.9))
    assert VaultHabits(mine).kept() is None


def test_a_record_that_has_locked_itself_costs_only_the_memory(mine: Vault) -> None:
    KeptHabits(mine).save(Habits(0.8))
    mine.lock()
    assert KeptHabits(mine).load(Habits(1.1)) == Habits(1.1)
    KeptHabits(mine).save(Habits(1.5))
    unlock(mine, PASSPHRASE)
    assert KeptHabits(mine).load() == Habits(0.8)


def test_values_stay_within_their_limits(mine: Vault) -> None:
    KeptHabits(mine).save(Habits(9.0, 0.0, 10**9))
    assert KeptHabits(mine).load() == Habits(1.6, 0.2, LONGEST_PAUSE_MS)
