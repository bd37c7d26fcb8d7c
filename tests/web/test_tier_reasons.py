"""Why a grant is followed as closely as it is, told where it is proposed, decided and followed."""

import pytest

from tests.makers import csrf, sign_in
from tests.makers_decisions import a_decided_case, a_proposed_case, a_ready_case, two_officers
from vetting.records.db import db
from vetting.records.officers import Officer

MIDDLE = "Followed as closely as this because: the grant is neither small nor large."


def entered(client, actor):
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, actor.id).username)


def test_the_form_tells_it_of_the_amount_written(app, client):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    entered(client, secretary)
    url = f"/arenden/{case_id}/forslag"
    assert MIDDLE in client.get(url).text
    sent = {"csrf_token": csrf(client, url), "amount": "5000", "add_row": "1"}
    assert "because: the grant is small." in client.post(url, data=sent).text


@pytest.mark.parametrize("path", ["beslut", "plan"])
def test_who_decides_and_who_follows_read_it(app, client, path):
    secretary, head = two_officers()
    make = {"beslut": lambda: a_proposed_case(secretary), "plan": lambda: a_decided_case(secretary, head)}
    case_id, _ = make[path]()
    entered(client, head)
    assert MIDDLE in client.get(f"/arenden/{case_id}/{path}").text
