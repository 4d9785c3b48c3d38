"""Who may knock: Host, Origin and path are looked at before anything else, on every request.

Host is checked against the names this service is reached by, so that a page elsewhere cannot lead its own
name to us (DNS rebinding); Origin, so that no other page can talk to us from a browser of the house. The
token is asked for where there is something to protect: `/talk` by its first message, `/metrics` as bearer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

TALK = "/talk"
HEALTH = "/health"
METRICS = "/metrics"


class Refusal(IntEnum):
    """What we answer with when we refuse."""

    FORBIDDEN = 403
    MISDIRECTED_REQUEST = 421


@dataclass(frozen=True, slots=True)
class Door:
    """The names this service is reached by."""

    scheme: str
    """`http` or `https`."""
    hosts: frozenset[str]
    """With their ports, in lower case: `localhost:8460`."""

    def refuses(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """Why this request is not let in, or None."""
        host = headers.get("Host", "").lower()
        if host not in self.hosts:
            return Refusal.MISDIRECTED_REQUEST
        origin = headers.get("Origin")
        if origin is None:
            return Refusal.FORBIDDEN if path == TALK else None
        return None if origin.lower() == f"{self.scheme}://{host}" else Refusal.FORBIDDEN


def names(host: str, port: int, more: tuple[str, ...] = ()) -> frozenset[str]:
    """The Host headers that mean us, when we listen on `host`; a default port may be left out."""
    here = ("localhost", "127.0.0.1", "[::1]") if host in ("127.0.0.1", "localhost", "::1") else (host,)
    bare = {name.lower() for name in (*here, *more)}
    return frozenset({f"{name}:{port}" for name in bare} | (bare if port in (80, 443) else set()))
