"""`plainspoken helper` and `plainspoken llm`: a language model that takes part, and one that runs here."""

from pathlib import Path
from typing import Annotated

import typer

from app.demo.record import demo_path
from app.guard import guarded
from app.model.chosen import Chosen, endpoint_of
from app.model.found import OWN_PORT
from app.model.helper import OwnHelper
from app.model.serving import JUST_THE_WORDS, serve
from app.model.switching import switch_off, switch_on
from app.model.weights import weights_of
from app.opening import choose
from app.options import DemoOption, VaultOption
from app.screen import notice, notices, show
from app.settings import load_settings
from app.wiring import open_chosen
from core.helper import NOBODY, about_helper
from core.questions import Command
from store.opened import Vault

models = typer.Typer()
helper = typer.Typer(no_args_is_help=True, help="The helper: a language model that may word answers more warmly.")


@helper.command("on")
@guarded
def on_command(
    url: Annotated[str, typer.Argument(help="Such as http://127.0.0.1:8080/v1.", show_default=False)],
    name: Annotated[str, typer.Option("--name", help="Which of its models; the first without this.")] = "",
    agree: Annotated[
        str | None, typer.Option("--agree", help="The host of one that is not on this machine, to agree to it.")
    ] = None,
    vault: VaultOption = None,
    demo: DemoOption = False,
) -> None:
    """Let a language model take part in every conversation."""
    show(switch_on(Chosen(url, name), _opened(vault, demo), agree))


@helper.command("off")
@guarded
def off_command(vault: VaultOption = None, demo: DemoOption = False) -> None:
    """Let no language model take part any more."""
    show(switch_off(_opened(vault, demo), load_settings().model))


@helper.command("show")
@guarded
def show_command(vault: VaultOption = None, demo: DemoOption = False) -> None:
    """Say whether a language model takes part, and where it is."""
    endpoint = endpoint_of(load_settings().model)
    if endpoint is None:
        show(" ".join(NOBODY))
    else:
        own = OwnHelper(endpoint, _opened(vault, demo))
        show(" ".join(sentence.text for sentence in about_helper(Command.HELPER, own).sentences))


@models.command("llm")
@guarded
def llm_command(
    weights: Annotated[
        Path | None, typer.Argument(help="A GGUF file; the small one of a package without.", show_default=False)
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Where it answers, on this machine.")] = OWN_PORT,
) -> None:
    """Run a language model on this machine, until Ctrl-C."""
    path = weights_of(weights)
    with notices.status(f"Loading {path.name}, {path.stat().st_size / 1e6:.0f} MB…"):
        serving = serve(path, port, "" if weights else JUST_THE_WORDS)
    show(f"A language model answers at {serving.url}. Let it take part with: plainspoken helper on {serving.url}")
    notice("Press Ctrl-C to end.")
    serving.wait()


def _opened(vault: Path | None, demo: bool) -> Vault:
    choice = choose(vault, demo, load_settings(), demo_path)
    return open_chosen(choice).vault
