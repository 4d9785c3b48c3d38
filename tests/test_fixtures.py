"""From file to evidence: every recording through the real Whisper, understanding, SQLCipher and Piper.

A recording alone may be misheard and asked back; none may be answered with a wrong fact, and the bars of
the whole are held. Gold is computed from the raw demo JSON by `audio_fixtures/gold.py`.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.hearing import hear_file, heard_json
from app.prepare import Assistant
from core.check import unfounded
from core.errors import NoSpeech
from evals.verdict import Verdict, judge

FOLDER = Path(__file__).resolve().parents[1] / "audio_fixtures"
ROWS: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """Filled by the tests of the single recordings, read by those of the whole."""
    return {}


@pytest.mark.parametrize("row", ROWS, ids=[row["file"].removesuffix(".flac") for row in ROWS])
def test_no_recording_gets_a_wrong_fact(
    row: dict[str, Any], assistant: Assistant, verdicts: dict[str, Verdict]
) -> None:
    path = FOLDER / row["file"]
    try:
        turns = hear_file(path, tuple(row["context"]), assistant)
    except NoSpeech:
        turns = ()
    answers = list(heard_json(path, turns))
    verdicts[row["file"]] = judge(row, answers)
    assert verdicts[row["file"]] is not Verdict.WRONG, [(a["heard"], a["spoken"]) for a in answers]
    for turn in turns:
        assert not unfounded(turn.prepared.answer, assistant.mind.today)


@pytest.mark.parametrize(("stress", "bar"), [(False, 0.90), (True, 0.50)])
def test_the_bars_of_the_whole(stress: bool, bar: float, assistant: Assistant, verdicts: dict[str, Verdict]) -> None:
    rows = [row for row in ROWS if row["stress"] is stress]
    counted = Counter(verdicts[row["file"]] for row in rows if row["file"] in verdicts)
    assert counted.total() == len(rows), "run with the recordings, not alone"
    assert counted[Verdict.RIGHT] >= bar * len(rows), counted
