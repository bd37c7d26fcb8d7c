"""The pages of the right to reply, and the association's own page: what they show, take, and never let through."""

import datetime as dt
import io
import re

import pytest

from tests.makers import csrf, sign_in
from tests.makers_applications import PDF
from tests.makers_checklists import with_evidence
from tests.makers_decisions import a_decided_case, a_ready_case, two_officers
from tests.makers_hearings import a_code, answered, heard
from tests.markup import require_whole
from tests.queries import count_queries
from vetting.domain.terms_decisions import HearingExemption, StatementTiming
from vetting.records.applications import Case
from vetting.records.case_codes import CaseCode
from vetting.records.db import db, transaction
from vetting.records.hearings import Hearing, Statement
from vetting.records.notices import Notice, NoticeKind
from vetting.records.secrecy_marks import SecrecyMark

pytestmark = pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)  # the deeds are tried on both
NUMBER = "NOR 2026/0001"
WHY = "Festivalen öppnar i morgon bitti och lokalen måste vara utrymd innan dess."


def now():
    """Sessions are judged by the real clock in a request."""
    return dt.datetime.now(dt.UTC)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.set_cookie("lang", "en")


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    return a_ready_case(heard=False)


@pytest.fixture
def officer(client, secretary):
    return sign_in(client, "culture_secretary.nor")


@pytest.fixture
def inside(client, case_id, secretary):
    """A browser in which the association has opened its case."""
    answer = enter(client, NUMBER, a_code(case_id, secretary, now=now()))
    assert answer.status_code == 302, answer.text
    return client


def enter(client, number, code):
    sent = {"case_number": number, "code": code, "csrf_token": csrf(client, "/foreningens-arende")}
    return client.post("/foreningens-arende", data=sent)


def post(client, path, page="", **data):
    return client.post(path, data={**data, "csrf_token": csrf(client, page or path)}, follow_redirects=True)


def test_from_the_page_to_the_letter_and_back(officer, case_id, secretary):
    with_evidence(case_id, secretary, "S01", description="Lokalen stod tom")
    base = f"/arenden/{case_id}/kommunicering"
    assert f'href="{base}"' in officer.get(f"/arenden/{case_id}").text
    page = officer.get(base).text
    assert "The association has not been heard" in page
    assert "Lokalen stod tom" in page
    drawn = officer.get(f"{base}/nytt-brev").text
    seen = re.search(r'name="seen" value="(\w{64})"', drawn).group(1)
    words = {"considering": "Avslag övervägs.", "assessment": "Lokalen används inte."}
    shown = post(officer, f"{base}/nytt-brev", seen=seen, **words)
    assert "Lokalen stod tom" in shown.text
    assert "Ert svar senast" in shown.text
    notice = db.session.query(Notice.id).filter_by(kind=NoticeKind.HEARING).scalar()
    made = officer.get(f"{base}/brev/{notice}/pdf")
    assert (made.status_code, made.data[:5]) == (200, b"%PDF-")
    page = officer.get(base).text
    assert "may still answer" in page
    assert "Everything has been put before" in page
    require_whole(page)


def test_a_form_that_names_other_material_is_refused_and_drawn_anew(officer, case_id, secretary):
    with_evidence(case_id, secretary, "S01")
    path = f"/arenden/{case_id}/kommunicering/nytt-brev"
    words = {"considering": "Avslag övervägs.", "assessment": "Lokalen används inte."}
    for seen in ("", "f" * 64):
        answer = post(officer, path, seen=seen, **words)
        assert answer.status_code == 409
        assert "The material changed while you wrote" in answer.text
        assert "Avslag övervägs." in answer.text
    assert db.session.query(Hearing).count() == 0
    assert post(officer, path, due_on="2020-01-01", **words).status_code == 409


def test_exception_longer_time_and_statement_through_the_pages(officer, case_id, secretary):
    base = f"/arenden/{case_id}/kommunicering"
    hearing_id = heard(case_id, secretary, now=now() - dt.timedelta(days=20))
    later = (now() + dt.timedelta(days=9)).date().isoformat()
    page = post(officer, f"{base}/{hearing_id}/langre-tid", due_on=later)
    assert "has longer time" in page.text
    assert post(officer, f"{base}/{hearing_id}/langre-tid", due_on="2020-01-01").status_code == 409
    answer = post(officer, f"{base}/undantag", ground="immediate", why="Kort.")
    assert (answer.status_code, "at least 40 characters" in answer.text) == (409, True)
    page = post(officer, f"{base}/undantag", ground=HearingExemption.IMMEDIATE.value, why=WHY)
    assert WHY in page.text
    sent = {"channel": "letter", "received_on": now().date().isoformat(), "text": "Det stämmer inte."}
    file = {"attachment": (io.BytesIO(PDF), "svar.pdf")}
    page = post(officer, f"/arenden/{case_id}/yttranden", **sent, **file)
    assert "Det stämmer inte." in page.text
    row = db.session.query(Statement).one()
    fetched = officer.get(f"/arenden/{case_id}/yttranden/{row.id}/fil")
    assert (fetched.data, fetched.headers["Content-Disposition"]) == (PDF, "attachment; filename=svar.pdf")
    page = post(
        officer, f"/arenden/{case_id}/yttranden/{row.id}/beaktat", base, considered="Läst mot avtalet."
    )
    assert "Läst mot avtalet." in page.text
    assert "does not stand before a refusal" in page.text


def test_a_code_is_shown_once_and_withdrawn(officer, case_id):
    base = f"/arenden/{case_id}/kommunicering"
    page = post(officer, f"/arenden/{case_id}/kod", base, channel="letter").text
    code = re.search(r"<code>(\w{4}-\w{4}-\w{4})</code>", page).group(1)
    assert code not in officer.get(base).text
    code_id = db.session.query(CaseCode.id).scalar()
    assert "withdrawn" in post(officer, f"/arenden/{case_id}/kod/{code_id}/aterkalla", base).text
    assert enter(officer, NUMBER, code).status_code == 401


def test_the_association_sees_its_case_and_nothing_else(inside, client, app, case_id, secretary):
    with_evidence(case_id, secretary, "S01", description="Lokalen stod tom")
    kept = with_evidence(case_id, secretary, "S01", description="Anna såg det")
    with transaction(is_piece=True):
        db.session.add(
            SecrecyMark(
                case_id=case_id, item=f"evidence:{kept}", ground="Enskilds förhållanden", is_open=False,
                marked_by=secretary.id, marked_at=now(),
            )
        )  # fmt: skip
    heard(case_id, secretary, now=now())
    page = inside.get("/foreningens-arende/oversikt").text
    require_whole(page)
    for words in (
        NUMBER,
        "Lokalen stod tom",
        "Withheld: Enskilds förhållanden",
        "Answer by",
        "Close the case",
    ):
        assert words in page, words
    assert "Anna" not in page
    assert "Main menu" not in page
    notice = db.session.query(Notice.id).filter_by(kind=NoticeKind.HEARING).scalar()
    letter = inside.get(f"/foreningens-arende/brev/{notice}")
    assert "Lokalen stod tom" in letter.text
    assert inside.get(f"/foreningens-arende/brev/{notice}/pdf").data[:5] == b"%PDF-"
    for path in (f"/arenden/{case_id}", f"/arenden/{case_id}/kommunicering", "/min-dag", "/arenden"):
        answer = inside.get(path)
        assert answer.status_code == 302, path
        assert "/inloggning" in answer.headers["Location"]


def test_another_cases_letter_is_not_there(inside, secretary):
    other = a_ready_case(number=2, heard=False)
    heard(other, secretary, now=now())
    notice = db.session.query(Notice.id).filter_by(case_id=other).scalar()
    for path in (notice, f"{notice}/pdf", "0" * 16):
        assert inside.get(f"/foreningens-arende/brev/{path}").status_code == 404


def test_the_association_replies_with_a_file_and_reads_the_officers_word(inside, case_id):
    sent = {"text": "Årsmötet har ändrat stadgarna.", "attachment": (io.BytesIO(PDF), "stadgar.pdf")}
    page = post(inside, "/foreningens-arende/svar", **sent)
    assert "Your reply is received" in page.text
    assert "Årsmötet har ändrat stadgarna." in page.text
    empty = post(inside, "/foreningens-arende/svar", text=" ")
    assert (empty.status_code, "attach the file" in empty.text) == (409, True)
    assert post(inside, "/foreningens-arende/svar", text="19811228-9874").status_code == 409
    wrong = post(inside, "/foreningens-arende/svar", attachment=(io.BytesIO(b"MZ" * 40), "svar.exe"))
    assert wrong.status_code == 422
    assert db.session.query(Statement).count() == 1


def test_after_the_decision_the_reply_is_kept_and_refused_in_clear_words(client, app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    assert enter(client, NUMBER, a_code(case_id, secretary, now=now())).status_code == 302
    page = client.get("/foreningens-arende/oversikt").text
    for words in ("Partly granted", "Dates to keep", "The decision"):
        assert words in page, words
    answer = post(client, "/foreningens-arende/svar", text="Vi håller inte med.")
    assert answer.status_code == 409
    assert "already decided" in answer.text
    assert db.session.query(Statement.timing).scalar() is StatementTiming.AFTER_DECISION
    letter = db.session.query(Notice.id).filter_by(kind=NoticeKind.DECISION).scalar()
    assert "Laglighetsprövning" in client.get(f"/foreningens-arende/brev/{letter}").text


def test_a_code_for_the_next_visit_and_the_way_out(inside, client, case_id):
    page = post(inside, "/foreningens-arende/ny-kod", "/foreningens-arende/oversikt").text
    code = re.search(r"<code>(\w{4}-\w{4}-\w{4})</code>", page).group(1)
    with inside.session_transaction() as session:
        copied = session["own_case"]
    post(inside, "/foreningens-arende/stang", "/foreningens-arende/oversikt")
    with inside.session_transaction() as session:
        session["own_case"] = copied
    assert inside.get("/foreningens-arende/oversikt").location == "/foreningens-arende"
    assert enter(inside, NUMBER, code).status_code == 302
    assert inside.get("/foreningens-arende/oversikt").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "0" * 64])
def test_a_made_up_session_opens_nothing(client, app, case_id, token):
    with client.session_transaction() as session:
        session["own_case"] = token
    for path in ("oversikt", "svar", "brev/0000000000000000"):
        assert client.get(f"/foreningens-arende/{path}").location == "/foreningens-arende"
    client.get("/foreningens-arende")
    token_of_form = csrf(client, "/foreningens-arende")
    for path in ("svar", "ny-kod", "stang"):
        answer = client.post(f"/foreningens-arende/{path}", data={"text": "Hej", "csrf_token": token_of_form})
        assert answer.location == "/foreningens-arende"
    assert db.session.query(Statement).count() == db.session.query(CaseCode).count() == 0


def test_the_list_of_cases_and_the_journal_name_the_association(inside, client, case_id, secretary):
    post(inside, "/foreningens-arende/svar", text="Hej.")
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).assigned_to = secretary.id
    answered(case_id, secretary, now=now())
    client.delete_cookie("vetting")
    page = sign_in(client, "culture_secretary.nor").get(f"/arenden/{case_id}").text
    assert "association:" not in page
    assert "The association" in page


def test_the_page_of_the_association_asks_no_more_for_more(inside, case_id, secretary):
    def asked():
        with count_queries() as sent:
            assert inside.get("/foreningens-arende/oversikt").status_code == 200
        return len(sent)

    with_evidence(case_id, secretary, "S01")
    heard(case_id, secretary, now=now())
    few = asked()
    for _ in range(3):
        with_evidence(case_id, secretary, "S01")
        heard(case_id, secretary, now=now())
        answered(case_id, secretary, now=now())
    assert asked() == few <= 15
