"""The pages of claims, payments and double funding: shown, sent, refused where they stand."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from tests.makers import an_officer, csrf, sign_in
from tests.makers_claims import a_claim, a_granted_case, a_keeper, a_payment_list, paid_for
from tests.makers_decisions import two_officers
from tests.queries import count_queries
from vetting.domain.late_interest import half_year
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_revocations import ReliefKind
from vetting.records.claims import ClaimEvent, ClaimRelief, RepaymentClaim
from vetting.records.db import db
from vetting.records.payments import Instalment, RaisedAlarm
from vetting.records.reference_rates import ReferenceRate
from vetting.services import claim_reliefs, claims
from vetting.services.claims import Demand
from vetting.services.reference_rates import record_rate

TODAY = swedish_day(dt.datetime.now(dt.UTC))  # pages ask the clock; the claim below is decided today, too


@pytest.fixture
def keeper(app, client):
    actor = a_keeper()
    sign_in(client, "ledger.nor")
    return actor


@pytest.fixture
def claim(keeper):
    case, _, head = a_granted_case()
    claim_id = a_claim(case, by=head, now=dt.datetime.now(dt.UTC))
    return db.session.get_one(RepaymentClaim, claim_id)


def post(client, path: str, data: dict[str, object], *, at: str):
    return client.post(path, data={**data, "csrf_token": csrf(client, at)})


def test_a_claim_is_demanded_paid_and_shared_on_one_page(client, claim):
    page = f"/aterkrav/{claim.id}"
    assert "Inte krävt" in client.get("/aterkrav?visa=calls").text
    answer = post(
        client, f"{page}/krav", {"demand-pay_to": "Bankgiro 991-2346", "demand-tells_interest": "y"}, at=page
    )
    assert answer.status_code == 302
    answer = post(
        client, f"{page}/inbetalning", {"repayment-amount": "40 001", "repayment-on": TODAY}, at=page
    )
    assert answer.status_code == 409
    assert "högst 40000 kronor" in answer.text
    sent = {"repayment-amount": "10 000", "repayment-on": TODAY, "repayment-voucher": "IN-1"}
    assert post(client, f"{page}/inbetalning", sent, at=page).status_code == 302
    sent = {"instalments-count": "3", "instalments-first_on": TODAY, "instalments-reason": "Avtalat"}
    assert post(client, f"{page}/avbetalning", sent, at=page).status_code == 302
    shown = client.get(page).text
    for words in ("30\u00a0000\u00a0kr", "IN-1", "3 delar", "Betalas av", "underlag för just dessa dagar"):
        assert words in shown
    letter = db.session.query(ClaimEvent.notice_id).filter(ClaimEvent.notice_id.is_not(None)).scalar()
    assert "Krav på återbetalning" in client.get(f"{page}/krav/{letter}").text
    assert client.get(f"{page}/krav/{claim.id}").status_code == 404
    event_id = db.session.query(ClaimEvent.id).filter_by(voucher="IN-1").scalar()
    undo = f"{page}/inbetalning/{event_id}/rattelse"
    assert post(client, undo, {"undo-reason": ""}, at=page).status_code == 422
    assert post(client, undo, {"undo-reason": "Fel ärende"}, at=page).status_code == 302
    assert db.session.get_one(RepaymentClaim, claim.id).due == 40_000


def test_whoever_proposed_sees_no_button(client, claim, keeper):
    now = dt.datetime.now(dt.UTC)
    claim_reliefs.propose_relief(claim.id, ReliefKind.WAIVED, 5, reason="Skäl", by=keeper, now=now)
    page = client.get(f"/aterkrav/{claim.id}").text
    assert "en annan person bekräftar" in page
    assert "/bekrafta" not in page


def test_another_person_confirms_and_the_board_is_told_by_a_list(client, app):
    case, _, head = a_granted_case()
    lawyer, now = a_keeper(), dt.datetime.now(dt.UTC)
    claim_id = a_claim(case, by=head, now=now)
    relief = claim_reliefs.propose_relief(
        claim_id, ReliefKind.WRITTEN_OFF, 40_000, reason="Upplöst", by=lawyer, now=now
    )
    an_officer(Role.DIVISION_HEAD, username="division")
    sign_in(client, "division")
    assert "Väntar på en andra person" in client.get("/min-dag").text
    answer = post(client, f"/aterkrav/eftergift/{relief}/bekrafta", {}, at=f"/aterkrav/{claim_id}")
    assert answer.status_code == 302
    assert db.session.get_one(ClaimRelief, relief).is_confirmed
    book = load_workbook(io.BytesIO(client.get("/aterkrav/eftergivet.xlsx").data))
    (row,) = list(book.active.iter_rows(min_row=2, values_only=True))
    assert (row[4], row[6]) == (40_000, "Upplöst")
    taken = post(client, "/uttag/lista/aterkrav?visa=all", {}, at="/aterkrav")
    book = load_workbook(io.BytesIO(taken.data))
    (row,) = list(book.active.iter_rows(min_row=2, values_only=True))
    assert row[6:11] == (40_000, 0, 0, None, 40_000)


def test_my_day_tells_of_a_claim_near_its_limitation(client, claim):
    row = db.session.get_one(RepaymentClaim, claim.id)
    claims.demand(
        row.id, Demand(None, True, "Bankgiro"), by=a_keeper(username="other"), now=dt.datetime.now(dt.UTC)
    )
    assert "Nära preskription" not in client.get("/min-dag").text
    due = client.get("/mina-frister").text.partition("Så räknas")[0]
    assert f'href="/aterkrav/{row.id}"' in due
    row.limitation_on = TODAY + dt.timedelta(days=60)
    db.session.commit()
    assert "Nära preskription" in client.get("/min-dag").text
    assert "Återkrav preskriberas" in client.get("/mina-frister").text.partition("räknas")[0]
    row.limitation_on = TODAY + dt.timedelta(days=61)
    db.session.commit()
    assert "Nära preskription" not in client.get("/min-dag").text


def test_interest_is_shown_with_its_count_and_a_missing_rate_is_told(client, keeper):
    case, _, head = a_granted_case()
    then = dt.datetime.now(dt.UTC) - dt.timedelta(days=400)
    claim_id = a_claim(case, by=head, now=then)
    claims.demand(claim_id, Demand(None, True, "Bankgiro"), by=keeper, now=then)
    page = client.get(f"/aterkrav/{claim_id}").text
    assert "Referensränta saknas" in page
    half = half_year(swedish_day(then) + dt.timedelta(days=30))
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True)
    for _ in range(3):
        record_rate(half, 200, "Påhittad", by=admin, now=then)
        half = half_year(half + dt.timedelta(days=190))
    page = client.get(f"/aterkrav/{claim_id}").text
    assert "Referensränta saknas" not in page
    assert "10 %" in page


def test_a_list_is_sent_in_and_what_does_not_agree_gets_a_word(client, keeper):
    case, support, _ = a_granted_case()
    data = a_payment_list(paid_for(case, "V1", 7), "V2;igår;5;;;")
    sent = {"board": case.board_id, "file": (io.BytesIO(data), "lista.csv")}
    answer = client.post(
        "/utbetalningar/import",
        data={**sent, "csrf_token": csrf(client, "/utbetalningar/import")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert "Datumet går inte att läsa" in page
    alarm = db.session.query(RaisedAlarm.id).scalar()
    assert "1 utbetalning stämmer inte" in client.get("/min-dag").text
    at = f"/utbetalningar/avvikelser/{alarm}"
    assert (
        f"7\u00a0kr utbetalt; näst på tur stod {support.amount // 1000}\u00a0000\u00a0kr"
        in client.get(at).text
    )
    assert post(client, at, {"settled_as": "mended", "reason": ""}, at=at).status_code == 422
    assert post(client, at, {"settled_as": "mended", "reason": "Rättad"}, at=at).status_code == 302
    assert "Rättad" in client.get("/utbetalningar?visa=avgjorda").text or "Rättad i" in client.get(at).text
    assert client.get(f"/utbetalningar/bidrag/{support.id}").status_code == 200


def test_a_grant_is_shared_into_parts(client, keeper):
    _, support, _ = a_granted_case()
    at = f"/utbetalningar/bidrag/{support.id}"
    sent = {"parts-0-amount": "20000", "parts-0-due_on": support.starts_on}
    assert post(client, at, sent, at=at).status_code == 409
    sent |= {
        "parts-1-amount": support.amount - 20_000,
        "parts-1-due_on": support.ends_on,
        "parts-1-condition": "Redovisat",
    }
    assert post(client, at, sent, at=at).status_code == 302
    assert db.session.query(Instalment).count() == 2
    assert "Redovisat" in client.get(at).text


def test_the_list_of_claims_asks_no_more_because_there_are_more(client, keeper):
    officers, counts = two_officers(), []
    for number in (1, 2):
        case, _, head = a_granted_case(number, officers=officers)
        a_claim(case, by=head)
        db.session.remove()
        with count_queries() as sent:
            assert client.get("/aterkrav?visa=all").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 15


def test_rates_are_recorded_by_the_administrator(client, app):
    an_officer(Role.ADMINISTRATOR, everywhere=True, username="admin")
    sign_in(client, "admin")
    at = "/administration/referensranta"
    sent = {"from_on": "2026-07-01", "percent": "2.25", "source": "Riksbanken 2026-06-30"}
    assert post(client, at, sent, at=at).status_code == 302
    assert db.session.query(ReferenceRate.hundredths).scalar() == 225
    assert post(client, at, {**sent, "from_on": "2026-07-02"}, at=at).status_code == 409
    assert "2,25 %" in client.get(at).text
