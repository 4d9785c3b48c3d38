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
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.handle import Handled
from wyoming.tts import Synthesize

from app.household.arranging import add_device
from app.household.home import Device
from app.prepare import Assistant
from bench.live import live_rows
from bench.material import RATE_HZ, clean_questions, make_demo_assistant, staged
from bench.satellite import Satellite, satellite
from bench.serve_home import PageClient, Running, demo_house, running
from bench.table import show_table

HEARD_AFTER_S = 4.0
"""Silence played after each question."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench.serve", description=__doc__)
    parser.add_argument("--questions", type=int, default=12)
    options = parser.parse_args()
    console = Console()
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before the run")
    engine, questions = make_demo_assistant(), clean_questions(options.questions)
    rows = {"local loop": live_rows(questions, 1, engine)}
    with demo_house(engine) as house, running(house) as service, tempfile.TemporaryDirectory() as folder:
        owner = house.home().residents[0].id
        rows["page, over WebSocket"] = _page_rows(service, questions)
        with satellite(Path(folder)) as kitchen:
            device = Device(id="s", name="kitchen", kind="satellite", owner=owner, address=kitchen.address)
            add_device(house.file, device)
            rows["satellite process"] = _satellite_rows(kitchen, questions)
        add_device(house.file, Device(id="h", name="Home Assistant", kind="assistant", owner=owner))
        own = {"our stages, from the end of the turn": _stages(questions, engine)}
        own["Home Assistant's way, from audio-stop"] = [asyncio.run(_by_steps(service, path)) for path in questions]
    show_table(console, "End of speech to first sound", rows)
    first, *others = rows.values()
    for name, values in zip(list(rows)[1:], others, strict=True):
        console.print(f"{name}: {statistics.median(values) - statistics.median(first):+.0f} ms at the median")
    show_table(console, "Without turn taking", own)


def _sound(path: Path) -> tuple[bytes, float]:
    sound, end_s = staged(path)
    return sound[: int((end_s + HEARD_AFTER_S) * RATE_HZ)].tobytes(), end_s


def _page_rows(service: Running, questions: Sequence[Path]) -> list[float]:
    page = PageClient.paired(service)
    page.until("state")
    page.settled(2)
    waits = []
    for path in [questions[0], *questions]:
        pcm, end_s = _sound(path)
        before, began_s = len(page.arrived_s), time.monotonic()
        page.say_pcm(pcm)
        page.settled(1.5)
        if len(page.arrived_s) > before:
            waits.append(1000 * (page.arrived_s[before] - began_s - end_s))
        page.tell({"type": "hush"})
    page.close()
    return waits[1:]


def _satellite_rows(kitchen: Satellite, questions: Sequence[Path]) -> list[float]:
    kitchen.first_sound_s(0, 20)
    waits = []
    for path in [questions[0], *questions]:
        kitchen.silent_for(2)
        pcm, end_s = _sound(path)
        before = len(kitchen.heard)
        began_s = kitchen.play(pcm)
        at_s = kitchen.first_sound_s(before, end_s + HEARD_AFTER_S)
        if at_s is not None:
            waits.append(1000 * (at_s - began_s - end_s))
    return waits[1:]


def _stages(questions: Sequence[Path], engine: Assistant) -> list[float]:
    from app.hearing import hear_file

    return [turn.prepared.marks.total for path in questions for turn in hear_file(path, (), engine)]


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
