"""What is said to a helper and about it, in whole utterances; questions about health are none of it."""

from dataclasses import dataclass

import pytest

from core.commands import find_command
from core.helper import ABOUT_HELPER, about_helper, agrees, said_name, short_name
from core.ports import Standing
from core.questions import Command


@dataclass
class Stands:
    """A helper that stands as it is told to."""

    where: str
    standing: Standing
    encrypted: bool = True

    def heed(self, command: Command) -> str:
        return ""


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Stop using the helper.", Command.HELPER_OFF),
        ("please don't use the helper any more", Command.HELPER_OFF),
        ("turn the helper off", Command.HELPER_OFF),
        ("switch off the AI", Command.HELPER_OFF),
        ("Send the helper away, please.", Command.HELPER_OFF),
        ("I no longer want the language model", Command.HELPER_OFF),
        ("stop using the help her", Command.HELPER_OFF),
        ("withdraw my consent", Command.HELPER_OFF),
        ("Use the helper again.", Command.HELPER_ON),
        ("switch the helper back on", Command.HELPER_ON),
        ("Is there a helper?", Command.HELPER),
        ("are you using an AI", Command.HELPER),
        ("who is the helper", Command.HELPER),
        ("what do you send the helper", Command.HELPER),
    ],
)
def test_they_are_understood(words: str, command: Command) -> None:
    assert find_command(words) is command


@pytest.mark.parametrize(
    "words",
    ["stop", "help", "when did I stop using the inhaler", "who is my doctor", "should I stop using the cream", "is there a letter",
     "what does the doctor know", "i agree", "stop it", "help me", "use the bathroom", "T helper cells", "what is my T helper count"],
)  # fmt: skip
def test_other_words_are_not(words: str) -> None:
    assert find_command(words) not in ABOUT_HELPER


AWAY = Stands("api.openai.com", Standing.ASKS)


@pytest.mark.parametrize(
    "words",
    ["I agree to openai", "I agree to Open AI.", "yes I agree to open A I", "I allow api dot openai dot com", "I agree to the helper at openai",
     "I consent to OpenAI", "I agree to api.openai.com"],
)  # fmt: skip
def test_agreement_by_name(words: str) -> None:
    assert agrees(words, AWAY)


@pytest.mark.parametrize("words", ["I agree", "yes", "I agree to it", "I agree to openai's terms", "I agree to com", "openai", "I agree to the helper", "I don't agree to openai", "do I agree to openai"])  # fmt: skip
def test_nothing_less_is_agreement(words: str) -> None:
    assert not agrees(words, AWAY)


def test_an_address_is_agreed_to_as_it_is_read() -> None:
    assert agrees("I agree to 192.168.1.9", Stands("192.168.1.9", Standing.ASKS))
    assert agrees("I agree to 192 dot 168 dot 1 dot 9", Stands("192.168.1.9", Standing.ASKS))


@pytest.mark.parametrize("helper", [None, Stands("", Standing.ON), Stands("api.openai.com", Standing.ON)])
def test_there_is_nothing_to_agree_to(helper: Stands | None) -> None:
    assert not agrees("I agree to openai", helper)


def test_names() -> None:
    assert short_name("api.openai.com") == "openai"
    assert short_name("192.168.1.9") == "192.168.1.9"
    assert short_name("gpu-box") == "gpu-box"
    assert said_name("gpu-box.lan") == "gpu dash box dot lan"


@pytest.mark.parametrize("command", sorted(ABOUT_HELPER))
@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("where", ["", "api.openai.com"])
def test_every_reply_is_short_sentences(command: Command, standing: Standing, where: str) -> None:
    sentences = about_helper(command, Stands(where, standing)).sentences
    assert sentences
    assert all(len(sentence.text.split()) <= 15 for sentence in sentences)


def test_use_the_helper_never_lets_one_elsewhere_in() -> None:
    for standing in (Standing.ASKS, Standing.OFF):
        said = about_helper(Command.HELPER_ON, Stands("api.openai.com", standing)).sentences
        assert "I agree to openai" in " ".join(sentence.text for sentence in said)
