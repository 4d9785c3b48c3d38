"""Where a language model answers: on this machine freely, anywhere else only with consent by name."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import openai

from core.errors import NeedsConsent

CONNECT_S = 0.5


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint."""

    url: str
    """`http://127.0.0.1:8080/v1`."""
    model: str = "local"
    key: str = field(default="none", repr=False)
    patience_s: float = 3.0
    """Later words are not waited for: the composer's are spoken."""

    @property
    def host(self) -> str:
        """The name or address in the URL, lower-case."""
        return (urlsplit(self.url).hostname or "").lower()


def is_encrypted(endpoint: Endpoint) -> bool:
    """Whether nobody on the way there can read what is sent."""
    return urlsplit(endpoint.url).scheme == "https"


def is_here(endpoint: Endpoint) -> bool:
    """Whether the endpoint is on this machine: a loopback address, or `localhost`; no other name is trusted to be."""
    if endpoint.host == "localhost":
        return True
    try:
        return ipaddress.ip_address(endpoint.host).is_loopback
    except ValueError:
        return False


def connect(endpoint: Endpoint, agreed: str = "") -> openai.OpenAI:
    """The client; it follows no redirect and no proxy, so that what is meant for this machine stays on it.

    `agreed` is the host that the person agreed to by name. Raises `NeedsConsent` for an endpoint elsewhere without it.
    """
    if not is_here(endpoint) and (not endpoint.host or agreed.lower() != endpoint.host):
        raise NeedsConsent(host=endpoint.host or "no host")
    carrier = openai.DefaultHttpxClient(trust_env=False, follow_redirects=False)
    return openai.OpenAI(
        base_url=endpoint.url,
        api_key=endpoint.key,
        timeout=openai.Timeout(endpoint.patience_s, connect=CONNECT_S),
        max_retries=0,
        http_client=carrier,
    )
