"""What the guard stops of a real model's wording; used by `evals.guard --model`."""

import re
import signal
import time
from collections import Counter
from typing import Any

from app.model.endpoint import Endpoint
from app.model.line import Line
from app.model.wording import ModelWording
from core.answers import Answer
from core.rewording import reworded
from evals.answers.patients import FOLDERS, WEARERS
from evals.guard_answers import Case, answers
from evals.resumed import Log
from evals.shared import SHARED

LEAST = 500
PATIENCE_S = 30.0
"""A slow machine is no reason to measure less: in the product the composer's words are spoken much sooner."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def with_model(url: str, limit: int, log: Log) -> int:
    """Word so many answers, or as many as the time allows; 0 when the bars are met over all that was logged."""
    records = 1 + WEARERS + sum(len(list((SHARED / part).glob("*.json"))) for part in FOLDERS)
    endpoint = Endpoint(url, patience_s=PATIENCE_S)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        for case in answers(-(-limit // records)):
            if not log.done(case.id):
                log.add(_worded(case, endpoint))
    except KeyboardInterrupt:
        print("stopped before the end; the same command with the same --log goes on from here")
    return _table(log.rows)


def _worded(case: Case, endpoint: Endpoint) -> dict[str, Any]:
    model = ModelWording(Line(endpoint))
    began = time.monotonic()
    spoken = reworded(case.answer, case.mind, model)
    loose = [*_figures(case.answer, spoken), *(case.ungrounded(spoken) if model.spoken else [])]
    for sentence in loose:
        print(f"UNGROUNDED {sentence}")
    came = "spoken" if model.spoken else "refused" if model.refused else "late or empty"
    same = bool(model.spoken) and _bare(spoken) == _bare(case.answer)
    took_ms = round(1000 * (time.monotonic() - began))
    return {"id": case.id, "came": came, "same": same, "why": sorted(model.stopped), "loose": len(loose), "ms": took_ms}


def _figures(answer: Answer, spoken: Answer) -> list[str]:
    """Whether a figure came in or went missing."""
    before, after = (sorted(set(_FIGURE.findall(a.spoken))) for a in (answer, spoken))
    return [] if before == after else [f"{before} became {after}: {spoken.spoken}"]


def _bare(answer: Answer) -> str:
    return re.sub(r"\W+", " ", answer.spoken.lower()).strip()


def _table(rows: list[dict[str, Any]]) -> int:
    came = Counter(row["came"] for row in rows)
    why = Counter(reason for row in rows for reason in row["why"])
    loose = sum(bool(row["loose"]) for row in rows)
    print(f"{len(rows)} answers given to the model (bar {LEAST}); with an ungrounded sentence spoken: {loose} (bar 0)")
    print(
        f"spoken in the model's words: {came['spoken']}, of them word for word as they were: {sum(r['same'] for r in rows)}"
    )
    print(f"refused by the guard: {came['refused']}; late or empty: {came['late or empty']}")
    print(f"{'stopped, by reason (several may hold)':60}{'answers':>8}")
    for reason, count in why.most_common():
        print(f"{reason:60}{count:8}")
    took = sorted(row["ms"] for row in rows)
    if took:
        print(
            f"time of the model for each: {took[len(took) // 2]} ms median, {took[len(took) * 19 // 20]} ms at the 95th percentile"
        )
    return 1 if loose or len(rows) < LEAST else 0
