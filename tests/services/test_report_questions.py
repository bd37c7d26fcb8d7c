"""Odd figures of a report raise questions that hold nothing up, and its post goes by one rule for the address."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_association_reports import LINK, SIGNER, opened, signed_report, whole_answers
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.errors import NotFound, Refused
from vetting.domain.report_signs import MOST_PERCENT
from vetting.domain.terms import Role
from vetting.reading import association_reports as reading
from vetting.reading import follow_ups as plans
from vetting.records import association_reports
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.outbox import Message
from vetting.records.plan_post import message_key, write_to_association
from vetting.records.report_arrivals import goals_of, item_about_report
from vetting.services import own_reports, plan_outcomes, report_readings, report_signing
from vetting.services.case_codes import association_actor
from vetting.services.own_reports import Written
from vetting.services.report_readings import ReadSo

LATER = NOW + dt.timedelta(hours=1)
SAID = ("Om planen", ("En rad.",))


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    head = an_officer(Role.UNIT_HEAD, username="chefen", board=a_board())
    return a_decided_case(secretary, head)[0]


def measures(case_id, secretary):
    return plans.plan_page(case_id, actor=secretary).parts.measures


def test_odd_figures_are_asked_about_without_a_year_before_and_hold_nothing_up(case_id, secretary):
    odd = whole_answers(case_id, spent="999999999", women="900")
    report_id = signed_report(case_id, secretary, odd)
    lines = reading.case_reports(case_id, actor=secretary).signs
    assert [line.sign.key for line in lines] == ["over:spent", "part:women"]
    with pytest.raises(NotFound):
        report_readings.close_sign(case_id, report_id, "part:men", "Nej", by=secretary, now=LATER)
    report_readings.close_sign(case_id, report_id, "part:women", "Felskrivet.", by=secretary, now=LATER)
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=secretary, now=LATER)
    words = {one.sign: one for one in association_reports.sign_words_of(report_id)}
    assert {key: one.word for key, one in words.items()} == {
        "over:spent": "I ordning.",
        "part:women": "Felskrivet.",
    }
    assert words["over:spent"].percent <= MOST_PERCENT


def test_an_approved_figure_is_the_outcome_of_the_plan_until_an_officer_tells_another(case_id, secretary):
    report_id = signed_report(case_id, secretary)
    (before, *_more) = measures(case_id, secretary)
    assert (before.outcome, before.reported_on) == (None, None)
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=secretary, now=LATER)
    (line, *_more) = measures(case_id, secretary)
    report = association_reports.report_of_case(case_id, report_id)
    assert (line.outcome, line.reported_on) == (40, report.received_on)
    plan_outcomes.tell_outcome(line.id, 55, case_id=case_id, by=secretary, now=LATER)
    (line, *_more) = measures(case_id, secretary)
    assert (line.outcome, line.reported_on) == (55, None)
    plan = plans.plan_page(case_id, actor=secretary).in_force
    assert goals_of(plan.id, report)[0].outcome == 55


def test_a_letter_goes_to_the_reports_address_where_the_directory_has_none(case_id, secretary):
    with transaction(is_piece=True):
        case = db.session.get_one(Case, case_id)
        db.session.get_one(Association, case.association_id).email = None
    signed_report(case_id, secretary)
    with transaction():
        case = db.session.get_one(Case, case_id)
        letter = write_to_association(case, item_about_report(case), SAID, by=secretary, now=LATER)
    sent = db.session.query(Message).filter_by(key=message_key(letter)).one()
    assert sent.to_address == "foreningen@granlunda.example"


def test_all_that_is_missing_before_signing_is_told_at_once(case_id, secretary):
    own = opened(case_id, secretary)
    by = association_actor(own)
    version = own_reports.save_report_draft(own, Written({}), seen_version=0, by=by, now=NOW)
    with pytest.raises(Refused) as refusal:
        report_signing.hand_over(own, "ordförande", SIGNER, seen_version=version, link=LINK, by=by, now=NOW)
    assert [one.code for one in refusal.value.every] == ["answers_unsound_report", "text_missing"]
