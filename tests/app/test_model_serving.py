"""A language model on this machine: which weights, and what goes wrong, each told in one sentence."""

import sys
from io import StringIO
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from app.model.checking import check_helper, offer, told
from app.model.endpoint import Endpoint
from app.model.found import LONGEST_NAME, Running, offered
from app.model.serving import serve
from app.model.weights import NAME, PACKAGE, weights_of
from app.settings import Model
from core.errors import ModelMissing, ModelTampered, ModelUnreadable, NoModelRuntime, PortTaken
from evals.script import Script, scripted


def port_of(url: str) -> int:
    return int(url.split(":")[2].split("/")[0])


@pytest.fixture(autouse=True)
def _none_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSPOKEN_SETTINGS", str(tmp_path / "settings" / "settings.toml"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "small.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0")
    return path


def test_own_weights_are_looked_at_before_they_are_loaded(gguf: Path, tmp_path: Path) -> None:
    assert weights_of(gguf) == gguf
    with pytest.raises(ModelMissing):
        weights_of(tmp_path / "none.gguf")
    other = tmp_path / "other.gguf"
    other.write_bytes(b"PK\x03\x04")
    with pytest.raises(ModelUnreadable):
        weights_of(other)


def test_without_the_packages_it_says_how_to_get_them(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(NoModelRuntime, match="plainspoken\\[llm\\]"):
        weights_of(None)
    with pytest.raises(NoModelRuntime):
        serve(gguf, 1)


def test_weights_of_a_package_that_are_not_the_pinned_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ModuleType(PACKAGE)
    package.MODEL_NAME = "other.gguf"  # type: ignore[attr-defined]

    def assemble(path: Path, overwrite: bool) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"GGUF of somebody else")
        return path

    package.assemble = assemble  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, PACKAGE, package)
    with pytest.raises(ModelTampered, match=NAME):
        weights_of(None)


class Runtime(ModuleType):
    """What llama.cpp's library looks like from here."""

    def __init__(self, loads: bool) -> None:
        super().__init__("xllamacpp")
        self.loads = loads
        self.given: SimpleNamespace | None = None

    def CommonParams(self) -> SimpleNamespace:
        return SimpleNamespace(
            model=SimpleNamespace(path=""), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace()
        )

    def Server(self, parameters: SimpleNamespace) -> SimpleNamespace:
        self.given = parameters
        if not self.loads:
            raise RuntimeError("failed to load " + parameters.model.path)
        return SimpleNamespace(listening_address=f"http://{parameters.hostnames[0]}:{parameters.port}")


def test_it_answers_on_this_machine_only(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = Runtime(loads=True)
    monkeypatch.setitem(sys.modules, "xllamacpp", runtime)
    with scripted() as script:
        free = port_of(script.url)
    assert serve(gguf, free).url == f"http://127.0.0.1:{free}/v1"
    assert runtime.given is not None
    assert runtime.given.hostnames == ["127.0.0.1"]
    # What the server remembers is shown to nobody: no page of a browser, no list of slots.
    assert runtime.given.cors_origins == f"http://127.0.0.1:{free}"
    assert not runtime.given.endpoint_slots


def test_a_file_that_does_not_load_is_told_without_a_trace(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", Runtime(loads=False))
    with scripted() as script:
        free = port_of(script.url)
    with pytest.raises(ModelUnreadable):
        serve(gguf, free)


def test_a_port_that_is_taken_is_told(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", Runtime(loads=True))
    with scripted() as script, pytest.raises(PortTaken, match="--port"):
        serve(gguf, port_of(script.url))


def test_check_tells_of_one_that_takes_part_and_of_one_that_is_gone() -> None:
    with scripted(Script(model="gemma")) as script:
        well, sentence, running = check_helper(Model(url=script.url))
        assert well and script.url in sentence and not running
        gone = script.url
    well, sentence, _ = check_helper(Model(url=gone))
    assert not well
    assert "plainspoken helper off" in sentence


def test_check_reaches_nothing_that_is_not_on_this_machine() -> None:
    well, sentence, running = check_helper(Model(url="https://models.example.com/v1"))
    assert well and "models.example.com" in sentence and not running


def test_check_names_the_command_that_lets_one_in_which_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(Script(model="gemma")) as script:
        monkeypatch.setattr("app.model.found.PORTS", {port_of(script.url): "Ollama"})
        _, sentence, running = check_helper(Model())
        assert running == (Running(script.url, "Ollama", "gemma"),)
        assert f"plainspoken helper on {script.url} --name gemma" in sentence
    monkeypatch.setattr("app.model.found.PORTS", {port_of(script.url): "Ollama"})
    assert check_helper(Model())[2] == ()


class Typed(StringIO):
    """A terminal at which somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "taken"), [("n\n", False), ("\n", False), ("y\n", True)])
def test_nobody_is_let_in_without_a_typed_yes(monkeypatch: pytest.MonkeyPatch, typed: str, taken: bool) -> None:
    found = (Running("http://127.0.0.1:11434/v1", "Ollama", "gemma"),)
    monkeypatch.setattr(sys, "stdin", StringIO(typed))
    assert offer(found) is None
    monkeypatch.setattr(sys, "stdin", Typed(typed))
    assert (offer(found) is not None) is taken


def test_what_a_model_calls_itself_is_only_a_name() -> None:
    with scripted(Script(model="a\x1b[2Jb; rm -rf ~" + "x" * 500)) as script:
        assert offered(Endpoint(script.url)) == ("a[2Jb; rm -rf ~" + "x" * 500)[:LONGEST_NAME]
    assert "--name 'b; rm'" in told((Running("http://127.0.0.1:1/v1", "it", "b; rm"),))
