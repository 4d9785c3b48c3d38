"""`python -m evals.guard [--model URL]`: what the guard stops of a model's wording, and what it lets through.

Without `--model`, a scripted endpoint on this machine answers: it lies (numbers, dates, negations, names, units,
counts, directions, additions, omissions), then tells the truth in other words. With it, a real model words the
answers (`plainspoken llm --port 8088` runs one); what comes through is checked once more by code that shares nothing
with the guard.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

from app.model.endpoint import Endpoint
from app.model.line import Line
from app.model.wording import ModelWording
from core.answers import Answer
from core.mind import Mind
from core.rewording import reworded
from evals.guard_answers import answers
from evals.guard_model import with_model
from evals.lies import lies, truths
from evals.resumed import Log
from evals.script import Script, scripted


def main() -> int:
    """Print the tables; the exit code tells whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="http://127.0.0.1:PORT/v1 of a running model")
    parser.add_argument("--limit", type=int, default=600, help="how many answers a real model words")
    parser.add_argument("--log", type=Path, help="a file of results; the same command goes on from it")
    options = parser.parse_args()
    if options.model:
        return with_model(options.model, options.limit, Log(options.log))
    with scripted() as script:
        return _with_script(script)


def _with_script(script: Script) -> int:
    model = ModelWording(Line(Endpoint(script.url)))
    told: dict[str, Counter[bool]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    slipped, wronged, honest = [], [], Counter[bool]()
    for number, case in enumerate(answers()):
        answer, mind = case.answer, case.mind
        sentences = [s.text for s in answer.sentences if s.evidence]
        names = [c.spoken for c in mind.lexicon.concepts if c.keys]
        for sort, lie in lies(sentences, names, random.Random(number)):
            stopped, why = _judged(script, lie, answer, mind, model)
            told[sort][stopped] += 1
            reasons[sort].update(why)
            slipped += [] if stopped else [(sort, " ".join(sentences), lie)]
        for truth in truths(sentences):
            stopped, _ = _judged(script, truth, answer, mind, model)
            honest[stopped] += 1
            wronged += [truth] if stopped else []
    for sort, before, lie in slipped[:40]:
        print(f"SPOKEN [{sort}]\n    {before}\n    {lie}")
    for truth in wronged[:20]:
        print(f"stopped, though right: {truth}")
    print(f"{'alteration':26}{'stopped':>9}{'spoken':>8}   most frequent reasons")
    for sort, counts in told.items():
        most = ", ".join(f"{reason} {n}" for reason, n in reasons[sort].most_common(3))
        print(f"{sort:26}{counts[True]:9}{counts[False]:8}   {most}")
    all_lies = sum(sum(c.values()) for c in told.values())
    share = honest[True] / max(1, sum(honest.values()))
    print(
        f"lies: {all_lies}, spoken {len(slipped)} (bar 0); right texts: {sum(honest.values())}, stopped {share:.2%} (bar 2%)"
    )
    print(f"the scripted endpoint was asked {len(script.asked)} times over HTTP")
    return 0 if not slipped and share <= 0.02 and all_lies >= 1000 else 1


def _judged(script: Script, text: str, answer: Answer, mind: Mind, model: ModelWording) -> tuple[bool, Counter[str]]:
    """Whether the words were stopped, and why; the composer's are then spoken instead."""
    script.says, before = text, Counter(model.stopped)
    reworded(answer, mind, model)
    why = model.stopped - before
    return bool(why), why


if __name__ == "__main__":
    sys.exit(main())
