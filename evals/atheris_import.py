"""Coverage-guided fuzzing of every importer with atheris, which is no dependency: `pip install atheris` first.

`python -m evals.atheris_import [SECONDS]` (60 unless told) starts from the sound files of `evals.fuzz_seeds`; the
first byte of an input says which form the rest is brought in as. An error that is not ours ends it with a trace and
the input.
"""

import importlib.util
import sys
import tempfile
from pathlib import Path

SECONDS = 60


def main() -> int:
    """Runs until time is up; does not come back when something is found."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed here: python -m pip install atheris")
        return 2
    import atheris

    with atheris.instrument_imports(include=["store"]):
        from evals import import_fuzz
        from evals.fuzz_seeds import seeds
    folder = Path(tempfile.mkdtemp())
    every = [seed for seed in seeds(folder) if seed.importer != "letter"]
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(every):
        (corpus / seed.importer.replace(" ", "-")).write_bytes(bytes([number]) + seed.data)
    vault = import_fuzz.fresh(folder / "fuzz", None)

    def one(data: bytes) -> None:
        seed = every[data[0] % len(every)] if data else every[0]
        path = folder / "fuzz" / seed.file
        path.write_bytes(data[1:])
        outcome = import_fuzz.ends(vault, path)
        if outcome not in {"in", "refused"}:
            raise RuntimeError(outcome)

    options = [sys.argv[0], f"-max_total_time={seconds}", "-max_len=40000", "-rss_limit_mb=3000", "-timeout=30"]
    atheris.Setup([*options, str(corpus)], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
