"""One service with real parts for all tests of this folder."""

from collections.abc import Iterator

import pytest

from app.prepare import Assistant
from bench.serve_home import Running, make_test_house, running
from store.vault import Vault


@pytest.fixture(scope="session")
def service(assistant: Assistant, demo_vault: Vault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service for the demo record."""
    house = make_test_house(assistant, demo_vault, tmp_path_factory.mktemp("house"))
    with running(house) as found:
        yield found
