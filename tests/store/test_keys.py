"""The wrapped key: opens with its passphrase, with nothing else, and not when anything in it was changed."""

import base64
import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import NewerFormat, NoKey, WrongPassphrase
from store.key_file import read_keys, written
from store.keys import (
    FOR_TESTS_ONLY,
    RFC_9106_LOW_MEMORY,
    Envelope,
    KeyFile,
    Profile,
    new_key,
    seal,
    unseal,
)

RECORD = Path("ada.vault")
KEY = new_key()


def stored(folder: Path, content: bytes) -> Path:
    path = folder / "ada.vault.keys"
    path.write_bytes(content)
    return path


def test_the_key_comes_back_with_its_passphrase(tmp_path: Path) -> None:
    key = new_key()
    path = stored(tmp_path, written(seal(key, "open sesame", FOR_TESTS_ONLY)))
    assert unseal(read_keys(path, RECORD), "open sesame") == key


@settings(max_examples=50)
@given(right=st.text(min_size=1), wrong=st.text(min_size=1))
def test_no_other_passphrase_opens(right: str, wrong: str) -> None:
    keys = seal(new_key(), right, FOR_TESTS_ONLY)
    if unicodedata.normalize("NFC", right) == unicodedata.normalize("NFC", wrong):
        unseal(keys, wrong)
    else:
        with pytest.raises(WrongPassphrase):
            unseal(keys, wrong)


def test_a_passphrase_is_the_same_on_another_keyboard() -> None:
    key = new_key()
    keys = seal(key, "caf\u00e9", FOR_TESTS_ONLY)
    assert unseal(keys, "cafe\u0301") == key


def test_the_default_profile_is_the_low_memory_one_of_rfc_9106() -> None:
    # RFC 9106 section 4: "t=3 iterations, p=4 lanes, m=2^(16) (64 MiB of RAM)".
    assert (RFC_9106_LOW_MEMORY.passes, RFC_9106_LOW_MEMORY.lanes, RFC_9106_LOW_MEMORY.memory_kib) == (3, 4, 2**16)
    key = new_key()
    assert unseal(seal(key, "open sesame"), "open sesame") == key


def test_keys_and_salts_are_never_repeated() -> None:
    sealed = [seal(new_key(), "open sesame", FOR_TESTS_ONLY) for _ in range(20)]
    assert len({new_key() for _ in range(20)}) == 20
    assert len({keys.envelopes[0].salt for keys in sealed}) == 20
    assert len({keys.envelopes[0].nonce for keys in sealed}) == 20


@pytest.mark.parametrize(
    "other",
    [
        Profile("renamed", FOR_TESTS_ONLY.memory_kib, FOR_TESTS_ONLY.passes, FOR_TESTS_ONLY.lanes),
        Profile(FOR_TESTS_ONLY.name, 16, 1, 1),
        Profile(FOR_TESTS_ONLY.name, 8, 2, 1),
    ],
)
def test_parameters_are_bound_to_the_envelope(other: Profile) -> None:
    keys = seal(new_key(), "open sesame", FOR_TESTS_ONLY)
    (envelope,) = keys.envelopes
    changed = Envelope(envelope.kind, other, envelope.salt, envelope.nonce, envelope.wrapped)
    with pytest.raises(WrongPassphrase):
        unseal(KeyFile(keys.vault, (changed,)), "open sesame")


def test_an_envelope_of_another_vault_does_not_open() -> None:
    first, second = (seal(new_key(), "open sesame", FOR_TESTS_ONLY) for _ in range(2))
    with pytest.raises(WrongPassphrase):
        unseal(KeyFile(first.vault, second.envelopes), "open sesame")


def test_every_byte_of_the_file_counts(tmp_path: Path) -> None:
    content = written(seal(new_key(), "open sesame", FOR_TESTS_ONLY))
    before = json.loads(content)
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        path = stored(tmp_path, bytes(changed))
        try:
            keys = read_keys(path, RECORD)
        except (NoKey, NewerFormat):
            continue
        assert json.loads(bytes(changed)) == before, "only the layout may change without notice"
        unseal(keys, "open sesame")


@pytest.mark.parametrize("length", [0, 1, 40, 200])
def test_a_truncated_file_is_no_key(tmp_path: Path, length: int) -> None:
    content = written(seal(new_key(), "open sesame", FOR_TESTS_ONLY))[:length]
    with pytest.raises(NoKey):
        read_keys(stored(tmp_path, content), RECORD)


def test_a_missing_file_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(NoKey):
        read_keys(tmp_path / "nothing.keys", RECORD)


def test_a_later_format_says_so(tmp_path: Path) -> None:
    later = {"magic": "plainspoken-keys", "format": 2, "something": "new"}
    with pytest.raises(NewerFormat):
        read_keys(stored(tmp_path, json.dumps(later).encode()), RECORD)


def signed(change: dict[str, Any]) -> bytes:
    """A key file with a field exchanged and a checksum that is right."""
    body = json.loads(written(seal(KEY, "open sesame", FOR_TESTS_ONLY)))
    del body["checksum"]
    body |= change
    compact = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return json.dumps(body | {"checksum": hashlib.sha256(compact).hexdigest()}).encode()


def envelope() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(seal(KEY, "open sesame", FOR_TESTS_ONLY)))["envelopes"][0]
    return found


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**40},
        {"memory_kib": 1},
        {"memory_kib": -8},
        {"passes": 0},
        {"passes": 10**6},
        {"lanes": 0},
        {"lanes": 10**6},
        {"lanes": "many"},
    ],
)
def test_a_file_cannot_ask_for_more_than_the_machine_has(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(NoKey):
        asking = envelope() | {"kdf": envelope()["kdf"] | change}
        read_keys(stored(tmp_path, signed({"envelopes": [asking]})), RECORD)


def test_a_kind_of_envelope_that_we_do_not_know_is_left_alone(tmp_path: Path) -> None:
    keys = seal(KEY, "open sesame", FOR_TESTS_ONLY)
    ours = json.loads(written(keys))["envelopes"][0]
    later = {"kind": "smartcard", "slot": "9a"}
    content = signed({"vault": keys.vault, "envelopes": [later, ours]})
    read = read_keys(stored(tmp_path, content), RECORD)
    assert unseal(read, "open sesame") == KEY
    assert later in json.loads(written(read))["envelopes"], "and it stays when the key file is written anew"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_no_key(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.keys"
    path.write_bytes(content)
    with pytest.raises(NoKey):
        read_keys(path, RECORD)


@settings(max_examples=200)
@given(field=st.sampled_from(["magic", "format", "vault", "envelopes"]), value=JSON)
def test_any_field_may_hold_anything(tmp_path_factory: pytest.TempPathFactory, field: str, value: object) -> None:
    path = tmp_path_factory.getbasetemp() / "field.keys"
    path.write_bytes(signed({field: value}))
    try:
        unseal(read_keys(path, RECORD), "open sesame")
    except (NoKey, NewerFormat, WrongPassphrase):
        return
    assert field == "format"
    assert value == 1


def test_neither_key_nor_passphrase_is_in_the_file_or_in_a_repr() -> None:
    key = new_key()
    keys = seal(key, "open sesame", FOR_TESTS_ONLY)
    for text in (written(keys).decode(), repr(keys)):
        assert "sesame" not in text
        assert key.hex() not in text
        assert base64.b64encode(key).decode() not in text
    assert base64.b64encode(keys.envelopes[0].wrapped).decode() not in repr(keys)
    assert repr(keys.envelopes[0].wrapped) not in repr(keys)
