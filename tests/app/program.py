"""The `plainspoken` program as a process of its own, in folders of its own."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("plainspoken")
PASSPHRASE = "a passphrase for one test"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The JSON objects on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Program:
    """Runs the program with its data and settings under one folder."""

    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: str | Path, **extra: str) -> Ended:
        """Run to the end; `extra` are environment variables, an empty one is taken away."""
        environment = self.environment | extra
        environment = {name: value for name, value in environment.items() if value}
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def interrupted(self, after_s: float, *arguments: str | Path) -> Ended:
        """Run, and press Ctrl-C after a while."""
        process = subprocess.Popen(
            [PROGRAM, *map(str, arguments)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_with_ctrl_c,
        )
        try:
            out, err = process.communicate(timeout=after_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        return Ended(process.returncode, out, err)


def _with_ctrl_c() -> None:
    """A shell that runs the tests in the background has told its children to ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def program_in(folder: Path) -> Program:
    """The program with an own home for records and settings; models are shared with other runs."""
    environment = dict(os.environ) | {
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "PLAINSPOKEN_VAULT": str(folder / "record.vault"),
        "PLAINSPOKEN_PASSPHRASE": PASSPHRASE,
        "PLAINSPOKEN_TODAY": "2026-11-24",
        "COLUMNS": "200",
    }
    return Program(folder, environment)
