"""What a conversation learns about who speaks: how loud they are, how they pause, when they are done with us."""

from dataclasses import dataclass, field

from app.attention import Attention
from voice.pauses import Pauses


@dataclass(frozen=True, slots=True)
class Person:
    """The one who is listened to."""

    attention: Attention = field(default_factory=Attention)
    pauses: Pauses = field(default_factory=Pauses)
