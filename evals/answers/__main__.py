"""`python -m evals.answers [--unseen [1|…|6]] [--unlearned | --grammar]`: many wordings over the shared patients, scored against the raw files.

Prints every answer that is not right, then the table per kind, then the bars of the issue.
"""

import argparse
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import track

from app.ask import after_context, ask
from app.gist.learned import load_gist
from app.knowledge import load_knowledge
from app.reply_json import answer_json
from core.check import unfounded
from core.mind import Mind, make_mind
from evals.answers.grounded import ungrounded
from evals.answers.patients import Patient, bring_in, patients
from evals.answers.plainness import plainness
from evals.answers.questions import SETS, UNANSWERABLE, Asked, questions, read_wordings
from evals.answers.score import Verdict, judge
from evals.answers.teach import gist_without
from evals.shared import SHARED
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault


@dataclass(frozen=True)
class Scored:
    """One question, answered and judged."""

    patient: str
    asked: Asked
    answer: dict[str, Any]
    verdict: Verdict
    why: str
    loose: list[str]
    """Sentences that nothing in the record gives."""
    ms: float


def main() -> int:
    """Ask all; the exit code tells whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--unseen", type=int, nargs="?", const=1, default=0, choices=(0, *SETS), help="a set of wordings kept aside"
    )
    parser.add_argument("--kind", help="only one kind")
    parser.add_argument("--quiet", action="store_true", help="only the tables")
    parser.add_argument("--unlearned", action="store_true", help="with a gist that never saw the set that is asked")
    parser.add_argument("--grammar", action="store_true", help="without a gist")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"The shared patients are not here ({SHARED}); the demo record and made-up wearers are.")
    wordings = read_wordings(options.unseen)
    gist = None if options.grammar else gist_without(options.unseen) if options.unlearned else load_gist()
    scored: list[Scored] = []
    with tempfile.TemporaryDirectory() as folder:
        for turn, patient in enumerate(track(list(patients(Path(folder))), "ask", transient=True)):
            vault = create_vault(Path(folder) / f"{turn}.vault", "for this run only", FOR_TESTS_ONLY)
            bring_in(patient, vault)
            mind = make_mind(VaultRecords(vault), load_knowledge(), patient.today, gist=gist)
            asked = [a for a in questions(patient.raw, patient.today, wordings, turn) if options.kind in (None, a.kind)]
            scored += [_score(patient, a, mind) for a in asked]
            vault.lock()
    if not options.quiet:
        for row in scored:
            for line in _failure(row):
                print(line)
    for line in (*_table(scored), *plainness(row.answer for row in scored)):
        print(line)
    return _bars(scored)


def _score(patient: Patient, asked: Asked, mind: Mind) -> Scored:
    answer, _, ms = ask(asked.words, after_context(asked.context, mind), mind)
    said = answer_json(answer, ms, id=None, question=asked.words, heard=None)
    verdict, why = judge(asked.gold, said)
    raw = patient.raw
    loose = ungrounded(raw, said, " ".join((asked.words, *asked.context)), raw.years) if raw.resources else []
    loose += [f"{number}: core.check" for number in unfounded(answer, mind.today)]
    return Scored(patient.name, asked, said, verdict, why, loose, ms["understand"] + ms["answer"])


def _failure(row: Scored) -> Iterator[str]:
    if row.verdict is Verdict.RIGHT and not row.loose:
        return
    before = f" (after: {' / '.join(row.asked.context)})" if row.asked.context else ""
    yield f"{row.verdict} [{row.asked.kind}] {row.patient}: {row.asked.words}{before}"
    yield f"    {row.answer['outcome']} {row.answer['query']} {row.why}"
    yield f"    {row.answer['spoken']}"
    for sentence in row.loose:
        yield f"    UNGROUNDED {sentence}"


def _table(scored: list[Scored]) -> Iterator[str]:
    kinds: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for row in scored:
        kinds[row.asked.kind][row.verdict] += 1
    yield f"{'kind':22}" + "".join(f"{verdict:>12}" for verdict in Verdict) + "   right"
    for kind, counts in kinds.items():
        share = counts[Verdict.RIGHT] / sum(counts.values())
        yield f"{kind:22}" + "".join(f"{counts[v]:12}" for v in Verdict) + f"  {share:6.1%}"


def _bars(scored: list[Scored]) -> int:
    groups = {
        "answerable": [r for r in scored if r.asked.kind not in UNANSWERABLE and "found" in r.asked.gold.outcomes],
        "unanswerable": [r for r in scored if r.asked.kind in UNANSWERABLE or "found" not in r.asked.gold.outcomes],
    }
    met = True
    for name, bar in (("answerable", 0.95), ("unanswerable", 0.97)):
        rows = groups[name]
        share = sum(r.verdict is Verdict.RIGHT for r in rows) / max(1, len(rows))
        met &= share >= bar
        print(f"{name}: {len(rows)} questions, right {share:.1%} (bar {bar:.0%})")
    wrong = sum(r.verdict is Verdict.WRONG for r in scored) / len(scored)
    loose = sum(bool(r.loose) for r in scored)
    print(
        f"all: {len(scored)} questions, wrong {wrong:.2%} (bar 0.5%), answers with an ungrounded sentence {loose} (bar 0)"
    )
    took = [r.ms for r in scored]
    print(f"answer time: median {statistics.median(took):.0f} ms, worst {max(took):.0f} ms")
    return 0 if met and wrong <= 0.005 and not loose else 1


if __name__ == "__main__":
    sys.exit(main())
