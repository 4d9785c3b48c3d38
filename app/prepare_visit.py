"""`plainspoken prepare`: getting ready for a visit, spoken or typed."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.ask import ask
from app.demo.record import demo_path
from app.guard import guarded
from app.habits import KeptHabits
from app.heeding import to_be_agreed
from app.opening import choose
from app.options import DemoOption, VaultOption
from app.screen import notice, notices, show
from app.settings import load_settings
from app.talking import Script, recordings, talk_from, talk_live
from app.visit_desk import Desk, documents
from app.wiring import make_assistant, make_desk, mind_of, open_chosen
from core.commands import find_command
from core.conversation import FRESH, Conversation
from core.errors import SoundError
from core.mind import Mind
from core.questions import Command

visits = typer.Typer()
OPENING = "Get me ready for my visit"


@visits.command("prepare")
@guarded
def prepare_command(
    visit: Annotated[str, typer.Argument(help="Which visit: Thursday, the kidney doctor.")] = "",
    typed: Annotated[
        bool, typer.Option("--typed", help="Read what is said from the keyboard, one line a turn.")
    ] = False,
    source: Annotated[list[Path] | None, typer.Option("--from", help="Recordings instead of the microphone.")] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="Where the sheet, and replies to recordings, are written.")
    ] = None,
    vault: VaultOption = None,
    demo: DemoOption = False,
) -> int:
    """Get ready for a visit: what changed, your questions, a rehearsal, a sheet to take along."""
    settings = load_settings()
    choice = choose(vault, demo, settings, demo_path)
    opened = open_chosen(choice)
    mind = mind_of(opened, settings)
    words = f"Get me ready for {visit}" if visit else OPENING
    if typed:
        return prepare_typed(words, sys.stdin, make_desk(mind, to or documents(), None))
    first, so_far = _opening(words, mind)
    first = " ".join((*to_be_agreed(mind), first))
    if settings.record.lock_after_min:
        opened.vault.lock_after(settings.record.lock_after_min, reading_counts=False)
    with notices.status("Getting ready to hear and to speak…"):
        assistant = make_assistant(mind, settings, to)
    if source:
        return talk_from(Script(recordings(source), to or Path("out")), assistant, first, so_far)
    try:
        habits = KeptHabits(opened.vault, wished=settings.record.keep_habits)
        return talk_live(assistant, first, settings, habits, so_far)
    except SoundError as trouble:
        notice(str(trouble))
        notice("Until then, type what you would say, one line at a time.")
        return prepare_typed(words, sys.stdin, make_desk(mind, to or documents(), assistant.voice))


def prepare_typed(words: str, lines: Iterable[str], desk: Desk) -> int:
    """The conversation in lines, until goodbye or the end of them."""
    so_far = _turn(words, FRESH, desk)
    for line in filter(None, map(str.strip, lines)):
        so_far = _turn(line, so_far, desk)
        if find_command(line) in (Command.GOODBYE, Command.LOCK):
            break
    return 0


def _turn(line: str, so_far: Conversation, desk: Desk) -> Conversation:
    answer, after, _ = ask(line, so_far, desk.mind)
    show(f"You: {line}")
    if answer.spoken:
        show(f"Plainspoken: {answer.spoken}")
    for sentence in filter(None, (desk.keep(so_far, after), desk.run_errand(so_far, after))):
        show(f"Plainspoken: {sentence}")
    return after


def _opening(words: str, mind: Mind) -> tuple[str, Conversation]:
    answer, so_far, _ = ask(words, FRESH, mind)
    return answer.spoken, so_far
