"""`plainspoken serve` and `household` as people run them: a process that starts, answers, and ends in order."""

import asyncio
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from program import PASSPHRASE, Program, program_in
from typer.testing import CliRunner, Result
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient

from app.cli import cli
from app.demo import CLINIC_PATH
from bench.serve_home import free_port

WATCH = Path(__file__).resolve().parents[1] / "watched"
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
    def told(*arguments: str, **extra: str) -> Result:
        return CliRunner().invoke(cli, arguments, env=home.environment | extra)

    assert told("import", str(CLINIC_PATH)).exit_code == 0
    assert told("household", "add", "Ada").exit_code == 0
    assert told("household", "opener", "Ada", PLAINSPOKEN_OPENER="123456").exit_code == 7
    assert told("household", "opener", "Ada", PLAINSPOKEN_OPENER="419275").exit_code == 0
    assert told("household", "assistant", "--for", "Ada").exit_code == 0
    assert told("household", "satellite", "tcp://192.168.1.9:10700").exit_code == 7
    assert told("household", "rules", "--night", "22:00-06:30").exit_code == 0
    listed = told("household", "list").stdout
    assert listed == "Ada: opens by voice.\nHome Assistant (assistant): belongs to Ada.\n"
    assert told("household", "revoke", "home assistant", "--yes").exit_code == 0
    assert told("household", "revoke", "home assistant", "--yes").exit_code == 7
    kept = (home.folder / "data" / "plainspoken" / "household.json").read_text(encoding="utf-8")
    assert "419275" not in kept and PASSPHRASE not in kept


@pytest.mark.slow
def test_the_service_starts_answers_ends_in_order_and_keeps_nothing(home: Program) -> None:
    watched = home.environment | {"WATCHED_FOLDER": str(home.folder), "TMPDIR": str(home.folder)}
    watched["PYTHONPATH"] = os.pathsep.join((str(WATCH), watched["PYTHONPATH"]))
    home = Program(home.folder, watched)
    assert run(home, "import", str(CLINIC_PATH)).returncode == 0
    assert run(home, "household", "add", "Ada").returncode == 0
    assert run(home, "household", "assistant", "--for", "Ada").returncode == 0
    port, wyoming = free_port(), free_port()
    command = [*RUN, "serve", "--pair", "--port", str(port), "--wyoming-port", str(wyoming)]
    process = subprocess.Popen(command, env=watched, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("The code for one new device is")
        assert process.stdout.readline() == f"The page is at http://localhost:{port}/\n"
        with urllib.request.urlopen(f"http://localhost:{port}/health", timeout=10) as health:
            assert health.read() == b'{"status": "ok", "conversations": 0}'
        told = asyncio.run(asked(wyoming, "what was my last A1c"))
        assert "7.2 percent" in told
        taken = subprocess.run(command, env=watched, capture_output=True, text=True, timeout=120, check=False)
        assert taken.returncode == 7 and "Another program already listens" in taken.stderr
        assert "Traceback" not in taken.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        out, complaints = process.communicate(timeout=30)
    assert process.returncode == 0, complaints
    assert "Traceback" not in complaints
    words = ("7.2 percent", "A1c", "Hemoglobin", "Riverside", "metformin", "Margaret", PASSPHRASE)
    files = [path for path in home.folder.rglob("*") if path.is_file() and path.parent.name != "whisper-base"]
    assert {"household.json", "debug.log"} <= {path.name for path in files}
    for text in (out, complaints, *(path.read_bytes().decode("latin-1") for path in files)):
        assert not [word for word in words if word in text]


async def asked(port: int, question: str) -> str:
    """What Home Assistant is told."""
    async with AsyncTcpClient("127.0.0.1", port) as client:
        await client.write_event(Transcript(text=question).event())
        told = await client.read_event()
    return str(told.data["text"]) if told else ""
