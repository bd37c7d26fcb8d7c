"""Checklist files: what is read, and that every fault names file, question and key."""

from datetime import date
from pathlib import Path

import pytest

from vetting.domain.errors import NotFound, UnusableFile
from vetting.domain.terms import AnswerKind, Effect, Gate
from vetting.gateways.checklist_files import digest_of, latest_in_force, load_checklist, published

WORDS = """
version = "2026-01"
[sections]
identity = { sv = "Identitet", en = "Identity" }
structure = { sv = "Struktur", en = "Structure" }
finances = { sv = "Ekonomi", en = "Finances" }
activity = { sv = "Verksamhet", en = "Activity" }
attribution = { sv = "Koppling", en = "Attribution" }
mitigation = { sv = "Särskilda skäl", en = "Special reasons" }
decision = { sv = "Inför beslutet", en = "Before the decision" }
[answers]
ja = { sv = "Ja", en = "Yes" }
nej = { sv = "Nej", en = "No" }
delvis = { sv = "Delvis", en = "Partly" }
ej_tillampligt = { sv = "Ej tillämpligt", en = "Not applicable" }
oklart = { sv = "Oklart", en = "Unclear" }
[evidence]
stadgar = { sv = "Stadgar", en = "Statutes" }
[sources]
KL = { sv = "Kommunallagen", en = "Local Government Act" }
[parameters]
min_members = { kind = "number", text = { sv = "Lägsta antal", en = "Lowest number" } }
"""

QUESTION = """
[[questions]]
id = "S01"
section = "structure"
text.sv = "Har föreningen stadgar?"
text.en = "Does the association have statutes?"
why.sv = "De visar vem som bestämmer."
why.en = "They show who decides."
evidence = ["stadgar"]
answers = "std"
bad = ["nej"]
effect = "complete"
required = true
source = ["KL 2:1"]
in_force = "2018-01-01"
status = "V"
"""

HEAD = """
name = "garden-grants"
version = "VERSION"
in_force_on = IN_FORCE
words = "2026-01"
title.sv = "Odlingsbidrag"
title.en = "Garden grants"
norm.sv = "Nämndens regler."
norm.en = "The board's rules."
"""


def a_definition(version: str = "2026-01", in_force_on: str = "2026-01-01") -> str:
    return HEAD.replace("VERSION", version).replace("IN_FORCE", in_force_on) + QUESTION


def publish(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write the files (path without .toml) and lock them as they are."""
    locked: dict[str, list[str]] = {}
    for path, content in {"words/2026-01": WORDS, **files}.items():
        name, version = path.split("/")
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).mkdir(exist_ok=True)
        (folder / name / f"{version}.toml").write_bytes(data)
        locked.setdefault(name, []).append(f'"{version}" = "{digest_of(data)}"')
    lock = "\n".join(f"[{name}]\n" + "\n".join(lines) for name, lines in locked.items())
    (folder / "LOCK.toml").write_text(lock)
    return folder


def test_a_version_is_read_with_its_words_and_digest(tmp_path: Path) -> None:
    text = a_definition()
    folder = publish(tmp_path, {"garden-grants/2026-01": text})
    checklist = load_checklist(folder, "garden-grants", "2026-01")
    (question,) = checklist.questions
    assert checklist.digest == digest_of(text.encode())
    assert checklist.title.sv == "Odlingsbidrag"
    assert (question.section, question.answers, question.effect) == (
        Gate.STRUCTURE,
        AnswerKind.STD,
        Effect.COMPLETE,
    )
    assert question.options == ("ja", "nej", "delvis", "ej_tillampligt", "oklart")
    assert checklist.words.answers["oklart"].en == "Unclear"
    assert [(entry.name, entry.version) for entry in published(folder)] == [("garden-grants", "2026-01")]


@pytest.mark.parametrize(
    ("old", "new", "code", "question", "key"),
    [
        ('status = "V"', 'status = "V"\ncolour = "red"', "checklist_unknown_key", "S01", "colour"),
        ('words = "2026-01"', 'words = "2026-01"\nshape = 1', "checklist_unknown_key", "", "shape"),
        ("why.en = ", "why.de = ", "checklist_missing_language", "S01", "why.en"),
        ('"They show who decides."', '" "', "checklist_missing_language", "S01", "why.en"),
        (
            "why.sv = ",
            'why.de = "Nein"\nwhy.sv = ',
            "checklist_unknown_key",
            "S01",
            "why.de",
        ),
        ('effect = "complete"', 'effect = "refuse"', "checklist_unknown_value", "S01", "effect"),
        ('answers = "std"', 'answers = "vibes"', "checklist_unknown_value", "S01", "answers"),
        ('section = "structure"', 'section = "heart"', "checklist_unknown_value", "S01", "section"),
        ('status = "V"', 'status = "X"', "checklist_unknown_value", "S01", "status"),
        ("required = true", "", "checklist_missing_key", "S01", "required"),
        ("required = true", 'required = "yes"', "checklist_wrong_type", "S01", "required"),
        ('bad = ["nej"]', "bad = [1]", "checklist_wrong_type", "S01", "bad"),
        ('bad = ["nej"]', 'bad = ["oklart"]', "checklist_unclear_called_bad", "S01", "bad"),
        ('bad = ["nej"]', 'bad = ["no"]', "checklist_bad_answer_not_offered", "S01", "bad"),
        ('id = "S01"', 'id = "structure-1"', "checklist_odd_question_id", "structure-1", "id"),
        (
            'evidence = ["stadgar"]',
            'evidence = ["rykte"]',
            "checklist_evidence_without_words",
            "S01",
            "evidence",
        ),
        ("in_force_on = 2026-01-01", 'in_force_on = "soon"', "checklist_wrong_type", "", "in_force_on"),
        (
            'words = "2026-01"',
            'words = "2026-01"\nact_gate = "A00"',
            "checklist_unknown_act_gate",
            "A00",
            "act_gate",
        ),
        ('name = "garden-grants"', 'name = "other"', "checklist_misnamed", "", "name"),
        ('version = "2026-01"', 'version = "2026-02"', "checklist_misnamed", "", "version"),
        (QUESTION, "", "checklist_without_questions", "", "questions"),
        (QUESTION, QUESTION + QUESTION, "checklist_duplicate_question_id", "S01", "id"),
    ],
)
def test_each_fault_names_file_question_and_key(
    tmp_path: Path, old: str, new: str, code: str, question: str, key: str
) -> None:
    assert old in a_definition()
    folder = publish(tmp_path, {"garden-grants/2026-01": a_definition().replace(old, new, 1)})
    with pytest.raises(UnusableFile) as problem:
        load_checklist(folder, "garden-grants", "2026-01")
    facts = problem.value.facts
    assert (problem.value.code, facts["question"], facts["key"]) == (code, question, key)
    assert facts["file"] == "garden-grants/2026-01.toml"


@pytest.mark.parametrize("content", [b"questions = [", b"\xff\xfe not text"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: bytes) -> None:
    folder = publish(tmp_path, {"garden-grants/2026-01": content})
    with pytest.raises(UnusableFile) as problem:
        load_checklist(folder, "garden-grants", "2026-01")
    assert problem.value.code == "checklist_not_toml"
    assert problem.value.facts["file"] == "garden-grants/2026-01.toml"


@pytest.mark.parametrize("path", ["garden-grants/2026-01.toml", "words/2026-01.toml"])
def test_a_changed_byte_is_refused_in_the_checklist_and_in_its_words(tmp_path: Path, path: str) -> None:
    folder = publish(tmp_path, {"garden-grants/2026-01": a_definition()})
    with (folder / path).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(UnusableFile) as problem:
        load_checklist(folder, "garden-grants", "2026-01")
    assert problem.value.code == "checklist_digest_differs"
    assert problem.value.facts["file"] == path


def test_a_locked_file_that_is_gone_is_named(tmp_path: Path) -> None:
    folder = publish(tmp_path, {"garden-grants/2026-01": a_definition()})
    (folder / "garden-grants" / "2026-01.toml").unlink()
    with pytest.raises(UnusableFile) as problem:
        load_checklist(folder, "garden-grants", "2026-01")
    assert problem.value.code == "checklist_file_missing"


@pytest.mark.parametrize(
    ("name", "version"),
    [("garden-grants", "2099-01"), ("nothing", "2026-01"), ("../garden-grants", "2026-01"), ("", "")],
)
def test_what_is_not_published_is_not_found(tmp_path: Path, name: str, version: str) -> None:
    folder = publish(tmp_path, {"garden-grants/2026-01": a_definition()})
    with pytest.raises(NotFound) as problem:
        load_checklist(folder, name, version)
    assert problem.value.code == "unknown_checklist"


def test_a_draft_beside_the_published_ones_is_not_offered(tmp_path: Path) -> None:
    folder = publish(tmp_path, {"garden-grants/2026-01": a_definition()})
    (folder / "garden-grants" / "2027-01.toml").write_text(a_definition("2027-01", "2027-01-01"))
    assert [entry.version for entry in published(folder)] == ["2026-01"]
    with pytest.raises(NotFound):
        load_checklist(folder, "garden-grants", "2027-01")


@pytest.mark.parametrize(
    ("lock", "code"),
    [
        ('["../secret"]\n"2026-01" = "0"', "checklist_odd_name"),
        ('garden = "0"', "checklist_odd_name"),
        ('[garden]\n"../x" = "0"', "checklist_odd_version"),
        ("[garden", "checklist_not_toml"),
    ],
)
def test_an_odd_lock_is_refused(tmp_path: Path, lock: str, code: str) -> None:
    (tmp_path / "LOCK.toml").write_text(lock)
    with pytest.raises(UnusableFile) as problem:
        published(tmp_path)
    assert (problem.value.code, problem.value.facts["file"]) == (code, "LOCK.toml")


@pytest.mark.parametrize(
    ("on", "version"),
    [
        (date(2025, 1, 1), "2025-01"),
        (date(2025, 12, 31), "2025-01"),
        (date(2026, 2, 1), "2026-01"),
        (date(2030, 1, 1), "2026-01"),
    ],
)
def test_the_version_in_force_on_the_day_is_used_kl_2_4(tmp_path: Path, on: date, version: str) -> None:
    files: dict[str, str | bytes] = {
        "garden-grants/2025-01": a_definition("2025-01", "2025-01-01"),
        "garden-grants/2026-01": a_definition("2026-01", "2026-02-01"),
    }
    assert latest_in_force(publish(tmp_path, files), "garden-grants", on).version == version


def test_before_the_first_version_there_is_none(tmp_path: Path) -> None:
    folder = publish(tmp_path, {"garden-grants/2026-01": a_definition()})
    with pytest.raises(NotFound) as problem:
        latest_in_force(folder, "garden-grants", date(2025, 12, 31))
    assert problem.value.code == "no_checklist_in_force"
