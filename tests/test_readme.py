"""The README does not drift from the project."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [re.split(r"[<>=]", dependency)[0] for dependency in project["dependencies"]]
    listed = re.findall(r"^\| ([\w.-]+) \| (?=\S)", README.split("## Dependencies")[1].split("##")[0], re.M)
    assert [name for name in listed if name != "package"] == needed


def test_it_keeps_its_order() -> None:
    heads = re.findall(r"^## (.*)$", README, re.M)
    assert heads[:2] == ["What never leaves the machine", "Two commands"]
    assert heads[-1] == "Limits"
