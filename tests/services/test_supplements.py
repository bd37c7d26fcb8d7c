"""Completion: asked on named points, answered on those alone, or ended when nothing came."""

import datetime as dt
import hashlib

import pytest

from tests.makers import NOW, a_board
from tests.makers_applications import PDF, PNG, a_case, a_case_in, a_paper, a_secretary, applied
from vetting.domain import stages
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.journal import canonical
from vetting.domain.points import PointKind
from vetting.domain.supplement import Point
from vetting.domain.terms import PaperKind, Stage
from vetting.reading.case import case_file
from vetting.records.applications import Application, Case, SupplementRequest
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.notices import Notice
from vetting.services import supplements
from vetting.services.supplements import SupplementAnswer

AMOUNT = Point(PointKind.FIELD, "amount", "Vad ingår?")


def stage_of(case_id: str) -> Stage:
    db.session.rollback()
    return db.session.get(Case, case_id).stage


def test_a_request_writes_its_letter_and_waits(app):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    assert stage_of(case_id) is Stage.AWAITING_SUPPLEMENT
    request = db.session.query(SupplementRequest).one()
    assert request.due_on == dt.date(2026, 12, 4)
    notice = db.session.get(Notice, request.notice_id)
    assert notice.content["recipient"] == "Almviks Folkdansgille"
    assert [point["key"] for point in notice.content["points"]] == ["amount", "minutes", "S07"]
    assert notice.content["points"][2]["sv"]

    assert notice.digest == hashlib.sha256(canonical(notice.content)).hexdigest()


def test_a_received_case_begins_its_review_by_the_request(app):
    by = a_secretary()
    case_id = a_case(by)
    supplements.request_supplement(case_id, [AMOUNT], due_on=None, by=by, now=NOW)
    told = [
        (Stage(h.facts["before"]), Stage(h.facts["after"]))
        for h in reversed(case_file(case_id, actor=by, today=NOW.date()).timeline)
        if h.name == "CaseMoved"
    ]
    assert stages.replay(told) is Stage.AWAITING_SUPPLEMENT
    assert len(told) == 2


@pytest.mark.parametrize(
    ("points", "due_on", "code"),
    [
        ([], None, "no_points"),
        ([Point(PointKind.QUESTION, "Q99")], None, "point_unknown"),
        ([AMOUNT, AMOUNT], None, "point_twice"),
        ([AMOUNT], dt.date(2026, 11, 23), "due_too_soon"),
        ([AMOUNT], dt.date(2028, 1, 1), "due_too_late"),
        ([Point(PointKind.FIELD, "amount", "Ring 19811228-9874")], None, "personal_number_in_text"),
    ],
)
def test_a_request_that_cannot_be_made_changes_nothing(app, points, due_on, code):
    by = a_secretary()
    case_id = a_case(by)
    with pytest.raises(Refused, match=code):
        supplements.request_supplement(case_id, points, due_on=due_on, by=by, now=NOW)
    assert stage_of(case_id) is Stage.RECEIVED
    assert db.session.query(Notice).count() == 0


def test_two_requests_at_once_are_one(app):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    with pytest.raises(Refused, match="stage_move"):
        supplements.request_supplement(case_id, [AMOUNT], due_on=None, by=by, now=NOW)
    assert db.session.query(SupplementRequest).count() == 1


def test_what_came_makes_a_version_and_goes_back_to_review(app):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    answer = SupplementAnswer(
        seen_version=1,
        applied=applied(amount=22_000),
        papers=[a_paper(PaperKind.MINUTES, PNG, "protokoll.png")],
        answers={"S07": "Protokollet är nu undertecknat, se 19811228-9874"},
    )
    met = supplements.receive_supplement(case_id, answer, by=by, now=NOW)
    assert len(met) == 3
    assert stage_of(case_id) is Stage.IN_REVIEW
    newest = db.session.query(Application).order_by(Application.version.desc()).first()
    assert (newest.version, newest.amount) == (2, 22_000)
    assert db.session.query(Paper).one().kind is PaperKind.MINUTES
    kept = db.session.query(SupplementRequest).one()
    assert kept.answered_at == NOW
    assert [point["met"] for point in kept.points] == ["yes", "yes", "yes"]
    assert "9874" not in str(kept.points)


def test_points_left_empty_are_told(app):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    met = supplements.receive_supplement(
        case_id, SupplementAnswer(1, answers={"S07": "Ja", "S08": "  "}), by=by, now=NOW
    )
    assert met == {(PointKind.QUESTION, "S07")}
    assert [p["met"] for p in db.session.query(SupplementRequest).one().points] == ["no", "no", "yes"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (SupplementAnswer(1), "nothing_sent"),
        (SupplementAnswer(1, applied()), "nothing_sent"),
        (SupplementAnswer(1, applied(purpose="Något helt annat än förut")), "not_asked_for"),
        (SupplementAnswer(1, answers={"S12": "Ja"}), "not_asked_for"),
        (SupplementAnswer(9, applied(amount=1)), "application_changed"),
        (SupplementAnswer(1, applied(amount=0)), "amount_not_positive"),
        (SupplementAnswer(1, answers={"S07": "x" * 4001}), "text_too_long"),
    ],
)
def test_only_the_named_points_can_change(app, answer, code):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    with pytest.raises(Refused, match=code):
        supplements.receive_supplement(case_id, answer, by=by, now=NOW)
    assert stage_of(case_id) is Stage.AWAITING_SUPPLEMENT
    assert db.session.query(Application).count() == 1


def test_a_bad_paper_stops_the_whole_completion(app):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    papers = [a_paper(PaperKind.MINUTES), a_paper(PaperKind.MINUTES, b"a;b\n1;2", "protokoll.pdf")]
    with pytest.raises(UnusableFile, match="renamed_file"):
        supplements.receive_supplement(case_id, SupplementAnswer(1, papers=papers), by=by, now=NOW)
    assert db.session.query(Paper).count() == 0
    twice = [a_paper(PaperKind.MINUTES, PDF), a_paper(PaperKind.MINUTES, PDF, "igen.pdf")]
    with pytest.raises(Refused, match="same_paper_again"):
        supplements.receive_supplement(case_id, SupplementAnswer(1, papers=twice), by=by, now=NOW)
    assert db.session.query(Paper).count() == 0
    assert stage_of(case_id) is Stage.AWAITING_SUPPLEMENT


def test_silence_ends_it_only_after_the_last_day(app):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    with pytest.raises(Refused, match="supplement_not_due"):
        supplements.end_supplement(case_id, by=by, now=NOW + dt.timedelta(days=14))
    supplements.end_supplement(case_id, by=by, now=NOW + dt.timedelta(days=15))
    assert stage_of(case_id) is Stage.IN_REVIEW
    with pytest.raises(Refused, match="stage_move"):
        supplements.end_supplement(case_id, by=by, now=NOW + dt.timedelta(days=16))


def test_another_boards_officer_sees_nothing_to_complete(app):
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, a_secretary())
    stranger = a_secretary(a_board("SOD", "Söderdals stadsdelsnämnd"))
    for deed in (
        lambda: supplements.request_supplement(case_id, [AMOUNT], due_on=None, by=stranger, now=NOW),
        lambda: supplements.receive_supplement(case_id, SupplementAnswer(1), by=stranger, now=NOW),
        lambda: supplements.end_supplement(case_id, by=stranger, now=NOW),
    ):
        with pytest.raises(NotFound):
            deed()
