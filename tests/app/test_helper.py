"""A helper takes part only as long as whose record it is wants it to; elsewhere only after it was agreed to by name."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.ask import ask
from app.demo import DEMO_SOURCES, DEMO_TODAY
from app.heeding import to_be_agreed
from app.model.chosen import Chosen, read_chosen, write_chosen
from app.model.endpoint import Endpoint
from app.model.found import running_here
from app.model.guessing import ModelGuess
from app.model.helper import OwnHelper
from app.model.line import Line
from app.model.switching import switch_off, switch_on
from app.model.wording import ModelWording
from app.opening import Opened
from app.settings import Model, Settings
from app.wiring import mind_of
from core.conversation import FRESH
from core.errors import BadAddress, NeedsConsent, NoEndpoint
from core.facts import Deed
from core.mind import Mind
from core.ports import Standing
from core.questions import Command
from evals.script import Script, asked_to_say, scripted
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.vault import Vault, create_vault

HOST = "models.example.com"
AWAY = f"https://{HOST}/v1"
_reached: list[str] = []
"""Names looked up and addresses connected to while `watched`."""
_watching: list[bool] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
        _reached.append(f"{event} {arguments}")


sys.addaudithook(_watch)


@pytest.fixture
def watched() -> Iterator[list[str]]:
    """Whatever reaches out during a test."""
    _reached.clear()
    _watching.append(True)
    yield _reached
    _watching.clear()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    vault = create_vault(tmp_path_factory.mktemp("helped") / "ada.vault", "made for tests only", FOR_TESTS_ONLY)
    for name, path in DEMO_SOURCES:
        import_file(vault, path, name, DEMO_TODAY)
    return vault


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return create_vault(tmp_path / "ada.vault", "made for tests only", FOR_TESTS_ONLY)


def mind_with(url: str, vault: Vault) -> Mind:
    return mind_of(Opened(vault, DEMO_TODAY), Settings(model=Model(url=url)))


def sent_of(vault: Vault) -> list[tuple[Deed, str, int]]:
    about = {Deed.SENT_ANSWER, Deed.SENT_QUESTION, Deed.HELPER_ALLOWED, Deed.HELPER_STOPPED}
    return [(entry.deed, entry.sent.to, entry.sent.size_bytes) for entry in vault.audit() if entry.deed in about]


def test_one_on_this_machine_takes_part_until_it_is_sent_away(filled: Vault) -> None:
    with scripted(Script(says=lambda text: f"Of course. {asked_to_say(text)}")) as script:
        mind = mind_with(script.url, filled)
        assert ask("what was my last a1c", FRESH, mind)[0].spoken.startswith("Of course. Your last A1c")
        away, _, _ = ask("Please stop using the helper.", FRESH, mind)
        assert away.command is Command.HELPER_OFF
        asked = len(script.asked)
        assert not ask("what was my last a1c", FRESH, mind)[0].spoken.startswith("Of course.")
        again = mind_with(script.url, filled)
        assert again.helper is not None
        assert again.helper.standing is Standing.OFF
        assert not ask("what was my last a1c", FRESH, again)[0].spoken.startswith("Of course.")
        assert len(script.asked) == asked
        ask("use the helper again", FRESH, again)
        assert ask("what was my last a1c", FRESH, again)[0].spoken.startswith("Of course.")


def test_nothing_is_reached_without_agreement(filled: Vault, watched: list[str]) -> None:
    mind = mind_with(AWAY, filled)
    for words in (
        "what was my last a1c",
        "blorf the wibble of my doings",
        "is there a helper",
        "use the helper",
        "yes",
    ):
        ask(words, FRESH, mind)
    assert ask("I agree to somebody else", FRESH, mind)[0].command is not Command.HELPER_ALLOWED
    ask("what was my last a1c", FRESH, mind)
    assert not watched
    assert Deed.SENT_ANSWER not in {entry.deed for entry in filled.audit()}


def test_the_watch_sees_what_is_reached(vault: Vault, watched: list[str]) -> None:
    with scripted() as script:
        switch_on(Chosen(script.url, ""), vault, None)
    assert any("connect" in event for event in watched)


def test_what_would_be_sent_is_told_before_anybody_agrees(vault: Vault) -> None:
    told = " ".join(to_be_agreed(mind_with(AWAY, vault)))
    assert "models dot example dot com" in told
    assert "your questions, the names in your record, and my answers" in told
    assert "I agree to example" in told
    assert "others could read it" not in told
    assert "others could read it" in " ".join(to_be_agreed(mind_with("http://192.168.1.9:8080/v1", vault)))


@pytest.mark.parametrize(
    "words", ["I agree to example.", "Yes, I agree to models dot example dot com", "i allow example"]
)
def test_spoken_agreement_is_by_name_and_kept_in_the_record(vault: Vault, words: str) -> None:
    mind = mind_with(AWAY, vault)
    answer, _, _ = ask(words, FRESH, mind)
    assert answer.command is Command.HELPER_ALLOWED
    assert sent_of(vault) == [(Deed.HELPER_ALLOWED, HOST, 0)]
    assert OwnHelper(Endpoint(AWAY), vault).standing is Standing.ON
    assert OwnHelper(Endpoint("https://other.example.com/v1"), vault).standing is Standing.ASKS
    assert not to_be_agreed(mind_with(AWAY, vault))
    ask("I don't want the helper any more", FRESH, mind)
    assert sent_of(vault)[-1] == (Deed.HELPER_STOPPED, HOST, 0)
    assert OwnHelper(Endpoint(AWAY), vault).standing is Standing.OFF


class Elsewhere:
    """An endpoint on this machine under a permit for one that is not: what leaves can be seen."""

    def __init__(self, vault: Vault) -> None:
        self.helper = OwnHelper(Endpoint(AWAY), vault)

    def line(self, script: Script) -> Line:
        return Line(Endpoint(script.url), self.helper)


def test_every_sending_is_noted_with_its_size_and_its_host_and_nothing_else(filled: Vault, demo_mind: Mind) -> None:
    elsewhere = Elsewhere(filled)
    elsewhere.helper.heed(Command.HELPER_ALLOWED)
    before = len(filled.audit())
    with scripted(Script(says='{"kind": "none", "name": "none"}')) as script:
        line = elsewhere.line(script)
        mind = replace(demo_mind, rewriter=ModelWording(line), interpreter=ModelGuess(line), helper=elsewhere.helper)
        ask("what was my last a1c", FRESH, mind)
        ask("blorf the wibble of my doings", FRESH, mind)
    texts = [body["messages"][0]["content"] for body in script.asked]
    noted = [(e.deed, e.sent.to) for e in filled.audit()[before:]]
    assert noted == [(Deed.SENT_ANSWER, HOST), (Deed.SENT_QUESTION, HOST)]
    sizes = [e.sent.size_bytes for e in filled.audit()[before:]]
    assert sizes[0] == len(texts[0].encode())
    assert sizes[1] > len(texts[1].encode())
    with filled.reading() as connection:
        assert "A1c" not in repr(connection.execute("SELECT * FROM audit").fetchall())


def test_what_cannot_be_noted_is_not_sent(filled: Vault, demo_mind: Mind) -> None:
    vault = create_vault(filled.path.with_name("locked.vault"), "made for tests only", FOR_TESTS_ONLY)
    elsewhere = Elsewhere(vault)
    elsewhere.helper.heed(Command.HELPER_ALLOWED)
    vault.lock()
    with scripted(Script(says="word")) as script:
        ask("what was my last a1c", FRESH, replace(demo_mind, rewriter=ModelWording(elsewhere.line(script))))
    assert not script.asked


def test_sendings_are_told_when_asked_for(vault: Vault) -> None:
    from core.facts import Sent
    from core.wording.doings import say_each
    from store.records import VaultRecords

    for size in (200, 300):
        vault.note(Deed.SENT_ANSWER, sent=Sent(HOST, size))
    told = [sentence.text for sentence in say_each(VaultRecords(vault).doings(), DEMO_TODAY)]
    assert told[0].endswith("answers were sent at models dot example dot com, 2 times.")
    assert told[1] == "That was 500 bytes."


def test_a_helper_is_asked_about_by_voice(vault: Vault, demo_mind: Mind) -> None:
    assert ask("is there a helper", FRESH, demo_mind)[0].spoken.startswith("There is no helper.")
    mind = mind_with("http://127.0.0.1:9/v1", vault)
    assert ask("are you using a helper?", FRESH, mind)[0].spoken.startswith("A helper on this computer")


def test_switching_on_and_off_by_command(vault: Vault) -> None:
    with scripted(Script(model="gemma")) as script:
        switch_on(Chosen(script.url, ""), vault, None)
        assert read_chosen() == Chosen(script.url, "gemma")
        assert mind_of(Opened(vault, DEMO_TODAY), Settings()).helper is not None
    switch_off(vault, Model())
    assert mind_of(Opened(vault, DEMO_TODAY), Settings(model=Model(url="http://127.0.0.1:9/v1"))).helper is None


@pytest.mark.parametrize("typed", ["", "yes", "example", "models.example.org"])
def test_typed_agreement_is_by_the_whole_name(vault: Vault, typed: str, watched: list[str]) -> None:
    with pytest.raises(NeedsConsent):
        switch_on(Chosen(AWAY, ""), vault, typed)
    assert not sent_of(vault)
    assert not watched


def test_typed_agreement(vault: Vault, watched: list[str]) -> None:
    switch_on(Chosen(AWAY, "large"), vault, HOST)
    assert sent_of(vault) == [(Deed.HELPER_ALLOWED, HOST, 0)]
    assert not watched


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:80", "ftp://127.0.0.1/v1", "http://", "http://[::1/v1", "http://x:99999999/"]
)
def test_what_is_no_address(vault: Vault, url: str) -> None:
    with pytest.raises(BadAddress):
        switch_on(Chosen(url, ""), vault, None)


def test_one_that_does_not_answer_is_not_switched_on(vault: Vault) -> None:
    with scripted() as script:
        gone = script.url
    with pytest.raises(NoEndpoint):
        switch_on(Chosen(gone, ""), vault, None)


def test_one_that_runs_here_is_found() -> None:
    with scripted(Script(model="gemma")) as script, scripted(Script(model="")) as nameless:
        ports = {int(one.url.split(":")[2].split("/")[0]): name for one, name in ((script, "it"), (nameless, "no"))}
        (found,) = running_here(ports)
    assert (found.url, found.by, found.model) == (script.url, "it", "gemma")


@pytest.fixture(autouse=True)
def _none_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSPOKEN_SETTINGS", str(tmp_path / "settings" / "settings.toml"))


def test_a_choice_that_does_not_read_is_none(tmp_path: Path) -> None:
    write_chosen(Chosen("http://127.0.0.1:1/v1"))
    path = tmp_path / "settings" / "helper.json"
    for broken in (b"", b"[]", b"{}", b"\xff", b"7"):
        path.write_bytes(broken)
        assert read_chosen() is None
