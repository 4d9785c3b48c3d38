"""`make bench`: stages over the fixtures, stock Whisper beside ours, and the live loop beside pipecat."""

import argparse
import os
import resource

from rich.console import Console

from bench.live import live_rows
from bench.material import clean_questions, fixtures, make_demo_assistant
from bench.peer import pipecat_waits
from bench.stages import stage_rows
from bench.stock import stock_rows
from bench.table import show_table


def main() -> None:
    """Measure everything and print the tables."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--live", type=int, default=12, help="recordings for the live loop and the peer")
    parser.add_argument("--rounds", type=int, default=2, help="times each of them is played")
    parser.add_argument("--no-peer", action="store_true", help="leave the peer out")
    options = parser.parse_args()
    console = Console()
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before the run")
    assistant = make_demo_assistant()
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    everything, questions = fixtures(), clean_questions(options.live)
    show_table(console, f"hear, {len(everything)} recordings", stage_rows(everything, assistant))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"Memory: {memory_mb:.0f} MB with everything loaded, {peak_mb:.0f} MB at the peak.\n")
    show_table(console, "Whisper per utterance, same weights, same sound", stock_rows(everything, assistant))
    waits = {"plainspoken": live_rows(questions, options.rounds, assistant)}
    if not options.no_peer:
        waits |= pipecat_waits(questions, options.rounds)
    show_table(console, f"End of speech to first sound, live, {len(questions)} recordings", waits)


main()
