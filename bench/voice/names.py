"""Health words: is the name that was said the name that is understood, and does nothing else become one?"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rich.progress import track

from app.prepare import Assistant
from bench.voice.ears import Ear, listen
from bench.voice.rooms import HALL, Samples, impulse, through
from bench.voice.say import spoken
from bench.voice.sounds import at_level, kitchen, mixed, quiet
from core.audio import Transcript
from core.conversation import FRESH
from core.facts import ConceptKind
from core.link import find
from core.questions import Concept, NotUnderstood, Question
from core.turn import comprehend
from core.words import content, plain

VOICES = ("joe", "heart", "slt", "rms")
FRAMES = {
    ConceptKind.TEST: "What was my last {}?",
    ConceptKind.MEDICINE: "When do I take the {}?",
    ConceptKind.CONDITION: "When was I told that I have {}?",
}
UNRELATED = (
    "Could you put the kettle on before the neighbours come?",
    "My grandson plays the trombone in a school orchestra.",
    "The train to Boston leaves at a quarter past nine.",
    "I left my reading glasses next to the telephone.",
    "She bought two pounds of tomatoes and a loaf of bread.",
    "Is it going to rain on the weekend?",
    "We watched a film about a lighthouse keeper.",
    "The dentist has moved to the second floor.",
    "Please remind me to water the geraniums.",
    "He lost his wallet somewhere between the bank and the bakery.",
    "I would like a cup of tea with a little honey.",
    "The garden needs weeding and the fence wants paint.",
    "Do I take warfarin?",
    "What was my last ferritin?",
    "Have I ever had a prescription for gabapentin?",
    "Do I have asthma or bronchitis?",
    "What was my last magnesium?",
    "Was I ever told that I have glaucoma?",
    "When did I take the prednisone?",
    "What was my last bilirubin?",
)
"""Ordinary talk, and names that the demo record does not hold: none may become a name that it holds."""


@dataclass(frozen=True, slots=True)
class Score:
    """How often what."""

    said: int
    heard: int
    """The name is in the words, as it is written or by its sound."""
    understood: int
    """Answered about the right thing."""
    asked: int
    """"Did you say …?" with the right name first."""
    wrong: int
    """Answered about another thing."""


def conditions() -> dict[str, tuple[float, Callable[[Samples], Samples]]]:
    """Name -> pace, and what happens to the sound on its way."""
    far = impulse((1.0, 1.2, 1.3), (6.5, 4.5, 1.0), HALL)

    def room(sound: Samples) -> Samples:
        arrived = through(sound, far)
        return np.asarray(at_level(arrived, -32) + quiet(len(arrived) / 16_000)[: len(arrived)], np.float32)

    def noisy(sound: Samples) -> Samples:
        # A kitchen does not begin with the first word.
        edge = np.zeros(6_000, np.float32)
        return mixed(np.concatenate([edge, sound, edge]), kitchen(len(sound) / 16_000 + 0.75, len(sound) % 97), 10)

    return {
        "clean": (1.0, lambda sound: sound),
        "1.25x slow": (1.25, lambda sound: sound),
        "kitchen 10 dB": (1.0, noisy),
        "far room": (1.0, room),
    }


def asked_names(assistant: Assistant, step: int) -> list[Concept]:
    """Every `step`th test, medicine and condition of the record."""
    concepts = [c for c in assistant.mind.lexicon.concepts if c.keys and c.kind in FRAMES]
    return sorted(concepts, key=lambda c: (c.kind, c.id))[::step]


def name_scores(assistant: Assistant, ear: Ear, names: Sequence[Concept], condition: str) -> dict[str, Score]:
    """Per voice."""
    pace, way = conditions()[condition]
    scores: dict[str, Score] = {}
    for voice in VOICES:
        counts: Counter[str] = Counter()
        for concept in track(names, f"{condition}, {voice}", transient=True):
            sound = way(spoken(voice, FRAMES[concept.kind].format(concept.spoken), pace))
            heard = listen(ear, sound).transcript
            counts[verdict(heard, concept, assistant)] += 1
            counts["heard"] += is_heard(heard, concept, assistant)
        scores[voice] = Score(len(names), counts["heard"], counts["understood"], counts["asked"], counts["wrong"])
    return scores


def is_heard(heard: Transcript, concept: Concept, assistant: Assistant) -> bool:
    """Whether the name came through, whatever became of the words around it."""
    found = find(content(heard.text), assistant.mind.lexicon)
    understood = comprehend(heard, FRESH, assistant.mind)
    candidates = understood.candidates if isinstance(understood, NotUnderstood) else ()
    subjects = understood.subjects if isinstance(understood, Question) else ()
    return concept in (*found.concepts, *subjects, *candidates[:1])


def verdict(heard: Transcript, concept: Concept, assistant: Assistant) -> str:
    """What became of the question."""
    understood = comprehend(heard, FRESH, assistant.mind)
    if isinstance(understood, Question):
        if concept in understood.subjects:
            return "understood"
        return "wrong" if understood.subjects else "lost"
    if isinstance(understood, NotUnderstood) and understood.candidates:
        return "asked" if understood.candidates[0] == concept else "asked wrongly"
    return "lost"


def turned_into_names(assistant: Assistant, ear: Ear) -> tuple[int, int, list[str]]:
    """Of the words of `UNRELATED`: how many became names of the record, of how many, and which."""
    bad: list[str] = []
    words = 0
    for voice in VOICES:
        for text in track(UNRELATED, f"unrelated, {voice}", transient=True):
            words += len(text.split())
            heard = listen(ear, spoken(voice, text)).transcript
            bad += [f"{voice}: {text} -> {name}" for name in _names_in(heard, assistant) if name not in plain(text)]
    return len(bad), words, bad


def _names_in(heard: Transcript, assistant: Assistant) -> Iterator[str]:
    understood = comprehend(heard, FRESH, assistant.mind)
    subjects = understood.subjects if isinstance(understood, Question) else ()
    taken = {concept.id for concept in subjects if concept.keys}
    written = f" {plain(heard.text)} "
    names = {c.id for c in assistant.mind.lexicon.concepts if c.keys and f" {plain(c.spoken)} " in written}
    yield from taken | names
