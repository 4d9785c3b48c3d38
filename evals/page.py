"""The page in a real browser: `python -m evals.page` pairs, opens, asks three questions, interrupts once.

A fake microphone plays recordings of `audio_fixtures`; the sound that the page gave to its loudspeaker is
transcribed by Whisper and must hold the right fact. Then axe-core, a run by keyboard alone with the questions and
the sheet for a visit, the accessibility tree as text, and with `--pictures` the screenshots and texts of `docs/page/`.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from bench.material import make_demo_assistant
from bench.serve_home import FIXTURES, NUMBER, Running, demo_house, running
from core.audio import EndedBy, SpeechChunk, Utterance
from core.ports import Manner, Transcriber, Voice
from evals.browser import MISSING, Sounded, browser, chromium, new_page, sounded, wav
from evals.kept_list import keep_a_list
from evals.page_checks import DOCS, by_keyboard, locks, tabbed, tree, violations
from evals.page_checks import pictures as pictures_of
from voice.file import read_sound
from voice.record import resampled

RATE_HZ = 16_000
SCRIPT = (("open", 12.0), ("a1c-last", 20.0), ("creatinine-trend", 8.0), ("stop", 8.0), ("medicines-list", 22.0))
"""What is said, and the seconds until the next: the answer about creatinine lasts 14 s and is cut off by "stop"."""
EXPECTED = {"a1c-last": ("7.2", "October"), "creatinine-trend": ("1.27",), "medicines-list": ("nine medicines",)}
"""Of the demo record's files: A1c 7.2 % on 2026-10-03, creatinine 1.27 mg/dL on 2024-10-15 (what is cut off
begins with it), and nine prescriptions in force."""
LEAD_S = 6.0


def main() -> None:
    """Run all and print what was found; the exit code is 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="evals.page", description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="take the screenshots anew")
    options = parser.parse_args()
    if chromium() is None:
        print(MISSING)
        sys.exit(1)
    engine = make_demo_assistant()
    with demo_house(engine) as house, running(house) as service:
        keep_a_list(house)
        wrong = converse(service, engine.voice, engine.transcriber, options.pictures)
    print("Wrong: " + ("; ".join(wrong) or "nothing") + ".")
    sys.exit(bool(wrong))


def converse(service: Running, voice: Voice, ear: Transcriber, pictures: bool) -> list[str]:
    """The whole run; what was wrong, in words."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        microphone = Path(folder) / "microphone.wav"
        starts = _record(microphone, voice)
        with browser(microphone) as opened:
            context = opened.new_context(
                viewport={"width": 1280, "height": 960}, device_scale_factor=2, permissions=["microphone"]
            )
            page = new_page(context)
            trouble: list[str] = []
            page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: trouble.append(str(error)))
            _pair(page, service)
            wrong += violations(page, "after pairing")
            wrong += _talk(page, starts, ear, pictures)
            _tree(page, "talk", pictures)
            wrong += violations(page, "with captions")
            wrong += tabbed(page)
            wrong += locks(page)
            wrong += [f"console: {one}" for one in trouble]
            context.close()
        wrong += _another_device(service, pictures)
        wrong += _pairing_page(service, pictures)
    return wrong


def _tree(page: Page, name: str, keep: bool) -> None:
    print(f"The accessibility tree as text ({name}):")
    print(tree(page))
    if keep:
        (DOCS / f"{name}.txt").write_text(tree(page) + "\n", encoding="utf-8")


def _another_device(service: Running, keep: bool) -> list[str]:
    """One person's own, by keyboard alone; what it shows of the visit, and the pictures of that."""
    with browser() as opened:
        page = opened.new_page(viewport={"width": 1280, "height": 960}, device_scale_factor=2)
        wrong = by_keyboard(page, service)
        page.locator("#sheet-show").click()
        page.locator("#sheet").wait_for(timeout=10_000)
        _tree(page, "sheet", keep)
        if keep:
            pictures_of(page, "sheet")
    return wrong


def _record(path: Path, voice: Voice) -> dict[str, float]:
    """The microphone's file; the second at which each part begins."""
    pcm, starts = bytearray(int(LEAD_S * RATE_HZ) * 2), {}
    for name, gap_s in SCRIPT:
        starts[name] = len(pcm) / 2 / RATE_HZ
        pcm += _opening(voice) if name == "open" else read_sound(FIXTURES / f"{name}.flac")
        pcm += bytes(int(gap_s * RATE_HZ) * 2)
    path.write_bytes(wav(bytes(pcm), RATE_HZ))
    return starts


def _opening(voice: Voice) -> bytes:
    return b"".join(resampled(chunk, RATE_HZ) for chunk in voice.speak(f"Open. {', '.join(NUMBER)}.", Manner()))


def _pair(page: Page, service: Running) -> None:
    page.goto(service.url)
    page.get_by_label("The six digits of the code").fill(service.invite(shared=True))
    page.get_by_label("What to call this device").fill("kitchen tablet")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Locked").wait_for(timeout=15_000)


def _talk(page: Page, starts: dict[str, float], ear: Transcriber, pictures: bool) -> list[str]:
    page.locator("#talk").click()
    began_s = time.monotonic()
    zero_s = float(page.evaluate("performance.now() / 1000"))
    print(f"The page's clock was at {zero_s:.1f} s when the microphone began.")
    end_s = max(starts.values()) + SCRIPT[-1][1] + 3
    opened_at: float | None = None
    while time.monotonic() - began_s < end_s:
        page.wait_for_timeout(200)
        quiet = page.evaluate("document.body.dataset.state") == "listening"
        if pictures and quiet and page.locator("#chart").is_visible():
            pictures_of(page, "talk")
            pictures = False
        if opened_at is None and "Open." in (page.locator("#state").text_content() or ""):
            opened_at = time.monotonic() - began_s
    wrong = [] if opened_at is not None else ["the record did not open by voice"]
    shown = page.locator("#me").text_content() or ""
    if any(digit in (page.content() or "") for digit in (NUMBER, ", ".join(NUMBER))):
        wrong.append("the number is on the page")
    print(f"Opened {opened_at or -1:.1f} s after the microphone began; the last caption is: {shown!r}")
    return wrong + _replies(sounded(page), ear, page)


def _replies(all_sound: list[Sounded], ear: Transcriber, page: Page) -> list[str]:
    """Each stretch of sound, as Whisper hears it."""
    replies: list[list[Sounded]] = []
    for one in all_sound:
        last_end = replies[-1][-1].at_s + len(replies[-1][-1].pcm) / 2 / replies[-1][-1].rate_hz if replies else -9.0
        if one.at_s - last_end > 1.5:
            replies.append([])
        replies[-1].append(one)
    heard = [_heard(reply, ear) for reply in replies]
    for text in heard:
        print(f"Heard from the page: {text!r}")
    everything = " ".join(heard)
    wrong = [
        f"the answer to {name} was not heard from the page"
        for name, words in EXPECTED.items()
        if not any(all(word.lower() in text.lower() for word in words) for text in heard)
    ]
    if "August" in everything:
        wrong.append("what was interrupted went on to its end")
    if (
        page.locator("#chart").is_visible()
        and "creatinine" not in (page.locator("#chart").text_content() or "").lower()
    ):
        wrong.append("the chart is of something else")
    return wrong


def _heard(reply: list[Sounded], ear: Transcriber) -> str:
    pcm = b"".join(resampled(SpeechChunk(one.pcm, one.rate_hz, ""), RATE_HZ) for one in reply if len(one.pcm) > 3_200)
    return ear.transcribe(Utterance(pcm, 0, len(pcm) // 32, EndedBy.SOURCE)).text if pcm else ""


def _pairing_page(service: Running, pictures: bool) -> list[str]:
    """A device that is not known: the form, and what is said to a wrong code."""
    with browser() as opened:
        page = opened.new_page(viewport={"width": 1280, "height": 960})
        page.goto(service.url)
        wrong = violations(page, "on an unknown device")
        page.get_by_label("The six digits of the code").fill("000000")
        page.keyboard.press("Enter")
        page.get_by_text("That code is not right").wait_for(timeout=15_000)
        wrong += violations(page, "after a wrong code")
        if pictures:
            page.screenshot(path=DOCS / "pairing-light-100.png", full_page=True)
    return wrong


if __name__ == "__main__":
    main()
