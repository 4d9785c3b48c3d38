"""The settings: one TOML file in the user's config folder, every value with a default and a range."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_config_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import BadSetting

FILE_NAME = "settings.toml"


class Section(BaseModel):
    """A frozen group of settings that refuses names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Listening(Section):
    """When a turn begins and ends; all in milliseconds of sound."""

    mode: Literal["always", "wake", "push"] = "always"
    """`wake`: only after the wake word (needs `pip install plainspoken[wake]`); `push`: only after Enter."""
    wake_word: Literal["okay_nabu", "hey_jarvis", "hey_mycroft", "alexa"] = "okay_nabu"
    follow_up_ms: Annotated[int, Field(ge=2000, le=60000)] = 8000
    """How long after a reply the next question needs no wake word and no key."""
    detector: Literal["silero", "webrtc"] = "silero"
    """`silero` finds the end of a turn in a noisy kitchen too; `webrtc` (webrtcvad) is for very slow machines."""
    vad_mode: Annotated[int, Field(ge=0, le=3)] = 2
    """webrtcvad's aggressiveness, with `detector = "webrtc"`: higher takes more for noise."""
    early_ms: Annotated[int, Field(ge=60, le=600)] = 100
    """Silence after which the reply is prepared, unheard."""
    at_once_ms: Annotated[int, Field(ge=120, le=1000)] = 200
    """Silence that ends a turn whose words were asked for (a yes), or that stop the sound."""
    complete_ms: Annotated[int, Field(ge=200, le=2000)] = 320
    """Silence that ends a turn whose words already make a whole question."""
    open_ms: Annotated[int, Field(ge=200, le=4000)] = 1400
    """Silence that ends a turn whose words make a whole question that people often go on with: "what was my weight"."""
    likely_ms: Annotated[int, Field(ge=300, le=3000)] = 1000
    """Silence that ends a turn that is whole and may go on: a request that is declined, "please"."""
    patience_ms: Annotated[int, Field(ge=300, le=4000)] = 2300
    """Silence that ends a turn whose words are not understood."""
    unfinished_ms: Annotated[int, Field(ge=500, le=8000)] = 3000
    """Silence that ends a turn whose words stop in the middle."""


class Hearing(Section):
    """Speech to words."""

    model: Annotated[str, Field(min_length=1, max_length=400)] = "base"
    """`base` (from a package), `tiny.en`, a folder with CTranslate2 weights, or a faster-whisper name."""
    threads: Annotated[int, Field(ge=1, le=32)] = 2


class Speaking(Section):
    """Words to speech."""

    voice: Annotated[str, Field(min_length=1, max_length=400)] = "joe"
    """`joe` (from a package) or the path of a Piper voice (.onnx)."""
    threads: Annotated[int, Field(ge=1, le=32)] = 2
    pace: Annotated[float, Field(ge=0.7, le=1.6)] = 1.0
    volume: Annotated[float, Field(ge=0.2, le=2.0)] = 1.0
    headphones: bool = False
    """True where the microphone cannot hear the loudspeaker: then a reply can be interrupted by speaking."""


class Safety(Section):
    """What is said in an emergency."""

    emergency_number: Annotated[str, Field(pattern=r"^[0-9]{2,6}$")] = "911"


class Record(Section):
    """Where the encrypted record is kept."""

    vault: Annotated[str, Field(max_length=4000)] = ""
    """Empty for the user's data folder; `--vault` and PLAINSPOKEN_VAULT come first."""
    keep_habits: bool = True
    """Whether pace, volume and how long you pause are kept in the record for the next conversation."""
    lock_after_min: Annotated[float, Field(ge=0, le=1440)] = 0
    """Minutes without a question after which the record locks itself; 0 for never."""


class Model(Section):
    """A language model; without a URL there is none, and nothing is missing.

    `plainspoken helper on` and `off` go before `url` and `name`. One that is not on this machine is agreed to by name,
    record by record; that stands in the record.
    """

    url: Annotated[str, Field(max_length=400, pattern=r"^(?:https?://.+)?$")] = ""
    """Any OpenAI-compatible endpoint: `http://127.0.0.1:8080/v1`."""
    name: Annotated[str, Field(min_length=1, max_length=200)] = "local"
    words_answers: bool = True
    """It words answers more warmly; `core.guard` checks each."""
    guesses_questions: bool = True
    """It guesses what was asked where the grammar does not know; the guess is asked back."""
    patience_s: Annotated[float, Field(ge=0.2, le=20)] = 2.0
    """Later than this after the turn its words are not waited for."""


class Settings(Section):
    """All of them."""

    listening: Listening = Listening()
    hearing: Hearing = Hearing()
    speaking: Speaking = Speaking()
    safety: Safety = Safety()
    record: Record = Record()
    model: Model = Model()


def settings_path() -> Path:
    """Where the file is looked for: PLAINSPOKEN_SETTINGS, else the user's config folder."""
    named = os.environ.get("PLAINSPOKEN_SETTINGS")
    return Path(named) if named else user_config_path("plainspoken") / FILE_NAME


def load_settings(path: Path | None = None) -> Settings:
    """The settings of the file, or the defaults without one; raises `BadSetting` with the name at fault."""
    file = path or settings_path()
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise BadSetting(name="file", path=file, trouble="cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(name="file", path=file, trouble="is not in TOML format") from error
    return _checked(written, file)


def _checked(written: dict[str, Any], file: Path) -> Settings:
    try:
        return Settings.model_validate(written)
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in fault["loc"])
        raise BadSetting(name=name, path=file, trouble=_trouble(fault["type"], fault["msg"])) from None


def _trouble(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "is not one I know"
    return f"is not right: {message[:1].lower()}{message[1:]}"
