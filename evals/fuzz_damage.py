"""What is done to a sound file: pieces flipped, cut, doubled, put elsewhere, other encodings, bombs."""

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

ENCODINGS = ("utf-16", "utf-32", "utf-7", "cp500", "utf-8-sig", "latin-1", "utf-16-be")
PIECES = (
    b"\x00\xff\xfe<!DOCTYPE a [<!ENTITY b 'c'>]>&b;\"'<>{}[],;\n\r\t",
    b"<HealthData>" * 50,
    b"<component><section>" * 300,
    b"[" * 10_000,
    b'{"a":' * 10_000,
    b'{"extension":[' * 120,
    b"9" * 500,
    b"-",
    b'"',
    b"null",
    b"{}",
    b"[[]]",
    b"1e999",
    b"2026-13-45 99:99:99 -9999",
    b"0000-00-00",
    b"NaN,Infinity,-0,1e999,",
    b'"resourceType":"Patient",',
    b'"reference":"#a",',
    b"<![CDATA[",
    b"&#0;&#x10ffff;&a;",
    b"PK\x03\x04",
    b"\\ud800",
    "\u202e\ue000\u0000é\U0001f600".encode(),
)
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5e-300, "", " ", "\x00", "\ud800", "9" * 400, "1e999", "NaN", "-0", "0000-00-00", "2026-02-30",
    "2026-10-03T25:61:61Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "10/03/26 99:00:00", "#", "#a", "urn:uuid:",
    "Patient/", "Practitioner/dr", "Patient?identifier=a|b", "http://loinc.org", "text/html; charset=rot13", "=" * 5, "\u202e", "é" * 300,
    [], {}, [[]], [None], {"a": {}}, [{"reference": "#"}], {"coding": [{"code": 1}]}, {"start": "2026"}, {"value": "x"},
    {"resourceType": "Patient"}, [{"resourceType": "Observation", "id": "x"}], "HKQuantityTypeIdentifierStepCount", "count", "-",
)  # fmt: skip
"""Values that are sound JSON, XML or text, and nothing that ought to stand there."""
BOMB_EVERY = 200
"""How many inputs to one bomb."""


def damaged(data: bytes, dice: random.Random) -> bytes:
    """One to four changes, of bytes or of what they mean; archives are also damaged inside."""
    if data.startswith(b"PK") and dice.random() < 0.6:
        return _inside(data, dice)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        data = _reworded(data, dice) if dice.random() < 0.5 else _bytes_changed(data, dice)
    if dice.random() < 0.03:
        return data.decode("latin-1").encode(dice.choice(ENCODINGS), "replace")
    return data


def _inside(data: bytes, dice: random.Random) -> bytes:
    """An archive in which one file is damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(files))
    return packed(files | {name: damaged(files[name], dice)})


def _reworded(data: bytes, dice: random.Random) -> bytes:
    """The same form with something else said: in JSON a value, in XML an attribute, in a table a cell."""
    if data[:1] in (b"{", b"["):
        head, _, rest = data.partition(b"\n") if _is_lines(data) else (data, b"", b"")
        try:
            value = json.loads(head)
        except (ValueError, RecursionError):
            return _bytes_changed(data, dice)
        owner, key = dice.choice(list(_places(value)) or [({}, "a")])
        if dice.random() < 0.2:
            owner.pop(key)
        else:
            owner[key] = dice.choice(ODD)
        return json.dumps(value).encode() + (b"\n" + rest if rest else b"")
    pieces = re.split(rb'("[^"<>]*"|[,<>])', data)
    places = [at for at, piece in enumerate(pieces) if piece and piece not in b",<>"]
    if places:
        odd = str(dice.choice(ODD)).encode("utf-8", "replace").replace(b'"', b"")
        at = dice.choice(places)
        pieces[at] = b'"' + odd + b'"' if pieces[at].startswith(b'"') else odd
    return b"".join(pieces)


def _is_lines(data: bytes) -> bool:
    return b"\n{" in data


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every (owner, key) in a JSON value, but for the types of resources, without which nothing comes in."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key != "resourceType":
            yield value, key
        yield from _places(inner)


def _bytes_changed(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    at, end = sorted(dice.randrange(len(changed) + 1) for _ in range(2))
    match dice.randrange(8):
        case 0:
            changed[at : at + 1] = bytes([dice.randrange(256)])
        case 1:
            changed[at:] = b"" if dice.random() < 0.3 else changed[at:]
        case 2:
            changed[at : min(end, at + 200)] = b""
        case 3:
            changed[at:at] = changed[at : min(end, at + 500)]
        case 4:
            changed[at:at] = dice.choice(PIECES)
        case 5:
            there = dice.randrange(len(changed) + 1)
            changed[there : there + 20] = changed[at : min(end, at + 20)]
        case 6:
            changed = _digits(changed, dice)
        case _:
            changed[at : at + 8] = bytes(dice.randrange(256) for _ in range(8))
    return bytes(changed)


def _digits(data: bytearray, dice: random.Random) -> bytearray:
    """Another number in the place of one figure: sound in form, odd in what it says."""
    places = [at for at, sign in enumerate(data) if 48 <= sign <= 57]
    if places:
        at = dice.choice(places)
        data[at : at + 1] = dice.choice([b"0", b"9", b"99999999999999999999", b"-1", b"", b"1e9", b"0.000000001"])
    return data


@cache
def bombs() -> tuple[bytes, ...]:
    """Files that grow, or go deep, when they are read."""
    deep = 10_000
    laughs = b"".join(b"<!ENTITY l%d '%s'>" % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    laughing = (
        b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY l0 'ha'>" + laughs + b"]><ClinicalDocument>&l9;</ClinicalDocument>"
    )
    blowing = b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a '" + b"a" * 50_000 + b"'>]><HealthData>" + b"&a;" * 5_000
    zeros = b"[" + b"0," * (30 << 20)
    return (
        b"[" * deep + b"]" * deep,
        b'{"resourceType":"Bundle","entry":' + b'{"a":' * deep + b"1" + b"}" * deep + b"}",
        b'{"resourceType":"Patient","id":"p1","extension":' + b'[{"extension":' * 400 + b"[]" + b"}]" * 400 + b"}",
        b'{"resourceType":"Bundle","type":"batch","entry":' + b"[{\"resource\":{\"resourceType\":\"Bundle\",\"entry\":" * 300
        + b"[]" + b"}}]" * 300 + b"}",
        b"<a>" * deep + b"</a>" * deep,
        b"<HealthData>" + b"<Record a='1'>" * deep,
        laughing,
        blowing,
        b"9" * 1_000_000,
        b'{"resourceType":"Patient","id":' + b"9" * 100_000 + b"}",
        packed({"a.json": zeros}),
        packed({"apple_health_export/export.xml": b"<HealthData>" + b" " * (100 << 20)}),
        packed({"Fitbit/sleep-2026-10-01.json": zeros}),
        packed({f"{n}.json": b"{}" for n in range(25_000)}),
        packed({"a.zip": packed({"b.zip": packed({"c.zip": packed({"d.json": b"{}"})})})}),
        b"Date,Test,Result\n" + b'"' + b"a" * 2_000_000,
        b"Date,Test,Result\n" + b"," * 1_000_000,
    )  # fmt: skip


def packed(files: dict[str, bytes]) -> bytes:
    """An archive of these."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return whole.getvalue()


def inputs(data: bytes, importer: str, number: int) -> bytes:
    """The input of this number for an importer; the same whenever it is asked for."""
    dice = random.Random(f"{importer} {number}")
    if number % BOMB_EVERY == BOMB_EVERY - 1:
        return bombs()[number // BOMB_EVERY % len(bombs())]
    return damaged(data, dice)
