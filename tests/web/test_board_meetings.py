"""The page of a board's meeting days."""

import datetime as dt

from tests.makers import a_board, an_officer, sign_in
from tests.web.test_decisions import fields_of
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.records.board_meetings import BoardMeeting
from vetting.records.db import db


def test_a_day_is_planned_from_the_boards_page_and_taken_off_again(app, client):
    board_id = a_board().id
    an_officer(Role.ADMINISTRATOR, username="adm", everywhere=True)
    client.set_cookie("lang", "en")
    sign_in(client, "adm")
    path = f"/administration/namnder/{board_id}/sammantraden"
    assert path in client.get(f"/administration/namnder/{board_id}").text
    page = client.get(path).text
    assert "No meeting is planned" in page
    sent = fields_of(page, path)
    assert client.post(path, data={**sent, "held_on": "i morgon"}).status_code == 422
    assert "The day has passed" in client.post(path, data={**sent, "held_on": "2020-01-07"}).text
    held_on = swedish_day(dt.datetime.now(dt.UTC)) + dt.timedelta(days=20)
    assert client.post(path, data={**sent, "held_on": held_on.isoformat()}).status_code == 302
    assert db.session.query(BoardMeeting.held_on).scalar() == held_on
    taken = fields_of(client.get(path).text, f"{path}/stryk")
    assert client.post(f"{path}/stryk", data=taken).status_code == 302
    assert db.session.query(BoardMeeting).count() == 0
    assert (
        "No meeting is planned on that day"
        in client.post(f"{path}/stryk", data=taken, follow_redirects=True).text
    )
