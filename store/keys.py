"""The key of a vault, wrapped: a small JSON file beside the record holds envelopes around one data key.

The data key is 32 random bytes and opens SQLCipher raw; no passphrase ever reaches SQLCipher. Each
envelope wraps that key for one way of opening: a passphrase, a recovery code of six words, or a random
secret that the system's keyring keeps. Kinds that we do not know are left alone.

Wrapping is AES-256-GCM (NIST SP 800-38D) under a key that Argon2id (RFC 9106) makes of the passphrase.
The associated data binds an envelope to magic, format, vault and parameters, so that none of them can
be exchanged without the wrapped key failing its authentication.
"""

import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import WrongPassphrase
from store.passphrases import as_code

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
UNSTRETCHED = Profile("random-256-bit-secret", memory_kib=8, passes=1, lanes=1)
"""For a secret of 256 random bits: nobody guesses it, so there is nothing to slow down."""


class Kind(StrEnum):
    """The ways of opening."""

    PASSPHRASE = "passphrase"  # noqa: S105 the name of a kind
    RECOVERY = "recovery"
    """Six words on paper."""
    KEYRING = "keyring"
    """A secret that the system keeps for who is logged in."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The data key, wrapped for one way of opening."""

    kind: Kind
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
    others: tuple[Mapping[str, object], ...] = field(default=(), repr=False)
    """Envelopes of kinds that we do not know, as they stand in the file."""


def new_key() -> bytes:
    """A fresh data key."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, passphrase: str, profile: Profile = RFC_9106_LOW_MEMORY) -> KeyFile:
    """A new key file with one passphrase envelope."""
    vault = secrets.token_hex(16)
    return KeyFile(vault, (wrap(key, vault, Kind.PASSPHRASE, passphrase, profile),))


def wrap(key: bytes, vault: str, kind: Kind, secret: str, profile: Profile = RFC_9106_LOW_MEMORY) -> Envelope:
    """An envelope around the data key of this vault."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    bound = _bound_to(vault, kind, profile, salt)
    return Envelope(kind, profile, salt, nonce, AESGCM(_stretched(secret, salt, profile)).encrypt(nonce, key, bound))


def unseal(keys: KeyFile, passphrase: str) -> bytes:
    """The data key, by a passphrase or a recovery code; raises `WrongPassphrase` when neither authenticates."""
    code = as_code(passphrase)
    secret_for = {Kind.PASSPHRASE: passphrase} | ({Kind.RECOVERY: code} if code else {})
    for kind, secret in secret_for.items():
        key = unwrapped(keys, kind, secret)
        if key is not None:
            return key
    raise WrongPassphrase


def unwrapped(keys: KeyFile, kind: Kind, secret: str) -> bytes | None:
    """The data key from the first envelope of this kind that authenticates with this secret."""
    opened = (_opened(keys.vault, one, secret) for one in keys.envelopes if one.kind == kind)
    return next((key for key in opened if key is not None), None)


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
