"""`plainspoken serve`: the page, the satellites and Home Assistant's port, until it is told to end."""

import asyncio
import datetime as dt
import os
import platform
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path, user_data_path

from app.guard import guarded
from app.household.arranging import add_resident, invite_device
from app.household.device_commands import ELSEWHERE_PORT, WYOMING_PORT
from app.household.home import Home
from app.household.home_file import HomeFile, home_path
from app.household.papers import house_papers
from app.household.spoken_code import say_code
from app.household.tokens import new_token
from app.knowledge import load_knowledge
from app.opening import own_path
from app.options import DemoOption, VaultOption
from app.prepare import Assistant
from app.screen import notice, notices, show
from app.serve.door import Door, names
from app.serve.service import Plan, Service, make_house
from app.serve.tls import certificate, context, fingerprint, showing_papers, taking_papers
from app.serve.web_port import Where
from app.serve.wyoming_port import LOOPBACK
from app.settings import Settings, load_settings
from app.today import today
from app.wiring import make_assistant
from core.errors import NoVault
from core.mind import make_mind

PORT = 8460
METRICS_TOKEN = "metrics.token"  # noqa: S105 - the name of a file


class _Told(Service):
    """Says where it is to be found once everything is open."""

    scheme = "http"
    host = "localhost"

    def tell(self) -> None:
        """One line for each port."""
        show(f"The page is at {self.scheme}://{self.host}:{self.ports[0]}/")
        wyoming = [port for port in (self._plan.wyoming, self._plan.elsewhere) if port is not None]
        for where, port in zip(wyoming, self.ports[1:], strict=True):
            show(f"Home Assistant's Wyoming port is {where.host}:{port}{', encrypted' if where.tls else ''}.")
        notice("Press Ctrl-C to end.")


@guarded
def serve_command(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    host: Annotated[
        str, typer.Option(help="The address to listen on; other than this machine only with TLS.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The page's port.")] = PORT,
    wyoming_port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Home Assistant's port, on this machine.")
    ] = WYOMING_PORT,
    no_wyoming: Annotated[bool, typer.Option("--no-wyoming", help="Leave Home Assistant's port closed.")] = False,
    name: Annotated[list[str] | None, typer.Option("--name", help="A further name that browsers reach it by.")] = None,
    announce: Annotated[
        bool, typer.Option("--announce", help="Let Home Assistant and browsers find it (mDNS).")
    ] = False,
    pair: Annotated[bool, typer.Option("--pair", help="Let one new device in, by a code.")] = False,
    vault: VaultOption = None,
    demo: DemoOption = False,
) -> None:
    """Serve the page and the smart speakers of this home."""
    settings = load_settings()
    file = HomeFile(user_cache_path("plainspoken") / "demo-household.json") if demo else HomeFile(home_path())
    first = _first_resident(file, demo, own_path(vault, settings))
    with notices.status("Getting ready to hear and to speak…"):
        mind = make_mind(None, load_knowledge(), today(), settings.safety.emergency_number)
        engine = make_assistant(mind, settings)
    if pair or first or not file.read().devices:
        owner = file.read().residents[0] if len(file.read().residents) == 1 else None
        say_code(invite_device(file, owner), engine.voice)
    plan = _plan((host, port), tuple(name or ()), None if no_wyoming else wyoming_port, announce)
    asyncio.run(_run(engine, file, settings, _for_elsewhere(plan, file.read())))


async def _run(engine: Assistant, file: HomeFile, settings: Settings, plan: Plan) -> None:
    service = _Told(make_house(engine, file, settings), plan)
    service.scheme, service.host = plan.door.scheme, "localhost" if plan.web.host in LOOPBACK else plan.web.host
    await service.run()


def _first_resident(file: HomeFile, demo: bool, own: Path) -> bool:
    """A household without anybody gets who started it; raises `NoVault` when there is no record yet."""
    if file.read().residents:
        return False
    if not demo and not own.exists():
        raise NoVault(path=own)
    add_resident(file, "Margaret" if demo else "Me", None if demo else own)
    return True


def _plan(where: tuple[str, int], more: tuple[str, ...], wyoming_port: int | None, announce: bool) -> Plan:
    host, port = where
    here = host in LOOPBACK
    reached = more if here else tuple(dict.fromkeys((*more, platform.node(), f"{platform.node()}.local")))
    tls = None
    if not here:
        folder = user_data_path("plainspoken")
        cert, key = certificate(folder, (host, *reached), dt.datetime.now(dt.UTC))
        tls = context(cert, key)
        notice(f"The certificate's SHA-256 fingerprint is {fingerprint(cert)}.")
    door = Door("http" if here else "https", names(host, port, reached))
    wyoming = Where("127.0.0.1", wyoming_port) if wyoming_port is not None else None
    return Plan(Where(host, port, tls), door, _metrics_token(), wyoming, announce=announce)


def _for_elsewhere(plan: Plan, home: Home) -> Plan:
    """With what is needed for devices that were given papers: only on the home network, and only if there are any."""
    with_papers = {one.kind for one in home.devices if one.certificate}
    if not with_papers:
        return plan
    if plan.web.tls is None:
        notice("Home Assistant or a satellite on another machine is reached only when serve is started with --host.")
        return plan
    authority, house = house_papers(home_path().parent)
    calls = showing_papers(authority, house) if "satellite" in with_papers else None
    listens = plan.wyoming is not None and "assistant" in with_papers
    elsewhere = Where(plan.web.host, ELSEWHERE_PORT, taking_papers(authority, house)) if listens else None
    return replace(plan, calls=calls, elsewhere=elsewhere)


def _metrics_token() -> str:
    """Made once; whoever collects metrics reads it from the file."""
    path = user_data_path("plainspoken") / METRICS_TOKEN
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(new_token())
    return path.read_text(encoding="ascii")
