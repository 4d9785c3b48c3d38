"""The key of a vault, wrapped: a small JSON file beside the record holds envelopes around one data key.

The data key is 32 random bytes and opens SQLCipher raw; no passphrase ever reaches SQLCipher. Each
envelope wraps that key for one way of opening. Today the only `kind` is `passphrase`; keyring and
recovery code are further kinds in the same list, and kinds that we do not know are left alone.

Wrapping is AES-256-GCM (NIST SP 800-38D) under a key that Argon2id (RFC 9106) makes of the passphrase.
The associated data binds an envelope to magic, format, vault and parameters, so that none of them can
be exchanged without the wrapped key failing its authentication.
"""

import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import WrongPassphrase

MAGIC = "plainspoken-keys"
FORMAT = 1
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
"""96 bits, drawn anew for every wrapping; each wrapping key is used once."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Argon2id parameters under a name; old ones stay readable because an envelope stores them all."""

    name: str
    memory_kib: int
    passes: int
    lanes: int


RFC_9106_LOW_MEMORY = Profile("rfc9106-low-memory", memory_kib=65536, passes=3, lanes=4)
"""RFC 9106 section 4, second recommended option: 64 MiB, t=3, p=4."""
FOR_TESTS_ONLY = Profile("for-tests-only", memory_kib=8, passes=1, lanes=1)
"""Protects nothing; it only keeps tests fast."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The data key, wrapped for one way of opening."""

    kind: str
    profile: Profile
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What stands in the file beside the record."""

    vault: str
    """A random name of the vault these envelopes belong to."""
    envelopes: tuple[Envelope, ...]


def new_key() -> bytes:
    """A fresh data key."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, passphrase: str, profile: Profile = RFC_9106_LOW_MEMORY) -> KeyFile:
    """A new key file with one passphrase envelope."""
    vault = secrets.token_hex(16)
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    bound = _bound_to(vault, "passphrase", profile, salt)
    wrapped = AESGCM(_stretched(passphrase, salt, profile)).encrypt(nonce, key, bound)
    return KeyFile(vault, (Envelope("passphrase", profile, salt, nonce, wrapped),))


def unseal(keys: KeyFile, passphrase: str) -> bytes:
    """The data key; raises `WrongPassphrase` when no envelope authenticates with this passphrase."""
    for envelope in keys.envelopes:
        if envelope.kind == "passphrase":
            key = _opened(keys.vault, envelope, passphrase)
            if key is not None:
                return key
    raise WrongPassphrase


def _opened(vault: str, envelope: Envelope, passphrase: str) -> bytes | None:
    bound = _bound_to(vault, envelope.kind, envelope.profile, envelope.salt)
    cipher = AESGCM(_stretched(passphrase, envelope.salt, envelope.profile))
    try:
        return cipher.decrypt(envelope.nonce, envelope.wrapped, bound)
    except InvalidTag:
        return None


def _stretched(passphrase: str, salt: bytes, profile: Profile) -> bytes:
    # NFC as in RFC 8265 (OpaqueString): the same passphrase typed on another keyboard is the same bytes.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, profile.passes, profile.memory_kib, profile.lanes, KEY_BYTES, Type.ID)


def _bound_to(vault: str, kind: str, profile: Profile, salt: bytes) -> bytes:
    return canonical(
        {"magic": MAGIC, "format": FORMAT, "vault": vault, "kind": kind, **asdict(profile), "salt": salt.hex()}
    )


def canonical(value: Mapping[str, object]) -> bytes:
    """The one way to write a JSON object down, for authentication and checksums."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
