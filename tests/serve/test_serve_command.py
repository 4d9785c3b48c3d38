"""`plainspoken serve` and `household` as people run them: a process that starts, answers, and ends in order."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from program import PASSPHRASE, Program, program_in

from app.demo import CLINIC_PATH
from bench.serve_home import free_port

RUN = [sys.executable, "-c", "from app.start import main; main()"]


def run(program: Program, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """A command to its end."""
    environment = program.environment | extra
    return subprocess.run(
        [*RUN, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Program:
    """A program in folders of its own, with this checkout's code."""
    program = program_in(tmp_path)
    here = os.pathsep.join(filter(None, [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]))
    return Program(tmp_path, program.environment | {"PYTHONPATH": here, "XDG_DATA_HOME": str(tmp_path / "data")})


def test_a_household_is_arranged_and_told(home: Program) -> None:
    assert run(home, "import", str(CLINIC_PATH)).returncode == 0
    assert run(home, "household", "add", "Ada").returncode == 0
    assert run(home, "household", "opener", "Ada", PLAINSPOKEN_OPENER="123456").returncode == 7
    assert run(home, "household", "opener", "Ada", PLAINSPOKEN_OPENER="419275").returncode == 0
    assert run(home, "household", "assistant", "--for", "Ada").returncode == 0
    assert run(home, "household", "satellite", "tcp://192.168.1.9:10700").returncode == 7
    assert run(home, "household", "rules", "--night", "22:00-06:30").returncode == 0
    told = run(home, "household", "list").stdout
    assert told == "Ada: opens by voice.\nHome Assistant (assistant): belongs to Ada.\n"
    assert run(home, "household", "revoke", "home assistant", "--yes").returncode == 0
    assert run(home, "household", "revoke", "home assistant", "--yes").returncode == 7
    kept = (home.folder / "data" / "plainspoken" / "household.json").read_text(encoding="utf-8")
    assert "419275" not in kept and PASSPHRASE not in kept


@pytest.mark.slow
def test_the_service_starts_answers_and_ends_in_order(home: Program) -> None:
    port, wyoming = free_port(), free_port()
    command = [*RUN, "serve", "--demo", "--port", str(port), "--wyoming-port", str(wyoming)]
    process = subprocess.Popen(command, env=home.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        assert told.startswith("The code for one new device is")
        assert process.stdout.readline() == f"The page is at http://localhost:{port}/\n"
        with urllib.request.urlopen(f"http://localhost:{port}/health", timeout=10) as health:
            assert health.read() == b'{"status": "ok", "conversations": 0}'
        taken = subprocess.run(command, env=home.environment, capture_output=True, text=True, timeout=120, check=False)
        assert taken.returncode == 7 and "Another program already listens" in taken.stderr
        assert "Traceback" not in taken.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        began_s = time.monotonic()
        _, complaints = process.communicate(timeout=30)
    assert process.returncode == 0, complaints
    assert "Traceback" not in complaints and time.monotonic() - began_s < 30
