"""The household as values: residents, devices and house rules; kept in one file, secrets only as hashes."""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

MAX_FAILURES = 10
"""Wrong openings after which no further one is tried, until somebody resets it on the main machine."""


NIGHT_LOCK_S = 30.0
"""Silence after which a shared device locks itself at night."""


_TIME = r"^(|([01]\d|2[0-3]):[0-5]\d)$"


class Value(BaseModel):
    """Frozen, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Resident(Value):
    """One person with a record of their own."""

    id: str
    name: Annotated[str, Field(min_length=1, max_length=60, repr=False)]
    vault: Annotated[str, Field(repr=False)]
    """The path of their record, or `demo`."""
    opener: Annotated[str, Field(repr=False)] = ""
    """Argon2id hash of the number or phrase that opens it by voice; empty for none."""
    failures: int = 0
    """Wrong openings since the last right one."""
    failed_at_s: float = 0.0
    """When the last one was, in seconds since 1970."""


class Device(Value):
    """A tablet, a satellite, or Home Assistant."""

    id: str
    name: Annotated[str, Field(min_length=1, max_length=60, repr=False)]
    kind: Literal["page", "satellite", "assistant"] = "page"
    token: Annotated[str, Field(repr=False)] = ""
    """SHA-256 of the token that this device holds."""
    coming_token: Annotated[str, Field(repr=False)] = ""
    """SHA-256 of the token that was handed over and not yet confirmed."""
    certificate: str = ""
    """SHA-256 of the certificate of one that speaks Wyoming from elsewhere in the home; empty on this machine."""
    owner: str = ""
    """The resident it belongs to: always open for them. Empty when it is shared."""
    residents: tuple[str, ...] = ()
    """Those who may open their record here by voice."""
    address: str = ""
    """Of a satellite: `tcp://127.0.0.1:10700` on this machine, `tls://192.168.1.30:10701` elsewhere in the home."""
    quiet: bool = False
    """Numbers are shown in captions and not spoken."""

    @property
    def shared(self) -> bool:
        """Whether it belongs to nobody in particular."""
        return not self.owner


class Pairing(Value):
    """An invitation for one new device."""

    code: Annotated[str, Field(repr=False)]
    """Salted hash of the spoken code."""
    salt: Annotated[str, Field(repr=False)]
    until_s: float
    """When it ends, in seconds since 1970."""
    tries: int = 0
    owner: str = ""
    residents: tuple[str, ...] = ()


class Rules(Value):
    """How the house wants it."""

    lock_after_s: Annotated[float, Field(ge=5, le=86_400)] = 120
    """Silence after which a shared device locks itself."""
    night_from: Annotated[str, Field(pattern=_TIME)] = ""
    """`22:00`: shared devices lock then, and within `NIGHT_LOCK_S` of an answer until `night_to`; empty for never."""
    night_to: Annotated[str, Field(pattern=_TIME)] = ""


class Home(Value):
    """All of it."""

    residents: tuple[Resident, ...] = ()
    devices: tuple[Device, ...] = ()
    pairing: Pairing | None = None
    rules: Rules = Rules()

    def resident(self, id: str) -> Resident | None:
        """The resident of that id."""
        return next((one for one in self.residents if one.id == id), None)

    def device(self, id: str) -> Device | None:
        """The device of that id."""
        return next((one for one in self.devices if one.id == id), None)

    def with_resident(self, changed: Resident) -> "Home":
        """The same home with this resident put in the place of the one of the same id, or added."""
        return self.model_copy(update={"residents": _put(self.residents, changed)})

    def with_device(self, changed: Device) -> "Home":
        """The same home with this device put in the place of the one of the same id, or added."""
        return self.model_copy(update={"devices": _put(self.devices, changed)})

    def without_device(self, id: str) -> "Home":
        """The same home without that device: its token opens nothing any more."""
        return self.model_copy(update={"devices": tuple(one for one in self.devices if one.id != id)})


T = TypeVar("T", Resident, Device)


def _put(many: tuple[T, ...], one: T) -> tuple[T, ...]:
    if any(other.id == one.id for other in many):
        return tuple(one if other.id == one.id else other for other in many)
    return many + (one,)  # noqa: RUF005 - mypy does not see the unpacked type
