"""Wyoming on the home network: only encrypted, only for devices that were given papers, and told to nobody."""

import asyncio
import ssl
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner
from wyoming.asr import Transcript
from wyoming.event import Event, async_read_event, async_write_event

from app.cli import cli
from app.household.arranging import add_device, revoke
from app.household.home import Device, Home, Rules
from app.household.home_file import home_path
from app.household.papers import (
    HOUSE_NAME,
    Papers,
    called,
    hand_over,
    house_papers,
    papers_for_assistant,
    papers_for_satellite,
    satellite_name,
)
from app.serve.command import _for_elsewhere, _plan
from app.serve.tls import certificate, context, showing_papers, taking_papers
from app.serve.web_port import Where
from app.serve.wyoming_port import WyomingPort
from bench.serve_home import Running, deaf_engine, demo_house, running
from core.errors import NeedsLoopback


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A service that is reached from elsewhere in the home, and what other machines were given."""

    service: Running
    folder: Path

    def given(self, name: str, papers: Papers) -> ssl.SSLContext:
        """The other machine's side, made from the folder that was carried there."""
        hand_over(papers, self.folder, self.folder / name, "")
        made = ssl.create_default_context(cafile=str(self.folder / name / "household.crt"))
        made.load_cert_chain(self.folder / name / "device.pem")
        return made

    def asked(self, tls: ssl.SSLContext, *questions: str) -> list[str]:
        """What is answered; an empty list where nobody is let in."""

        async def talk() -> list[str]:
            told: list[str] = []
            try:
                reader, writer = await asyncio.open_connection(
                    "127.0.0.1", self.service.elsewhere_port, ssl=tls, server_hostname=HOUSE_NAME
                )
                try:
                    for question in questions:
                        await async_write_event(Transcript(text=question).event(), writer)
                        event = await asyncio.wait_for(async_read_event(reader), 30)
                        if event is None:
                            break
                        told.append(str(event.data["text"]))
                finally:
                    writer.close()
                    await writer.wait_closed()
            except OSError:
                pass
            return told

        return asyncio.run(talk())


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    folder = tmp_path_factory.mktemp("papers")
    authority, house = house_papers(folder)
    ways = taking_papers(authority, house), showing_papers(authority, house)
    with demo_house(deaf_engine()) as found, running(found, None, *ways) as service:
        yield Elsewhere(service, folder)


def test_home_assistant_elsewhere_is_answered_by_its_certificate_until_it_is_revoked(elsewhere: Elsewhere) -> None:
    file = elsewhere.service.house.file
    owner = file.read().residents[0].id
    papers = papers_for_assistant(elsewhere.folder, "ha")
    tls = elsewhere.given("ha", papers)
    assert elsewhere.asked(tls, "what was my last A1c") == [], "nobody has let it in yet"
    add_device(file, Device(id="ha", name="HA", kind="assistant", owner=owner, certificate=papers.fingerprint))
    told = elsewhere.asked(tls, "what was my last A1c", "what was it in April")
    assert "7.2 percent" in told[0] and len(told) == 2
    assert stat.S_IMODE((elsewhere.folder / "ha" / "device.pem").stat().st_mode) == 0o600
    assert elsewhere.service.house.plain_assistant() is None, "it is not the one of this machine"
    revoke(file, ("ha",))
    assert elsewhere.asked(tls, "what was my last A1c") == []


def test_a_device_is_known_by_its_own_certificate_and_a_satellite_is_no_home_assistant(elsewhere: Elsewhere) -> None:
    file = elsewhere.service.house.file
    owner = file.read().residents[0].id
    papers = papers_for_satellite(elsewhere.folder, "s")
    add_device(
        file,
        Device(id="s", name="S", kind="satellite", owner=owner, address="", certificate=papers.fingerprint),
    )
    assert elsewhere.asked(elsewhere.given("s", papers), "what was my last A1c") == []
    revoke(file, ("s",))


def test_nobody_without_papers_of_this_household_gets_in(elsewhere: Elsewhere, tmp_path: Path) -> None:
    authority, _ = house_papers(elsewhere.folder)
    nothing = ssl.create_default_context(cafile=str(authority))
    assert elsewhere.asked(nothing, "what was my last A1c") == []
    foreign = ssl.create_default_context(cafile=str(authority))
    foreign.load_cert_chain(_pem(tmp_path, papers_for_assistant(tmp_path / "other household", "ha")))
    assert elsewhere.asked(foreign, "what was my last A1c") == []


def test_plain_wyoming_and_one_way_tls_are_refused_off_this_machine(elsewhere: Elsewhere, tmp_path: Path) -> None:
    import datetime as dt

    one_way = context(*certificate(tmp_path, ("localhost",), dt.datetime.now(dt.UTC)))
    for tls in (None, one_way):
        with pytest.raises(NeedsLoopback):
            asyncio.run(WyomingPort(elsewhere.service.house).open(Where("0.0.0.0", 0, tls)))  # noqa: S104 - what is refused


class FakeSatellite:
    """Behind TLS: keeps the kinds of events that it is sent."""

    def __init__(self, pem: Path, authority: Path) -> None:
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(authority))
        self.tls.verify_mode = ssl.CERT_REQUIRED
        self.tls.load_cert_chain(pem)
        self.events: list[Event] = []
        self.gone = asyncio.Event()

    async def met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while len(self.events) < 3 and (event := await async_read_event(reader)) is not None:
                self.events.append(event)
            writer.close()
            await writer.wait_closed()
        except OSError:
            writer.transport.abort()
        self.gone.set()


@pytest.mark.parametrize("known", [True, False])
def test_a_satellite_elsewhere_is_called_by_its_own_certificate_only(
    elsewhere: Elsewhere, tmp_path: Path, known: bool
) -> None:
    file = elsewhere.service.house.file
    owner, authority = file.read().residents[0].id, elsewhere.folder / "household.crt"
    papers, other = (papers_for_satellite(elsewhere.folder, "kitchen") for _ in range(2))
    fake = FakeSatellite(_pem(tmp_path, papers if known else other), authority)

    async def called_s(seconds: float) -> None:
        server = await asyncio.start_server(fake.met, "127.0.0.1", 0, ssl=fake.tls)
        address = f"tls://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        device = Device(id="kitchen", name="kitchen", kind="satellite", owner=owner, address=address)
        add_device(file, device.model_copy(update={"certificate": papers.fingerprint}))
        with suppress(TimeoutError):
            await asyncio.wait_for(fake.gone.wait(), seconds)
        revoke(file, ("kitchen",))
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0.05)

    asyncio.run(called_s(10 if known else 2.5))
    kinds = [event.type for event in fake.events]
    assert kinds == (["run-satellite", "audio-start", "audio-chunk"] if known else [])


def test_what_is_opened_on_the_home_network_and_what_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with_papers = Home(devices=(Device(id="h", name="HA", kind="assistant", certificate="x"),))
    satellite = Home(devices=(Device(id="s", name="S", kind="satellite", certificate="x"),))
    far = _plan(("192.168.1.20", 8460), (), 10460, announce=True)
    for plan, home in ((far, Home()), (_plan(("127.0.0.1", 8460), (), 10460, False), with_papers), (far, satellite)):
        assert _for_elsewhere(plan, home).elsewhere is None
    opened = _for_elsewhere(far, with_papers).elsewhere
    assert opened is not None and opened.host == "192.168.1.20" and opened.tls is not None
    assert opened.tls.verify_mode is ssl.CERT_REQUIRED
    assert _for_elsewhere(far, satellite).calls is not None
    assert _for_elsewhere(_plan(("192.168.1.20", 8460), (), None, False), with_papers).elsewhere is None


def test_the_folder_to_carry_is_written_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def run(*arguments: str) -> str:
        ended = CliRunner().invoke(cli, ["household", *arguments])
        assert ended.exit_code == 0, ended.output
        return ended.stdout

    run("assistant", "--papers", str(tmp_path / "ha"), "--reach", "192.168.1.20")
    run("satellite", "tls://192.168.1.30:10701", "--papers", str(tmp_path / "sat"), "--name", "kitchen")
    settings = (tmp_path / "ha" / "stunnel.conf").read_text(encoding="utf-8")
    assert "connect = 192.168.1.20:10461\n" in settings and "client = yes\n" in settings
    assert "accept = 127.0.0.1:10460\n" in settings and "verifyChain = yes\n" in settings
    assert (tmp_path / "sat" / "stunnel.conf").read_text(encoding="utf-8") == called("10701", 10700)
    kept = home_path().read_text(encoding="utf-8")
    assert "PRIVATE" not in kept and kept.count('"certificate":"') + kept.count('"certificate": "') == 2
    for refused in ("tls://192.168.1.30:10701", "tcp://192.168.1.30:10700"):
        assert CliRunner().invoke(cli, ["household", "satellite", refused]).exit_code == NeedsLoopback.exit_code
    ended = CliRunner().invoke(cli, ["household", "rules", "--night", "29:00-06:30"])
    assert ended.exit_code != 0 and "--night 22:00-06:30" in ended.stderr
    assert Rules(night_from="23:59", night_to="00:00")


def test_names_say_whose_they_are(tmp_path: Path) -> None:
    assert satellite_name("ab") == "ab.satellite.plainspoken"
    assert house_papers(tmp_path) == house_papers(tmp_path)


def _pem(folder: Path, papers: Papers) -> Path:
    path = folder / "device.pem"
    path.write_bytes(papers.pem)
    return path
