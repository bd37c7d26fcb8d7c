"""Lawfulness 22, before the municipality has decided: the clock removes nothing that nobody has adopted."""

from dataclasses import replace

import pytest

from tests.lawfulness.test_disposal import DAY, DUE, administrator, decided, with_an_indication  # noqa: F401
from tests.makers import NOW
from tests.makers_hearings import facts_of
from tests.makers_premises import a_booking_request
from tests.makers_retention import ADOPTED, adopted_plan
from vetting.domain import retention_plan
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, Problem
from vetting.domain.retention_plan import CARRIED_OUT
from vetting.domain.terms import Role
from vetting.domain.terms_disposal import RecordKind
from vetting.reading.retention_plan import leads_page, plan_page
from vetting.records.bookings import BookingRequest
from vetting.records.db import db
from vetting.records.reminders import Reminder
from vetting.records.retention_plan import Disposal
from vetting.services import disposal


def test_22_nothing_goes_and_the_coordinator_is_told_until_a_plan_is_adopted(people, administrator):  # noqa: F811
    """LR-21: the municipality decides the retention plan; what the service came with only suggests one."""
    secretary, head = people
    case_id = with_an_indication(secretary)
    decided(case_id, secretary, head)
    request = a_booking_request(booker_name="Bokaren")
    for days in (0, 1):
        assert disposal.dispose_due(by=SYSTEM, now=DUE + days * DAY) == 0
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 4000 * DAY) == 0
    assert db.session.query(Disposal).count() == 0
    told = db.session.query(Reminder).filter_by(kind="plan_not_adopted").order_by(Reminder.written_at).all()
    assert [(one.role, one.subject) for one in told] == [
        (Role.COORDINATOR, "retention_plan:2027"), (Role.COORDINATOR, "retention_plan:2037"),
    ]  # fmt: skip
    (lead,) = leads_page(case_id, actor=secretary, today=NOW.date()).leads
    assert lead.expires_on is None
    page = plan_page(administrator, NOW.date())
    assert page.waiting == CARRIED_OUT
    with pytest.raises(NotAllowed):
        disposal.adopt_suggestion(ADOPTED, by=secretary, now=DUE)
    for wrong, code in (
        (replace(ADOPTED, adopted_by=""), "text_missing"),
        (replace(ADOPTED, diary_number=""), "text_missing"),
        (replace(ADOPTED, adopted_on=DUE.date() + DAY), "plan_adopted_later"),
    ):
        with pytest.raises(Problem, match=code):
            disposal.adopt_suggestion(wrong, by=administrator, now=DUE)
        db.session.rollback()
    assert disposal.adopt_suggestion(ADOPTED, by=administrator, now=DUE) == len(CARRIED_OUT)
    with pytest.raises(Problem, match="plan_adopted_already"):
        disposal.adopt_suggestion(ADOPTED, by=administrator, now=DUE)
    db.session.rollback()
    assert plan_page(administrator, DUE.date()).waiting == ()
    (noted,) = facts_of("RetentionPlanAdopted")
    assert noted == {
        "record_kinds": [kind.value for kind in CARRIED_OUT], "adopted_by": "Kommunstyrelsen § 112",
        "adopted_on": "2026-11-10", "diary_number": "KS 2026/114",
    }  # fmt: skip
    assert disposal.dispose_due(by=SYSTEM, now=DUE) == 3
    assert {row.rule_adopted_by for row in db.session.query(Disposal)} == {"Kommunstyrelsen § 112"}
    assert db.session.query(Reminder).filter_by(handled_at=None, subject="retention_plan:2027").count() == 0
    assert db.session.get_one(BookingRequest, request.id).booker_name == "Bokaren"


def test_22_a_kind_that_came_with_a_new_version_is_told_of_in_the_year_the_rest_was_adopted(app, monkeypatch):
    older = tuple(kind for kind in CARRIED_OUT if kind is not RecordKind.OFFICER_MAIL)
    with monkeypatch.context() as before:
        for module in (retention_plan, disposal):
            before.setattr(module, "CARRIED_OUT", older)
        disposal.dispose_by_kind(by=SYSTEM, now=NOW)
        adopted_plan()
    disposal.dispose_by_kind(by=SYSTEM, now=NOW + DAY)
    disposal.dispose_by_kind(by=SYSTEM, now=NOW + 2 * DAY)
    assert db.session.query(Reminder).filter_by(kind="plan_not_adopted", handled_at=None).count() == 1
