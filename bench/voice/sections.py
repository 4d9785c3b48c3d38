"""Each section of `make bench-voice`: measures one thing and gives its rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.prepare import Assistant
from bench.live import live_plays
from bench.material import clean_questions
from bench.peer import pipecat_cuts, pipecat_waits, wyoming_cuts, wyoming_waits
from bench.voice import alone, background, controls, cuts, interrupting, names, resources, words
from bench.voice.ears import our_ear, stock_ear, stock_model
from bench.voice.report import middle, p95, share
from core.conversation import FRESH
from core.hints import choose_hints

Rows = list[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything."""

    live: int
    rounds: int
    commands: int
    """Every so many-th of the 100 human commands."""
    names: int
    """Every so many-th of the 46 names."""
    peer_cuts: int
    """Recordings with a pause that the peer is given."""
    minutes: float
    """Of background sound."""
    coughs: int
    soak_hours: float
    peer: bool


QUICK = Sizes(6, 1, 10, 6, 4, 4, 10, 0.1, True)
FULL = Sizes(12, 2, 1, 1, 12, 30, 50, 2.0, True)


def first_sound(assistant: Assistant, sizes: Sizes) -> Rows:
    """From the last sample of speech to the first sample of the reply, live."""
    recordings = clean_questions(sizes.live)
    plays = live_plays(recordings, sizes.rounds, assistant)
    peers = pipecat_waits(recordings, sizes.rounds) | wyoming_waits(recordings, sizes.rounds) if sizes.peer else {}
    waits = [play.wait_ms for play in plays]
    rows: Rows = [
        ("first sound, median", f"{middle(waits):.0f} ms", _beside(peers, middle), "0.35x pipecat"),
        ("first sound, 95th percentile", f"{p95(waits):.0f} ms", _beside(peers, p95), "1000 ms"),
        ("commitment to first sound, worst", f"{max(p.after_commit_ms for p in plays):.0f} ms", "", "60 ms"),
    ]
    rows += [
        (f"ratio to {name}", f"{middle(waits) / middle(peer):.2f}", "", "0.35") for name, peer in peers.items() if peer
    ]
    return rows


def _beside(peers: dict[str, list[float]], what: object) -> str:
    return ", ".join(f"{name}: {what(values):.0f}" for name, values in peers.items())  # type: ignore[operator]


def cut_offs(assistant: Assistant, sizes: Sizes) -> Rows:
    """Turns cut at a pause put inside them."""
    rows: Rows = []
    turns = cut = lost = 0
    commits, silence = cuts.our_commits(assistant), cuts.silence_commits(700)
    for title, sounds in (
        ("commands", cuts.commands(sizes.commands)),
        ("fixtures", cuts.questions(sizes.names // 2 or 1)),
    ):
        whole = list(cuts.staged(sounds, 0))
        ours = cuts.count_cuts(commits, whole, f"{title}, no pause")
        silent = cuts.count_cuts(silence, whole, f"{title}, silence only")
        bar = "600 ms" if title == "fixtures" else ""
        rows += [
            (f"{title}, no pause: cut", share(ours.cut, ours.turns), _silence(silent), "2 %"),
            (
                f"{title}: commitment, median and 95 %",
                f"{middle(ours.commits_ms):.0f}, {p95(ours.commits_ms):.0f} ms",
                f"0.7 s of silence: {middle(silent.commits_ms):.0f} ms",
                bar,
            ),
        ]
        long = cuts.pausable(sounds)
        meant = [found[-1].meant if (found := commits(sound)) else None for sound in cuts.staged(long, 0)]
        for pause_s in cuts.PAUSES_S:
            staged = list(cuts.staged(long, pause_s))
            ours = cuts.count_cuts(commits, staged, f"{title}, {pause_s} s", meant)
            silent = cuts.count_cuts(silence, staged, f"{title}, silence only")
            turns, cut, lost = turns + ours.turns, cut + ours.cut, lost + ours.lost
            said = f"; not taken back {ours.lost}; in the end meant otherwise {ours.otherwise}"
            rows.append(
                (f"{title}, pause {pause_s} s: cut", share(ours.cut, ours.turns) + said, _silence(silent), "2 %")
            )
    rows.append(("all with a pause: cut", share(cut, turns), _peer_cuts(sizes), "2 %"))
    rows.append(("all with a pause: cut and not taken back", share(lost, turns), "", ""))
    return rows


def _silence(silent: cuts.Cuts) -> str:
    return f"0.7 s of silence: {share(silent.cut, silent.turns)}"


def _peer_cuts(sizes: Sizes) -> str:
    if not sizes.peer:
        return ""
    with cuts.temporary() as folder:
        sounds = cuts.staged(cuts.commands(max(1, 100 // sizes.peer_cuts)), 1.0)
        paths = cuts.written(sounds, Path(folder))
        found = pipecat_cuts(paths)
        all_found = ({"pipecat": found} if found else {}) | wyoming_cuts(paths)
    return "; ".join(f"{name}, commands, 1.0 s: {share(cut, of)}" for name, (of, cut) in all_found.items())


def whisper(assistant: Assistant, sizes: Sizes) -> Rows:
    """Time and words per utterance, same weights."""
    model = stock_model()
    ears = {"ours": our_ear(assistant), "stock": stock_ear(model), "greedy": stock_ear(model, 1)}
    ours, stock, greedy = words.measure(ears, sizes.commands).values()
    ratio = middle(ours.ms) / middle(stock.ms)
    return [
        (
            "per utterance, median",
            f"{middle(ours.ms):.0f} ms",
            f"stock {middle(stock.ms):.0f} (beam 5), {middle(greedy.ms):.0f} (greedy)",
            "",
        ),
        ("ratio to stock", f"{ratio:.2f}", f"to greedy {middle(ours.ms) / middle(greedy.ms):.2f}", "0.40"),
        (
            "details of human commands right",
            share(ours.slots, ours.slots_said),
            f"stock {share(stock.slots, stock.slots_said)}",
            "stock",
        ),
        ("read speech, words wrong", share(ours.wrong, ours.read), f"stock {share(stock.wrong, stock.read)}", "stock"),
    ]


def health_words(assistant: Assistant, sizes: Sizes) -> Rows:
    """Names of the record inside questions."""
    asked = names.asked_names(assistant, sizes.names)
    model = stock_model()
    hints = choose_hints(assistant.mind.lexicon, FRESH)
    ears = {"stock": stock_ear(model), "stock, prompted": stock_ear(model, 5, hints)}
    rows: Rows = []
    for condition in names.conditions():
        ours = names.name_scores(assistant, our_ear(assistant), asked, condition)
        beside = {name: names.name_scores(assistant, ear, asked, condition) for name, ear in ears.items()}
        peers = ", ".join(f"{name}: {_recall(list(scores.values()))}" for name, scores in beside.items())
        target = "97 %" if condition in ("clean", "1.25x slow") else "93 %"
        rows.append((f"{condition}, all voices", _recall(list(ours.values())), peers, target))
        rows += [
            (f"  {voice}", _recall([score]), "", "93 %" if voice in ("slt", "rms") and condition == "clean" else "")
            for voice, score in ours.items()
        ]
        wrong = sum(score.wrong for score in ours.values())
        rows.append(("  answered about another thing", str(wrong), "", "0"))
    bad, said, which = names.turned_into_names(assistant, our_ear(assistant))
    rows.append(("words wrongly turned into names", share(bad, said), "; ".join(which), "0.5 %"))
    return rows


def _recall(scores: Sequence[names.Score]) -> str:
    said, heard = sum(score.said for score in scores), sum(score.heard for score in scores)
    understood, asked = sum(score.understood for score in scores), sum(score.asked for score in scores)
    return f"{share(heard, said)}; answered {100 * understood / said:.1f} %, asked back {100 * asked / said:.1f} %"


def invented(assistant: Assistant, sizes: Sizes) -> Rows:
    """Replies to nobody."""
    rows: Rows = []
    for asked, who in ((True, "a person has spoken"), (False, "nobody has spoken yet")):
        for kind, pieces in background.kinds(sizes.minutes).items():
            found = background.answered(assistant, kind, pieces, asked)
            rows.append((f"{kind}, {who}", f"{found.answered} in {found.minutes:.1f} min", "", "0"))
    return rows


def speaking_over(assistant: Assistant, sizes: Sizes) -> Rows:
    """Our own voice, people over it, and what is no interruption."""
    rows: Rows = []
    people = interrupting.people(max(5, sizes.commands))
    for level_db in interrupting.LEVELS_DB:
        itself, minutes = interrupting.self_interruptions(assistant, level_db)
        without, _ = interrupting.self_interruptions(assistant, level_db, canceller=False)
        caught = interrupting.interruptions(assistant, people, level_db)
        rows.append(
            (
                f"reply at {level_db:+.0f} dB: interrupts itself",
                f"{itself} in {minutes:.1f} min",
                f"without cancellation: {without}",
                "0",
            )
        )
        rows.append(
            (
                f"reply at {level_db:+.0f} dB: caught within 300 ms",
                share(caught.within_300_ms, caught.tried),
                f"later {caught.late}, missed {caught.missed}, too early {caught.too_early}, median {middle(caught.waits_ms):.0f} ms",
                "95 %",
            )
        )
    rows += [
        (f"{kind} does not lose the reply", share(kept, tried), "", "90 %")
        for kind, (tried, kept) in interrupting.asides(assistant, sizes.coughs).items()
    ]
    return rows


def memory(assistant: Assistant, sizes: Sizes) -> Rows:
    """Memory and idle work."""
    soak = resources.soak(assistant, sizes.soak_hours)
    return [
        ("memory of the running loop, peak", f"{alone.loop_peak_mb():.0f} MB", "a process of its own", "900 MB"),
        ("idle, with wake word", f"{100 * resources.idle_share(assistant):.1f} % of a core", "", "5 %"),
        (
            f"soak of {soak.hours:.1f} h, {soak.turns} turns",
            f"{soak.after_mb - soak.before_mb:+.0f} MB",
            f"{soak.before_mb:.0f} to {soak.after_mb:.0f} MB",
            "no growth",
        ),
    ]


def spoken_controls(assistant: Assistant, _sizes: Sizes) -> Rows:
    """What steers us, in every state; in real time."""
    found = list(controls.obeyed(assistant))
    rows: Rows = []
    for state in dict.fromkeys(one.state for one in found):
        here = [one for one in found if one.state == state]
        after = [one.after_commit_ms for one in here if one.right]
        wrong = ", ".join(one.said for one in here if not one.right)
        rows.append((f"controls {state}: understood", share(len(after), len(here)), wrong, "all"))
        rows.append(
            (
                f"  commitment to the reply, worst of {len(after)}",
                f"{max(after, default=math.nan):.0f} ms",
                "",
                "300 ms",
            )
        )
        rows.append(
            ("  last word to the reply, median", f"{middle([o.wait_ms for o in here if o.right]):.0f} ms", "", "")
        )
    return rows


SECTIONS = {
    "memory": memory,
    "first-sound": first_sound,
    "cut-offs": cut_offs,
    "whisper": whisper,
    "health-words": health_words,
    "background": invented,
    "interrupting": speaking_over,
    "controls": spoken_controls,
}
