"""`python -m evals.fixtures`: the recordings of `audio_fixtures` through `hear`, against their gold."""

import sys
from collections import Counter
from typing import Any

from rich.progress import track

from app.hearing import hear_file, heard_json
from app.prepare import Assistant
from bench.material import Fixture, fixtures, make_demo_assistant
from core.errors import NoSpeech
from evals.verdict import Verdict, judge


def main() -> int:
    """Print the table and every one that is not right; the exit code tells whether the bars are met."""
    assistant = make_demo_assistant()
    counts: dict[bool, Counter[Verdict]] = {False: Counter(), True: Counter()}
    for fixture in track(fixtures(), "hear", transient=True):
        answers = _answers(fixture, assistant)
        verdict = judge(fixture.row, answers)
        counts[fixture.row["stress"]][verdict] += 1
        if verdict is not Verdict.RIGHT:
            print(f"{verdict}: {fixture.path.name} ({fixture.row['voice']}, {', '.join(fixture.row['style'])})")
            print(f"   said:  {fixture.row['words']}  -> {fixture.row['outcome']} {fixture.row['must']}")
            for answer in answers:
                print(f"   heard: {answer['heard']}  -> {answer['outcome']} {answer['query']} {answer['spoken']}")
    for stress, bar in ((False, 0.9), (True, 0.5)):
        total = sum(counts[stress].values())
        row = ", ".join(f"{verdict} {counts[stress][verdict]}" for verdict in Verdict)
        print(f"{'stress voice' if stress else 'all voices'}: {total} recordings: {row} (bar {bar:.0%})")
    met = [counts[s][Verdict.RIGHT] >= bar * sum(counts[s].values()) for s, bar in ((False, 0.9), (True, 0.5))]
    return 0 if all(met) and not any(c[Verdict.WRONG] for c in counts.values()) else 1


def _answers(fixture: Fixture, assistant: Assistant) -> list[dict[str, Any]]:
    try:
        return list(heard_json(fixture.path, hear_file(fixture.path, tuple(fixture.row["context"]), assistant)))
    except NoSpeech:
        return []


if __name__ == "__main__":
    sys.exit(main())
