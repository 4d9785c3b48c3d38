"""Our own voice in the microphone, and people who speak over it, in simulated rooms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rich.progress import track

from app.prepare import Assistant, prepare
from app.wiring import make_taker
from bench.voice.rooms import LIVING_ROOM, RATE_HZ, Room, Samples, impulse, through
from bench.voice.say import spoken
from bench.voice.sounds import cough, hum, pcm, quiet, recorded, speech_rms
from bench.voice.words import human_commands
from core.aside import may_go_on_saying
from core.audio import AudioChunk
from core.conversation import FRESH
from core.ports import Manner
from voice.cancel import EchoCanceller
from voice.detect import UNMASKED, Mask
from voice.played import Played
from voice.sound_card import DeviceFormat
from voice.turns import Paused, SpeechStarted, TurnTaker

REPLY = (
    "Your last A1c was above your lab's usual range. It was 7.2 percent. That's from October 3rd. It's lower than "
    "in April. Your creatinine was above your lab's usual range as well. It was 1.6. The filter rate was 41 a year "
    "before. Would you like to put a question about it on your list?"
)
LEVELS_DB = (-6.0, 0.0, 6.0)
"""Of our voice at the microphone, relative to the person's."""
PERSON_DB = -30.0
LATENCY_MS = 80
"""Of loudspeaker and microphone together."""
STEP = RATE_HZ // 50
INTERRUPTIONS = ("Stop.", "Wait a moment.", "What was it in April?", "Please say that again.", "No, my potassium.")
VOICES = ("heart", "slt", "rms")
SOUND = DeviceFormat(RATE_HZ, 1)


@dataclass(frozen=True, slots=True)
class Scene:
    """A room with a loudspeaker, a microphone and a person."""

    room: Room = LIVING_ROOM
    loudspeaker: tuple[float, float, float] = (2.4, 1.0, 0.9)
    microphone: tuple[float, float, float] = (2.6, 1.2, 0.9)
    person: tuple[float, float, float] = (3.4, 2.6, 1.2)
    drive: float = 0.0
    """How hard the loudspeaker is driven: 1 is a small one at its limit, 5 % of distortion."""


SCENES = (
    Scene(),
    Scene(Room((3.2, 2.8, 2.4), 0.85), (0.5, 0.5, 0.9), (0.8, 0.6, 0.9), (1.9, 1.7, 1.2)),
    Scene(drive=1.0),
)


@dataclass(frozen=True, slots=True)
class Caught:
    """What became of the interruptions."""

    tried: int
    within_300_ms: int
    late: int
    missed: int
    too_early: int
    """The sound stopped before the person spoke."""
    waits_ms: tuple[int, ...]


def reply_sound(assistant: Assistant) -> Samples:
    """Our reply, about 20 s, at 16 kHz."""
    import soxr

    chunks = list(assistant.voice.speak(REPLY, Manner()))
    whole = np.frombuffer(b"".join(chunk.pcm for chunk in chunks), np.int16).astype(np.float32) / 32_768
    return np.asarray(soxr.resample(whole, chunks[0].rate_hz, RATE_HZ), np.float32)


def distorted(sound: Samples, drive: float) -> Samples:
    """Through a loudspeaker that saturates."""
    if not drive:
        return sound
    peak = float(np.abs(sound).max())
    return np.asarray(np.tanh(drive * sound / peak) / np.tanh(drive) * peak, np.float32)


def echo_of(reply: Samples, scene: Scene, level_db: float) -> Samples:
    """Our voice as the microphone hears it, late by the devices."""
    arrived = through(distorted(reply, scene.drive), impulse(scene.loudspeaker, scene.microphone, scene.room))
    loud = arrived * (10 ** ((PERSON_DB + level_db) / 20) / speech_rms(arrived))
    return np.concatenate([np.zeros(LATENCY_MS * RATE_HZ // 1000, np.float32), loud])


def voice_of(sound: Samples, scene: Scene) -> Samples:
    """A person as the microphone hears them."""
    arrived = through(sound, impulse(scene.person, scene.microphone, scene.room))
    return np.asarray(arrived * (10 ** (PERSON_DB / 20) / speech_rms(arrived)), np.float32)


class Moment:
    """One reply being played in a scene, 20 ms at a time."""

    def __init__(self, reply: Samples, scene: Scene, level_db: float, canceller: bool = True) -> None:
        self._reply = reply
        self._echo = echo_of(reply, scene, level_db)
        self._played = Played()
        self._canceller = EchoCanceller(self._played, LATENCY_MS) if canceller else None

    @property
    def mask(self) -> Mask:
        """As the loop has it of its canceller."""
        return self._canceller or UNMASKED

    def chunks(self, person: Samples, at: int) -> Iterator[AudioChunk]:
        """What the loop hears when a person speaks from sample `at`; a fresh look at the echo each time."""
        length = max(len(self._echo), at + len(person))
        floor = quiet(length / RATE_HZ + 1)
        for start in range(0, length - STEP, STEP):
            mixed = floor[start : start + STEP].copy()
            for sound, begins in ((self._echo, 0), (person, at)):
                piece = sound[max(0, start - begins) : max(0, start + STEP - begins)]
                offset = max(0, begins - start)
                mixed[offset : offset + len(piece)] += piece[: STEP - offset]
            self._played.put(pcm(self._reply[start : start + STEP]).ljust(2 * STEP, b"\0"), SOUND)
            chunk = AudioChunk(pcm(mixed), start * 1000 // RATE_HZ)
            yield self._canceller.clean(chunk) if self._canceller else chunk


def self_interruptions(assistant: Assistant, level_db: float, canceller: bool = True) -> tuple[int, float]:
    """How often our own voice alone is taken for a person, and in how many minutes of it."""
    reply = np.tile(reply_sound(assistant), 2)
    started = 0
    for scene in SCENES:
        moment = Moment(reply, scene, level_db, canceller)
        taker = make_taker(assistant.listening, moment.mask)
        for chunk in moment.chunks(np.zeros(0, np.float32), 0):
            started += sum(isinstance(event, SpeechStarted) for event in taker.hear(chunk))
    return started, len(SCENES) * len(reply) / RATE_HZ / 60


def people(step: int) -> list[Samples]:
    """Short things said over a reply: by three voices, and the human commands."""
    said = [spoken(voice, text) for voice in VOICES for text in INTERRUPTIONS]
    return said + [recorded(path) for path, _ in human_commands(step)]


def interruptions(assistant: Assistant, sounds: Sequence[Samples], level_db: float) -> Caught:
    """Each sound once in each scene, from 4 to 9 s into the reply."""
    reply = reply_sound(assistant)
    rng = np.random.default_rng(0)
    waits: list[int] = []
    missed = early = 0
    for scene in SCENES:
        for sound in track(sounds, f"interruptions, {level_db:+.0f} dB", transient=True):
            person = voice_of(sound, scene)
            begins = int(np.flatnonzero(np.abs(person) > 0.05 * np.abs(person).max())[0])
            at = int(rng.uniform(4, 9) * RATE_HZ)
            moment = Moment(reply, scene, level_db)
            wait = _caught(moment, make_taker(assistant.listening, moment.mask), person, at)
            if wait is None:
                missed += 1
            elif wait < begins * 1000 // RATE_HZ - 40:
                early += 1
            else:
                waits.append(wait - begins * 1000 // RATE_HZ)
    late = sum(wait > 300 for wait in waits)
    tried = len(SCENES) * len(sounds)
    return Caught(tried, len(waits) - late, late, missed, early, tuple(waits))


def asides(assistant: Assistant, count: int) -> dict[str, tuple[int, int]]:
    """Coughs and "mm-hm" over a reply: tried, and how many did not lose it (not held, or held and gone on)."""
    reply = reply_sound(assistant)
    rng = np.random.default_rng(1)
    sounds = {
        "cough": [cough(seed) for seed in range(count)],
        "mm-hm": [hum(seed) for seed in range(count)],
        "okay": [spoken(voice, text) for voice in VOICES for text in ("Uh-huh.", "Okay.", "I see.", "Right.")],
    }
    return {
        kind: (len(many), sum(_survives(assistant, reply, sound, float(rng.uniform(4, 9))) for sound in many))
        for kind, many in sounds.items()
    }


def _survives(assistant: Assistant, reply: Samples, sound: Samples, at_s: float) -> bool:
    scene = SCENES[0]
    moment = Moment(reply, scene, 0.0)
    taker = make_taker(assistant.listening, moment.mask)
    for chunk in moment.chunks(voice_of(sound, scene), int(at_s * RATE_HZ)):
        for event in taker.hear(chunk):
            if isinstance(event, Paused):
                heard = prepare(event.utterance, FRESH, assistant)
                return may_go_on_saying(heard.understood, heard.transcript, "It was 1.6.", REPLY)
    return True


def _caught(moment: Moment, taker: TurnTaker, person: Samples, at: int) -> int | None:
    for chunk in moment.chunks(person, at):
        if any(isinstance(event, SpeechStarted) for event in taker.hear(chunk)):
            return chunk.start_ms + chunk.duration_ms - at * 1000 // RATE_HZ
    return None
