"""`make bench-voice`: everything of hearing and taking turns, with targets and peers beside it."""

import argparse
import os
from dataclasses import replace

from rich.console import Console

from bench.material import make_demo_assistant
from bench.voice.report import Report
from bench.voice.sections import FULL, QUICK, SECTIONS
from bench.voice.sounds import MISSING, SHARED


def main() -> int:
    """Measure, section by section."""
    parser = argparse.ArgumentParser(prog="bench.voice", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, some minutes instead of an hour")
    parser.add_argument("--no-peer", action="store_true", help="leave pipecat out")
    parser.add_argument("--only", choices=tuple(SECTIONS), action="append", help="these sections; all by default")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(MISSING)
        return 1
    sizes = replace(QUICK if options.quick else FULL, peer=not options.no_peer)
    report = Report(Console(width=170))
    report.note(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before the run, {'quick' if options.quick else 'full'}"
    )
    assistant = make_demo_assistant()
    for name in options.only or SECTIONS:
        report.section(name, SECTIONS[name](assistant, sizes))
    return 0


raise SystemExit(main())
