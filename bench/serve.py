"""`python -m bench.serve`: from the end of speech to the first sound of the reply, over every way in, in one run.

The local loop is the first row; what the page and a satellite process add to it is the difference of the
medians. Home Assistant's way is timed from its `audio-stop`, after which it asks one thing after another.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.handle import Handled
from wyoming.tts import Synthesize

from app.hearing import hear_file
from app.household.arranging import add_device, revoke
from app.household.home import Device
from app.prepare import Assistant
from bench.live import live_rows
from bench.material import RATE_HZ, clean_questions, make_demo_assistant, staged
from bench.satellite import Satellite, satellite
from bench.serve_home import PageClient, Running, demo_house, never_kept, running
from bench.table import show_table

LOCAL, PAGE, SATELLITE = "local loop", "page, over WebSocket", "satellite process"
HEARD_AFTER_S = 4.0
"""Silence played after each question."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench.serve", description=__doc__)
    parser.add_argument("--questions", type=int, default=12)
    options = parser.parse_args()
    console = Console()
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before the run")
    engine, questions = never_kept(make_demo_assistant()), clean_questions(options.questions)
    rows: dict[str, list[float]] = {LOCAL: [], PAGE: [], SATELLITE: []}
    with demo_house(engine) as house, running(house) as service, tempfile.TemporaryDirectory() as folder:
        owner = house.home().residents[0].id
        with satellite(Path(folder)) as kitchen:
            device = Device(id="s", name="kitchen", kind="satellite", owner=owner, address=kitchen.address)
            add_device(house.file, device)
            kitchen.first_sound_s(0, 20)
            page = PageClient.paired(service)
            page.until("state")
            # The ways take turns, so that all see the same load; the first round warms everything up.
            for number, path in enumerate([questions[0], *questions]):
                took = {
                    LOCAL: live_rows([path], 1, engine),
                    PAGE: _page(page, path),
                    SATELLITE: _satellite(kitchen, path),
                }
                for name, waits in took.items():
                    rows[name] += waits[-1:] if number else []
            page.close()
        revoke(house.file, ("s",))
        add_device(house.file, Device(id="h", name="Home Assistant", kind="assistant", owner=owner))
        own: dict[str, list[float]] = {
            "our stages, from the end of the turn": [],
            "Home Assistant's way, from audio-stop": [],
        }
        for path in questions:
            for values, more in zip(
                own.values(), (_stages(path, engine), [asyncio.run(_by_steps(service, path))]), strict=True
            ):
                values += more
    show_table(console, "End of speech to first sound", rows)
    for name in (PAGE, SATELLITE):
        console.print(f"{name}: {statistics.median(rows[name]) - statistics.median(rows[LOCAL]):+.0f} ms at the median")
    show_table(console, "Without turn taking", own)
    steps, stages = (statistics.median(values) for values in reversed(own.values()))
    console.print(f"Home Assistant's way: {steps - stages:+.0f} ms at the median")


def _sound(path: Path) -> tuple[bytes, float]:
    sound, end_s = staged(path)
    return sound[: int((end_s + HEARD_AFTER_S) * RATE_HZ)].tobytes(), end_s


def _page(page: PageClient, path: Path) -> list[float]:
    pcm, end_s = _sound(path)
    page.settled(1.5)
    before, began_s = len(page.arrived_s), time.monotonic()
    page.say_pcm(pcm)
    page.tell({"type": "hush"})
    return [1000 * (at_s - began_s - end_s) for at_s in page.arrived_s[before : before + 1]]


def _satellite(kitchen: Satellite, path: Path) -> list[float]:
    kitchen.silent_for(1.5)
    pcm, end_s = _sound(path)
    before = len(kitchen.heard)
    began_s = kitchen.play(pcm)
    at_s = kitchen.first_sound_s(before, end_s + HEARD_AFTER_S)
    return [] if at_s is None else [1000 * (at_s - began_s - end_s)]


def _stages(path: Path, engine: Assistant) -> list[float]:
    return [turn.prepared.marks.total for turn in hear_file(path, (), engine)][:1]


async def _by_steps(service: Running, path: Path) -> float:
    """Transcribe, handle and synthesize, each in a connection of its own as Home Assistant has it."""
    pcm, end_s = _sound(path)
    pcm = pcm[: int((end_s + 0.7) * RATE_HZ) * 2]
    async with AsyncTcpClient("127.0.0.1", service.wyoming_port) as client:
        await client.write_event(Transcribe(language="en").event())
        await client.write_event(AudioStart(RATE_HZ, 2, 1).event())
        for at in range(0, len(pcm), 2_048):
            await client.write_event(AudioChunk(RATE_HZ, 2, 1, pcm[at : at + 2_048]).event())
        began_s = time.monotonic()
        await client.write_event(AudioStop().event())
        heard = await client.read_event()
    async with AsyncTcpClient("127.0.0.1", service.wyoming_port) as client:
        await client.write_event(Transcript(text=Transcript.from_event(heard).text if heard else "").event())
        told = await client.read_event()
    async with AsyncTcpClient("127.0.0.1", service.wyoming_port) as client:
        await client.write_event(Synthesize(text=(Handled.from_event(told).text or "") if told else "").event())
        while (event := await client.read_event()) is not None and event.type != "audio-chunk":
            pass
    return 1000 * (time.monotonic() - began_s)


if __name__ == "__main__":
    main()
