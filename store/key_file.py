"""The key file of a vault: small JSON with magic, format, envelopes and a checksum.

The checksum is no protection against an attacker (the envelopes authenticate themselves): it tells a
damaged key file from a wrong passphrase. Kinds of envelope that we do not know are left alone.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from core.errors import NewerFormat, NoKey
from store.keys import FORMAT, MAGIC, Envelope, KeyFile, Kind, Profile, canonical

MEMORY_LIMIT_KIB = 4 * 1024 * 1024
PASSES_LIMIT = 64
LANES_LIMIT = 64
"""A key file that asks for more than these is damaged: it must not be able to exhaust the machine."""
_KINDS = frozenset(Kind)
KIB_PER_LANE = 8
"""RFC 9106 section 3.1: the least memory that Argon2 works with."""


def written(keys: KeyFile) -> bytes:
    """The key file as bytes."""
    body: dict[str, object] = {
        "magic": MAGIC,
        "format": FORMAT,
        "vault": keys.vault,
        "envelopes": [*map(_envelope_out, keys.envelopes), *keys.others],
    }
    body["checksum"] = hashlib.sha256(canonical(body)).hexdigest()
    return (json.dumps(body, indent=1) + "\n").encode()


def _envelope_out(envelope: Envelope) -> dict[str, object]:
    return {
        "kind": envelope.kind,
        "kdf": {"algorithm": "argon2id", **asdict(envelope.profile)},
        "salt": base64.b64encode(envelope.salt).decode(),
        "nonce": base64.b64encode(envelope.nonce).decode(),
        "wrapped": base64.b64encode(envelope.wrapped).decode(),
    }


def read_keys(path: Path, record: Path) -> KeyFile:
    """The key file at `path`, beside `record`.

    Raises `NoKey` when it is missing, unreadable or damaged, `NewerFormat` when a later version wrote it.
    """
    try:
        body = json.loads(path.read_bytes())
        newer = isinstance(body, dict) and body.get("magic") == MAGIC and _number(body["format"]) > FORMAT
        keys = None if newer else _parsed(body)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError, binascii.Error):
        newer, keys = False, None
    if newer:
        raise NewerFormat(path=record)
    if keys is None:
        raise NoKey(path=path)
    return keys


def _parsed(body: object) -> KeyFile:
    if not isinstance(body, dict):
        raise TypeError("body")
    checksum = body.pop("checksum")
    if (
        body["magic"] != MAGIC
        or _number(body["format"]) != FORMAT
        or checksum != hashlib.sha256(canonical(body)).hexdigest()
    ):
        raise ValueError("checksum")
    envelopes = body["envelopes"]
    if not isinstance(envelopes, list):
        raise TypeError("envelopes")
    ours = tuple(_envelope_in(row) for row in envelopes if row["kind"] in _KINDS)
    return KeyFile(str(body["vault"]), ours, tuple(row for row in envelopes if row["kind"] not in _KINDS))


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("number")
    return value


def _envelope_in(row: Mapping[str, str | Mapping[str, int]]) -> Envelope:
    kdf = row["kdf"]
    if not isinstance(kdf, dict):
        raise TypeError("kdf")
    profile = Profile(str(kdf["name"]), *(_number(kdf[name]) for name in ("memory_kib", "passes", "lanes")))
    _check_limits(profile)
    salt, nonce, wrapped = (base64.b64decode(str(row[part]), validate=True) for part in ("salt", "nonce", "wrapped"))
    return Envelope(Kind(str(row["kind"])), profile, salt, nonce, wrapped)


def _check_limits(profile: Profile) -> None:
    lanes = 1 <= profile.lanes <= LANES_LIMIT
    passes = 1 <= profile.passes <= PASSES_LIMIT
    if not (lanes and passes and KIB_PER_LANE * profile.lanes <= profile.memory_kib <= MEMORY_LIMIT_KIB):
        raise ValueError("kdf")
