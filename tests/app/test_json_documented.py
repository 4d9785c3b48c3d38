"""What docs/json.md says of the kinds of question is what there is."""

import re
from pathlib import Path

from app.reply_json import query_json
from core.questions import Kind, Question

DOCS = Path(__file__).parents[2] / "docs" / "json.md"


def test_every_kind_is_named() -> None:
    rows = DOCS.read_text(encoding="utf-8").partition("| `kind` | asks |")[2].splitlines()
    named = [name for row in rows if row.startswith("| `") for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(named) == sorted(kind.value for kind in Kind)


def test_questions_of_one_breath_are_all_there() -> None:
    question = Question(Kind.NEXT_VISIT, also=(Question(Kind.LAST_VISIT),))
    assert query_json(question) == {"kind": "next_visit", "also": [{"kind": "last_visit"}]}
