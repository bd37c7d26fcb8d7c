"""The pages of a special review: opened from the support, its ladder, a proposal to revoke, and what is shown."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import a_board, an_officer, csrf, sign_in
from tests.makers_decisions import two_officers
from tests.makers_reviews import CIRCUMSTANCE, GROUND_WHY, UNDOING, a_ready_review, a_review, a_support
from tests.markup import require_whole
from tests.queries import count_queries
from vetting.domain.terms import Outcome, Role, Stage
from vetting.domain.terms_revocations import RevocationGround
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import Proposal, Support
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.special_reviews import PaymentHold, SpecialReview

pytestmark = pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)  # the deeds are tried on both
LONG = "Nästa del betalas om två veckor, och det som har hänt gäller hela verksamheten."


def now():
    """Days are judged by the real clock in a request."""
    return dt.datetime.now(dt.UTC)


TOLD = replace(CIRCUMSTANCE, act_on=now().date() - dt.timedelta(days=90))
ASKED_AT = now() - dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.set_cookie("lang", "en")


@pytest.fixture
def people(app):
    return two_officers()


@pytest.fixture
def support(people):
    """Support that runs now."""
    support_id = a_support(*people)
    with transaction(is_piece=True):
        row = db.session.get_one(Support, support_id)
        row.starts_on, row.ends_on = TOLD.act_on - dt.timedelta(days=60), now().date() + dt.timedelta(days=60)
    return db.session.get_one(Support, support_id)


@pytest.fixture
def secretary(client, people):
    return sign_in(client, "culture_secretary.nor")


@pytest.fixture
def head(client, people):
    return sign_in(client, "unit_head.nor")


def post(client, path, page="", **data):
    return client.post(path, data={**data, "csrf_token": csrf(client, page or path)}, follow_redirects=True)


def as_another(client, username):
    """The same browser with somebody else signed in."""
    client.delete_cookie("vetting")
    return sign_in(client, username)


def an_opening(**changes):
    return {
        "what": TOLD.what,
        "act_on": TOLD.act_on.isoformat(),
        "place": TOLD.place,
        "actor_role": TOLD.actor_role.value,
        "source": TOLD.source,
        "no_conflict": "y",
        **changes,
    }


def test_a_review_is_opened_from_the_case_it_was_granted_in(secretary, support):
    path = f"/arenden/{support.case_id}/sarskild-provning"
    assert path in secretary.get(f"/arenden/{support.case_id}").text
    assert path in secretary.get(f"/foreningar/{support.association_id}").text
    refused = post(secretary, path, **an_opening(what="Det påstås att föreningen är olämplig."))
    assert refused.status_code == 409
    assert post(secretary, path, **an_opening(actor_role="")).status_code == 422
    opened = post(secretary, path, **an_opening())
    require_whole(opened.text)
    assert TOLD.what in opened.text
    review = db.session.query(SpecialReview).one()
    assert opened.request.path == f"/arenden/{review.case_id}/provning"
    assert "open already" in secretary.get(path).text
    case = secretary.get(f"/arenden/{review.case_id}").text
    assert f"/arenden/{review.case_id}/provning" in case
    assert "The association withdraws" not in case


def test_an_open_review_stands_on_my_day_and_among_the_cases(secretary, people, support):
    a_review(support.id, people[0], told=TOLD, now=ASKED_AT)
    assert "Special review" in secretary.get("/min-dag").text
    assert "Special review" in secretary.get("/arenden").text


def test_payment_waits_and_goes_on_by_the_one_who_decides(head, people, support):
    case_id = a_review(support.id, people[0], told=TOLD, now=ASKED_AT)
    page = f"/arenden/{case_id}/provning"
    until = (now().date() + dt.timedelta(days=30)).isoformat()
    held = {"reason": LONG, "undoing": UNDOING, "ends_on": until, "no_conflict": "y"}
    assert post(head, f"{page}/vila", page, **{**held, "reason": "Kort."}).status_code == 409
    assert post(head, f"{page}/vila", page, **{**held, "ends_on": ""}).status_code == 422
    shown = post(head, f"{page}/vila", page, **held)
    require_whole(shown.text)
    assert LONG in shown.text
    hold = db.session.query(PaymentHold).one()
    letter = head.get(f"{page}/brev/{hold.notice_id}")
    assert "väntar till och med" in letter.text
    assert head.get(f"{page}/brev/{hold.id}").status_code == 404
    assert "Payment waits until" in head.get("/mina-frister").text
    over = post(head, f"{page}/ateruppta", page, end_reason="Redovisningen har kommit in.")
    assert "Redovisningen har kommit in." in over.text
    assert "Payment waits until" not in head.get("/mina-frister").text.split("How every deadline")[0]


def test_who_prepares_sees_the_hold_and_has_no_button_for_it(secretary, people, support):
    case_id = a_review(support.id, people[0], told=TOLD, now=ASKED_AT)
    page = f"/arenden/{case_id}/provning"
    assert "/vila" not in secretary.get(page).text
    assert post(secretary, f"{page}/vila", page).status_code == 403


def test_a_plan_is_agreed_row_by_row(secretary, people, support):
    case_id = a_review(support.id, people[0], told=TOLD, now=ASKED_AT)
    page = f"/arenden/{case_id}/provning"
    due = (now().date() + dt.timedelta(days=40)).isoformat()
    row = {
        "plan-0-kind": "meeting",
        "plan-0-title": "Möte om rutinen",
        "plan-0-evidence": "Anteckningar",
        "plan-0-due_on": due,
        "plan-0-owner_id": people[0].id,
    }
    assert 'name="plan-1-title"' in post(secretary, f"{page}/plan", page, add_row="1", **row).text
    assert db.session.query(FollowUpPlan).filter_by(case_id=case_id).count() == 0
    kept = post(secretary, f"{page}/plan", page, **row)
    require_whole(kept.text)
    assert "Möte om rutinen" in kept.text
    assert post(secretary, f"{page}/plan", page, **row).status_code == 409


def a_form(page, **changes):
    """What a browser would send of the form of a proposal, with A01 as ground."""
    lines = page.split('name="reasons-')
    sent = {}
    for part in lines[1:]:
        name = "reasons-" + part.split('"', 1)[0]
        if name.endswith(("question_id", "value")):
            sent[name] = part.split('value="', 1)[1].split('"', 1)[0]
    number = next(name for name, value in sent.items() if value == "A01").split("-")[1]
    return {
        **sent,
        f"reasons-{number}-is_ground": "y",
        f"reasons-{number}-reason": "Hotet stoppade ett möte.",
        f"reasons-{number}-no_contrary": "Styrelsen är tillfrågad.",
        "outcome": Outcome.REVOKED.value,
        "summary": "Ordföranden hotade dem som höll ett möte.",
        "proportionality": "En plan har övervägts, men styrelsen vill inte ta avstånd från det som hände.",
        "ground": RevocationGround.RESERVATION.value,
        "ground_why": GROUND_WHY,
        "can_be_undone": "yes",
        "undoing": UNDOING,
        "periods-0-starts_on": TOLD.act_on.isoformat(),
        "periods-0-ends_on": TOLD.act_on.isoformat(),
        "periods-0-amount": "9 000",
        "periods-1-starts_on": now().date().isoformat(),
        "periods-1-ends_on": now().date().isoformat(),
        "periods-1-amount": "8 000",
        **changes,
    }


def test_a_revocation_is_proposed_by_its_form_and_read_by_the_decider(secretary, people, support):
    case_id = a_ready_review(support.id, people[0], told=TOLD, at=ASKED_AT)
    path = f"/arenden/{case_id}/provning/forslag"
    assert secretary.get(f"/arenden/{case_id}/forslag").location == path
    drawn = secretary.get(path).text
    require_whole(drawn)
    for word in (Outcome.REFUSED, Outcome.GRANTED):
        assert f'value="{word.value}"' not in drawn
    for changes, code in (
        ({"ground_why": "Kort."}, 409),
        ({"can_be_undone": ""}, 409),
        ({"ground": "påhittad"}, 422),
        ({"periods-0-amount": "nio"}, 422),
        ({"periods-0-ends_on": ""}, 422),
        ({"outcome": Outcome.REFUSED.value}, 422),
    ):
        answer = post(secretary, path, path, **a_form(drawn, **changes))
        assert answer.status_code == code, changes
        assert GROUND_WHY in answer.text or "ground_why" in changes
    more = post(secretary, path, path, add_period="1", **a_form(drawn))
    assert 'name="periods-2-amount"' in more.text
    sent = post(secretary, path, path, **a_form(drawn))
    assert sent.status_code == 200, sent.text
    assert db.session.get_one(Case, case_id).stage is Stage.PROPOSED
    assert (
        db.session.query(Proposal).filter_by(case_id=case_id).one().revocation["periods"][0]["amount"]
        == 9_000
    )
    an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    shown = as_another(secretary, "registrator").get(f"/arenden/{case_id}/beslut").text
    require_whole(shown)
    for told in (GROUND_WHY, UNDOING, "None: nothing is claimed", "Claimed back: SEK\u00a09,000"):
        assert told in shown, told


def test_pages_of_another_board_and_of_no_review_are_not_there(secretary, people, support):
    other = a_board("Bergby", "SDN2")
    an_officer(Role.CULTURE_SECRETARY, board=other, username="annan")
    case_id = a_review(support.id, people[0], told=TOLD, now=ASKED_AT)
    for path in ("provning", "provning/forslag", "sarskild-provning"):
        assert secretary.get(f"/arenden/{'x' * 16}/{path}").status_code == 404
    assert secretary.get(f"/arenden/{support.case_id}/provning").status_code == 404
    elsewhere = as_another(secretary, "annan")
    for path in (
        f"{case_id}/provning",
        f"{case_id}/provning/forslag",
        f"{support.case_id}/sarskild-provning",
    ):
        assert elsewhere.get(f"/arenden/{path}").status_code == 404


@pytest.mark.parametrize("path", ["provning", "provning/forslag"])
def test_a_page_asks_at_most_fifteen_questions(secretary, people, support, path):
    case_id = a_ready_review(support.id, people[0], told=TOLD, at=ASKED_AT)
    with count_queries() as queries:
        assert secretary.get(f"/arenden/{case_id}/{path}").status_code == 200
    assert len(queries) <= 15, queries
