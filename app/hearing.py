"""`plainspoken hear`: the whole path on recordings."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.ask import after_context
from app.hear import Heard, hear, hear_some
from app.prepare import Assistant
from app.reply_json import answer_json
from app.screen import complain, show, show_json
from app.wiring import make_taker
from core.conversation import Conversation
from core.errors import SoundError
from voice.file import FileMicrophone, Staging

TAIL_MS = 3_500
"""Silence after a recording, so that a turn which stops in the middle can end."""


def hear_file(path: Path, context: tuple[str, ...], assistant: Assistant) -> tuple[Heard, ...]:
    """The turns of one recording, in a conversation of its own after these typed questions."""
    so_far: Conversation = after_context(context, assistant.mind)
    microphone = FileMicrophone(path, Staging(tail_ms=TAIL_MS))
    return hear_some(hear(microphone, make_taker(assistant.listening), so_far, assistant), path)


def hear_all(paths: Sequence[Path], after: tuple[str, ...], assistant: Assistant, as_json: bool) -> int:
    """Recordings one by one; one that cannot be heard is told and the others go on.

    What was asked before a recording is `after`, else the `context` that a `manifest.json` beside it names.
    """
    code = 0
    for path in paths:
        try:
            turns = hear_file(path, after or _context(path), assistant)
        except SoundError as error:
            complain(str(error))
            code = error.exit_code
            continue
        for said in heard_json(path, turns):
            if as_json:
                show_json(said)
            else:
                _show(said)
    return code


def _show(said: dict[str, Any]) -> None:
    ms = said["ms"]
    show(f"{said['file']}")
    show(f"  heard:    {said['heard']}")
    show(f"  outcome:  {said['outcome']}")
    show(f"  answered: {said['spoken']}")
    show(f"  from:     {', '.join(fact['resource'] for fact in said['facts']) or 'nothing of the record'}")
    stages = f"transcribe {ms['transcribe']}, understand {ms['understand']}, answer {ms['answer']}, speak {ms['speak']}"
    show(f"  ms:       {stages}; first sound {ms['first_sound']} after the last word")


def _context(path: Path) -> tuple[str, ...]:
    manifest = path.with_name("manifest.json")
    if not manifest.is_file():
        return ()
    try:
        rows = json.loads(manifest.read_text(encoding="utf-8"))
        return tuple(next((row.get("context", []) for row in rows if row["file"] == path.name), []))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def heard_json(path: Path, turns: tuple[Heard, ...]) -> Iterator[dict[str, Any]]:
    """One object per turn; a recording is meant to be one turn."""
    for number, heard in enumerate(turns, start=1):
        text = heard.prepared.transcript.text
        said = answer_json(heard.prepared.answer, _ms(heard), id=path.stem, question=text, heard=text)
        utterance = heard.prepared.utterance
        yield said | {
            "file": str(path),
            "turn": number,
            "turns": len(turns),
            "speech_ms": [utterance.start_ms, utterance.end_ms],
            "confidence": round(heard.prepared.transcript.confidence, 3),
        }


def _ms(heard: Heard) -> dict[str, int]:
    marks = heard.prepared.marks
    return {
        "transcribe": marks.transcribe,
        "understand": marks.understand,
        "answer": marks.answer,
        "speak": marks.speak,
        "committed": heard.committed_ms,
        "first_sound": heard.first_sound_ms,
    }
