"""A one-time code by e-mail: to the association's own address, shown to nobody, and gone when it is sent."""

import re

import pytest

from tests.makers import NOW, a_board, sign_in
from tests.makers_decisions import a_ready_case, two_officers
from vetting.domain.errors import Refused
from vetting.domain.terms_decisions import CodeChannel
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.case_codes import CaseCode
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.outbox import Message
from vetting.services import case_codes, post

PAGE = "https://vetting.example/foreningens-arende"


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    return a_ready_case(board=a_board())


def with_address(case_id, address="styrelsen@forening.example"):
    case = db.session.get_one(Case, case_id)
    db.session.get_one(Association, case.association_id).email = address
    db.session.commit()


def by_mail(case_id, by):
    return case_codes.make_code(case_id, CodeChannel.EMAIL, address=PAGE, by=by, now=NOW)


def test_the_code_in_the_message_opens_the_case_and_is_forgotten_when_sent(case_id, secretary):
    with_address(case_id)
    by_mail(case_id, secretary)
    message = db.session.query(Message).one()
    number = db.session.get_one(Case, case_id).case_number
    code = re.search(r"Engångskod: (\S+)", message.body).group(1)
    assert (message.to_address, message.case_id) == ("styrelsen@forening.example", case_id)
    assert (number in message.subject, PAGE in message.body) == (True, True)
    assert post.send_message(message.id, now=NOW).is_sent
    db.session.expire_all()
    assert db.session.query(Message).one().body == ""
    assert case_codes.open_own_case(number, code, address="127.0.0.1", now=NOW)


def test_without_an_address_no_code_is_made(case_id, secretary):
    with pytest.raises(Refused, match="code_without_address"):
        by_mail(case_id, secretary)
    db.session.rollback()
    assert (db.session.query(CaseCode).count(), db.session.query(Message).count()) == (0, 0)


def test_the_officer_who_sends_it_does_not_see_it(client, case_id, secretary):
    with_address(case_id)
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    url = f"/arenden/{case_id}/kommunicering"
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(url).text).group(1)
    answer = client.post(f"/arenden/{case_id}/kod", data={"csrf_token": token, "channel": "email"})
    body = db.session.query(Message).one().body
    code = re.search(r"Engångskod: (\S+)", body).group(1)
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert "in the post" in page
    assert code not in page
