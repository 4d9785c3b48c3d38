"""`python -m evals.answers.spoken [--each N]`: a sample of the questions through voices, Whisper and the whole path.

hibari (set HIBARI_PYTHON to a Python that has hibari-tts) and flite's slt and rms say them; a voice that is not here is
named as missing. Judged as the typed ones are; only questions without anything asked before.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import soundfile
from rich.progress import track

from app.gist.learned import load_gist
from app.hearing import hear_file, heard_json
from app.knowledge import load_knowledge
from app.prepare import Assistant
from audio_fixtures.voices import VOICES
from core.audio import SpeechChunk
from core.errors import NoSpeech
from core.mind import make_mind
from core.ports import Manner
from evals.answers.patients import Patient, bring_in, patients
from evals.answers.questions import Asked, questions, read_wordings
from evals.answers.score import Verdict, judge
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault
from voice.models import whisper_folder
from voice.whisper import WhisperTranscriber

BARS = {"heart": 0.93, "slt": 0.85, "rms": 0.85}
"""Share right; `heart` is hibari's voice. Wrong is at most 1 % in any."""


class Mute:
    """A voice that says nothing: only what is understood is measured."""

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """No sound."""
        yield from ()


def main() -> int:
    """Print all that is not right, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=2, help="questions from each record")
    parser.add_argument("--records", type=int, default=100, help="how many records")
    options = parser.parse_args()
    voices = [name for name in BARS if _is_here(name)]
    missing = sorted(set(BARS) - set(voices))
    if missing:
        print(f"not here: {', '.join(missing)} (heart: set HIBARI_PYTHON; slt, rms: apt install flite)")
    ear = WhisperTranscriber(whisper_folder())
    counts: dict[str, Counter[Verdict]] = {name: Counter() for name in voices}
    with tempfile.TemporaryDirectory() as folder:
        everybody = list(patients(Path(folder)))
        step = max(1, len(everybody) // options.records)
        for turn, patient in enumerate(track(everybody[::step], "hear", transient=True)):
            assistant, asked = _prepared(patient, turn, options.each, ear, Path(folder))
            for voice in voices:
                for one in asked:
                    verdict = _ask(one, voice, assistant, Path(folder) / "said.wav")
                    counts[voice][verdict] += 1
    return _bars(counts)


def _is_here(voice: str) -> bool:
    return bool(os.environ.get("HIBARI_PYTHON")) if voice == "heart" else shutil.which("flite") is not None


def _prepared(
    patient: Patient, turn: int, each: int, ear: WhisperTranscriber, folder: Path
) -> tuple[Assistant, list[Asked]]:
    vault = create_vault(folder / f"{turn}.vault", "for this run only", FOR_TESTS_ONLY)
    bring_in(patient, vault)
    mind = make_mind(VaultRecords(vault), load_knowledge(), patient.today, gist=load_gist())
    asked = [a for a in questions(patient.raw, patient.today, read_wordings(0), turn) if not a.context]
    return Assistant(ear, Mute(), mind), random.Random(turn).sample(asked, min(each, len(asked)))


def _ask(asked: Asked, voice: str, assistant: Assistant, wav: Path) -> Verdict:
    speaker = VOICES[voice]
    samples, rate_hz = speaker.speak(speaker.spelled(asked.words), 1.0)
    soundfile.write(wav, samples, rate_hz)
    answers = _answers(wav, assistant)
    last: Mapping[str, Any] = answers[-1] if answers else {"outcome": "unclear", "facts": [], "spoken": "", "heard": ""}
    verdict, why = judge(asked.gold, last)
    if len(answers) > 1 and verdict is not Verdict.RIGHT:
        verdict = min((judge(asked.gold, a)[0] for a in answers), key=list(Verdict).index)
    if verdict is not Verdict.RIGHT:
        print(
            f"{verdict} [{asked.kind}] {voice}: {asked.words}\n    heard {[a['heard'] for a in answers]}: {why} {last['spoken'][:140]}",
            flush=True,
        )
    return verdict


def _answers(wav: Path, assistant: Assistant) -> list[dict[str, Any]]:
    try:
        return list(heard_json(wav, hear_file(wav, (), assistant)))
    except NoSpeech:
        return []


def _bars(counts: dict[str, Counter[Verdict]]) -> int:
    met = True
    for voice, by_verdict in counts.items():
        total = max(1, sum(by_verdict.values()))
        right, wrong = by_verdict[Verdict.RIGHT] / total, by_verdict[Verdict.WRONG] / total
        met &= right >= BARS[voice] and wrong <= 0.01
        row = ", ".join(f"{verdict} {by_verdict[verdict]}" for verdict in Verdict)
        print(
            f"{voice}: {total} questions: {row}; right {right:.1%} (bar {BARS[voice]:.0%}), wrong {wrong:.1%} (bar 1%)"
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
