"""Once it is switched on by command, a helper takes part in every conversation; until it is switched off."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from program import Program, program_in

from app.demo import DEMO_TODAY
from app.model.chosen import Chosen, write_chosen
from app.opening import Opened
from bench.serve_home import deaf_engine, make_test_house
from core.errors import NeedsConsent
from evals.script import Script, asked_to_say, scripted
from store.vault import Vault

pytestmark = pytest.mark.slow

QUESTION = "what was my last a1c"


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    with scripted(Script(says=lambda text: f"Of course. {asked_to_say(text)}")) as found:
        yield found


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_in(tmp_path_factory.mktemp("helped"))


def test_it_takes_part_from_the_command_on_until_the_command_off(program: Program, script: Script) -> None:
    on = program.run("helper", "on", script.url, "--demo")
    assert (on.code, "takes part" in on.out) == (0, True), on.err
    assert program.run("ask", QUESTION, "--demo").out.startswith("Of course. Your last A1c")
    assert len(script.asked) == 1
    assert "script" not in json.dumps(script.asked[0]["messages"])
    off = program.run("helper", "off", "--demo")
    assert (off.code, "No helper" in off.out) == (0, True), off.err
    assert program.run("ask", QUESTION, "--demo").out.startswith("Your last A1c")


def test_one_elsewhere_is_refused_without_a_name(program: Program) -> None:
    ended = program.run("helper", "on", "https://models.example.com/v1", "--demo")
    assert ended.code == NeedsConsent.exit_code
    assert ended.err.strip().endswith(str(NeedsConsent(host="models.example.com")))
    assert "your questions, the names in your record, and my answers" in ended.out


def test_in_the_house_too(demo_vault: Vault, tmp_path: Path, script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSPOKEN_SETTINGS", str(tmp_path / "settings.toml"))
    house = make_test_house(deaf_engine(), demo_vault, tmp_path)
    resident = house.home().residents[0].id
    house.records.today_of[resident] = Opened(demo_vault, DEMO_TODAY)
    assert house.mind(resident).helper is None
    write_chosen(Chosen(script.url))
    assert house.mind(resident).rewriter is not None
    assert house.mind("").rewriter is None
