"""The page in Chromium: paired, pressed, asked, and what it sounds is heard by Whisper; all of it is in `evals.page`."""

from pathlib import Path

import pytest

from bench.serve_home import FIXTURES, Running
from core.audio import EndedBy, SpeechChunk, Utterance
from evals.browser import MISSING, browser, chromium, new_page, sounded, wav
from voice.file import read_sound
from voice.record import resampled
from voice.whisper import WhisperTranscriber


@pytest.mark.slow
@pytest.mark.skipif(chromium() is None, reason=MISSING)
def test_a_question_is_asked_and_answered_in_a_browser(
    service: Running, ear: WhisperTranscriber, tmp_path: Path
) -> None:
    pcm = bytes(4 * 32_000) + read_sound(FIXTURES / "a1c-last.flac") + bytes(30 * 32_000)
    (tmp_path / "microphone.wav").write_bytes(wav(pcm, 16_000))
    with browser(tmp_path / "microphone.wav") as opened:
        page = new_page(opened.new_context(permissions=["microphone"]))
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.goto(service.url)
        page.get_by_label("The six digits of the code").fill(service.invite())
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="Open").wait_for(timeout=15_000)
        before = page.evaluate("window.__sounds.length")
        page.keyboard.press("Space")
        page.locator("#you").filter(has_text="A1c").wait_for(timeout=30_000)
        page.locator("#me").filter(has_text="April").wait_for(timeout=30_000)
        page.wait_for_timeout(1_500)
        heard = sounded(page)[before:]
        page.keyboard.press("Space")
        page.locator("#lock").click()
        page.locator("#me").filter(has_not_text="percent").wait_for(timeout=10_000)
    assert not trouble
    mono = b"".join(resampled(SpeechChunk(one.pcm, one.rate_hz, ""), 16_000) for one in heard)
    assert "7.2" in ear.transcribe(Utterance(mono, 0, len(mono) // 32, EndedBy.SOURCE)).text
