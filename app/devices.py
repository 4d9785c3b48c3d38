"""Microphone and loudspeaker of this machine, joined so that we do not hear ourselves."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from app.attention import Attention
from app.gate import EnterKey, GatedMicrophone, Woken
from app.half_duplex import DeafWhilePlaying
from app.screen import notice
from app.settings import Listening
from core.errors import NoWakeWord
from core.ports import Microphone, Player
from voice.cancel import EchoCanceller, EchoFreeMicrophone
from voice.cues import closed, opened
from voice.detect import UNMASKED, Mask
from voice.lasting import MIC_BACK, LastingMicrophone, LastingPlayer
from voice.played import Played
from voice.wake import WakeWord


@dataclass(frozen=True, slots=True)
class Devices:
    """What a conversation is held over."""

    microphone: Microphone
    player: Player
    mask: Mask
    """What takes our own voice out of the sound."""
    interruptible: bool = True
    """Whether somebody is heard who speaks over a reply."""


@contextmanager
def open_devices(headphones: bool) -> Iterator[Devices]:
    """Both devices, until the end of the block; raises leaves of `SoundError`.

    With a loudspeaker our voice is taken out of what is heard; where the library for that does not
    install, nothing is heard while it plays. With headphones there is no echo, and nothing is done.
    """
    from voice.loudspeaker import Loudspeaker
    from voice.microphone import DeviceMicrophone

    played = Played()
    canceller = None if headphones else _canceller(played)
    sounded = played.put if canceller else None
    player = LastingPlayer(lambda: Loudspeaker(sounded=sounded), notice)
    with closing(player), closing(LastingMicrophone(DeviceMicrophone, _audibly(player))) as microphone:
        if canceller:
            yield Devices(EchoFreeMicrophone(microphone, canceller), player, canceller)
        elif headphones:
            yield Devices(microphone, player, UNMASKED)
        else:
            yield Devices(DeafWhilePlaying(microphone, lambda: player.playing), player, UNMASKED, False)


def gated(devices: Devices, listening: Listening, attention: Attention) -> Microphone:
    """The microphone in the mode that is set; raises `NoWakeWord` where its library is not installed."""
    if listening.mode == "always":
        return devices.microphone
    woken = EnterKey() if listening.mode == "push" else _wake_word(listening.wake_word)

    def on_change(is_open: bool) -> None:
        devices.player.play(opened() if is_open else closed())

    return GatedMicrophone(devices.microphone, attention, woken, on_change)


def _wake_word(word: str) -> Woken:
    try:
        return WakeWord(word).heard
    except ImportError as error:
        raise NoWakeWord from error


def _audibly(player: Player) -> Callable[[str], None]:
    """What happens to the microphone is written, and heard as the sound of closing or opening."""

    def tell(sentence: str) -> None:
        notice(sentence)
        player.play(opened() if sentence == MIC_BACK else closed())

    return tell


def _canceller(played: Played) -> EchoCanceller | None:
    try:
        return EchoCanceller(played)
    except ImportError:
        return None
