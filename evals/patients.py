"""`python -m evals.patients`: every shared patient is asked the same questions; nothing may break or be unfounded.

Prints, per patient, how the questions came out and how long an answer took; then every number that a
sentence states and its facts do not give, and every sentence over 20 words.
"""

import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

from app.ask import ask
from app.demo import DEMO_TODAY
from app.knowledge import load_knowledge
from core.check import unfounded
from core.conversation import FRESH
from core.mind import make_mind
from evals.shared import SHARED
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault

DATA = SHARED
FOLDERS = ("fhir-r4-synthea", "fhir-r4-notes")
QUESTIONS = Path(__file__).with_name("questions.txt")
LONGEST = 20


def main() -> int:
    """Ask all; the exit code tells whether anything was unfounded."""
    files = [file for folder in FOLDERS for file in sorted((DATA / folder).glob("*.json"))]
    if not files:
        print(f"The shared patients are not here ({DATA}).")
        return 0
    questions = [line for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    loose, long, all_ms = [], [], []
    for file in files:
        outcomes, took_ms = Counter[str](), []
        with tempfile.TemporaryDirectory() as folder:
            vault = create_vault(Path(folder) / "patient.vault", "for this run only", FOR_TESTS_ONLY)
            import_file(vault, file, "shared", DEMO_TODAY)
            mind = make_mind(VaultRecords(vault), load_knowledge(), DEMO_TODAY)
            so_far = FRESH
            for question in questions:
                answer, so_far, ms = ask(question, so_far, mind)
                outcomes[answer.outcome.value] += 1
                took_ms.append(ms["understand"] + ms["answer"])
                loose += [(question, number, answer.spoken) for number in unfounded(answer, DEMO_TODAY)]
                long += [(question, s.text) for s in answer.sentences if len(s.text.split()) > LONGEST]
            vault.lock()
        all_ms += took_ms
        row = ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items()))
        print(f"{file.stem[:28]:28}  {row}; median {statistics.median(took_ms):.0f} ms, worst {max(took_ms)} ms")
    for question, number, spoken in loose:
        print(f"unfounded {number}: {question} -> {spoken}")
    for question, text in long[:40]:
        print(f"long: {question} -> {text}")
    print(
        f"{len(files)} patients, {len(questions)} questions each: {len(loose)} unfounded, {len(long)} long sentences;"
    )
    print(f"answer: median {statistics.median(all_ms):.0f} ms, worst {max(all_ms)} ms")
    return 1 if loose else 0


if __name__ == "__main__":
    sys.exit(main())
