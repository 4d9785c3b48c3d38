"""Language models that already run on this machine: llama.cpp, Ollama, or `plainspoken llm`."""

from dataclasses import dataclass, replace

import openai

from app.model.endpoint import Endpoint, connect

OWN_PORT = 8461
"""Where `plainspoken llm` answers: beside the page's 8460."""
PORTS = {OWN_PORT: "plainspoken llm", 8080: "llama.cpp", 11434: "Ollama"}
"""The defaults of llama.cpp's server and of Ollama, by their own documentation."""
PATIENCE_S = 1.0
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Running:
    """A language model that answers here."""

    url: str
    by: str
    """What usually listens there."""
    model: str
    """The first that it offers."""


def running_here(ports: dict[int, str] | None = None) -> tuple[Running, ...]:
    """Every endpoint of `ports` that answers; nothing but "which models have you" is asked."""
    found = []
    for port, by in (PORTS if ports is None else ports).items():
        url = f"http://127.0.0.1:{port}/v1"
        model = offered(Endpoint(url))
        if model:
            found.append(Running(url, by, model))
    return tuple(found)


def offered(endpoint: Endpoint, agreed: str = "") -> str:
    """The first model that an endpoint offers; empty when nothing of the kind answers there in time.

    Raises `NeedsConsent` for one that is not on this machine, unless it was agreed to.
    """
    try:
        with connect(replace(endpoint, patience_s=PATIENCE_S), agreed) as client:
            return next((_name(str(model.id)) for model in client.models.list().data or () if model.id), "")
    except (openai.OpenAIError, ValueError, TypeError, AttributeError):
        return ""


def _name(id: str) -> str:
    """What another program calls its model is shown on the screen: nothing that a terminal would obey."""
    return "".join(char for char in id if char.isprintable())[:LONGEST_NAME]
