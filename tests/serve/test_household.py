"""Pairing, tokens, opening by voice: what lets somebody in, and what never does."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.household import trying
from app.household.arranging import (
    add_resident,
    allow_again,
    confirm_token,
    find_device,
    find_resident,
    invite_device,
    pair,
    renew_token,
    revoke,
)
from app.household.home import MAX_FAILURES, Device, Home, Resident
from app.household.home_file import HomeFile
from app.household.openers import check_opener, normalised, opens, pepper, seal
from app.household.said import Opening, Quiet, Unpair, WantsIn, heard_in
from app.household.tokens import CODE_LASTS_S, CODE_TRIES, accepts, device_of, invite
from app.household.trying import NobodyHere, Opens, Stopped, TooSoon, Try, Wrong, attempt
from core.errors import HouseholdUnreadable, NoSuchDevice, NoSuchResident, OpenerTooWeak

KEY = pepper(b"k" * 32)
KEPT = seal("419275", KEY)


@pytest.fixture
def file(tmp_path: Path) -> HomeFile:
    """A household of Ada, whose record opens by voice on the kitchen tablet."""
    made = HomeFile(tmp_path / "household.json")
    ada = Resident(id="a", name="Ada", vault="/nowhere", opener=KEPT)
    made.change(lambda _: Home(residents=(ada,), devices=(Device(id="d", name="kitchen", residents=("a",)),)))
    return made


def tried(file: HomeFile, opener: str, now_s: float) -> trying.Tried:
    device = file.read().device("d")
    assert device is not None
    return attempt(file, Try(device, opener, {"a": KEY}, now_s))


def test_the_right_number_opens_and_takes_failures_back(file: HomeFile) -> None:
    assert tried(file, "000000", 1e6) == Wrong(MAX_FAILURES - 1)
    assert tried(file, "419275", 1e6 + 1) == Opens("a")
    assert file.read().residents[0].failures == 0


def test_failures_slow_down(file: HomeFile) -> None:
    for _ in range(3):
        tried(file, "000000", 1e6)
    assert isinstance(tried(file, "419275", 1e6 + 1), TooSoon), "even the right one is not looked at"
    assert tried(file, "419275", 1e6 + 3) == Opens("a")


def test_after_ten_failures_none_of_a_thousand_is_tried(file: HomeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    monkeypatch.setattr(trying, "opens", lambda _kept, opener, _key: compared.append(opener) or opener == "419275")
    now_s = 1e6
    for guess in range(1_000):
        now_s += 10_000
        tried(file, f"{guess:06d}", now_s)
    assert len(compared) == MAX_FAILURES
    assert tried(file, "419275", now_s + 1e6) == Stopped()
    allow_again(file, file.read().residents[0])
    assert tried(file, "419275", now_s + 2e6) == Opens("a")


def test_a_failure_is_written_down_before_the_number_is_looked_at(
    file: HomeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(trying, "opens", killed)
    with pytest.raises(KeyboardInterrupt):
        tried(file, "000000", 1e6)
    assert file.read().residents[0].failures == 1


def test_nobody_is_there_to_be_opened(file: HomeFile) -> None:
    device = Device(id="other", name="hall")
    assert attempt(file, Try(device, "419275", {"a": KEY}, 1.0)) == NobodyHere()
    kitchen = file.read().device("d")
    assert kitchen is not None
    assert attempt(file, Try(kitchen, "419275", {}, 1.0)) == NobodyHere(), "the record was not opened since the start"


@pytest.mark.parametrize("weak", ["12345", "111111", "123456", "987654", "open the door", ""])
def test_what_is_guessed_too_soon_is_refused(weak: str) -> None:
    with pytest.raises(OpenerTooWeak):
        check_opener(weak)


def test_another_record_does_not_open_with_the_same_number() -> None:
    assert opens(KEPT, "419275", KEY)
    assert not opens(KEPT, "419275", pepper(b"x" * 32))
    assert not opens(KEPT, "419276", KEY)
    assert not opens("not a hash", "419275", KEY)
    assert "419275" not in repr(Resident(id="a", name="Ada", vault="v", opener=KEPT)) + KEPT


@pytest.mark.parametrize(
    ("said", "opener"),
    [
        ("Open. 4, 1, 9, 2, 7, 5.", "419275"),
        ("Open up. 419275", "419275"),
        ("four one nine two seven five", "419275"),
        ("Open, for 1 9 to 7 5", "419275"),
        ("Unlock my record, four one nine, two seven five please", "419275"),
        ("My number is double four, 1, 9, 2, 7", "441927"),
        ("Open up, 4-1-9-2-7-5.", "419275"),
        ("Open the green gate by the pond.", "the green gate by the pond"),
        ("oh one nine two seven five", "019275"),
    ],
)
def test_what_opens_is_heard_however_whisper_writes_it(said: str, opener: str) -> None:
    heard = heard_in(said)
    assert isinstance(heard, Opening)
    assert heard.opener == opener == normalised(opener)
    assert opener not in repr(heard)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Open.", WantsIn()),
        ("Unlock my record, please.", WantsIn()),
        ("Quiet mode.", Quiet(True)),
        ("Turn on quiet mode, please.", Quiet(True)),
        ("Turn off quiet mode", Quiet(False)),
        ("Unpair the kitchen tablet.", Unpair("Kitchen tablet")),
        ("Revoke all other devices", Unpair("")),
        ("What was my A1c in 2019?", None),
        ("Was my blood pressure 120 over 80 in April?", None),
        ("Forget that.", None),
        ("Remove the garden gnome", None),
    ],
)
def test_what_a_house_says_is_told_from_questions(said: str, meant: object) -> None:
    assert heard_in(said, ("Kitchen tablet",)) == meant


@given(st.text(max_size=80))
def test_anything_can_be_heard(said: str) -> None:
    heard_in(said, ("kitchen",))


def test_a_code_lets_one_device_in_once(file: HomeFile) -> None:
    code = invite_device(file, find_resident(file.read(), "ADA"))
    assert len(code) == 6 and code.isdigit()
    assert code not in file.path.read_text(encoding="utf-8")
    made = pair(file, code, "tablet")
    assert made is not None
    device, token = made
    assert device.owner == "a" and device_of(file.read(), token) == device
    assert pair(file, code, "another") is None
    assert token not in file.path.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_code_ends_by_time_and_by_tries(file: HomeFile) -> None:
    code, pairing = invite(1_000.0, "a", ())
    assert accepts(pairing, code, 1_000.0)
    assert not accepts(pairing, code, 1_000.0 + CODE_LASTS_S)
    assert not accepts(None, code, 0.0)
    code = invite_device(file, None)
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(CODE_TRIES):
        assert pair(file, wrong, "tablet") is None
    assert pair(file, code, "tablet") is None


def test_a_token_changes_at_every_connection_and_an_old_one_opens_nothing(file: HomeFile) -> None:
    made = pair(file, invite_device(file, None), "tablet")
    assert made is not None
    device, first = made
    second = renew_token(file, device, first)
    assert device_of(file.read(), first), "the device may not have got the new one"
    confirm_token(file, device.id, second)
    assert device_of(file.read(), first) is None
    found = device_of(file.read(), second)
    assert found is not None
    # The page kept the third, and its word that it did was lost: the third still opens after a fourth was drawn.
    third = renew_token(file, found, second)
    again = device_of(file.read(), third)
    assert again is not None
    renew_token(file, again, third)
    assert device_of(file.read(), third)


def test_a_revoked_device_is_nobody(file: HomeFile) -> None:
    made = pair(file, invite_device(file, None), "tablet")
    assert made is not None
    device, token = made
    revoke(file, (device.id,))
    assert device_of(file.read(), token) is None
    with pytest.raises(NoSuchDevice):
        find_device(file.read(), "tablet")
    with pytest.raises(NoSuchResident):
        find_resident(file.read(), "nobody")


def test_two_devices_never_have_one_name(file: HomeFile) -> None:
    names = []
    for _ in range(3):
        made = pair(file, invite_device(file, None), "Kitchen")
        assert made is not None
        names.append(made[0].name)
    assert names == ["Kitchen 2", "Kitchen 3", "Kitchen 4"]


def test_a_damaged_file_is_said_and_not_overwritten(file: HomeFile) -> None:
    file.path.write_text(json.dumps({"residents": 7}), encoding="utf-8")
    with pytest.raises(HouseholdUnreadable):
        file.read()
    with pytest.raises(HouseholdUnreadable):
        add_resident(file, "Bo", None)
    assert json.loads(file.path.read_text(encoding="utf-8")) == {"residents": 7}
