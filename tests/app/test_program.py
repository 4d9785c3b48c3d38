"""The program as people run it: what it answers, and one plain sentence for everything that can fail."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from program import Ended, Program, program_in

from app.demo import CLINIC_NAME, CLINIC_PATH, HOSPITAL_NAME, HOSPITAL_PATH
from core.errors import (
    BadDate,
    BadQuestions,
    BadSetting,
    Damaged,
    EmptySound,
    Locked,
    NewerFormat,
    NoKey,
    NoSpeech,
    NotFhir,
    NotFound,
    NotJson,
    NotSound,
    PlainspokenError,
    TwoPeople,
    WrongPassphrase,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A record with both demo files brought in by the program itself."""
    program = program_in(tmp_path_factory.mktemp("home"))
    for name, path in ((CLINIC_NAME, CLINIC_PATH), (HOSPITAL_NAME, HOSPITAL_PATH)):
        ended = program.run("import", path, "--name", name)
        assert ended.code == 0, ended.err
    return program


@pytest.fixture
def program(imported: Program, tmp_path: Path) -> Program:
    """A copy of that record, to damage."""
    home = tmp_path / "home"
    shutil.copytree(imported.folder, home)
    return program_in(home)


def refused(ended: Ended, error: type[PlainspokenError]) -> None:
    """The run ended with this error's exit code and one sentence, and printed no answer."""
    assert ended.code == error.exit_code != 0, ended
    lines = [line for line in ended.err.splitlines() if line.strip()]
    start, _, _ = error.sentence.partition("{")
    assert len(lines) == 1, ended.err
    assert start in lines[0] and lines[0].endswith("."), ended.err
    assert "Traceback" not in ended.err
    assert not ended.out


def still_answers(program: Program) -> None:
    """Nothing that was stored is lost."""
    answers = program.run("ask", "what was my last a1c", "--json").answers
    assert next(fact["resource"] for answer in answers for fact in answer["facts"]) == "Observation/a1c-2026-10-03"


def test_an_import_says_what_came_in(imported: Program) -> None:
    ended = imported.run("sources")
    assert ended.code == 0
    assert [line.split(":")[0] for line in ended.out.splitlines()] == [CLINIC_NAME, HOSPITAL_NAME]


def test_an_answer_as_json_has_the_fields_that_scripts_rely_on(imported: Program) -> None:
    (answer,) = imported.run("ask", "what was my last a1c", "--json").answers
    assert {"id", "question", "heard", "outcome", "query", "spoken", "sentences", "facts", "ms"} <= set(answer)
    assert (answer["outcome"], answer["heard"]) == ("found", None)
    assert answer["query"] == {"kind": "latest", "concept": "hemoglobin a1c"}
    fact = answer["facts"][0]
    assert fact == {
        "resource": "Observation/a1c-2026-10-03",
        "concept": "hemoglobin a1c",
        "value": 7.2,
        "unit": "%",
        "when": "2026-10-03",
        "low": 4.0,
        "high": 5.6,
        "range_from": "lab",
        "source": CLINIC_NAME,
    }
    assert all(set(sentence) == {"text", "evidence"} for sentence in answer["sentences"])
    assert set(answer["ms"]) == {"transcribe", "understand", "answer", "first_sound"}


def test_a_batch_of_questions_with_context(imported: Program, tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    asked.write_text(
        '{"id": "q1", "question": "what was my last a1c"}\n\n'
        '{"id": 2, "question": "what was it in april", "context": ["what was my last a1c"]}\n',
        encoding="utf-8",
    )
    out = tmp_path / "answers.jsonl"
    ended = imported.run("ask", "--questions", asked, "--out", out)
    assert ended.code == 0, ended.err
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["q1", "2"]
    assert answers[1]["facts"][0]["resource"] == "Observation/a1c-2026-04-14"
    assert imported.run("ask", "--questions", asked).out.count("\n") == 2


def test_a_batch_with_a_bad_line_names_the_line_and_leaves_no_half_file(imported: Program, tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    asked.write_text('{"question": "what was my last a1c"}\n{"question": 7}\n', encoding="utf-8")
    ended = imported.run("ask", "--questions", asked, "--out", tmp_path / "answers.jsonl")
    refused(ended, BadQuestions)
    assert "Line 2" in ended.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["asked.jsonl"]


def test_the_day_can_be_set(imported: Program) -> None:
    (then,) = imported.run("ask", "when is my next appointment", "--json", PLAINSPOKEN_TODAY="2026-12-20").answers
    assert then["facts"][0]["when"] == "2027-01-14"
    refused(imported.run("ask", "when is my next appointment", PLAINSPOKEN_TODAY="tomorrow"), BadDate)


def test_a_wrong_passphrase(program: Program) -> None:
    refused(program.run("ask", "what was my last a1c", PLAINSPOKEN_PASSPHRASE="another one"), WrongPassphrase)
    still_answers(program)


def test_no_passphrase(program: Program) -> None:
    refused(program.run("ask", "what was my last a1c", PLAINSPOKEN_PASSPHRASE=""), Locked)
    still_answers(program)


def test_a_damaged_file(program: Program) -> None:
    vault = program.folder / "record.vault"
    whole = vault.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:5000] + bytes(16) + whole[5016:], b"x" * len(whole), b""):
        vault.write_bytes(damaged)
        refused(program.run("ask", "what was my last a1c"), Damaged)
    vault.write_bytes(whole)
    still_answers(program)


def test_a_newer_format(program: Program) -> None:
    keys = program.folder / "record.vault.keys"
    whole = keys.read_text(encoding="utf-8")
    keys.write_text(json.dumps(json.loads(whole) | {"format": 99}), encoding="utf-8")
    refused(program.run("ask", "what was my last a1c"), NewerFormat)
    keys.write_text(whole, encoding="utf-8")
    still_answers(program)


def test_a_missing_key_file(program: Program) -> None:
    keys = program.folder / "record.vault.keys"
    keys.rename(keys.with_name("aside"))
    refused(program.run("ask", "what was my last a1c"), NoKey)
    keys.with_name("aside").rename(keys)
    still_answers(program)


def test_a_truncated_bundle(program: Program, tmp_path: Path) -> None:
    cut = tmp_path / "cut.json"
    cut.write_bytes(CLINIC_PATH.read_bytes()[:100_000])
    refused(program.run("import", cut), NotJson)
    still_answers(program)


def test_a_bundle_of_two_patients(program: Program, tmp_path: Path) -> None:
    bundle = json.loads(CLINIC_PATH.read_text(encoding="utf-8"))
    other = {"resourceType": "Patient", "id": "somebody-else", "birthDate": "1990-01-01", "name": [{"family": "Other"}]}
    bundle["entry"].append({"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000000", "resource": other})
    two = tmp_path / "two.json"
    two.write_text(json.dumps(bundle), encoding="utf-8")
    refused(program.run("import", two), TwoPeople)
    still_answers(program)


@pytest.mark.parametrize(("text", "error"), [("[1, 2]", NotFhir), ("hello", NotJson), ("", NotJson)])
def test_files_that_are_no_record(program: Program, tmp_path: Path, text: str, error: type[PlainspokenError]) -> None:
    file = tmp_path / "file.json"
    file.write_text(text, encoding="utf-8")
    refused(program.run("import", file), error)
    refused(program.run("import", tmp_path / "none.json"), NotFound)
    still_answers(program)


def test_an_empty_recording(imported: Program, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "empty.wav", np.zeros(0, np.int16), 16_000)
    refused(imported.run("hear", tmp_path / "empty.wav"), EmptySound)
    (tmp_path / "no-sound.wav").write_bytes(b"")
    refused(imported.run("hear", tmp_path / "no-sound.wav"), NotSound)


def test_a_recording_of_noise(imported: Program, tmp_path: Path) -> None:
    noise = np.random.default_rng(7).normal(0, 2000, 16_000 * 5).astype(np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, 16_000)
    refused(imported.run("hear", tmp_path / "noise.wav"), NoSpeech)


def test_without_microphone_talk_says_what_to_do(imported: Program) -> None:
    ended = imported.run("talk")
    assert ended.code == 5
    sentence = ended.err.strip().splitlines()[-1]
    assert sentence.startswith(("Microphone and loudspeaker need", "I can't find a"))


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ("[listening]\nvad_mode = 9\n", "listening.vad_mode"),
        ("[listening]\nvad_mood = 1\n", "listening.vad_mood"),
        ("[speaking]\npace = 'fast'\n", "speaking.pace"),
        ("not toml", "file"),
    ],
)
def test_a_setting_that_is_off_is_named(imported: Program, tmp_path: Path, settings: str, name: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(settings, encoding="utf-8")
    ended = imported.run("ask", "what was my last a1c", PLAINSPOKEN_SETTINGS=str(file))
    refused(ended, BadSetting)
    assert name in ended.err


def test_a_question_without_a_record_of_ones_own_is_answered_from_the_demo_and_says_so(tmp_path: Path) -> None:
    fresh = program_in(tmp_path)
    ended = fresh.run("ask", "what was my last a1c", PLAINSPOKEN_VAULT="")
    assert ended.code == 0
    assert "demo record" in ended.err and "7.2 percent" in ended.out
    assert fresh.run("ask", "what was my last a1c").code == 3, "a vault that was named is never replaced by the demo"


@pytest.mark.parametrize("after_s", [0.2, 0.6, 0.8, 0.9, 1.0, 1.1, 1.3, 1.6])
def test_ctrl_c_while_importing_leaves_what_was_there(program: Program, tmp_path: Path, after_s: float) -> None:
    bundle = json.loads(CLINIC_PATH.read_text(encoding="utf-8"))
    bundle["entry"] *= 4
    again = tmp_path / "again.json"
    again.write_text(json.dumps(bundle), encoding="utf-8")
    ended = program.interrupted(after_s, "import", again, "--name", "Again")
    assert ended.code in (0, 130, -2), ended
    assert "Traceback" not in ended.err, ended.err
    still_answers(program)


@pytest.mark.parametrize("after_s", [1.0, 3.0, 7.0])
def test_ctrl_c_while_talking_ends_it(imported: Program, tmp_path: Path, after_s: float) -> None:
    recording = Path(__file__).resolve().parents[2] / "audio_fixtures" / "medicines-list.flac"
    ended = imported.interrupted(after_s, "talk", "--from", recording, "--to", tmp_path / "out")
    assert ended.code in (130, -2), ended
    assert "Traceback" not in ended.err, ended.err
    still_answers(imported)
