"""The form of a proposal asks about money that is paid while the decision can still be annulled."""

import datetime as dt

import pytest

from tests.makers import sign_in
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_payouts import PAYOUT
from tests.makers_plans import MEASURE
from tests.web.test_decisions import fields_of
from vetting.domain.swedish_time import swedish_day
from vetting.records.applications import Application
from vetting.records.db import db
from vetting.records.officers import Officer


@pytest.mark.parametrize("in_days", [0, 60])
def test_a_payment_that_can_still_be_annulled_is_asked_about(app, client, in_days):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    starts_on = swedish_day(dt.datetime.now(dt.UTC)) + dt.timedelta(days=in_days)
    applied = db.session.query(Application).filter_by(case_id=case_id).one()
    applied.starts_on, applied.ends_on = starts_on, starts_on + dt.timedelta(days=364)
    db.session.commit()
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    url = f"/arenden/{case_id}/forslag"
    page = client.get(url).text
    assert ("Payment before the time for appeal has run out" in page) is (in_days == 0)
    sent = fields_of(page, url)
    sent |= {"outcome": "partly_granted", "amount": "45000", "summary": "Bra.", "no_conflict": "y"}
    sent |= MEASURE
    answer = client.post(url, data=sent)
    if in_days:
        assert answer.status_code == 302
        return
    assert answer.status_code == 409
    assert "Say whether the payment can be undone" in answer.text
    assert client.post(url, data={**sent, **PAYOUT}).status_code == 302
    assert PAYOUT["payout_undoing"] in client.get(f"/arenden/{case_id}").text
