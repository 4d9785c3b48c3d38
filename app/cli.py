"""The command line: each command reads its options and hands over."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from app.ask import ask, ask_all, ask_one
from app.bring_in import bring_in
from app.demo.record import demo_path
from app.guard import guarded
from app.habits import KeptHabits
from app.hearing import hear_all
from app.heeding import to_be_agreed
from app.household.commands import household
from app.keeping_keys import keys
from app.model.commands import helper, models
from app.opening import Choice, Opened, choose, open_own, own_path
from app.options import DemoOption, JsonOption, VaultOption
from app.prepare import Assistant
from app.prepare_visit import visits
from app.questions_file import Asked
from app.screen import notice, notices, show, show_json
from app.serve.command import serve_command
from app.settings import Settings, load_settings
from app.taking_out import out
from app.talking import DEMO_GREETING, GREETING, Script, demo_script, recordings, talk_from, talk_live
from app.wiring import make_assistant, mind_of, open_chosen
from core.conversation import FRESH
from core.errors import SoundError
from core.mind import Mind
from core.wording.doings import say_each
from store.records import VaultRecords

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Talk with your own health record, out loud, at home, and nobody listens in.",
)
cli.add_typer(keys, name="keys")
cli.add_typer(out)
cli.add_typer(visits)
cli.add_typer(household, name="household")
cli.add_typer(helper, name="helper")
cli.add_typer(models)
cli.command("serve")(serve_command)

REPLIES = Path("out")


@cli.command("import")
@guarded
def import_command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files, folders or archives: FHIR, C-CDA, Apple Health, Fitbit, CSV, PDF.", show_default=False
        ),
    ],
    name: Annotated[str | None, typer.Option("--name", help="What to call this source, such as MyChart.")] = None,
    vault: VaultOption = None,
) -> int:
    """Bring records in."""
    return bring_in(paths, name, own_path(vault, load_settings()))


@cli.command("sources")
@guarded
def sources_command(vault: VaultOption = None, demo: DemoOption = False) -> None:
    """Say where the record came from."""
    settings = load_settings()
    for source in open_chosen(_chosen(vault, demo, settings)).vault.sources():
        show(f"{source.name}: {source.entries} entries, last brought in on {source.imported_on}.")


@cli.command("audit")
@guarded
def audit_command(vault: VaultOption = None) -> None:
    """Say what was done with the record: when, what, and to how many entries."""
    opened = open_own(own_path(vault, load_settings()))
    for sentence in say_each(VaultRecords(opened.vault).doings(), dt.date.today()):
        show(sentence.text)


@cli.command("ask")
@guarded
def ask_command(
    question: Annotated[str | None, typer.Argument(help="The question, in your own words.")] = None,
    questions: Annotated[Path | None, typer.Option(help="A file with one JSON question per line.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write the answers of --questions.")] = None,
    as_json: JsonOption = False,
    vault: VaultOption = None,
    demo: DemoOption = False,
) -> int | None:
    """Answer a typed question, or a file of them."""
    if question is None and questions is None:
        return _no_question()
    settings = load_settings()
    mind = _mind(vault, demo, settings)
    if questions is not None:
        return ask_all(questions, out, mind)
    if as_json:
        show_json(ask_one(Asked(question or ""), mind))
    else:
        answer, _, _ = ask(question or "", FRESH, mind)
        show(answer.spoken)
    return None


@cli.command("hear")
@guarded
def hear_command(
    files: Annotated[list[Path], typer.Argument(help="WAV or FLAC files, or folders of them.", show_default=False)],
    as_json: JsonOption = False,
    after: Annotated[list[str] | None, typer.Option("--after", help="A question asked before, typed.")] = None,
    vault: VaultOption = None,
    demo: DemoOption = False,
) -> int:
    """Take recordings through the whole path: heard, understood, answered, with the time each stage took."""
    settings = load_settings()
    assistant = _assistant(_mind(vault, demo, settings), settings)
    return hear_all(recordings(files), tuple(after or ()), assistant, as_json)


@cli.command("talk")
@guarded
def talk_command(
    source: Annotated[list[Path] | None, typer.Option("--from", help="Recordings instead of the microphone.")] = None,
    to: Annotated[Path, typer.Option("--to", help="Where replies to recordings are written.")] = REPLIES,
    vault: VaultOption = None,
    demo: DemoOption = False,
) -> int:
    """Hold the conversation."""
    settings = load_settings()
    choice = _chosen(vault, demo, settings)
    script = Script(recordings(source), to) if source else None
    opened = open_chosen(choice)
    mind = mind_of(opened, settings)
    greeting = " ".join((*to_be_agreed(mind), _greeting(choice, opened)))
    if settings.record.lock_after_min:
        opened.vault.lock_after(settings.record.lock_after_min, reading_counts=False)
    assistant = _assistant(mind, settings)
    if script is not None:
        return talk_from(script, assistant, greeting)
    try:
        return talk_live(assistant, greeting, settings, KeptHabits(opened.vault, wished=settings.record.keep_habits))
    except SoundError as trouble:
        if not choice.demo:
            raise
        return talk_from(demo_script(trouble, to), assistant, greeting)


@cli.command("check")
@guarded
def check_command(vault: VaultOption = None, demo: DemoOption = False) -> int:
    """Say what works and what is missing."""
    from app.checking import check_everything

    return check_everything(_chosen(vault, demo, load_settings()))


def _chosen(vault: Path | None, demo: bool, settings: Settings) -> Choice:
    choice = choose(vault, demo, settings, demo_path)
    if choice.fallen_back:
        notice("There is no record of yours yet, so this is the demo record of Margaret Ellis, who does not exist.")
    return choice


def _greeting(choice: Choice, opened: Opened) -> str:
    """What was noticed at opening is heard before anything else: who cannot see the screen must know it too."""
    return " ".join([*(noticed.value for noticed in opened.vault.notices), DEMO_GREETING if choice.demo else GREETING])


def _mind(vault: Path | None, demo: bool, settings: Settings) -> Mind:
    mind = mind_of(open_chosen(_chosen(vault, demo, settings)), settings)
    for sentence in to_be_agreed(mind):
        notice(sentence)
    return mind


def _assistant(mind: Mind, settings: Settings) -> Assistant:
    with notices.status("Getting ready to hear and to speak…"):
        return make_assistant(mind, settings)


def _no_question() -> int:
    notice('Ask something, for example: plainspoken ask "what was my last blood pressure"')
    return 2
