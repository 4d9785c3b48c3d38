"""A language model in this process, behind llama.cpp's own OpenAI-compatible server, on this machine only."""

import importlib
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.model.endpoint import Endpoint
from app.model.found import offered
from core.errors import ModelUnreadable, NoModelRuntime, PortTaken

HERE = "127.0.0.1"
THREADS, CONTEXT_TOKENS = 2, 2048
"""Sixty names and a question are some 400 tokens; the cores are shared with hearing and speaking."""


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


def serve(weights: Path, port: int) -> Serving:
    """Load and answer. Raises `NoModelRuntime`, `PortTaken` or `ModelUnreadable`."""
    try:
        runtime: Any = importlib.import_module("xllamacpp")
    except ImportError as error:
        raise NoModelRuntime from error
    url = f"http://{HERE}:{port}/v1"
    if offered(Endpoint(url)):
        raise PortTaken(host=HERE, port=port, option="--port")
    parameters = runtime.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_ctx, parameters.n_parallel, parameters.port = CONTEXT_TOKENS, 1, port
    parameters.hostnames = [HERE]
    parameters.cpuparams.n_threads = THREADS
    try:
        server = runtime.Server(parameters)
    except RuntimeError as error:
        raise ModelUnreadable(name=weights.name) from error
    return Serving(f"{server.listening_address}/v1", server)
