"""`python -m evals.guesses --model URL [--unseen 4]`: whether a language model's guess at a question helps or harms.

Every question of a set kept aside that the grammar does not understand is given to the model as in a conversation:
the words, and the names in the record. Its guess is judged as if it had been answered at once (which the product
never does) and as what is asked back ("Did you mean your last potassium?"), which helps when it is right and costs
a turn when it is not. Two guessers without any model stand beside it: the last value of the name that is nearest in
spelling, and of the name that the record has most of.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from rich.progress import track

from app.ask import after_context, ask
from app.knowledge import load_knowledge
from app.model.endpoint import Endpoint
from app.model.guessing import ModelGuess
from app.model.line import Line
from app.reply_json import answer_json
from core.answers import Answer
from core.conversation import Conversation
from core.interpreting import as_question, names_of
from core.mind import Mind, make_mind
from core.questions import NotUnderstood, WhyNot
from core.turn import reply
from evals.answers.patients import bring_in, patients
from evals.answers.questions import SETS, UNANSWERABLE, Asked, questions, read_wordings
from evals.answers.score import Verdict, judge
from evals.resumed import Log
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault

PATIENCE_S = 30.0
Guesser = Callable[[str, Sequence[str]], Mapping[str, object]]


@dataclass(frozen=True)
class Unknown:
    """A question of which the grammar makes nothing."""

    id: str
    asked: Asked
    so_far: Conversation
    mind: Mind = field(repr=False)

    @property
    def answerable(self) -> bool:
        """Whether the record holds the answer, by the gold."""
        return self.asked.kind not in UNANSWERABLE and "found" in self.asked.gold.outcomes


def main() -> int:
    """Ask all, or as many as the time allows, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="http://127.0.0.1:PORT/v1 of a running model; only the others without it")
    parser.add_argument("--unseen", type=int, default=SETS[-1], choices=SETS)
    parser.add_argument("--each", type=int, default=1_000, help="at most so many of each record")
    parser.add_argument("--log", type=Path, help="a file of results; the same command goes on from it")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    log, all_of = Log(options.log), Counter[str]()
    guessers: dict[str, Guesser] = {"nearest name": _nearest, "most frequent": lambda _, names: _last(names[:1])}
    if options.model:
        guessers["the model"] = ModelGuess(Line(Endpoint(options.model, patience_s=PATIENCE_S))).interpret
    try:
        for unknown in _unknown(options.unseen, options.each, all_of):
            if not log.done(unknown.id):
                log.add(_judged(unknown, guessers))
    except KeyboardInterrupt:
        print("stopped before the end; the same command with the same --log goes on from here")
    _table(log.rows, sum(all_of.values()))
    return 0


def _unknown(unseen: int, each: int, all_of: Counter[str]) -> Iterator[Unknown]:
    wordings = read_wordings(unseen)
    with tempfile.TemporaryDirectory() as folder:
        for turn, patient in enumerate(track(list(patients(Path(folder))), "ask", transient=True)):
            vault = create_vault(Path(folder) / f"{turn}.vault", "for this run only", FOR_TESTS_ONLY)
            bring_in(patient, vault)
            mind = make_mind(VaultRecords(vault), load_knowledge(), patient.today)
            asked = list(enumerate(questions(patient.raw, patient.today, wordings, turn)))
            all_of[patient.name] = len(asked)
            random.Random(turn).shuffle(asked)
            found = 0
            for number, one in asked:
                so_far = after_context(one.context, mind)
                if found < each and _is_unknown(one, so_far, mind):
                    found += 1
                    yield Unknown(f"{unseen}.{turn}.{number}", one, so_far, mind)
            vault.lock()


def _is_unknown(one: Asked, so_far: Conversation, mind: Mind) -> bool:
    asked: list[str] = []

    class Listening:
        def interpret(self, words: str, names: Sequence[str]) -> Mapping[str, object]:
            asked.append(words)
            return {}

    ask(one.words, so_far, replace(mind, interpreter=Listening()))
    return bool(asked)


def _nearest(words: str, names: Sequence[str]) -> Mapping[str, object]:
    found = process.extractOne(words, names, scorer=fuzz.partial_ratio)
    return _last([found[0]] if found else [])


def _last(names: Sequence[str]) -> Mapping[str, object]:
    return {"kind": "latest", "name": names[0]} if names else {}


def _judged(unknown: Unknown, guessers: Mapping[str, Guesser]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": unknown.id, "kind": unknown.asked.kind, "answerable": unknown.answerable}
    names = names_of(unknown.mind.lexicon)
    for who, guess in guessers.items():
        began = time.monotonic()
        made = as_question(
            guess(unknown.asked.words, names), unknown.asked.words, unknown.mind.lexicon, unknown.mind.today
        )
        row[who] = {"came": _came(made, unknown), "ms": round(1000 * (time.monotonic() - began))}
    return row


def _came(made: NotUnderstood, unknown: Unknown) -> str:
    """The verdict on the answer to the guess, or that there was none."""
    if made.why is not WhyNot.WHICH_ONE or made.pending is None:
        return "no guess"
    question = replace(made.pending, subjects=made.candidates[:1])
    answer, _ = reply(question, unknown.asked.words, unknown.so_far, unknown.mind)
    verdict, _ = judge(unknown.asked.gold, _said(answer, unknown.asked.words))
    return str(verdict.value if isinstance(verdict, Verdict) else verdict)


def _said(answer: Answer, words: str) -> dict[str, Any]:
    return answer_json(answer, {"understand": 0, "answer": 0}, id=None, question=words, heard=None)


def _table(rows: list[dict[str, Any]], asked: int) -> None:
    print(f"{len(rows)} questions that the grammar does not understand, of {asked} that were asked")
    whos = [key for key in (rows[0] if rows else ()) if isinstance(rows[0][key], dict)]
    for name, wanted in (("the record holds the answer", True), ("it does not, or it is not ours", False)):
        group = [row for row in rows if row["answerable"] is wanted]
        print(f"\n{name}: {len(group)}")
        seen = sorted({row[who]["came"] for row in group for who in whos})
        print(f"{'guessed by':18}" + "".join(f"{came:>14}" for came in seen))
        for who in whos:
            came = Counter(row[who]["came"] for row in group)
            print(f"{who:18}" + "".join(f"{came[c]:14}" for c in seen))
    for who in whos:
        took = sorted(row[who]["ms"] for row in rows)
        came = Counter(row[who]["came"] for row in rows)
        guessed = len(rows) - came["no guess"]
        right = came[str(Verdict.RIGHT.value)] / max(1, guessed)
        print(f"\n{who}: {guessed} guesses, {right:.1%} of them right; {took[len(took) // 2]} ms median")
        print(
            f"    answered alone it would add {came[str(Verdict.RIGHT.value)]} right and {came[str(Verdict.WRONG.value)]} wrong answers"
        )


if __name__ == "__main__":
    sys.exit(main())
