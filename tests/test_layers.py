"""The arrows between the rooms: `app -> voice | store -> core`, and no circle anywhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

MAY_IMPORT = {
    "core": {"core"},
    "voice": {"voice", "core"},
    "store": {"store", "core"},
    "app": {"app", "voice", "store", "core"},
}
BOTH = {"app/wiring.py"}
"""The only file that may know both `voice` and `store`."""
CORE_LIBRARIES = {"rapidfuzz", "jellyfish"}
"""Small data libraries that `core` may use besides the standard library."""
IMPURE = {"os", "io", "pathlib", "socket", "threading", "asyncio", "time", "subprocess", "logging", "random"}
NETWORK = {"socket", "http", "requests", "httpx", "urllib.request", "urllib3", "aiohttp"}

LISTENS = {"asyncio", "websockets", "wyoming", "ssl", "zeroconf"}
"""What opens ports or keeps connections: only the service, which listens on this machine unless told otherwise."""


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for room in MAY_IMPORT
        for path in (ROOT / room).rglob("*.py")
    }


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_room_imports_only_what_it_may(name: str) -> None:
    ours = {room(target) for target in imported(modules()[name]) if room(target) in MAY_IMPORT}
    assert ours <= MAY_IMPORT[room(name)]


def test_only_wiring_knows_both_voice_and_store() -> None:
    both = {
        path.relative_to(ROOT).as_posix()
        for path in modules().values()
        if {"voice", "store"} <= {room(target) for target in imported(path)}
    }
    assert both <= BOTH


@pytest.mark.parametrize("name", sorted(n for n in modules() if room(n) == "core"))
def test_core_is_pure(name: str) -> None:
    import sys

    for target in imported(modules()[name]):
        top = room(target)
        assert top == "core" or top in CORE_LIBRARIES or top in sys.stdlib_module_names, target
        assert top not in IMPURE, f"{name} imports {target}"


@pytest.mark.parametrize("name", sorted(modules()))
def test_no_room_opens_the_network_itself(name: str) -> None:
    assert not {t for t in imported(modules()[name]) if t in NETWORK or room(t) in NETWORK}


@pytest.mark.parametrize("name", sorted(n for n in modules() if not n.startswith("app.serve")))
def test_only_the_service_listens(name: str) -> None:
    assert not {t for t in imported(modules()[name]) if room(t) in LISTENS}


def test_no_cycles() -> None:
    names = modules()
    edges = {name: {t for t in imported(path) if t in names and t != name} for name, path in names.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name in done:
            return
        for target in sorted(edges[name]):
            visit(target, (*trail, name))
        done.add(name)

    for name in sorted(names):
        visit(name, ())
    assert done == set(names)
