"""Answers that a language model may word, over every record; used by `evals.guard`."""

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.progress import track

from app.ask import after_context, ask
from app.knowledge import load_knowledge
from app.reply_json import answer_json
from core.answers import Answer
from core.mind import Mind, make_mind
from core.rewording import may_reword
from evals.answers.grounded import ungrounded
from evals.answers.patients import Patient, bring_in, patients
from evals.answers.questions import questions, read_wordings
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault

PER_PATIENT = 24


@dataclass(frozen=True)
class Case:
    """One answer that a model may word."""

    id: str
    answer: Answer
    mind: Mind
    words: str
    patient: Patient = field(repr=False)

    def ungrounded(self, answer: Answer) -> list[str]:
        """The sentences whose numbers nothing in the raw record gives; the guard is not asked."""
        raw = self.patient.raw
        if not raw.resources:
            return []
        return ungrounded(raw, self._said(answer), self.words, raw.years)

    def _said(self, answer: Answer) -> dict[str, Any]:
        return answer_json(answer, {"understand": 0, "answer": 0}, id=None, question=self.words, heard=None)


def answers(per_patient: int = PER_PATIENT) -> Iterator[Case]:
    """So many of each record, the same at each run."""
    wordings = read_wordings(0)
    with tempfile.TemporaryDirectory() as folder:
        for turn, patient in enumerate(track(list(patients(Path(folder))), "answer", transient=True)):
            vault = create_vault(Path(folder) / f"{turn}.vault", "for this run only", FOR_TESTS_ONLY)
            bring_in(patient, vault)
            mind = make_mind(VaultRecords(vault), load_knowledge(), patient.today)
            asked = list(questions(patient.raw, patient.today, wordings, turn))
            random.Random(turn).shuffle(asked)
            found = 0
            for number, one in enumerate(asked):
                answer = ask(one.words, after_context(one.context, mind), mind)[0]
                if may_reword(answer) and any(s.evidence for s in answer.sentences):
                    found += 1
                    yield Case(f"{turn}.{number}", answer, mind, " ".join((*one.context, one.words)), patient)
                if found == per_patient:
                    break
            vault.lock()
