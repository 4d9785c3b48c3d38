"""The gist that ships: read whole, the same twice, and right about plain sentences of each sort."""

from pathlib import Path

import numpy as np
import pytest

from app.gist.encoder import Encoder, model_file
from app.gist.features import counted, features
from app.gist.learned import Head, LearnedGist, load_gist, read_head, write_head
from core.errors import ModelTampered
from core.gist import DECLINED, MEANINGS, NOTHING


@pytest.fixture(scope="module")
def gist() -> LearnedGist:
    return load_gist()


def best(gist: LearnedGist, words: str) -> str:
    weights = gist.weigh(words)
    return max(weights, key=weights.__getitem__)


SAID = [
    ("would you tell me how my potassium turned out", "value"),
    ("has the potassium been drifting upwards", "trend"),
    ("would you yourself trust the metformin", "opinion"),
    ("might i stop having the metformin", "dose_advice"),
    ("when will this asthma finally be over", "future"),
    ("my elbow itches what could that be", "diagnosis"),
    ("how is my husbands potassium", "other_person"),
    ("what is the score in the cricket", "outside"),
    ("what medicines did they cancel on me", "stopped_medicines"),
    ("the whole list of my medicines please", "medicines"),
    ("which doctor started metformin", "med_who"),
]


@pytest.mark.parametrize(("words", "label"), SAID)
def test_plain_sentences(gist: LearnedGist, words: str, label: str) -> None:
    assert best(gist, words) == label


def test_every_label_that_was_learned_has_a_meaning(gist: LearnedGist) -> None:
    assert set(gist.weigh("what is my potassium")) <= {*MEANINGS, *DECLINED, NOTHING}


def test_the_same_words_weigh_the_same() -> None:
    one, other = LearnedGist(Encoder(), _shipped()), LearnedGist(Encoder(), _shipped())
    assert one.weigh("is my potassium on the mend") == other.weigh("is my potassium on the mend")


def _shipped() -> Head:
    return read_head(Path(__file__).resolve().parents[2] / "app" / "gist" / "head.npz")


def test_what_was_learned_is_kept_whole(tmp_path: Path) -> None:
    head = _shipped()
    write_head(head, tmp_path / "head.npz")
    again = read_head(tmp_path / "head.npz")
    assert (again.labels, again.places) == (head.labels, head.places)
    assert np.array_equal(again.examples, head.examples) and np.array_equal(again.of_words, head.of_words)


def test_a_model_of_other_bytes_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.gist.encoder.WEIGHTS", "0" * 64)
    monkeypatch.setattr("app.gist.encoder.cache_folder", lambda: tmp_path)
    with pytest.raises(ModelTampered):
        model_file()


def test_features_are_words_pairs_and_beginnings() -> None:
    found = list(features("stop metformin"))
    assert "1 stop" in found and "2 stop metformin" in found and "2 ^ stop" in found and "4 metfo" in found


def test_unknown_words_weigh_nothing() -> None:
    assert not counted("zorbium", {"1 stop": 0}, np.ones(1, dtype=np.float32)).any()
