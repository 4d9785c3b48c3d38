"""`plainspoken check`: what works, what is missing, and what to do about it."""

from pathlib import Path

from app.model.checking import check_helper, offer
from app.model.switching import switch_on
from app.opening import Choice
from app.screen import show
from app.settings import load_settings, settings_path
from app.wiring import check_parts, open_chosen
from core.errors import PlainspokenError

MISSING = 1
"""The exit code when something that a conversation needs is not there."""


def check_everything(choice: Choice) -> int:
    """A line for each part; the exit code is 0 when a typed conversation can be held."""
    settings = load_settings()
    lines = [("settings", True, _settings_sentence(settings_path())), _vault(choice)]
    lines += check_parts(settings)
    well, sentence, running = check_helper(settings.model)
    lines.append(("helper", well, sentence))
    for name, ok, sentence in lines:
        show(f"{'ok     ' if ok else 'missing'}  {name}: {sentence}")
    if (wanted := offer(running)) is not None:
        show(switch_on(wanted, open_chosen(choice).vault, None))
    needed = [ok for name, ok, _ in lines if name not in ("microphone", "loudspeaker", "echo", "helper")]
    return 0 if all(needed) else MISSING


def _settings_sentence(path: Path) -> str:
    return f"They are read from {path}." if path.is_file() else f"All are at their defaults; change them in {path}."


def _vault(choice: Choice) -> tuple[str, bool, str]:
    try:
        opened = open_chosen(choice)
    except PlainspokenError as error:
        return "record", False, str(error)
    sources = opened.vault.sources()
    whose = "The demo record" if choice.demo else "Your record"
    entries = sum(source.entries for source in sources)
    return "record", True, f"{whose} at {choice.path} opens: {entries} entries from {len(sources)} sources."
