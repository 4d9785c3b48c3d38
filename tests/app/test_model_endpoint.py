"""A language model's endpoint: this machine freely, any other only with consent by name."""

import pytest

from app.model.endpoint import Endpoint, connect, is_here
from app.model.wording import is_lost
from core.answers import Answer, Outcome, Sentence
from core.errors import NeedsConsent


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/v1", "http://localhost:11434/v1", "http://[::1]:1/v1", "http://127.9.9.9/v1"]
)
def test_this_machine_is_free(url: str) -> None:
    assert is_here(Endpoint(url))
    connect(Endpoint(url)).close()


@pytest.mark.parametrize(
    "url",
    ["https://api.openai.com/v1", "http://127.0.0.1.evil.example/v1", "http://localhost.evil.example/v1", "http://192.168.1.9/v1",
     "http://evil.example/127.0.0.1", "http://user@evil.example:80/v1", "file:///etc/passwd", ""],
)  # fmt: skip
def test_any_other_needs_consent_by_name(url: str) -> None:
    endpoint = Endpoint(url)
    assert not is_here(endpoint)
    with pytest.raises(NeedsConsent):
        connect(endpoint)
    with pytest.raises(NeedsConsent):
        connect(endpoint, "another.example")


def test_consent_is_for_that_host_only() -> None:
    connect(Endpoint("https://api.openai.com/v1"), "api.openai.com").close()


def test_a_key_is_in_no_representation() -> None:
    assert "secret" not in repr(Endpoint("http://127.0.0.1/v1", key="secret"))


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("", False),
        ("Your A1c was 7.2", False),
        ("Your A1c was 7.2 percent. That", False),
        ("Your A1c was 9.9 per", False),
        ("Your A1c was 9.9 percent.", True),
        ("Dear friend of mine! Your", True),
    ],
)
def test_a_sentence_that_strays_ends_the_waiting(text: str, lost: bool) -> None:
    answer = Answer(Outcome.FOUND, (Sentence("Your A1c was 7.2 percent.", ("Observation/1",)),))
    assert is_lost(text, answer) is lost
