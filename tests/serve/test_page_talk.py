"""A page's conversation over the wire, with everything real but the browser."""

import pytest

from bench.serve_home import NUMBER, PageClient, Running
from core.ports import Manner
from voice.piper import PiperVoice
from voice.record import resampled

pytestmark = pytest.mark.slow


TRIES = 3
"""A number said is misheard about once in 24 times, and then said again."""


def spoken(joe: PiperVoice, text: str) -> bytes:
    """Words as 16 kHz sound, with silence around."""
    return bytes(9_600) + b"".join(resampled(c, 16_000) for c in joe.speak(text, Manner())) + bytes(64_000)


def test_a_shared_device_is_locked_until_its_number_is_said_and_locks_at_once(
    service: Running, joe: PiperVoice
) -> None:
    page = PageClient.paired(service, shared=True)
    assert not page.until("state")["open"]
    page.settled()
    since = len(page.events)
    page.say("a1c-last")
    page.settled()
    assert page.captions(since) == "I'm locked. I can help with an emergency."
    for _ in range(TRIES):
        since = len(page.events)
        page.say_pcm(spoken(joe, f"Open. {', '.join(NUMBER)}."))
        page.until("said", since)
        page.settled(2)
        if any(event["type"] == "state" and event["open"] for event in page.events[since:]):
            break
    shown = " ".join(str(event["text"]) for event in page.events[since:] if "text" in event)
    assert shown == "Open. What would you like to know?", "the number is neither shown nor repeated"
    since = len(page.events)
    page.say("a1c-last")
    page.settled()
    assert "7.2 percent" in page.captions(since)
    since = len(page.events)
    page.tell({"type": "lock"})
    assert not page.until("state", since)["open"]
    page.close()
