"""`python -m bench.satellite_over`: "stop", "wait" and "lock" said over a reply of a satellite, by sums and not in real time.

The rooms and levels are those of `bench.voice` ("Interrupting"); what differs from the desk is that sound goes to the
satellite a quarter of a second ahead, in pieces of a tenth, and comes back later. Counted is what was read in the end:
the usual reading alone, and with the one for short words before it. Then replies that nobody speaks over.
"""

import argparse
from collections import Counter

import numpy as np

from app.prepare import Assistant
from app.serve.over_voice import OverVoice
from app.serve.satellite_line import SENT_MOST_MS
from app.wiring import make_taker
from bench.material import make_demo_assistant
from bench.voice.interrupting import LEVELS_DB, SCENES, Scene, echo_of, reply_sound, voice_of
from bench.voice.rooms import RATE_HZ, Samples
from bench.voice.say import spoken
from bench.voice.sounds import pcm, quiet
from core.audio import AudioChunk, Utterance
from core.commands import find_command
from core.questions import Command
from voice.cancel import EchoCanceller
from voice.played import Played
from voice.sound_card import DeviceFormat
from voice.turns import Ended

WORDS = {"Stop.": Command.STOP, "Wait.": Command.WAIT, "Lock.": Command.LOCK}
VOICES = ("heart", "slt", "rms")
AHEAD, PIECE, STEP = RATE_HZ // 4, RATE_HZ // 10, RATE_HZ // 50
LATE = 12 * STEP
"""From being sent to being heard: 80 ms of devices are in the echo, the rest is network and buffers."""
SPOKEN_AT_S = (4.3, 6.1, 8.2)


def main() -> None:
    """Count and print."""
    argparse.ArgumentParser(prog="bench.satellite_over", description=__doc__).parse_args()
    assistant = make_demo_assistant()
    reply = reply_sound(assistant)
    for level_db in LEVELS_DB:
        right: Counter[str] = Counter()
        for scene in SCENES:
            for voice in VOICES:
                for number, (word, command) in enumerate(WORDS.items()):
                    person = voice_of(spoken(voice, word), scene)
                    found = _heard(assistant, reply, scene, level_db, person, SPOKEN_AT_S[number])
                    right.update(way for way, commands in found.items() if command in commands)
        tried = len(SCENES) * len(VOICES) * len(WORDS)
        false = sum(
            len(_heard(assistant, reply, scene, level_db, np.zeros(0, np.float32), 0)["both"]) for scene in SCENES
        )
        print(
            f"our voice at {level_db:+.0f} dB: of {tried} words {right['first']} obeyed by the usual reading, "
            f"{right['both']} with the one for short words; obeyed in {len(SCENES)} replies that nobody spoke over: {false}",
            flush=True,
        )


def _heard(
    assistant: Assistant, reply: Samples, scene: Scene, level_db: float, person: Samples, at_s: float
) -> dict[str, list[Command | None]]:
    """What was obeyed in the turns over one reply, by way of reading."""
    found: dict[str, list[Command | None]] = {"first": [], "both": []}
    ear, over = assistant.transcriber, OverVoice(assistant.transcriber, lambda: True)
    for utterance in _turns(assistant, reply, echo_of(reply, scene, level_db), person, int(at_s * RATE_HZ)):
        for way, reader in (("first", ear), ("both", over)):
            command = find_command(reader.transcribe(utterance).text)
            found[way] += [command] if command in WORDS.values() else []
    return found


def _turns(assistant: Assistant, reply: Samples, echo: Samples, person: Samples, at: int) -> list[Utterance]:
    played = Played(SENT_MOST_MS)
    canceller = EchoCanceller(played)
    taker = make_taker(assistant.listening, canceller)
    mixed = quiet((LATE + len(echo)) / RATE_HZ + 3)
    mixed[LATE : LATE + len(echo)] += echo
    mixed[at : at + len(person)] += person
    turns, sent = [], 0
    for start in range(0, len(mixed) - STEP, STEP):
        while sent < len(reply) and sent <= start + AHEAD:
            played.put(pcm(reply[sent : sent + PIECE]), DeviceFormat(RATE_HZ, 1))
            sent += PIECE
        chunk = AudioChunk(pcm(mixed[start : start + STEP]), start * 1000 // RATE_HZ)
        events = taker.hear(canceller.clean(chunk))
        turns += [event.utterance for event in events if isinstance(event, Ended)]
    return turns


if __name__ == "__main__":
    main()
