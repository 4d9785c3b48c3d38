"""Marked words, brought in by every importer, asked about, crashed, exported: none may be found outside.

`python -m evals.leaks [CRASHES]` runs the program itself in a home of its own. While each step runs and after
it, every file below that home (data, settings, state, temporary files, the folder it was started in) is searched
for the marked words of the record, of what was asked and of the passphrase, in UTF-8, UTF-16, hexadecimal and
base64. So is what it prints, but for what a person asked to see. Left out are the files that were given and the
folder chosen for an export. Prints a line per step, and ends with 1 if a word was found.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.leaks.marked import ASKED, MARKER, SECRET, write_marked
from evals.leaks.watch import Watch, forms

CRASHES = 20
MANY = 400
RECORDINGS = Path(__file__).resolve().parents[2] / "audio_fixtures"
PROGRAM = (sys.executable, "-c", "from app.start import main; main()")


@dataclass(slots=True)
class Home:
    """A home of its own, and what was found in it so far."""

    folder: Path
    words: tuple[bytes, ...] = field(default_factory=lambda: forms((MARKER, ASKED, *SECRET.split())))
    found: int = 0

    @property
    def given(self) -> Path:
        """Where the files lie that are brought in."""
        return self.folder / "given"

    @property
    def chosen(self) -> Path:
        """Where an export is written."""
        return self.folder / "chosen"

    def environment(self) -> dict[str, str]:
        """Everything that a program may write to is below the home."""
        places = {
            "HOME": "", "TMPDIR": "tmp", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config",
            "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache",
        }  # fmt: skip
        here = {name: str(self.folder / place) for name, place in places.items()}
        ours = {"PLAINSPOKEN_PASSPHRASE": SECRET, "PLAINSPOKEN_TODAY": "2026-11-24", "PYTHONPATH": str(Path.cwd())}
        return dict(os.environ) | here | ours | {"PLAINSPOKEN_VAULT": str(self.folder / "record.vault")}

    def step(self, name: str, *arguments: str | Path, shows: bool = False, kill_after_s: float | None = None) -> None:
        """Runs the program; `shows` when printing the record is what was asked for."""
        apart = (self.given, self.chosen)
        with Watch(self.folder, self.words, apart) as watch:
            code, *printed = self._run(arguments, kill_after_s)
        leaks = [*map(str, sorted(watch.found)), *(["what it printed"] if self._tells(printed, shows) else [])]
        self.found += len(leaks)
        print(
            f"{name:44s} ended {code:3d}  {len(watch.looked_at):4d} files  {len(leaks):3d} with a marked word",
            flush=True,
        )
        for leak in leaks:
            print(f"    {leak}")

    def _run(self, arguments: Sequence[str | Path], kill_after_s: float | None) -> tuple[int, bytes, bytes]:
        process = subprocess.Popen(
            [*PROGRAM, *map(str, arguments)], env=self.environment(), cwd=self.folder / "here",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            out, err = process.communicate(timeout=kill_after_s or 600)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            out, err = process.communicate()
        return process.returncode, out, err

    def _tells(self, printed: Sequence[bytes], shows: bool) -> bool:
        told = printed[1] if shows else b"".join(printed)
        return any(word in told for word in self.words)


def main(arguments: Sequence[str]) -> int:
    """Every step, and how many places a marked word was found in."""
    crashes = int(arguments[0]) if arguments else CRASHES
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for name in ("tmp", "data", "config", "state", "cache", "here"):
            (home.folder / name).mkdir()
        files = write_marked(home.given, MANY)
        _control(home)
        for file in files:
            home.step(f"import {file.name}", "import", file, "--name", f"from {file.stem}")
        _converse(home)
        _crash(home, files, crashes)
        _take_out(home)
    print(f"Marked words outside the vault: {home.found}.")
    return 1 if home.found else 0


def _control(home: Home) -> None:
    """What does not find a word that is there proves nothing."""
    planted = home.folder / "tmp" / "planted"
    planted.write_text(MARKER)
    watch = Watch(home.folder, home.words, (home.given, home.chosen))
    watch.look()
    planted.unlink()
    if watch.found != {planted}:
        raise SystemExit("The search does not find a word that was planted.")


def _converse(home: Home) -> None:
    home.step("sources", "sources")
    home.step("audit", "audit")
    home.step("ask about the record", "ask", f"what is my {MARKER} word", shows=True)
    home.step("ask something else", "ask", f"do I have {ASKED}", shows=True)
    spoken = sorted(RECORDINGS.glob("*.flac"))[:2]
    home.step("talk, over recordings", "talk", *(part for path in spoken for part in ("--from", path)), shows=True)
    home.step("a wrong command", "ask", "--nothing", shows=True)


def _crash(home: Home, files: Sequence[Path], crashes: int) -> None:
    for number in range(crashes):
        name = f"again {number}"
        home.step(
            f"kill -9 in an import, {number + 1} of {crashes}", "import", files[0], "--name", name,
            kill_after_s=0.6 + 2.4 * number / crashes,
        )  # fmt: skip
    home.step("kill -9 in a conversation", "talk", "--from", RECORDINGS, shows=True, kill_after_s=12)
    home.step("ask afterwards", "ask", f"what is my {MARKER} word", shows=True)


def _take_out(home: Home) -> None:
    home.step("export to a chosen folder", "export", home.chosen, "--yes")
    home.step("backup", "backup", home.folder / "a.backup")
    home.step("kill -9 in an export", "export", home.chosen / "second", "--yes", kill_after_s=1.5)
    home.step("restore", "restore", home.folder / "a.backup", "--vault", home.folder / "second.vault")
    home.step("forget a source", "forget", "from bundle", "--yes")
    home.step("erase", "erase", "--yes")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
