"""A vault that nobody uses locks itself, by the caller's clock."""

from collections.abc import Callable

import pytest
from store_resources import PASSPHRASE, observation, patient

from core.errors import Locked, WrongPassphrase
from store.records import VaultRecords
from store.vault import Vault, unlock


def test_it_locks_after_the_minutes_that_were_set(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), observation())
    now = [1000.0]
    vault.lock_after(10, lambda: now[0])
    now[0] += 9 * 60 + 59
    assert VaultRecords(vault).readings()
    now[0] += 9 * 60 + 59
    assert VaultRecords(vault).readings(), "using it counts"
    now[0] += 10 * 60
    with pytest.raises(Locked):
        VaultRecords(vault).readings()
    assert vault.locked


def test_where_reading_does_not_count_only_an_answer_does(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), observation())
    now, records = [0.0], VaultRecords(vault)
    vault.lock_after(1, lambda: now[0], reading_counts=False)
    now[0] += 40
    records.used()
    now[0] += 40
    assert records.readings(), "somebody was answered 40 s ago"
    now[0] += 20
    with pytest.raises(Locked):
        records.readings()
    records.used()
    assert vault.locked, "who is locked out does not use it"


def test_asking_whether_it_is_locked_is_no_use_and_locks_it(vault: Vault) -> None:
    now = [0.0]
    vault.lock_after(1, lambda: now[0])
    for _ in range(3):
        now[0] += 20
        locked = vault.locked
    assert locked
    with pytest.raises(Locked):
        vault.data_key()


def test_it_is_unlocked_for_who_holds_it(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), observation())
    now, records = [0.0], VaultRecords(vault)
    vault.lock_after(1, lambda: now[0])
    now[0] += 61
    with pytest.raises(Locked):
        records.readings()
    with pytest.raises(WrongPassphrase):
        unlock(vault, "not the passphrase, surely")
    assert vault.locked
    unlock(vault, PASSPHRASE)
    assert len(records.readings()) == 1
    now[0] += 61
    assert vault.locked, "the limit stays"


def test_without_a_limit_it_stays_open(vault: Vault) -> None:
    assert not vault.locked
    assert vault.sources() == ()
