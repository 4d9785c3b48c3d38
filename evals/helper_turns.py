"""`python -m evals.helper_turns`: how often a language model is asked in a turn, and what one that is late costs.

Every recording of `audio_fixtures` is heard as in a conversation, with a scripted endpoint as helper: counted are the
turns, the replies that were prepared in them, and the requests that reached the endpoint. Then once more with an
endpoint that never answers in time.
"""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median

from rich.progress import track

from app.hear import Heard, hear
from app.model.endpoint import Endpoint
from app.model.guessing import ModelGuess
from app.model.line import Line
from app.model.wording import ModelWording
from app.prepare import Assistant
from app.wiring import make_taker
from bench.material import fixtures, make_demo_assistant
from core.audio import Transcript, Utterance
from core.conversation import FRESH
from core.ports import Transcriber
from evals.script import Script, asked_to_say, scripted
from voice.file import FileMicrophone, Staging

TAIL_MS = 3_500
PATIENCE_S = 0.5
LATE_EVERY = 6
"""Of the recordings so many are enough for what a late endpoint costs."""


class Counting:
    """The real ear; each time it listens a reply is prepared."""

    def __init__(self, ear: Transcriber) -> None:
        self._ear = ear
        self.times = 0

    def transcribe(self, utterance: Utterance, hints: tuple[str, ...] = ()) -> Transcript:
        self.times += 1
        return self._ear.transcribe(utterance, hints)


def main() -> int:
    """Print the counts; 0 when no turn asked more than once and none waited longer than the time it has."""
    assistant = make_demo_assistant()
    paths = [fixture.path for fixture in fixtures()]
    with scripted(Script(says=lambda text: f"Of course. {asked_to_say(text)}")) as script:
        most = _asked(paths, assistant, script)
    with scripted(Script(says="Late.", silent_s=60.0)) as script:
        worst_ms = _late(paths[::LATE_EVERY], assistant, script)
    return 0 if most <= 1 and worst_ms <= 1000 * PATIENCE_S + 100 else 1


def _with(assistant: Assistant, ear: Transcriber, url: str, patience_s: float) -> Assistant:
    line = Line(Endpoint(url, patience_s=patience_s))
    mind = replace(assistant.mind, rewriter=ModelWording(line), interpreter=ModelGuess(line))
    return replace(assistant, transcriber=ear, mind=mind)


def _turns(path: Path, assistant: Assistant) -> list[Heard]:
    microphone = FileMicrophone(path, Staging(tail_ms=TAIL_MS))
    return list(hear(microphone, make_taker(assistant.listening), FRESH, assistant))


def _asked(paths: list[Path], assistant: Assistant, script: Script) -> int:
    ear = Counting(assistant.transcriber)
    helped = _with(assistant, ear, script.url, 5.0)
    turns, by_turn = 0, Counter[int]()
    for path in track(paths, "hear", transient=True):
        before = len(script.asked)
        here = len(_turns(path, helped))
        turns += here
        # Nearly every recording is one turn; where it is more, the requests belong to any of them.
        by_turn[-(-(len(script.asked) - before) // max(1, here))] += 1
    print(
        f"{len(paths)} recordings, {turns} turns, {ear.times} replies prepared, {len(script.asked)} requests to the model"
    )
    print("requests in a turn: " + ", ".join(f"{n}: {count}" for n, count in sorted(by_turn.items())))
    return max(by_turn)


def _late(paths: list[Path], assistant: Assistant, script: Script) -> int:
    waited = []
    for path in track(paths, "hear", transient=True):
        # A line of its own each time: one that failed twice would not be asked again.
        heard = _turns(path, _with(assistant, assistant.transcriber, script.url, PATIENCE_S))
        waited += [turn.prepared.marks.help for turn in heard if turn.prepared.marks.help]
    print(f"an endpoint that never answers, time-out {1000 * PATIENCE_S:.0f} ms: {len(waited)} turns waited for it,")
    print(f"    {median(waited):.0f} ms median, {max(waited)} ms at the most; then the composer's words, ready before")
    return max(waited)


if __name__ == "__main__":
    sys.exit(main())
