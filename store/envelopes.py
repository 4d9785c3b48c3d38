"""The ways of opening a record, changed without touching the record: only the key file is written anew."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.errors import LastEnvelope, NoSuchEnvelope
from core.facts import Deed
from store import keychain as keychains
from store.durable import alone_in
from store.durable import replace as replace_file
from store.key_file import read_keys, written
from store.keychain import Keychain
from store.keys import RFC_9106_LOW_MEMORY, UNSTRETCHED, Envelope, KeyFile, Kind, Profile, wrap
from store.opened import Vault
from store.passphrases import as_code, check_length, six_words
from store.places import keys_path

STAYS_WITH_A_PERSON = frozenset({Kind.PASSPHRASE, Kind.RECOVERY})
"""A keyring goes with the computer; at least one of these must always be left."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way of opening, as a person can be told of it."""

    number: int
    """Its place in the key file, from 1."""
    kind: Kind


def ways_in(vault: Vault) -> tuple[WayIn, ...]:
    """Every way of opening that we know."""
    envelopes = read_keys(keys_path(vault.path), vault.path).envelopes
    return tuple(WayIn(number, one.kind) for number, one in enumerate(envelopes, start=1))


def change_passphrase(vault: Vault, new: str, profile: Profile = RFC_9106_LOW_MEMORY) -> None:
    """One new passphrase instead of all there were; raises `PassphraseTooShort`, `Locked` or `DiskFull`."""
    check_length(new)
    _exchange(vault, Kind.PASSPHRASE, new, profile)


def add_recovery(vault: Vault, profile: Profile = RFC_9106_LOW_MEMORY) -> str:
    """A recovery code of six words, instead of one there was; the words are nowhere but in what is returned."""
    words = six_words()
    _exchange(vault, Kind.RECOVERY, as_code(words) or "", profile)
    return words


def add_keyring(vault: Vault, keychain: Keychain) -> None:
    """Lets the system's keyring open the record; raises `NoKeyring` when it does not keep what it is given."""
    name = read_keys(keys_path(vault.path), vault.path).vault
    _exchange(vault, Kind.KEYRING, keychains.keep_secret(keychain, name), UNSTRETCHED)


def remove_way_in(vault: Vault, number: int, keychain: Keychain | None = None) -> Kind:
    """Takes away one way of opening and says which kind it was; raises `NoSuchEnvelope` or `LastEnvelope`."""
    removed: list[Kind] = []

    def without(keys: KeyFile, _: bytes) -> Iterable[Envelope]:
        if not 1 <= number <= len(keys.envelopes):
            raise NoSuchEnvelope(number=number)
        left = [one for place, one in enumerate(keys.envelopes, start=1) if place != number]
        if not any(one.kind in STAYS_WITH_A_PERSON for one in left):
            raise LastEnvelope
        removed.append(keys.envelopes[number - 1].kind)
        return left

    keys = _rewrite(vault, without)
    if removed[0] is Kind.KEYRING and keychain is not None:
        keychains.drop_secret(keychain, keys.vault)
    return removed[0]


def _exchange(vault: Vault, kind: Kind, secret: str, profile: Profile) -> None:
    def exchanged(keys: KeyFile, key: bytes) -> Iterable[Envelope]:
        others = [one for one in keys.envelopes if one.kind != kind]
        return [wrap(key, keys.vault, kind, secret, profile), *others]

    _rewrite(vault, exchanged)


def _rewrite(vault: Vault, change: Callable[[KeyFile, bytes], Iterable[Envelope]]) -> KeyFile:
    """The key file with other envelopes, while no other process changes it."""
    key = vault.data_key()
    path = keys_path(vault.path)
    # The key file is what counts; a line in the audit never stands for a change that did not happen.
    with alone_in(path.parent):
        keys = read_keys(path, vault.path)
        changed = replace(keys, envelopes=tuple(change(keys, key)))
        replace_file(path, written(changed))
    vault.note(Deed.KEYS_CHANGED)
    return changed
