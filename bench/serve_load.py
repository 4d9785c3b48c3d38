"""`python -m bench.serve_load`: how many conversations at once keep the first sound under 1.5 s at the 95th percentile.

A conversation is one question each 20 s with the microphone open between; the pages are in a process of their
own. Levels go up until the bar is missed by far. What the time went into is printed beside: the wait for Whisper,
the wait for Piper, and how busy the service's process was. Then the same for pipecat, where it is there: one
process for each conversation, as its loop is made for one.
"""

import argparse
import json
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from bench.material import RATE_HZ, clean_questions, make_demo_assistant, staged
from bench.peer import VENV
from bench.serve_home import PageClient, Running, demo_house, never_kept, running
from evals.shared import SHARED
from voice.models import whisper_folder

EVERY_S, BAR_S, GIVEN_UP_S, MISSED_S = 20.0, 1.5, 3.0, 15.0
LEVELS = (1, 2, 3, 4, 6, 8, 12)
PIECE_BYTES = 640
SCRIPT = SHARED.parent / "peers" / "pipecat_loop.py"


def main() -> None:
    """Go up the levels, or be the pages of one of them."""
    parser = argparse.ArgumentParser(prog="bench.serve_load", description=__doc__)
    parser.add_argument("--questions", type=int, default=3, help="of each conversation, at each level")
    parser.add_argument("--levels", type=int, nargs="+", default=list(LEVELS))
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--pages", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.pages:
        port, *tokens = options.pages.split(",")
        _pages(int(port), tokens, options.questions)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before the run")
    with demo_house(never_kept(make_demo_assistant())) as house, running(house) as service:
        held = 0
        for level in options.levels:
            p95_s = _row("plainspoken", level, _level(service, level, options.questions))
            held = level if p95_s <= BAR_S else held
            if p95_s > GIVEN_UP_S:
                break
        print(f"plainspoken: {held} conversations at once keep the bar of {BAR_S} s.")
    if not options.no_peer:
        _peer(options.levels, options.questions)


def _level(service: Running, level: int, questions: int) -> list[float]:
    tokens = [_known(service, number) for number in range(level)]
    queues = ("hearing", "speaking")
    before, began_s, used_s = _queued(service), time.monotonic(), _used_s()
    # A token may begin with a dash.
    pages = f"--pages={','.join((str(service.port), *tokens))}"
    command = [sys.executable, "-m", "bench.serve_load", "--questions", str(questions), pages]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    took_s, after = time.monotonic() - began_s, _queued(service)
    waited = ", ".join(
        f"{name} {1000 * (after[name] - before[name]) / max(1, level * questions):.0f} ms" for name in queues
    )
    print(
        f"  waited for a question: {waited}; the service used {100 * (_used_s() - used_s) / took_s:.0f} % of one core"
    )
    return [float(wait) for wait in json.loads(done.stdout)]


def _known(service: Running, number: int) -> str:
    page = PageClient.paired(service, name=f"page {number}")
    page.until("state")
    page.close()
    return page.token


def _queued(service: Running) -> dict[str, float]:
    """Seconds waited in each queue so far, of all devices together."""
    lines = dict(
        line.split(" ") for line in service.house.metrics.text().splitlines() if "_queue_duration_seconds_sum" in line
    )
    return {
        name: float(lines.get(f"plainspoken_{name}_queue_duration_seconds_sum", 0)) for name in ("hearing", "speaking")
    }


def _used_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _row(name: str, level: int, waits: Sequence[float]) -> float:
    ordered = sorted(waits)
    p95 = ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else math.inf
    missed = sum(wait >= MISSED_S for wait in waits)
    middle = statistics.median(ordered) if ordered else math.inf
    print(
        f"{name}, {level} at once: n {len(waits)}, median {middle:.2f} s, p95 {p95:.2f} s, unanswered {missed}",
        flush=True,
    )
    return p95


def _pages(port: int, tokens: Sequence[str], questions: int) -> None:
    """The pages of one level: prints a list of seconds."""
    waits: list[float] = []
    talks = [
        threading.Thread(target=_page, args=(port, token, number, questions, waits))
        for number, token in enumerate(tokens)
    ]
    for talk in talks:
        talk.start()
    for talk in talks:
        talk.join()
    print(json.dumps(waits))


def _page(port: int, token: str, number: int, questions: int, waits: list[float]) -> None:
    page = PageClient.to(port, {"type": "hello", "token": token})
    draw, recordings = random.Random(number), clean_questions(24)
    began_s = time.monotonic() + 3 + draw.random() * EVERY_S
    for turn in range(questions):
        sound, end_s = staged(recordings[(5 * number + turn) % len(recordings)])
        _stream(page, b"", began_s + turn * EVERY_S)
        before = len(page.arrived_s)
        _stream(page, sound.tobytes(), began_s + turn * EVERY_S + len(sound) / RATE_HZ)
        arrived = page.arrived_s[before:]
        asked_s = began_s + turn * EVERY_S + end_s
        waits.append(min((at_s - asked_s for at_s in arrived if at_s > asked_s), default=MISSED_S))
    page.close()


def _stream(page: PageClient, pcm: bytes, until_s: float) -> None:
    """Sound in real time, then silence until that moment."""
    while True:
        piece, pcm = pcm[:PIECE_BYTES].ljust(PIECE_BYTES, b"\0"), pcm[PIECE_BYTES:]
        page.socket.send(piece)
        page.sent_s = max(page.sent_s + 0.02, time.monotonic() - 0.5)
        if page.sent_s >= until_s:
            return
        time.sleep(max(0.0, page.sent_s - time.monotonic()))


def _peer(levels: Sequence[int], questions: int) -> None:
    if not SCRIPT.is_file() or not (VENV / "bin" / "python").exists():
        print(f"The peer is not here ({SCRIPT}, {VENV}), so its rows are missing.")
        return
    held = 0
    for level in levels:
        waits = _peers(level, [str(path) for path in clean_questions(questions)])
        if _row("pipecat 1.14.0, tuned", level, waits) > BAR_S:
            break
        held = level
    print(f"pipecat: {held} conversations at once keep the bar of {BAR_S} s.")


def _peers(level: int, recordings: Sequence[str]) -> list[float]:
    command = [
        str(VENV / "bin" / "python"),
        str(SCRIPT),
        "--tuned",
        "--json",
        "--rounds",
        "1",
        str(whisper_folder()),
        *recordings,
    ]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for _ in range(level)
    ]
    rows = [json.loads(line) for one in running for line in one.communicate()[0].splitlines() if line.startswith("{")]
    plays = [row for row in rows if "first_audio_s" in row]
    return [MISSED_S if row["first_audio_s"] is None else float(row["first_audio_s"]) for row in plays]


if __name__ == "__main__":
    main()
