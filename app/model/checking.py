"""What `plainspoken check` says of the helper, and the offer of one that runs here already."""

import sys
from shlex import quote
from urllib.parse import urlsplit

import typer

from app.model.chosen import Chosen, endpoint_of
from app.model.endpoint import is_here
from app.model.found import Running, offered, running_here
from app.settings import Model
from core.errors import NoEndpoint


def check_helper(model: Model) -> tuple[bool, str, tuple[Running, ...]]:
    """Whether all is well, a sentence, and what could be switched on; nothing beyond this machine is reached."""
    endpoint = endpoint_of(model)
    if endpoint is None:
        running = running_here()
        return True, told(running), running
    if not is_here(endpoint):
        return True, f"It is at {endpoint.host}, not on this machine; plainspoken helper show says whether it may.", ()
    if offered(endpoint):
        return True, f"A language model answers at {endpoint.url} and takes part.", ()
    return False, str(NoEndpoint(host=urlsplit(endpoint.url).netloc)), ()


def offer(running: tuple[Running, ...]) -> Chosen | None:
    """The first that runs here, if the person types yes; None otherwise, or without anybody to ask."""
    if not running or not sys.stdin.isatty():
        return None
    first = running[0]
    question = f"Shall the language model {first.model} ({first.by}) take part in every conversation?"
    return Chosen(first.url, first.model) if typer.confirm(question, default=False, err=True) else None


def told(running: tuple[Running, ...]) -> str:
    """What runs here, and the command that lets it take part."""
    if not running:
        return "None takes part and none is needed. One of your own: plainspoken llm."
    first = running[0]
    let = f"plainspoken helper on {first.url} --name {quote(first.model)}"
    return f"{first.model} runs here ({first.by}). Let it take part: {let}"
