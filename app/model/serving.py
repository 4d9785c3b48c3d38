"""A language model in this process, behind llama.cpp's own OpenAI-compatible server, on this machine only."""

import importlib
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.model.endpoint import Endpoint
from app.model.found import offered
from core.errors import ModelUnreadable, NoModelRuntime, PortTaken

HERE = "127.0.0.1"
CONTEXT_TOKENS = 2048
"""Sixty names and a question are some 400 tokens."""
QUIET = -1
"""llama.cpp tells only what stops it."""
JUST_THE_WORDS = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
"""The template for weights that were never taught to chat: they go on with what they are given."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers until this process ends."""

    url: str
    _server: Any = field(repr=False)
    """It ends when nobody holds it any more."""

    def wait(self) -> None:
        """Until Ctrl-C."""
        while True:
            time.sleep(1)


def threads() -> int:
    """Half the cores: hearing and speaking need the others, and threads that wait for each other's core crawl."""
    return max(1, (os.cpu_count() or 2) // 2)


def serve(weights: Path, port: int, template: str = "") -> Serving:
    """Load and answer. Raises `NoModelRuntime`, `PortTaken` or `ModelUnreadable`.

    `template` is for weights that bring none for chatting.
    """
    try:
        runtime: Any = importlib.import_module("xllamacpp")
    except ImportError as error:
        raise NoModelRuntime from error
    url = f"http://{HERE}:{port}/v1"
    if offered(Endpoint(url)):
        raise PortTaken(host=HERE, port=port, option="--port")
    try:
        server = runtime.Server(_parameters(runtime, weights, port, template))
    except RuntimeError as error:
        raise ModelUnreadable(name=weights.name) from error
    return Serving(f"{server.listening_address}/v1", server)


def _parameters(runtime: Any, weights: Path, port: int, template: str) -> Any:
    parameters = runtime.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_ctx, parameters.n_parallel, parameters.port = CONTEXT_TOKENS, 1, port
    parameters.hostnames = [HERE]
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads()
    parameters.chat_template = template
    parameters.verbosity = QUIET
    # What was asked stays with who asked: no page of a browser may read answers, or what the server remembers.
    parameters.cors_origins, parameters.cors_origins_explicit = f"http://{HERE}:{port}", True
    parameters.endpoint_slots = parameters.endpoint_props = parameters.ui = False
    parameters.cache_ram_mib = 0
    return parameters
