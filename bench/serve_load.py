"""`python -m bench.serve_load`: how many conversations at once keep the first sound under 1.5 s at the 95th percentile.

A conversation is one question each 20 s with the microphone open between; the pages are in a process of their
own. Levels go up from 8 until the bar is missed, or down from there when it is missed at once; between them the same
for pipecat, where it is there, at the same pace: one process for each conversation, as its loop is made for one. All of
it ends within `--minutes`. What the time went into is printed beside: waits for Whisper and for Piper, their work,
and how busy the service's process was.
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.material import RATE_HZ, clean_questions, make_demo_assistant, staged
from bench.peer_load import READY_S as PEER_READY_S
from bench.peer_load import Pace, peer_is_here, peers
from bench.serve_home import PageClient, Running, demo_house, never_kept, running

EVERY_S, BAR_S, GIVEN_UP_S, MISSED_S = 20.0, 1.5, 3.0, 15.0
UP, DOWN, PEER_LEVELS = (8, 12, 16, 20), (6, 4, 3, 2, 1), (1, 2, 3, 4)
READY_S = 3.0
PIECE_BYTES = 640
QUEUES = ("hearing", "speaking", "speaking rest")
"""Of Whisper, of Piper for first clauses, of Piper for what follows them while those are heard."""
OURS, PEER = "plainspoken", "pipecat 1.14.0, tuned"


@dataclass(slots=True)
class Run:
    """What is left of the time, and what was found."""

    end_s: float
    questions: int
    held: dict[str, int] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)

    def has_time(self, ready_s: float) -> bool:
        """Whether one more level can be finished."""
        return time.monotonic() + ready_s + (self.questions + 1) * EVERY_S + MISSED_S < self.end_s

    def row(self, name: str, level: int, waits: Sequence[float]) -> None:
        """One level, printed; the bar is for the 95th percentile."""
        p95_s = _row(name, level, waits)
        if p95_s <= BAR_S:
            self.held[name] = max(level, self.held.get(name, 0))
        else:
            self.missed.add(name)


def main() -> None:
    """Ours and the peer's levels in turn, or be the pages of one of them."""
    parser = argparse.ArgumentParser(prog="bench.serve_load", description=__doc__)
    parser.add_argument("--questions", type=int, default=2, help="of each conversation, at each level")
    parser.add_argument("--levels", type=int, nargs="+", default=list(UP), help="going up")
    parser.add_argument("--minutes", type=float, default=8.5, help="in which all of it ends")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--kept", action="store_true", help="sounds that were made before are used again, as at home")
    parser.add_argument("--pages", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.pages:
        port, *tokens = options.pages.split(",")
        _pages(int(port), tokens, options.questions)
        return
    run = Run(time.monotonic() + 60 * options.minutes, options.questions)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before the run")
    engine = make_demo_assistant()
    with demo_house(engine if options.kept else never_kept(engine)) as house, running(house) as service:
        peer_levels = iter(() if options.no_peer or not peer_is_here() else PEER_LEVELS)
        for level in _levels(run, options.levels):
            if run.has_time(READY_S):
                run.row(OURS, level, _level(service, level, options.questions))
            _peer_level(run, next(peer_levels, 0))
        for level in peer_levels:
            _peer_level(run, level)
    for name in sorted(run.missed | set(run.held), reverse=True):
        print(f"{name}: {run.held.get(name, 0)} conversations at once keep the bar of {BAR_S} s.")


def _levels(run: Run, up: Sequence[int]) -> Iterator[int]:
    """Up until the bar is missed; when it was missed at once, down until it is kept."""
    for level in up:
        yield level
        if OURS in run.missed:
            break
    for level in DOWN:
        if OURS not in run.held and level < up[0]:
            yield level


def _peer_level(run: Run, level: int) -> None:
    if level and PEER not in run.missed and run.has_time(PEER_READY_S):
        run.row(PEER, level, peers(level, Pace(run.questions, EVERY_S, MISSED_S)))


def _level(service: Running, level: int, questions: int) -> list[float]:
    tokens = [_known(service, number) for number in range(level)]
    before, began_s, used_s = _queued(service), time.monotonic(), _used_s()
    # A token may begin with a dash.
    pages = f"--pages={','.join((str(service.port), *tokens))}"
    command = [sys.executable, "-m", "bench.serve_load", "--questions", str(questions), pages]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    took_s, after = time.monotonic() - began_s, _queued(service)
    for what in ("queue", "work"):
        spent = (
            f"{name} {1000 * (after[name, what] - before[name, what]) / max(1, level * questions):.0f} ms"
            for name in QUEUES
        )
        print(f"  {'waited' if what == 'queue' else 'worked'} for a question: {', '.join(spent)}")
    print(f"  the service used {100 * (_used_s() - used_s) / took_s:.0f} % of one core, load {os.getloadavg()[0]:.1f}")
    return [float(wait) for wait in json.loads(done.stdout)]


def _known(service: Running, number: int) -> str:
    page = PageClient.paired(service, name=f"page {number}")
    page.until("state")
    page.close()
    return page.token


def _queued(service: Running) -> dict[tuple[str, str], float]:
    """Seconds waited in each queue and worked after it so far, of all devices together."""
    lines = dict(
        line.split(" ") for line in service.house.metrics.text().splitlines() if "_duration_seconds_sum" in line
    )
    return {
        (name, what): float(lines.get(f"plainspoken_{name.replace(' ', '_')}_{what}_duration_seconds_sum", 0))
        for name in QUEUES
        for what in ("queue", "work")
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


if __name__ == "__main__":
    main()
