"""`python -m evals.visit_matching`: whether it is noticed which question was asked, in any wording.

200 hand-written paraphrases of 40 questions in eight lists, and 104 things that ask nothing on the list. What was
there to build with and what was held out are counted apart.
`--spoken` has them said aloud by synthetic voices (Piper, flite, espeak-ng) and heard by Whisper; no person spoke.
`--all` shows what went wrong in the half held out as well.
"""

import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import count as count_up
from pathlib import Path

from app.demo.record import demo_path, open_demo
from app.knowledge import load_knowledge
from core.conversation import Conversation
from core.hints import choose_hints
from core.mind import Mind, make_mind
from core.visit.book import Plan, VisitQuestion
from core.visit.matching import asked_among
from core.visit.state import Preparing
from store.records import VaultRecords

COUNTED = ("asked", "sayings", "false", "all")
SAYINGS = Path(__file__).with_name("visit_paraphrases.toml")


Heard = Callable[[str, tuple[str, ...]], str]
"""What is said, and the list it is about -> what is heard."""


def main() -> int:
    """Print the table and what went wrong; the exit code tells whether the bar was met."""
    spoken = "--spoken" in sys.argv
    opened = open_demo(demo_path())
    mind = make_mind(VaultRecords(opened.vault), load_knowledge(), opened.today)
    counts = count(mind, by_ear(mind) if spoken else lambda said, _list: said)
    for half in ("built with", "held out"):
        print(
            f"{half:10} {counts[half, 'asked']} of {counts[half, 'sayings']} noticed,"
            f" {counts[half, 'false']} false in {counts[half, 'all']} sayings"
        )
    total = {what: sum(counts[half, what] for half in ("built with", "held out")) for what in COUNTED}
    print(
        f"{'spoken' if spoken else 'typed'}: {100 * total['asked'] / total['sayings']:.1f} % of {total['sayings']} noticed,"
        f" {100 * total['false'] / total['all']:.1f} % false of {total['all']}"
    )
    enough = total["asked"] >= (0.9 if spoken else 0.95) * total["sayings"]
    return 0 if enough and total["false"] <= 0.02 * total["all"] else 1


def count(mind: Mind, heard: Heard) -> Counter[tuple[str, str]]:
    """Every saying against its list."""
    table = tomllib.loads(SAYINGS.read_text(encoding="utf-8"))
    lists: dict[str, list[str]] = defaultdict(list)
    for row in table["question"]:
        lists[row["list"]].append(row["words"])
    rows = [(row["list"], row["words"], n, said) for row in table["question"] for n, said in enumerate(row["said"])]
    rows += [(row["list"], "", n, said) for row in table["others"] for n, said in enumerate(row["said"])]
    counts: Counter[tuple[str, str]] = Counter()
    for name, words, n, said in rows:
        half = "held out" if n % 2 else "built with"
        text = heard(said, tuple(lists[name]))
        found = {lists[name][at] for at in asked_among(text, lists[name], mind.lexicon, mind.knowledge.thesaurus)}
        wrong, missed = sorted(found - {words}), bool(words) and words not in found
        counts[half, "all"] += 1
        counts[half, "sayings"] += bool(words)
        counts[half, "asked"] += bool(words) and not missed
        counts[half, "false"] += bool(wrong)
        if (missed or wrong) and (half == "built with" or "--all" in sys.argv):
            print(
                f"  {half}: {said!r} heard as {text!r} -> {wrong or 'nothing'}{f' (missed {words})' if missed else ''}"
            )
    return counts


def by_ear(mind: Mind) -> Heard:
    """Each saying spoken by the next of four voices, every third slowly, and heard by Whisper."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "audio_fixtures"))
    from sound import at_16_khz, levelled, trimmed
    from voices import VOICES

    from core.audio import EndedBy, Utterance
    from voice.models import whisper_folder
    from voice.whisper import WhisperTranscriber

    ear, turn = WhisperTranscriber(whisper_folder()), count_up()
    names = [name for name in VOICES if name != "heart"]

    def hear(said: str, listed: tuple[str, ...]) -> str:
        n = next(turn)
        voice = VOICES[names[n % len(names)]]
        samples = levelled(trimmed(at_16_khz(*voice.speak(voice.spelled(said), 1.25 if n % 3 == 0 else 1.0))))
        pcm = (samples * 32_767).astype("<i2").tobytes()
        plan = Plan("", questions=tuple(VisitQuestion(words) for words in listed))
        hints = choose_hints(mind.lexicon, Conversation(visit=Preparing(plan=plan)))
        return ear.transcribe(Utterance(pcm, 0, len(samples) // 16, EndedBy.SILENCE), hints).text

    return hear


if __name__ == "__main__":
    sys.exit(main())
