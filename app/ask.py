"""Typed questions: the same turn as spoken ones, without sound."""

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.heeding import heed
from app.questions_file import Asked, read_questions
from app.reply_json import answer_json
from app.screen import notice, show_json
from core.answers import Answer, Sentence
from core.audio import Transcript
from core.conversation import FRESH, Conversation
from core.errors import CannotWrite
from core.helping import helped
from core.mind import Mind
from core.turn import comprehend, reply, with_beginning


def ask(text: str, so_far: Conversation, mind: Mind) -> tuple[Answer, Conversation, dict[str, int]]:
    """The answer to typed words, the conversation after it, and the milliseconds it took.

    Typed words are a whole turn: a helper that takes part is asked, and what was said to it is done.
    """
    began = time.perf_counter()
    heard = with_beginning(Transcript(text), so_far, mind)
    understood = comprehend(heard, so_far, mind)
    meant = time.perf_counter()
    turn = (understood, *reply(understood, heard.text, so_far, mind))
    _, answer, after = helped(turn, heard.text, so_far, mind)
    if trouble := heed(answer, mind):
        answer = replace(answer, sentences=(Sentence(trouble),))
    done = time.perf_counter()
    ms = {"transcribe": 0, "understand": round(1000 * (meant - began)), "answer": round(1000 * (done - meant))}
    return answer, after, ms | {"first_sound": 0}


def after_context(questions: Iterable[str], mind: Mind) -> Conversation:
    """The conversation after these questions were asked and answered."""
    so_far = FRESH
    for question in questions:
        _, so_far, _ = ask(question, so_far, mind)
    return so_far


def ask_one(asked: Asked, mind: Mind) -> dict[str, Any]:
    """One question of a batch, answered as JSON."""
    answer, _, ms = ask(asked.question, after_context(asked.context, mind), mind)
    return answer_json(answer, ms, id=asked.id, question=asked.question, heard=None)


def ask_all(questions: Path, out: Path | None, mind: Mind) -> int:
    """A file of questions, answered in order: to the screen, or to a file that appears when it is whole."""
    if out is None:
        for asked in read_questions(questions):
            show_json(ask_one(asked, mind))
        return 0
    building = out.with_name(f".{out.name}.part")
    try:
        with building.open("w", encoding="utf-8") as file:
            count = sum(1 for asked in read_questions(questions) if file.write(json.dumps(ask_one(asked, mind)) + "\n"))
        building.replace(out)
    except OSError as error:
        raise CannotWrite(path=out) from error
    finally:
        building.unlink(missing_ok=True)
    notice(f"{count} answers are in {out}.")
    return 0
