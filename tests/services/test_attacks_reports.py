"""Attacks on the association's own report: odd addresses, sessions that were withdrawn, odd workbooks."""

import datetime as dt
import io

import openpyxl
import pytest

from tests.forked import REFUSED, ended, in_process
from tests.makers import NOW, a_board, an_officer
from tests.makers_association_reports import (
    LINK,
    SIGNER,
    code_in_post,
    handed_over,
    opened,
    whole_answers,
)
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound, Problem, Refused, UnusableFile
from vetting.domain.terms import Role
from vetting.records import association_reports
from vetting.records.association_reports import AssociationReport, ReportSigner
from vetting.records.db import db, transaction
from vetting.services import own_reports, report_signing
from vetting.services.case_codes import association_actor
from vetting.services.own_reports import Written

CHAIR = Actor("signer:test", "ordförande")
PLACE = "192.0.2.2"


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    return a_decided_case(secretary, an_officer(Role.UNIT_HEAD, username="chefen", board=a_board()))[0]


@pytest.fixture
def own(case_id, secretary):
    return opened(case_id, secretary)


def signed(token, case_id):
    draft = association_reports.draft_of(case_id)
    seen = draft.version if draft else 1
    return report_signing.sign_report(token, seen_version=seen, by=CHAIR, now=NOW)


@pytest.mark.parametrize(
    "address",
    ["=?utf-8?q?a=0d=0aBcc:x?=@x.example", "\ud800@x.example", "a\x00b@x.example", "a:b@x.example",
     "a\u200bb@x.example", "åsa@x.example", "a@x..example"],
)  # fmt: skip
def test_an_address_that_post_cannot_be_sent_to_gets_no_code(own, case_id, address):
    by = association_actor(own)
    with pytest.raises(Refused):
        own_reports.save_report_draft(own, Written({}, "kassör", address), seen_version=0, by=by, now=NOW)
    written = Written(whole_answers(case_id), "kassör", "")
    version = own_reports.save_report_draft(own, written, seen_version=0, by=by, now=NOW)
    with pytest.raises(Refused, match="signer_address_odd"):
        report_signing.hand_over(own, "ordförande", address, seen_version=version, link=LINK, by=by, now=NOW)


def test_a_code_opens_no_other_case_and_opens_once(own, case_id, secretary):
    head = an_officer(Role.UNIT_HEAD, username="andra.chefen", board=a_board())
    other = opened(a_decided_case(secretary, head, number=9)[0], secretary)
    code = handed_over(own, whole_answers(case_id))
    theirs = handed_over(other, whole_answers(other.case_id))
    for number, wrong in ((other.case_number, code), (own.case_number, theirs)):
        with pytest.raises(Refused, match="code_wrong"):
            report_signing.open_signing(number, wrong, address=PLACE, now=NOW)
    token = report_signing.open_signing(own.case_number, code, address=PLACE, now=NOW)
    with pytest.raises(Refused, match="code_wrong"):
        report_signing.open_signing(own.case_number, code, address=PLACE, now=NOW)
    signed(token, case_id)
    with pytest.raises(NotFound):
        signed(token, case_id)


def test_a_session_opened_while_its_code_was_withdrawn_signs_nothing_later(own, case_id):
    token = report_signing.open_signing(
        own.case_number, handed_over(own, whole_answers(case_id)), address=PLACE, now=NOW
    )
    with transaction(is_piece=True):  # as it stands when the two met: withdrawn, with the session kept
        db.session.query(ReportSigner).one().withdrawn_at = NOW
    with pytest.raises(NotFound):
        signed(token, case_id)


def test_what_is_taken_back_and_handed_over_anew_is_not_signed_by_the_earlier_session(own, case_id):
    token = report_signing.open_signing(
        own.case_number, handed_over(own, whole_answers(case_id)), address=PLACE, now=NOW
    )
    by = association_actor(own)
    own_reports.take_back(own, by=by, now=NOW)
    with pytest.raises(NotFound):
        signed(token, case_id)
    seen, later = association_reports.draft_of(case_id).version, NOW + dt.timedelta(minutes=1)
    report_signing.hand_over(own, "ordförande", SIGNER, seen_version=seen, link=LINK, by=by, now=later)
    with pytest.raises(NotFound):
        signed(token, case_id)
    again = report_signing.open_signing(own.case_number, code_in_post(case_id), address=PLACE, now=NOW)
    assert signed(again, case_id)


def test_two_presses_at_once_make_one_report(own_app):
    secretary = two_officers()[0]
    head = an_officer(Role.UNIT_HEAD, username="chefen", board=a_board())
    case_id = a_decided_case(secretary, head)[0]
    own = opened(case_id, secretary)
    token = report_signing.open_signing(
        own.case_number, handed_over(own, whole_answers(case_id)), address=PLACE, now=NOW
    )

    def sign():
        try:
            signed(token, case_id)
        except Problem:
            raise Refused("draft_changed") from None

    children = [in_process(sign), in_process(sign)]
    assert sorted(ended(child) for child in children) == [0, REFUSED]
    assert db.session.query(AssociationReport).count() == 1


def altered(own, value, *, column=6, row=5):
    data = own_reports.report_workbook(own, language="sv", today=NOW.date())
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active.cell(row, column).value = value
    target = io.BytesIO()
    book.save(target)
    return ("redovisning.xlsx", target.getvalue())


@pytest.mark.parametrize("value", [float("inf"), "=1+1", dt.datetime(2026, 1, 1), True, 1e300, "x" * 30_000])
def test_an_odd_cell_is_read_as_text_or_told_and_breaks_nothing(own, value):
    try:
        filled = own_reports.read_report_workbook(own, altered(own, value), today=NOW.date())
    except UnusableFile:
        return
    assert all(isinstance(text, str) for text in filled.answers.values())


@pytest.mark.parametrize(("column", "value"), [(1, "SDN 2026/9999"), (2, "1999-01"), (3, "-1"), (4, "ingen")])
def test_a_row_of_something_else_is_told(own, column, value):
    with pytest.raises(UnusableFile, match="report_sheet_"):
        own_reports.read_report_workbook(own, altered(own, value, column=column), today=NOW.date())
