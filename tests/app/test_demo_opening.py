"""The demo record is made by whoever comes first; who comes at the same time waits and opens it."""

import os
import subprocess
import sys
from pathlib import Path

ASK = "from app.demo.record import demo_path, open_demo; print(len(open_demo(demo_path()).vault.sources()))"


def test_four_programs_that_start_at_once_all_open_it(tmp_path: Path) -> None:
    environment = dict(os.environ) | {"XDG_CACHE_HOME": str(tmp_path)}
    started = [
        subprocess.Popen([sys.executable, "-c", ASK], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [one.communicate(timeout=120)[0].strip() for one in started] == ["2"] * 4
    assert len([path for path in (tmp_path / "plainspoken").iterdir() if path.is_file()]) == 2
