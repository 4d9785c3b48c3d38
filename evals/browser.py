"""Chromium for the page: found, not fetched; its microphone plays a file, and what it sounds is kept.

On Debian: `sudo apt install chromium`. Playwright's own browsers are not needed.
"""

import base64
import shutil
import struct
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

AXE = "axe-core@4.14.1"
MISSING = "There is no Chromium here, so the page is not tried. Get it with: sudo apt install chromium."
_LISTEN = """
window.__sounds = [];
const start = AudioBufferSourceNode.prototype.start, stop = AudioBufferSourceNode.prototype.stop;
AudioBufferSourceNode.prototype.start = function (when = 0) {
  const samples = this.buffer.getChannelData(0);
  const pcm = Int16Array.from(samples, (one) => Math.max(-1, Math.min(1, one)) * 32767);
  let text = "";
  const bytes = new Uint8Array(pcm.buffer);
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  this.__sound = { at: Math.max(when, this.context.currentTime), rate: this.buffer.sampleRate, pcm: btoa(text), until: null };
  window.__sounds.push(this.__sound);
  return start.call(this, when);
};
AudioBufferSourceNode.prototype.stop = function (when = 0) {
  if (this.__sound) this.__sound.until = this.context.currentTime;
  return stop.call(this, when);
};
"""


@dataclass(frozen=True, slots=True)
class Sounded:
    """One piece of sound that the page gave to its loudspeaker."""

    at_s: float
    """On the clock of the page's audio."""
    rate_hz: int
    pcm: bytes
    """As much of it as was heard before it was stopped."""


def chromium() -> str | None:
    """Where it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser(microphone: Path | None = None) -> Iterator[Browser]:
    """Headless; without a file its microphone beeps."""
    flags = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    flags += ["--autoplay-policy=no-user-gesture-required"]
    if microphone is not None:
        flags.append(f"--use-file-for-fake-audio-capture={microphone}%noloop")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=flags)
        try:
            yield opened
        finally:
            opened.close()


def new_page(context: BrowserContext) -> Page:
    """A page whose sounds are kept."""
    context.add_init_script(_LISTEN)
    return context.new_page()


def sounded(page: Page) -> list[Sounded]:
    """All that the page has sounded so far."""
    found = []
    for one in page.evaluate("window.__sounds"):
        pcm = base64.b64decode(one["pcm"])
        if one["until"] is not None:
            heard = max(0, round((one["until"] - one["at"]) * one["rate"]))
            pcm = pcm[: 2 * heard]
        found.append(Sounded(one["at"], round(one["rate"]), pcm))
    return found


def axe(page: Page) -> list[dict[str, Any]]:
    """What axe-core has to say against the page, by all its rules up to WCAG 2.2 AA and best practice."""
    page.evaluate(_axe_source())
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return list(result["violations"])


def _axe_source() -> str:
    """Fetched once with npm into the cache folder."""
    folder = Path(tempfile.gettempdir()) / AXE.replace("@", "-")
    file = folder / "package" / "axe.min.js"
    if not file.is_file():
        folder.mkdir(exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", AXE, "--silent"], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(folder / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(folder, filter="data")
    return file.read_text(encoding="utf-8")


def wav(pcm: bytes, rate_hz: int) -> bytes:
    """16-bit mono PCM as a WAV file, of the plain kind that Chromium's fake microphone reads."""
    head = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", 36 + len(pcm), b"WAVE", b"fmt ", 16, 1, 1, rate_hz, 2 * rate_hz, 2, 16
    )
    return head + struct.pack("<4sI", b"data", len(pcm)) + pcm
