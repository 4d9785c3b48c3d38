"""A pairing code on the main machine: on its screen, and spoken where there is a loudspeaker."""

from app.screen import notice, show
from core.errors import SoundError
from core.ports import Manner, Voice

SLOWLY = Manner(pace=0.8)


def say_code(code: str, voice: Voice | None) -> None:
    """Show it, and say it twice."""
    show(f"The code for one new device is {' '.join(code)}. It is good for five minutes.")
    if voice is None:
        return
    try:
        _say(f"The code is {', '.join(code)}. Once more: {', '.join(code)}.", voice)
    except SoundError:
        notice("There is no loudspeaker here, so the code is only shown.")


def _say(text: str, voice: Voice) -> None:
    from voice.loudspeaker import Loudspeaker

    with Loudspeaker() as player:
        for chunk in voice.speak(text, SLOWLY):
            player.play(chunk)
        player.wait()
