"""The stand-alone checker of capsules: it needs nothing of the project, and names what was tampered with."""

import importlib.util
import io
import re
import sys
import zipfile

import pytest

from tests.makers import NOW
from tests.makers_capsules import (
    CHECKER,
    a_full_case,
    changed,
    members_of,
    packed,
    ran_alone,
    taken_out,
)
from tests.other_pythons import other_pythons
from vetting.domain import capsule as shape
from vetting.domain.entries import Entry
from vetting.domain.stages import MOVES
from vetting.gateways import letters
from vetting.records.assessments import Answer
from vetting.records.db import db, transaction
from vetting.records.journal import note

_spec = importlib.util.spec_from_file_location("check_case", CHECKER)
assert _spec is not None
assert _spec.loader is not None
check_case = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(check_case)


@pytest.fixture(autouse=True)
def _without_pdf(monkeypatch):
    """A PDF takes a second; one test makes them."""
    monkeypatch.setattr(letters, "pdf_available", lambda: False)


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """What the checker says of a capsule: exit code and words."""

    def go(data, *words):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "kapsel.zip").write_bytes(data)
        monkeypatch.setattr(sys, "argv", ["check_case.py", "kapsel.zip", *words])
        capsys.readouterr()
        code = check_case.main()
        said = capsys.readouterr()
        return code, said.out + said.err

    return go


@pytest.fixture(scope="module")
def whole():
    """One capsule for all that tamper with it; which database it came from says nothing to the checker."""
    return {}


def _whole(whole, app):
    if not whole:
        case_id, secretary = a_full_case()
        whole.update(members_of(taken_out(case_id, secretary)))
    return whole


def _entry(document, name):
    return next(one for one in document["entries"] if one["name"] == name)


def _facts_changed(document):
    entry = _entry(document, "CaseMoved")
    entry["body"] = entry["body"].replace("in_review", "withdrawn")


def _move_gone(document):
    document["entries"] = [one for one in document["entries"] if '"after":"proposed"' not in one["body"]]


def _disposed(document):
    _entry(document, "CaseMoved").update(body=None, salt=None)


def _swapped(document):
    entries = document["entries"]
    entries[0], entries[1] = entries[1], entries[0]


def _other_case(document):
    document["entries"][2]["case"] = "0" * 16


def _relinked(document):
    for one, after in zip(document["entries"], document["entries"][1:], strict=False):
        if after["seq"] == one["seq"] + 1:
            after["prev"] = "0" * 64


def _without(name):
    def change(document):
        document["entries"] = [one for one in document["entries"] if one["name"] != name]

    return change


def _in_rows(table, **values):
    return lambda document: document["rows"][table][-1].update(values)


def _no_rows(table):
    return lambda document: document["rows"].update({table: []})


def _stage(document):
    document["case"]["stage"] = "withdrawn"


def _content(document):
    document["rows"]["notices"][-1]["content"]["summary"] = "Andra skäl."


TAMPERED = {
    "case.json": [
        (_stage, "the journal leads to “decided”, the case says “withdrawn”"),
        (_in_rows("decisions", outcome="granted"), "the sealed reasons say refused, the case granted"),
        (
            _in_rows("decisions", minutes="Protokoll 9"),
            "minutes: the journal says Protokoll 4, § 12, the case",
        ),
        (_in_rows("sealed_reasons", digest="0" * 64), "the reasons are not the ones that were sealed"),
        (_in_rows("proposals", summary="Andra skäl."), "summary: the sealed reasons say"),
        (_in_rows("reason_addenda", text="Annat."), "“Annat.” was changed"),
        (_in_rows("reason_addenda", written_at="2026-11-20T09:00:00.000000+00:00"), "was changed"),
        (_no_rows("reason_addenda"), "of the journal tells of is gone"),
        (_no_rows("notices"), "of the journal tells of is gone"),
        (_content, "“Beslut i ärende NOR 2026/0001” was changed"),
        (_in_rows("papers", file_digest="0" * 64), "the file of “Stadgar.pdf” is missing"),
    ],
    "journal.json": [
        (_facts_changed, "its facts were changed"),
        (_move_gone, "but the case stood in “in_review”"),
        (_disposed, "its facts were disposed of, so the moves cannot be replayed"),
        (_swapped, "stands out of order"),
        (_other_case, "belongs to another case"),
        (_relinked, "does not follow the one before"),
        (_without("AddendumWritten"), "is not in the journal"),
        (_without("PaperReceived"), "“Stadgar.pdf” is not in the journal"),
    ],
}
CHANGES = [(name, *one) for name, several in TAMPERED.items() for one in several]


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "change", "words"), CHANGES)
def test_what_was_tampered_with_is_said_in_words(app, whole, told, name, change, words):
    code, said = told(packed(changed(_whole(whole, app), name, change)), "--english")
    assert (code, said.splitlines()[-1].startswith("Points that differ: ")) == (1, True)
    assert words in said
    assert told(packed(changed(whole, name, change)))[0] == 1


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_every_member_that_is_changed_gone_or_added_is_named(app, whole, told):
    members = _whole(whole, app)
    for name in members:
        if name.endswith((".txt", ".html", ".py", ".pdf")):
            code, said = told(packed({**members, name: members[name] + b" "}, mended=False), "--english")
            assert (code, f"{name} was changed: its digest is another" in said) == (1, True)
    code, said = told(packed({**members, "mer.txt": b"x"}, mended=False), "--english")
    assert (code, "mer.txt should not be there" in said) == (1, True)
    less = {name: data for name, data in members.items() if name != "arende.html"}
    code, said = told(packed(less, mended=False), "--english")
    assert (code, "arende.html is missing" in said) == (1, True)
    twice = io.BytesIO(packed(members))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(twice, "a") as made:
        made.writestr("journal.json", members["journal.json"])
    code, said = told(twice.getvalue(), "--english")
    assert (code, "journal.json is there twice" in said) == (1, True)
    (file,) = [name for name in members if name.startswith("files/")]
    code, said = told(packed({**members, file: b"%PDF-1.7 another"}), "--english")
    assert (code, f"{file} does not have the digest it is named by" in said) == (1, True)


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_sealed_reasons_written_anew_or_taken_away_are_told(app, whole, told):
    members = _whole(whole, app)
    text = members["reasons-1.json"].decode()
    other = text.replace("Föreningen uppfyller inte villkoret.", "Föreningen är olämplig.").encode()
    assert other != text.encode()
    anew = changed(members, "case.json", _in_rows("sealed_reasons", digest=shape.sha256(other)))
    code, said = told(packed({**anew, "reasons-1.json": other}), "--english")
    assert (code, "the journal noted another digest when it was signed" in said) == (1, True)
    less = {name: data for name, data in members.items() if name != "reasons-1.json"}
    code, said = told(packed(less), "--english")
    assert (code, "there is a decision, but no sealed reasons" in said) == (1, True)
    undecided = changed(members, "case.json", _no_rows("decisions"))
    assert "there are sealed reasons, but no decision" in told(packed(undecided), "--english")[1]


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_an_answer_that_is_not_the_one_the_journal_noted_is_told(app, told):
    case_id, secretary = a_full_case()
    with transaction():
        question, value = db.session.query(Answer.question_id, Answer.value).filter_by(value="ja").first()
        noted = {"answers": {question: value}}
        note(
            Entry.CHECKLIST_ANSWERED,
            by=secretary,
            now=NOW,
            subject=f"case:{case_id}",
            case_id=case_id,
            **noted,
        )
    members = members_of(taken_out(case_id, secretary))
    assert told(packed(members))[0] == 0

    def change(document):
        next(one for one in document["rows"]["answers"] if one["question_id"] == question)["value"] = "nej"

    said = told(packed(changed(members, "case.json", change)), "--english")[1]
    assert f"{question}: the journal says ja, the case nej" in said


def test_whoever_has_the_key_checks_every_link(app, told, tmp_path):
    case_id, secretary = a_full_case()
    members = members_of(taken_out(case_id, secretary))
    (tmp_path / "journal.key").write_text(app.config["JOURNAL_KEY"].hex() + "\n")
    code, said = told(packed(members), "--key", "journal.key", "--english")
    assert (code, "Not checked without the key" in said) == (0, False)

    def other_officer(document):
        _entry(document, "DecisionMade")["actor"] = "0" * 16

    forged = changed(members, "journal.json", other_officer)
    code, said = told(packed(forged), "--key", "journal.key", "--english")
    assert (code, "its link does not fit the key" in said) == (1, True)
    (tmp_path / "journal.key").write_text("ingen nyckel")
    assert told(packed(members), "--key", "journal.key")[0] == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it cannot be read"),
        (b"PK\x03\x04 cut off", "it cannot be read"),
        (packed({"a.txt": b"x"}), "not a capsule"),
        (
            packed({name: b"{}" for name in ("case.json", "journal.json", "manifest.json")}, mended=False),
            "form",
        ),
        (
            packed({name: b"[" for name in ("case.json", "journal.json", "manifest.json")}, mended=False),
            "form",
        ),
    ],
)
def test_what_is_no_capsule_is_said_in_one_line(told, data, words):
    code, said = told(data, "--english")
    assert (code, words in said.splitlines()[-1]) == (2, True)
    assert "Traceback" not in said


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
@pytest.mark.other_python
def test_it_says_the_same_under_every_other_python(app, whole, tmp_path):
    data = packed(_whole(whole, app))
    here = ran_alone(tmp_path, data)
    assert here[0] == 0
    for version, program in other_pythons().items():
        assert ran_alone(tmp_path, data, python=program) == here, version


def test_the_checker_moves_as_the_stages_do():
    assert {
        stage.value: {to.value for to in after} for stage, after in MOVES.items() if after
    } == check_case.MOVES


def test_every_word_has_its_swedish():
    for text, swedish in check_case.SWEDISH.items():
        assert text.count("{}") == swedish.count("{}")
    used = re.findall(r'(?:append\(\(|point\(report, |point\(|say\(|words\()"([^"]+)"', CHECKER.read_text())
    assert len(used) > 20
    assert set(used) <= set(check_case.SWEDISH)
