"""pipecat's loop at the pace of a conversation: a question each so many seconds; runs in the peer's environment.

`peer_paced.py PIPECAT_LOOP EVERY_S FIRST_S [options of pipecat_loop.py]`: what `pipecat_loop.py` does, but each recording
after the warm-up waits for its turn, the first `FIRST_S` after that, the others `EVERY_S` apart.
"""

import argparse
import asyncio
import importlib.util
import sys
import time
from typing import Any


def main() -> None:
    """Wraps the script's `play` and lets it run."""
    script, every_s, first_s = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    sys.argv = [script, *sys.argv[4:]]
    spec = importlib.util.spec_from_file_location("pipecat_loop", script)
    assert spec is not None
    assert spec.loader is not None
    peer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peer)
    play, due_s = peer.play, 0.0

    async def paced(worker: Any, marks: Any, path: str) -> Any:
        nonlocal due_s
        if due_s:
            await asyncio.sleep(max(0.0, due_s - time.monotonic()))
        played = await play(worker, marks, path)
        # The first is the warm-up, after which the clock begins.
        due_s = due_s + every_s if due_s else time.monotonic() + first_s
        return played

    peer.play = paced
    parser = argparse.ArgumentParser()
    parser.add_argument("whisper_dir")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tuned", action="store_true")
    parser.add_argument("--vad-stop", type=float)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asyncio.run(peer.main(parser.parse_args()))


if __name__ == "__main__":
    main()
