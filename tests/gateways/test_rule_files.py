"""Drafts of the rules as people send them in: what goes out as a workbook comes back the same."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from tests.makers_rules import NAME, a_draft, a_new_question, a_table, the_question
from vetting.domain.errors import UnusableFile
from vetting.gateways import rule_files
from vetting.gateways.checklist_files import digest_of, load_checklist, load_words, verified_bytes
from vetting.gateways.checklist_toml import checklist_from, toml_table
from vetting.gateways.checklist_writing import toml_of
from vetting.gateways.rule_files import draft_in, read_draft, workbook_of
from vetting.paths import checklists_dir

FOLDER = checklists_dir()
OWN = {
    "sources": {"KF-2027": {"sv": "Fullmäktige § 12", "en": "The council § 12"}},
    "evidence": {"arsplan": {"sv": "Årsplan", "en": "Plan for the year"}},
    "parameters": {"min_meetings": {"kind": "number", "text": {"sv": "Lägsta antal", "en": "Lowest number"}}},
}

FEW = a_draft(table={**a_table(), "questions": a_table()["questions"][:4], "act_gate": ""})


def edited(content: bytes, *cells: tuple[str, str, object], language: str = "sv") -> bytes:
    """The workbook of a checklist with cells changed: sheet, place, value."""
    book = load_workbook(io.BytesIO(workbook_of(content, language)))
    for sheet, place, value in cells:
        book[sheet][place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "version", "language"),
    [
        (NAME, "2026-01", "sv"),
        ("follow-up", "2026-01", "sv"),
        ("premises-rental", "2026-01", "en"),
        ("spot-check", "2026-01", "en"),
    ],
)
def test_a_published_version_goes_out_as_a_workbook_and_comes_back_the_same(name, version, language):
    content = verified_bytes(FOLDER, name, version)
    sent = read_draft("regler.xlsx", workbook_of(content, language, [("block", "Avgör")]))
    words = load_words(FOLDER, "2026-01")
    back = checklist_from(sent.content, file="", digest=digest_of(content), words=words)
    assert back == load_checklist(FOLDER, name, version)
    assert (
        sent.checklist.digest == digest_of(sent.content) == digest_of(toml_of(toml_table(sent.content, "")))
    )


def test_words_of_ones_own_go_with_the_draft_and_may_not_say_otherwise_than_the_shared():
    table = a_table() | {"own": OWN}
    table["questions"].insert(6, a_new_question(source=["KF-2027"], evidence=["arsplan"]))
    sent = read_draft("regler.xlsx", workbook_of(a_draft(table=table), "sv"))
    assert sent.checklist.words.sources["KF-2027"].sv == "Fullmäktige § 12"
    assert sent.checklist.words.parameters["min_meetings"].kind == "number"
    assert sent.checklist.question("S30").evidence == ("arsplan",)
    taken = a_table() | {"own": {"sources": {"KL": {"sv": "Klubblagen", "en": "The club act"}}}}
    with pytest.raises(UnusableFile, match="checklist_own_word_taken"):
        draft_in(a_draft(table=taken), file="utkast.toml")


def test_what_a_spreadsheet_makes_of_months_days_and_marks_is_read_back():
    sent = read_draft(
        "regler.xlsx",
        edited(
            FEW,
            ("Checklista", "B3", dt.datetime(2027, 3, 1)),
            ("Checklista", "B4", dt.datetime(2027, 3, 15)),
            ("Frågor", "K2", False),
            ("Frågor", "N2", 2024),
        ),
    )
    found = sent.checklist
    assert (found.version, found.in_force_on) == ("2027-03", dt.date(2027, 3, 15))
    assert (found.questions[0].required, found.questions[0].in_force) == (False, "2024")


def test_text_that_looks_like_a_formula_is_text_on_both_ways():
    table = a_table()
    the_question(table, "S01")["why"]["sv"] = '=HYPERLINK("http://invalid","Stadgar")'
    sent = read_draft("regler.xlsx", workbook_of(a_draft(table=table), "sv"))
    assert sent.checklist.question("S01").why.sv.startswith("=HYPERLINK")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([("Frågor", "C2", "=1+1")], "rules_formula"),
        ([("Ord", "C3", '=CMD("x")')], "rules_formula"),
        ([("Frågor", "A1", "Nummer")], "rules_column_missing"),
        ([("Frågor", "K2", "kanske")], "rules_cell_unreadable"),
        ([("Checklista", "A2", "Något annat")], "rules_cell_unreadable"),
        ([("Checklista", "B4", "snart")], "rules_cell_unreadable"),
        ([("Ord", "A2", "åsikter"), ("Ord", "B2", "x")], "rules_cell_unreadable"),
        ([("Frågor", "J2", "avslag")], "checklist_unknown_value"),
        ([("Frågor", "D2", None)], "checklist_missing_language"),
        ([("Frågor", "D2", None), ("Frågor", "J3", "avslag")], "rules_several_faults"),
        ([("Frågor", "A3", "S12")], "checklist_duplicate_question_id"),
        ([("Frågor", "A2", "Z123")], "checklist_odd_question_id"),
        ([("Checklista", "B2", "words")], "rules_odd_name"),
        ([("Checklista", "B2", "../../etc/passwd")], "rules_odd_name"),
        ([("Checklista", "B2", "a" * 70)], "rules_odd_name"),
        ([("Checklista", "B3", "2027")], "rules_odd_version"),
        ([("Checklista", "B5", "1999-01")], "unknown_checklist"),
        ([("Frågor", "A1200", "S99")], "rules_too_many_rows"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_told_by_what_is_wrong(cells, code):
    with pytest.raises(Exception, match=f"^{code}$"):
        read_draft("regler.xlsx", edited(FEW, *cells))


def test_several_faults_are_all_told():
    cells = [("Frågor", "D2", None), ("Frågor", "J3", "avslag"), ("Frågor", "G4", "fritt")]
    with pytest.raises(UnusableFile) as refused:
        read_draft("regler.xlsx", edited(FEW, *cells))
    told = [(code, facts["question"]) for code, facts in refused.value.facts["faults"]]
    assert told == [
        ("checklist_missing_language", "S12"),
        ("checklist_unknown_value", "S11"),
        ("checklist_unknown_value", "S14"),
    ]


def _zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def _book(*titles: str) -> bytes:
    book, target = Workbook(), io.BytesIO()
    book.active.title = titles[0]
    for title in titles[1:]:
        book.create_sheet(title)
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.toml", b"", "checklist_missing_key"),
        ("x.toml", b"\xff\xfe\x00", "checklist_not_toml"),
        ("x.toml", b"name = " + b"[" * 50_000, "checklist_not_toml"),
        ("x.toml", b"name = " + b"9" * 9_000, "checklist_not_toml"),
        ("x.toml", b"a" + b".a" * 3_000 + b" = 1", "checklist_not_toml"),
        ("x.toml", b'"\\' * 300_000, "checklist_not_toml"),
        ("x.toml", b"a = [\n{x = '', " + b"\"a.\"." * 3_000 + b"b = 1}]", "checklist_not_toml"),
        ("x.toml", b"# " + b"x" * 1_000_001, "checklist_too_large"),
        ("x.toml", b"questions = 1\nwords = '2026-01'", "checklist_wrong_type"),
        ("x.toml", b"questions = [1]\nwords = '2026-01'", "checklist_wrong_type"),
        ("x.toml", b"words = 'words/../../x'", "unknown_checklist"),
        ("x.toml", a_draft() + b'\n[surprise]\na = 1\n', "checklist_unknown_key"),
        ("x.toml", a_draft().replace(b"effect = ", b"weight = ", 1), "checklist_missing_key"),
        ("x.toml", b"".join(b"[[questions]]\nid='S%02d'\n" % n for n in range(301)), "rules_too_many_rows"),
        ("x.toml", a_draft(own={"sources": {"x" * 41: {"sv": "Ett", "en": "One"}}}), "rules_odd_code"),
        ("x.toml", a_draft(own={"sources": {"a b": {"sv": "Ett", "en": "One"}}}), "rules_odd_code"),
        ("x.xlsx", b"name = 'x'", "renamed_file"),
        ("x.xlsx", b"PK\x03\x04 broken", "broken_zip"),
        ("x.xlsx", _zip(a=b"1"), "unknown_kind"),
        ("x.xlsx", _zip(**{"[Content_Types].xml": b"<a/>", "xl__workbook.xml": b"<a/>"}), "broken_xlsx"),
        ("x.xlsx", _zip(**{"[Content_Types].xml": b"1", "xl__workbook.xml": b"0" * 9_000_000}), "zip_bomb"),
        ("x.xlsm", _zip(**{"[Content_Types].xml": b"1", "xl__vbaProject.bin": b"1"}), "macros_refused"),
        ("x.xlsx", _book("Blad1"), "rules_sheet_missing"),
        ("x.xlsx", _book("Checklista", "Frågor", "Ord"), "rules_column_missing"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_draft_is_refused(name, data, code):
    with pytest.raises(Exception, match=f"^{code}$"):
        read_draft(name, data)


def test_a_workbook_that_unpacks_to_more_than_rules_ever_fill_is_not_opened(monkeypatch):
    monkeypatch.setattr(rule_files, "MAX_UNPACKED", 10_000)
    with pytest.raises(UnusableFile, match="checklist_too_large"):
        read_draft("regler.xlsx", workbook_of(FEW, "sv"))


def test_a_question_nobody_could_read_is_refused():
    table = a_table()
    table["questions"][0]["text"]["sv"] = "Har föreningen " + "verksamhet, " * 60 + "eller?"
    with pytest.raises(UnusableFile, match="rules_text_too_long"):
        draft_in(a_draft(table=table), file="utkast.toml")


def test_a_cut_workbook_is_refused_wherever_it_is_cut():
    whole = workbook_of(FEW, "sv")
    for end in range(100, len(whole), len(whole) // 12):
        with pytest.raises(UnusableFile):
            read_draft("regler.xlsx", whole[:end])


def test_the_same_table_is_the_same_bytes():
    assert a_draft() == a_draft(table=toml_table(a_draft(), NAME))
