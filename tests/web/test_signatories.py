"""The pages of persons inside a case: taken down, asked about, judged; told of nowhere else."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_applications import a_case_in
from tests.makers_decisions import a_grant, a_ready_case, two_officers
from tests.makers_signatories import a_list_of_both, a_list_of_persons, a_signatory, checked, judged_all
from tests.makers_sources import delivered, judged, un_xml
from tests.queries import count_queries
from vetting.domain.authority import SYSTEM
from vetting.domain.terms import Judgement, Role, Stage
from vetting.records.associations import Association, Paper
from vetting.records.clearances import Signal
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.signatories import Signatory
from vetting.services import decisions, proposals, rescreening, screening

PERSON, LISTED = "Kim Provsson Ek", "Kim Provson Ek"
SOUND = {
    "name": "Alva Exempelgren",
    "birth_date": "1981-05-06",
    "function": "treasurer",
    "declared_on": "2026-03-12",
    "paper": "",
}


@pytest.fixture
def secretary(app, client):
    actor = an_officer(Role.CULTURE_SECRETARY, username="anna")
    sign_in(client, "anna")
    return actor


def address(case_id: str) -> str:
    return f"/arenden/{case_id}/firmatecknare"


def sent(client, case_id: str, **changes: str):
    token = csrf(client, address(case_id))
    return client.post(
        address(case_id), data={**SOUND, "csrf_token": token, **changes}, headers={"Accept-Language": "en"}
    )


def english(client, path: str) -> str:
    return client.get(path, headers={"Accept-Language": "en"}).text


def test_a_signatory_is_taken_down_from_a_paper_and_ended(secretary, client):
    case_id = a_case_in(Stage.IN_REVIEW, secretary, board=a_board())
    paper_id = db.session.query(Paper.id).filter_by(case_id=case_id).limit(1).scalar()
    assert sent(client, case_id, paper=paper_id or "").status_code == 302
    row = db.session.query(Signatory).one()
    assert (row.name, row.born_on, row.paper_id) == ("Alva Exempelgren", dt.date(1981, 5, 6), paper_id)
    page = english(client, address(case_id))
    assert "Alva Exempelgren" in page
    assert "1981-05-06" in page
    one = row.id
    ended = client.post(
        f"{address(case_id)}/{one}/avsluta", data={"csrf_token": csrf(client, address(case_id))}
    )
    assert ended.headers["Location"] == address(case_id)
    assert "They signed before" in english(client, address(case_id))


@pytest.mark.parametrize(
    ("changes", "told", "hidden"),
    [
        ({"birth_date": "19811228-9874"}, "The text holds a personal number", "9874"),
        ({"name": "Alva Exempelgren 811228-9874"}, "The text holds a personal number", "9874"),
        ({"name": "811228-9874", "birth_date": ""}, "The text holds a personal number", "9874"),
        ({"birth_date": "1981-13-01"}, "That is no birth date", None),
        ({"name": "Alva"}, "Write the whole name", None),
        ({"declared_on": "2999-01-01"}, "That day has not come yet", None),
        ({"declared_on": "", "birth_date": "811228-9874"}, "Write the day it was declared", "9874"),
        ({"function": "member"}, "Not a valid choice", None),
        ({"paper": "0123456789abcdef"}, "Not a valid choice", None),
    ],
)
def test_a_form_that_is_wrong_keeps_nothing_and_repeats_no_personal_number(
    secretary, client, changes, told, hidden
):
    case_id = a_ready_case()
    answer = sent(client, case_id, **changes)
    assert answer.status_code in (409, 422)
    assert told in answer.text
    assert hidden is None or hidden not in answer.text
    assert db.session.query(Signatory).count() == 0


def test_the_ids_of_another_board_or_case_lead_nowhere(secretary, client):
    case_id, mine = a_ready_case(), a_ready_case(number=2)
    one = a_signatory(case_id, secretary)
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    theirs = a_ready_case(board=south, number=3)
    token = csrf(client, address(mine))
    assert client.get(address(theirs)).status_code == 404
    assert client.post(address(theirs), data={**SOUND, "csrf_token": token}).status_code == 404
    assert client.post(f"{address(mine)}/{one}/avsluta", data={"csrf_token": token}).status_code == 404
    assert client.post(f"{address(theirs)}/{one}/avsluta", data={"csrf_token": token}).status_code == 404
    assert db.session.query(Signatory.ended_at).all() == [(None,)]


def test_who_looks_at_persons_stands_in_the_journal(secretary, client):
    case_id, _, hit_id = a_judged_case(secretary)
    client.get(address(case_id))
    client.get(f"/arenden/{case_id}/traffar/{hit_id}")
    viewed = db.session.query(JournalEntry.actor, JournalEntry.case_id).filter_by(name="SignatoriesViewed")
    assert viewed.all() == [(secretary.id, case_id)] * 2
    assert "Declared signatories viewed" not in english(client, f"/arenden/{case_id}")


def views() -> int:
    return db.session.query(JournalEntry).filter_by(name="SignatoriesViewed").count()


def test_a_refused_form_that_shows_persons_again_stands_in_the_journal_each_time(secretary, client):
    case_id = a_ready_case()
    a_signatory(case_id, secretary)
    for wrong, status in (({"name": ""}, 422), ({"name": "Alva"}, 409)):
        before = views()
        answer = sent(client, case_id, **wrong)  # the form is opened once, and drawn again
        assert (answer.status_code, PERSON in answer.text) == (status, True)
        assert views() == before + 2
    before = views()
    assert sent(client, case_id).status_code == 302
    assert views() == before + 1


@pytest.mark.parametrize("road", ["", "/andra"])
def test_a_refused_word_on_a_person_stands_in_the_journal(secretary, client, road):
    case_id, _, hit_id = a_judged_case(secretary)
    path = f"/arenden/{case_id}/traffar/{hit_id}"
    judged_so = {"judgement": "other", "rests_on": "birth_date", "reason": "811228-9874"}
    seconded_so = {"agrees": "yes", "second_reason": "811228-9874"}
    for fields in ({}, seconded_so if road else judged_so):
        data = {"csrf_token": csrf(client, path), **fields}
        before = views()
        answer = client.post(path + road, data=data)
        assert PERSON in answer.text
        assert views() == before + 1


def a_judged_case(secretary, born: str = "1970-01-02") -> tuple[str, str, str]:
    """A case with a chair, a list with a like person, and their hit; gives case, check and hit."""
    case_id = a_ready_case(check=None)
    a_list_of_both([])
    a_list_of_persons(("p1", LISTED, born))
    a_signatory(case_id, secretary)
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    return case_id, check_id, db.session.query(Hit.id).filter_by(check_id=check_id).scalar()


def test_the_case_the_hit_and_the_certificate_tell_whom_it_is_about(secretary, client):
    case_id, check_id, hit_id = a_judged_case(secretary)
    case = english(client, f"/arenden/{case_id}")
    assert "About a declared signatory: chair" in case
    assert "1 declared signatory" in case
    hit = english(client, f"/arenden/{case_id}/traffar/{hit_id}")
    for told in ("Is it the same person?", PERSON, LISTED, "1970-01-02", "by name and birth date alone"):
        assert told in hit
    assert "association means" not in hit
    certificate = english(client, f"/arenden/{case_id}/kontroller/{check_id}/intyg")
    assert "asked about the association and 1 signatory" in certificate
    assert "asked about 1 signatory" in certificate
    assert "About a declared signatory: chair" in certificate


def test_no_other_page_names_the_person(secretary, client):
    case_id, check_id, hit_id = a_judged_case(secretary)
    judged(hit_id, Judgement.OTHER, by=secretary, facts=("birth_date",))
    an_officer(Role.UNIT_HEAD, username="bo")
    association_id = db.session.query(Association.id).limit(1).scalar()
    for path in (
        f"/arenden/{case_id}",
        f"/arenden/{case_id}/kontroller/{check_id}/intyg",
        f"/arenden/{case_id}/beslut",
        f"/foreningar/{association_id}",
        "/registertraffar/avskrivna",
        "/min-dag",
        "/signaler",
        "/arenden?q=Provsson",
        "/foreningar?q=Provsson",
    ):
        page = client.get(path, follow_redirects=True)
        assert page.status_code == 200, path
        text = page.text.replace("?q=Provsson", "").replace('value="Provsson"', "")
        for secret in (PERSON, LISTED, "Provson", "1970-01-02", "Ek<"):
            assert secret not in text, (path, secret)
    client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/")})
    sign_in(client, "bo")
    desk = client.get("/min-dag", headers={"Accept-Language": "en"}).text
    assert "a declared signatory" in desk
    assert LISTED not in desk


def test_a_person_is_judged_and_seconded_in_words_for_persons(secretary, client):
    case_id, _, hit_id = a_judged_case(secretary, born="1970-01-02")
    path = f"/arenden/{case_id}/traffar/{hit_id}"
    fields = {
        "csrf_token": csrf(client, path),
        "judgement": "other",
        "rests_on": "birth_date",
        "reason": "Annan ort",
    }
    assert client.post(path, data=fields).status_code == 302
    an_officer(Role.UNIT_HEAD, username="bo")
    client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/")})
    sign_in(client, "bo")
    page = english(client, path)
    assert "Yes, another person" in page
    assert "another body" not in page
    agreed = {"csrf_token": csrf(client, path), "agrees": "yes", "second_reason": "Har sett detsamma"}
    assert client.post(f"{path}/andra", data=agreed).status_code == 302
    assert not db.session.get_one(Hit, hit_id).awaits_second
    assert "Lift the judgement" not in english(client, path)


def test_a_check_made_of_others_is_called_out_of_date(secretary, client):
    case_id, check_id, _ = a_judged_case(secretary)
    assert "The check is out of date" not in english(client, f"/arenden/{case_id}")
    sent(client, case_id)
    for path in (f"/arenden/{case_id}", f"/arenden/{case_id}/kontroller/{check_id}/intyg"):
        assert "The check is out of date" in english(client, path)
    client.post(f"/arenden/{case_id}/kontroll", data={"csrf_token": csrf(client, address(case_id))})
    assert not db.session.query(CrossCheck).filter_by(is_latest=True).one().is_outdated
    assert "The check is out of date" not in english(client, f"/arenden/{case_id}")


def test_a_row_that_a_decision_rested_on_is_told_of_without_the_person(secretary, client):
    head = two_officers()[1]
    case_id = a_ready_case(check=None)
    a_list_of_both([("901", LISTED, "1970-01-02"), ("902", "Någon Annansson", "1950-05-05")])
    a_signatory(case_id, secretary)
    judged_all(checked(case_id, secretary), (secretary, head), Judgement.SAME)
    for one in (secretary, head):
        proposals.declare_no_conflict(case_id, by=one, now=NOW)
    proposal_id = proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    assert "About a declared signatory: Chair" in english(client, f"/arenden/{case_id}/beslut")
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    rescreening.rescreen_source("sanktioner", by=SYSTEM, now=NOW)
    changed = un_xml([("1", "Norra Provbolaget")], persons=[("901", "Kim Annorledes Ek", "1970-01-02")])
    delivered("sanktioner", changed, now=NOW + dt.timedelta(hours=1))
    rescreening.rescreen_source("sanktioner", by=SYSTEM, now=NOW + dt.timedelta(hours=1))
    signal_id = db.session.query(Signal.id).scalar()
    for path in (f"/signaler/{signal_id}", "/signaler", "/min-dag", f"/arenden/{case_id}"):
        page = english(client, path)
        assert "declared signatory" in page, path
        for secret in (PERSON, LISTED, "Annorledes", "1970-01-02"):
            assert secret not in page, (path, secret)


def test_ten_signatories_ask_no_more_of_the_database_than_one(secretary, client):
    case_id = a_ready_case()
    counts = []
    for n in range(8):
        a_signatory(case_id, secretary, name=f"Kim {chr(65 + n) * 3}sson")
        with count_queries() as few:
            client.get(address(case_id))
        counts.append(len(few))
    assert counts[0] == counts[-1] <= 15


def test_the_page_of_a_person_keeps_within_the_budget_with_its_line_in_the_journal(secretary, client):
    case_id, _, hit_id = a_judged_case(secretary)
    with count_queries() as sent_to_database:
        client.get(f"/arenden/{case_id}/traffar/{hit_id}")
    assert len(sent_to_database) <= 15
