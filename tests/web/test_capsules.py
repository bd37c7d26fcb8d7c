"""The capsule of a case: everything of it, the same bytes for the same case, noted in the journal first."""

import hashlib
import io
import json

import pytest
from pypdf import PdfReader

from tests.makers import a_board, an_officer, sign_in
from tests.makers_applications import PDF
from tests.makers_capsules import (
    ADDED,
    BORN,
    CHECKER,
    LATER,
    a_full_case,
    members_of,
    ran_alone,
    taken_out,
)
from tests.makers_decisions import a_decided_case, a_hit_in, a_ready_case, two_officers
from tests.makers_hearings import a_code
from vetting.domain import capsule as shape
from vetting.domain.entries_rooms import EVERY_ENTRY
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.terms import Role
from vetting.domain.terms_decisions import StatementChannel
from vetting.gateways import capsule_files, file_store, letters
from vetting.reading.capsule_rows import ELSEWHERE, PARTS
from vetting.records import tables
from vetting.records.applications import Case
from vetting.records.case_codes import own_case_of
from vetting.records.db import db, settings, transaction
from vetting.records.hearings import Statement
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Officer
from vetting.records.signatories import Signatory
from vetting.services import addenda, capsules, case_codes, papers, statements
from vetting.services.statements import Spoken
from vetting.web.capsule_papers import case_capsule


@pytest.fixture(autouse=True)
def _without_pdf(monkeypatch):
    """A PDF takes a second; one test makes them."""
    monkeypatch.setattr(letters, "pdf_available", lambda: False)


def test_the_same_case_gives_the_same_bytes_and_agrees(app, tmp_path):
    case_id, secretary = a_full_case()
    first = taken_out(case_id, secretary)
    paper = json.loads(members_of(first)["case.json"])["rows"]["papers"][0]["id"]
    papers.view_paper(case_id, paper, by=secretary, now=LATER)
    assert taken_out(case_id, an_officer(Role.AUDITOR, username="revisor", everywhere=True)) == first
    code, said = ran_alone(tmp_path, first)
    assert (code, said.rstrip().splitlines()[-1]) == (0, "Allt stämmer.")
    assert hashlib.sha256(first).hexdigest() in said
    assert members_of(first)["check_case.py"] == CHECKER.read_bytes()


def test_reading_a_reply_and_opening_or_guessing_at_the_own_case_changes_nothing(app):
    case_id, secretary = a_full_case()
    number = db.session.get_one(Case, case_id).case_number
    reply = Spoken("Vi svarar med en bilaga.", ("svar.pdf", PDF))
    about = {"channel": StatementChannel.LETTER, "received_on": LATER.date()}
    statements.record_statement(case_id, reply, **about, by=secretary, now=LATER)
    code = a_code(case_id, secretary, now=LATER)
    first = taken_out(case_id, secretary)
    (statement_id,) = db.session.scalars(db.select(Statement.id))
    statements.open_statement_file(case_id, statement_id, by=secretary, now=LATER)
    with pytest.raises(Refused, match="code_wrong"):
        case_codes.open_own_case(number, "AAAA-AAAA-AAAA", address="192.0.2.1", now=LATER)
    token = case_codes.open_own_case(number, code, address="192.0.2.1", now=LATER)
    own = own_case_of(hashlib.sha256(token.encode()).hexdigest(), LATER)
    case_codes.leave(token, own, by=case_codes.association_actor(own), now=LATER)
    looked = {"StatementViewed", "CaseCodeRefused", "OwnCaseOpened", "OwnCaseLeft"}
    assert looked <= {entry.name for entry in db.session.query(JournalEntry).filter_by(case_id=case_id)}
    assert taken_out(case_id, secretary) == first


def test_whatever_only_looks_is_left_out():
    assert {entry for entry in EVERY_ENTRY if entry.value.endswith("Viewed")} <= shape.LOOKS


def test_a_change_of_the_case_gives_another_capsule(app):
    case_id, secretary = a_full_case()
    first = taken_out(case_id, secretary)
    addenda.write_addendum(case_id, text="Ännu en förklaring.", by=secretary, now=LATER)
    assert taken_out(case_id, secretary) != first


def test_the_journal_tells_who_took_it_out_with_its_digest(app):
    case_id, secretary = a_full_case()
    data = taken_out(case_id, secretary)
    entry = db.session.query(JournalEntry).filter_by(name="CaseExported").one()
    assert (entry.actor, entry.case_id) == (secretary.id, case_id)
    facts = db.session.execute(db.text("SELECT body FROM journal_payloads WHERE seq = :s"), {"s": entry.seq})
    assert json.loads(facts.scalar_one())["sha256"] == hashlib.sha256(data).hexdigest()
    names = {one["name"] for one in json.loads(members_of(data)["journal.json"])["entries"]}
    assert {"DecisionMade", "AddendumWritten", "PaperReceived"} <= names
    assert not names & {look.value for look in shape.LOOKS}


def test_what_is_in_it(app):
    case_id, secretary = a_full_case()
    members = members_of(taken_out(case_id, secretary))
    case = json.loads(members["case.json"])
    assert list(members) == sorted(members)
    assert {one["name"] for one in json.loads(members["manifest.json"])["members"]} == set(members) - {
        "manifest.json"
    }
    assert members[f"files/{hashlib.sha256(PDF).hexdigest()}.pdf"] == PDF
    assert (
        hashlib.sha256(members["reasons-1.json"]).hexdigest() == case["rows"]["sealed_reasons"][0]["digest"]
    )
    assert case["certificates"][0]["digest"]
    assert case["rows"]["reason_addenda"][0]["text"] == ADDED
    assert case["officers"][secretary.id]
    page = members["arende.html"].decode()
    assert "Tillagt i efterhand" in page
    assert ADDED in page
    assert "Laglighetsprövning" in members["beslut.html"].decode()


def test_names_and_birth_dates_of_signatories_are_left_out_everywhere(app):
    case_id, secretary = a_full_case()
    members = members_of(taken_out(case_id, secretary))
    whole = b"".join(members.values())
    assert "Vera Påhittad".encode() not in whole
    assert BORN.isoformat().encode() not in whole
    (one,) = json.loads(members["case.json"])["rows"]["signatories"]
    assert (one["id"], one["function"]) == (db.session.query(Signatory.id).scalar(), "chair")


def test_a_capsule_that_cannot_be_noted_leaves_no_file_open(app, monkeypatch):
    case_id, secretary = a_full_case()
    made, pack = [], capsule_files.capsule_file
    monkeypatch.setattr(capsule_files, "capsule_file", lambda *a, **k: made.append(pack(*a, **k)) or made[0])
    monkeypatch.setattr(capsules, "note", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        case_capsule(case_id, actor=secretary, now=LATER)
    assert made[0].closed


def test_a_hit_about_a_signatory_tells_no_name(app):
    case_id, secretary = a_full_case()
    hit_id = a_hit_in(case_id)
    signatory = db.session.query(Signatory.id).scalar()
    with transaction(is_piece=True):
        db.session.execute(
            db.text("UPDATE hits SET signatory_id = :s, name = 'Namne Annan', record = :r, reasons = :w WHERE id = :h"),
            {"s": signatory, "h": hit_id, "r": json.dumps({"birth_date": "1950-01-02"}),
             "w": json.dumps([{"feature": "name", "query": "Q-namn", "record": "R-namn", "weight": 1.0}])},
        )  # fmt: skip
    whole = b"".join(members_of(taken_out(case_id, secretary)).values())
    for words in (b"Namne Annan", b"1950-01-02", b"Q-namn", b"R-namn"):
        assert words not in whole
    (hit,) = json.loads(members_of(taken_out(case_id, secretary))["case.json"])["rows"]["hits"]
    assert hit["reasons"] == [{"feature": "name", "weight": 1.0}]


def test_an_open_case_can_be_taken_out(app, tmp_path):
    secretary, _ = two_officers()
    data = taken_out(a_ready_case(), secretary)
    assert ran_alone(tmp_path, data, "--english")[0] == 0
    assert not {"reasons-1.json", "beslut.html"} & set(members_of(data))


def test_another_boards_case_does_not_exist(app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    other = an_officer(
        Role.CULTURE_SECRETARY, board=a_board("SYD", "Sörlunda stadsdelsnämnd"), username="annan"
    )
    with pytest.raises(NotFound):
        case_capsule(case_id, actor=other, now=LATER)
    assert db.session.query(JournalEntry).filter_by(name="CaseExported").count() == 0


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_a_file_that_is_gone_or_damaged_stops_it(app):
    case_id, secretary = a_full_case()
    path = file_store.path_of(settings().files_dir, hashlib.sha256(PDF).hexdigest())
    path.write_bytes(PDF + b" ")
    try:
        with pytest.raises(UnusableFile, match="file_damaged"):
            case_capsule(case_id, actor=secretary, now=LATER)
    finally:
        path.write_bytes(PDF)
    assert db.session.query(JournalEntry).filter_by(name="CaseExported").count() == 0


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_where_it_can_be_made_the_readable_part_is_a_pdf_for_archives(app, tmp_path, monkeypatch):
    monkeypatch.undo()
    case_id, secretary = a_full_case()
    data = taken_out(case_id, secretary)
    members = members_of(data)
    for name in ("arende.pdf", "beslut.pdf"):
        reader = PdfReader(io.BytesIO(members[name]))
        told = reader.root_object["/Metadata"].get_object().get_data()
        assert b'part="2"' in told
        assert b'conformance="A"' in told
        assert "Granlunda" in reader.pages[0].extract_text()
    letter = db.session.query(Notice.content).filter_by(kind=NoticeKind.DECISION).scalar()
    again = letters.pdf_of(letters.letter_document(letter), name="NOR 2026/0001", variant="pdf/a-2a")
    assert again == members["beslut.pdf"]
    assert ran_alone(tmp_path, data)[0] == 0


def test_every_table_of_a_case_is_in_it_or_has_a_reason_not_to_be():
    named = {part.table for part in PARTS}
    found = set()
    for table in tables.metadata().tables.values():
        keys = {key.column.table.name for key in table.foreign_keys}
        if keys & ({"cases"} | named) and table.name not in named:
            found.add(table.name)
    assert found == set(ELSEWHERE)


def test_no_birth_date_code_or_secret_is_among_its_columns():
    for part in PARTS:
        columns = {column.name for column in tables.metadata().tables[part.table].columns} - set(
            part.left_out
        )
        for word in ("born", "birth", "secret", "token", "password", "code_hash", "personal", "rivals"):
            assert not [column for column in columns if word in column], (part.table, word)


def test_the_page_says_what_it_holds_and_who_took_it_out(client, app):
    case_id, secretary = a_full_case()
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    assert f"/arenden/{case_id}/kapsel" in client.get(f"/arenden/{case_id}").text
    page = client.get(f"/arenden/{case_id}/kapsel").text
    assert "Taken out before" not in page
    assert client.get("/static/check_case.py").data == CHECKER.read_bytes()
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(f"/arenden/{case_id}/kapsel", data={"csrf_token": token})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert "NOR-2026-0001.zip" in answer.headers["Content-Disposition"]
    assert answer.data == taken_out(case_id, secretary)
    page = client.get(f"/arenden/{case_id}/kapsel").text
    assert hashlib.sha256(answer.data).hexdigest() in page
    assert "Taken out before" in page
