"""Shared by all tests: no socket but loopback, and the real parts loaded once."""

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from app.demo import DEMO_SOURCES, DEMO_TODAY
from app.knowledge import load_knowledge
from app.prepare import Assistant
from core.mind import Mind, make_mind
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault
from voice.models import voice_files, whisper_folder
from voice.piper import PiperVoice
from voice.whisper import WhisperTranscriber

# No test is timed; and CI, which must tell the same of the same code, draws the same examples each time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parents[1]


def _only_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook sees every connection that Python code of any library opens, and cannot be taken off."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise AssertionError("a test opened a socket to something other than loopback")


sys.addaudithook(_only_loopback)


@pytest.fixture(scope="session", autouse=True)
def _a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, state and data of whoever runs the tests are neither read nor written."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patched:
        for folder in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            patched.setenv(folder, str(home))
        yield


@pytest.fixture(scope="session")
def demo_vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """The demo record in a vault of its own, under a key that only tests use."""
    vault = create_vault(tmp_path_factory.mktemp("demo") / "demo.vault", "made for tests only", FOR_TESTS_ONLY)
    for name, path in DEMO_SOURCES:
        import_file(vault, path, name, DEMO_TODAY)
    yield vault
    vault.lock()


@pytest.fixture(scope="session")
def demo_mind(demo_vault: Vault) -> Mind:
    """Everything an answer about the demo record needs, as of its day."""
    return make_mind(VaultRecords(demo_vault), load_knowledge(), DEMO_TODAY)


@pytest.fixture(scope="session")
def ear() -> WhisperTranscriber:
    """The real Whisper base on two threads."""
    return WhisperTranscriber(whisper_folder())


@pytest.fixture(scope="session")
def joe() -> PiperVoice:
    """The real Piper voice."""
    return PiperVoice(voice_files())


@pytest.fixture(scope="session")
def assistant(ear: WhisperTranscriber, joe: PiperVoice, demo_mind: Mind) -> Assistant:
    """A whole conversation's parts, all real."""
    return Assistant(ear, joe, demo_mind)
