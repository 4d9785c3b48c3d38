"""Device tokens and pairing codes: drawn at random, kept as hashes, compared in constant time.

A token is 256 random bits. It changes at every connection: the new one counts once the device confirmed
it, and the one before is then worth nothing, so that a token that was overheard cannot be used again.
"""

import hashlib
import hmac
import secrets

from app.household.home import Device, Home, Pairing

TOKEN_BYTES = 32
CODE_DIGITS = 6
CODE_LASTS_S = 300
CODE_TRIES = 5


def new_token() -> str:
    """256 random bits, in letters that travel well."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is kept of a token: it is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def device_of(home: Home, token: str) -> Device | None:
    """The device that holds this token; every device is looked at, whichever it is."""
    given, found = hashed(token), None
    for device in home.devices:
        for kept in (device.token, device.coming_token):
            if kept and hmac.compare_digest(kept, given):
                found = device
    return found


def invite(now_s: float, owner: str, residents: tuple[str, ...]) -> tuple[str, Pairing]:
    """A code to be spoken, and what is kept of it."""
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    salt = secrets.token_hex(16)
    return code, Pairing(
        code=_mixed(code, salt), salt=salt, until_s=now_s + CODE_LASTS_S, owner=owner, residents=residents
    )


def accepts(pairing: Pairing | None, code: str, now_s: float) -> bool:
    """Whether the code is that of the open invitation."""
    if pairing is None or now_s >= pairing.until_s or pairing.tries >= CODE_TRIES:
        return False
    return hmac.compare_digest(_mixed(code, pairing.salt), pairing.code)


def _mixed(code: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()
