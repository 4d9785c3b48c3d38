"""The ways of opening a record: changed, added and taken away without a byte of the record changing."""

import math
import multiprocessing
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from store_resources import PASSPHRASE, observation, patient

from core.errors import (
    LastEnvelope,
    Locked,
    NoKeyring,
    NoSuchEnvelope,
    PassphraseTooShort,
    PlainspokenError,
    WrongPassphrase,
)
from store.database import PAGE_BYTES
from store.envelopes import WayIn, add_keyring, add_recovery, change_passphrase, remove_way_in, ways_in
from store.keychain import Keychain, system_keychain
from store.keys import FOR_TESTS_ONLY, Kind
from store.passphrases import as_code, entropy_bits, six_words, word_list
from store.vault import Vault, create_vault, keys_path, open_by_keyring, open_vault


class Ring:
    """A keyring in memory; a stubborn one takes what it is given and keeps nothing."""

    def __init__(self, stubborn: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.stubborn = stubborn

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.stubborn:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


def opens(vault: Vault, secret: str) -> bool:
    try:
        open_vault(vault.path, secret).lock()
    except WrongPassphrase:
        return False
    return True


def test_a_changed_passphrase_opens_and_the_old_one_does_not(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), *[observation(id=f"o{n}") for n in range(200)])
    before = vault.path.read_bytes()
    change_passphrase(vault, "another horse, another battery", FOR_TESTS_ONLY)
    after = vault.path.read_bytes()
    assert len(after) == len(before) > 50 * PAGE_BYTES
    pages = range(0, len(before), PAGE_BYTES)
    changed = sum(before[at : at + PAGE_BYTES] != after[at : at + PAGE_BYTES] for at in pages)
    assert changed <= 2, "a line in the audit, nothing else"
    assert not opens(vault, PASSPHRASE)
    assert opens(vault, "another horse, another battery")


@pytest.mark.parametrize(
    "said",
    [
        lambda words: words,
        lambda words: words.upper(),
        lambda words: "  " + words.title().replace(" ", ",\n ") + ". ",
        lambda words: words.replace(" ", "-"),
    ],
)
def test_a_recovery_code_opens_however_it_is_typed(vault: Vault, said: object) -> None:
    words = add_recovery(vault, FOR_TESTS_ONLY)
    assert opens(vault, said(words))  # type: ignore[operator]
    assert opens(vault, PASSPHRASE)


def test_a_wrong_recovery_code_does_not(vault: Vault) -> None:
    words = add_recovery(vault, FOR_TESTS_ONLY).split()
    assert not opens(vault, " ".join(words[:5]))
    assert not opens(vault, " ".join(reversed(words)))
    assert not opens(vault, six_words())


def test_a_new_recovery_code_takes_the_place_of_the_old(vault: Vault) -> None:
    old, new = add_recovery(vault, FOR_TESTS_ONLY), add_recovery(vault, FOR_TESTS_ONLY)
    assert not opens(vault, old)
    assert opens(vault, new)
    assert [way.kind for way in ways_in(vault)] == [Kind.RECOVERY, Kind.PASSPHRASE]


def test_the_words_are_nowhere(vault: Vault) -> None:
    words = add_recovery(vault, FOR_TESTS_ONLY)
    content = keys_path(vault.path).read_text()
    assert words not in content
    assert not any(word in content for word in telling(words))


def telling(words: str) -> list[str]:
    """Those of a code that are long enough not to stand in a file by chance, and are no words of ours."""
    return [word for word in words.split() if len(word) > 6 and word not in {"algorithm", "envelope", "recovery"}]


def test_a_code_is_worth_77_bits() -> None:
    # 7,776 words are five throws of a die; four of them are written with a hyphen.
    assert len(word_list()) == len(set(word_list())) == 6**5 - 4
    assert entropy_bits() == pytest.approx(6 * math.log2(6**5 - 4))
    assert len({six_words() for _ in range(200)}) == 200
    assert all(as_code(code) == code for code in (six_words() for _ in range(50)))


def test_the_keyring_opens_while_it_keeps_the_secret(vault: Vault) -> None:
    ring = Ring()
    assert open_by_keyring(vault.path, ring) is None
    add_keyring(vault, ring)
    opened = open_by_keyring(vault.path, ring)
    assert opened is not None
    assert opened.sources() == ()
    ring.kept.clear()
    assert open_by_keyring(vault.path, ring) is None
    assert opens(vault, PASSPHRASE), "a keyring is never required"


def test_a_keyring_that_keeps_nothing_is_none(vault: Vault) -> None:
    with pytest.raises(NoKeyring):
        add_keyring(vault, Ring(stubborn=True))
    assert ways_in(vault) == (WayIn(1, Kind.PASSPHRASE),)


def test_a_keyring_that_writes_plain_text_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    monkeypatch.setattr(keyring, "get_keyring", Ring)
    with pytest.raises(NoKeyring) as caught:
        system_keychain()
    assert "passphrase" in str(caught.value)


def test_the_keyring_of_this_machine_answers_or_is_said_to_be_missing() -> None:
    try:
        found: Keychain | None = system_keychain()
    except NoKeyring:
        found = None
    assert found is None or callable(found.get_password)


def test_what_is_taken_away_does_not_open_any_more(vault: Vault) -> None:
    ring = Ring()
    words = add_recovery(vault, FOR_TESTS_ONLY)
    add_keyring(vault, ring)
    assert ways_in(vault) == (WayIn(1, Kind.KEYRING), WayIn(2, Kind.RECOVERY), WayIn(3, Kind.PASSPHRASE))
    assert remove_way_in(vault, 3) is Kind.PASSPHRASE
    assert not opens(vault, PASSPHRASE)
    assert opens(vault, words)
    assert remove_way_in(vault, 1, ring) is Kind.KEYRING
    assert ring.kept == {}


def test_the_last_one_stays(vault: Vault) -> None:
    add_keyring(vault, Ring())
    before = keys_path(vault.path).read_bytes()
    with pytest.raises(LastEnvelope):
        remove_way_in(vault, 2)
    for number in (0, 3, -1):
        with pytest.raises(NoSuchEnvelope):
            remove_way_in(vault, number)
    assert keys_path(vault.path).read_bytes() == before


@pytest.mark.parametrize("short", ["1234", "fourteen chars", "e\u0301" * 14])
def test_a_new_passphrase_is_long(vault: Vault, tmp_path: Path, short: str) -> None:
    with pytest.raises(PassphraseTooShort):
        create_vault(tmp_path / "other.vault", short, FOR_TESTS_ONLY)
    with pytest.raises(PassphraseTooShort):
        change_passphrase(vault, short, FOR_TESTS_ONLY)
    assert not (tmp_path / "other.vault").exists()


def test_a_locked_vault_changes_nothing(vault: Vault) -> None:
    vault.lock()
    with pytest.raises(Locked):
        add_recovery(vault, FOR_TESTS_ONLY)


def _many_codes(path: Path, _: int) -> str:
    opened = open_vault(path, PASSPHRASE)
    chance = random.Random(path.name)
    return [add_recovery(opened, FOR_TESTS_ONLY) for _ in range(chance.randrange(3, 6))][-1]


@pytest.mark.slow
def test_two_programs_that_change_envelopes_at_once_lose_none(vault: Vault) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        codes = pool.starmap(_many_codes, [(vault.path, n) for n in range(2)])
    assert sum(opens(vault, code) for code in codes) == 1, "the last one made is the one that counts"
    assert opens(vault, PASSPHRASE)
    assert [path.name for path in vault.path.parent.iterdir() if path.name.endswith(".new")] == []


def test_a_key_file_that_was_never_finished_does_not_lie_about(vault: Vault) -> None:
    left = vault.path.with_name(".ada.vault.keys.0a1b2c3d.new")
    left.write_bytes(keys_path(vault.path).read_bytes())
    open_vault(vault.path, PASSPHRASE)
    assert not left.exists()


def test_no_error_holds_a_secret(vault: Vault) -> None:
    words = six_words()
    with pytest.raises(PlainspokenError) as caught:
        open_vault(vault.path, words)
    assert not any(word in str(caught.value) for word in words.split() if len(word) > 6)
