"""Applications and their cases: opened, revised, taken up, assigned, withdrawn."""

import datetime as dt
import threading

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case, a_case_in, a_scheme, a_secretary, an_association, applied
from vetting.domain import stages
from vetting.domain.application import NewApplication
from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Channel, Role, Stage
from vetting.reading.case import case_file
from vetting.records.applications import Application, Case
from vetting.records.assessments import CaseQuestion
from vetting.records.db import db
from vetting.records.openings import application_of_source
from vetting.services import applications

TODAY = NOW.date()


def new(by: Actor, **columns) -> NewApplication:
    values = {
        "association_id": an_association().id,
        "scheme_id": a_scheme().id,
        "year": 2026,
        "applied": applied(),
        **columns,
    }
    return NewApplication(**values)


def stored(case_id: str) -> Case:
    db.session.rollback()
    return db.session.get(Case, case_id)


def test_an_application_opens_a_case_with_number_and_pinned_checklist(app):
    by = a_secretary()
    first, second = a_case(by), a_case(by)
    case = stored(first)
    assert (case.case_number, stored(second).case_number) == ("NOR-2026-0001", "NOR-2026-0002")
    assert (case.stage, case.checklist_name, case.checklist_version) == (
        Stage.RECEIVED,
        "democracy-criteria",
        "2026-01",
    )
    assert len(case.checklist_digest) == 64
    required = db.session.query(CaseQuestion).filter_by(case_id=first, is_required=True).count()
    assert required > 5
    assert stages.replay(moves(first, by)) is Stage.RECEIVED


def test_the_checklist_is_that_of_the_day(app):
    by = a_secretary()
    case_id = a_case(by, now=dt.datetime(2025, 6, 1, 9, tzinfo=dt.UTC))
    assert stored(case_id).checklist_version == "2024-01"


def test_the_rules_are_those_of_the_day_it_came_in_however_late_it_is_registered(app):
    """KL 2:4: a day lost in the mail room moves nobody to rules made meanwhile."""
    by = a_secretary()
    came_in = dt.date(2025, 12, 30)
    opened = applications.open_application(new(by, received_on=came_in), by=by, now=NOW)
    case = stored(opened.case_id)
    assert (case.received_on, case.checklist_version, case.opened_at) == (came_in, "2024-01", NOW)
    assert case_file(opened.case_id, actor=by, today=TODAY).head.received_on == came_in
    assert stored(a_case(by)).received_on == TODAY


@pytest.mark.parametrize(
    ("received_on", "error", "code"),
    [
        (TODAY + dt.timedelta(days=1), Refused, "received_ahead"),
        (dt.date(2001, 1, 1), NotFound, "no_checklist_in_force"),
    ],
)
def test_a_day_it_cannot_have_come_in_on(app, received_on, error, code):
    by = a_secretary()
    with pytest.raises(error, match=code):
        applications.open_application(new(by, received_on=received_on), by=by, now=NOW)
    assert db.session.query(Case).count() == 0


def test_sent_again_with_another_day_is_told(app):
    by = a_secretary()
    sent = {"channel": Channel.API, "source_key": "nyckel-1"}
    first = applications.open_application(new(by, **sent, received_on=TODAY), by=by, now=NOW)
    again = applications.open_application(new(by, **sent), by=by, now=NOW + dt.timedelta(days=1))
    assert (again.case_id, again.is_new) == (first.case_id, False)
    with pytest.raises(Refused, match="source_key_reused"):
        applications.open_application(
            new(by, **sent, received_on=TODAY - dt.timedelta(days=1)), by=by, now=NOW
        )


def test_numbers_count_per_board_and_year(app):
    by = an_officer(Role.CULTURE_SECRETARY, username="all", everywhere=True)
    a_case(by)
    other = a_case(by, board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    assert stored(other).case_number == "SOD-2026-0001"
    later = a_case(
        by, now=dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)
    )  # the new year has begun in Sweden
    assert stored(later).case_number == "NOR-2027-0001"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"association_id": "f" * 16}, "association_not_found"),
        ({"scheme_id": "f" * 16}, "scheme_not_found"),
        ({"year": 1999}, "year_odd"),
        ({"applied": applied(amount=-1)}, "amount_not_positive"),
    ],
)
def test_what_cannot_be_opened_leaves_nothing(app, columns, code):
    by = a_secretary()
    wanted = new(by, **columns)
    with pytest.raises((Refused, NotFound), match=code):
        applications.open_application(wanted, by=by, now=NOW)
    assert db.session.query(Case).count() == 0


def test_a_closed_grant_takes_no_application(app):
    by = a_secretary()
    closed = a_scheme(key="stängt", is_open=False)
    with pytest.raises(Refused, match="scheme_closed"):
        applications.open_application(new(by, scheme_id=closed.id), by=by, now=NOW)


def test_the_same_key_gives_the_same_case(app):
    by = a_secretary()
    wanted = new(by, channel=Channel.API, source_key="k-1")
    first = applications.open_application(wanted, by=by, now=NOW)
    again = applications.open_application(wanted, by=by, now=NOW)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.case_id == again.case_id
    other = NewApplication(**{**wanted.__dict__, "applied": applied(amount=1)})
    with pytest.raises(Refused, match="source_key_reused"):
        applications.open_application(other, by=by, now=NOW)


def test_the_same_key_at_the_same_moment_opens_one_case(own_app):
    by = a_secretary()
    wanted = new(by, channel=Channel.API, source_key="k-2")
    answers: list[object] = []

    def send() -> None:
        with own_app.app_context():
            try:
                answers.append(applications.open_application(wanted, by=by, now=NOW).case_id)
            except Refused as refusal:
                answers.append(refusal.code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1, answers
    db.session.rollback()
    assert application_of_source(Channel.API, "k-2") is not None
    assert db.session.query(Case).count() == 1


def test_personal_numbers_are_masked_in_what_was_written(app):
    by = a_secretary()
    case_id = a_case(by, purpose="Ring 19811228-9874 om dansen i huset")
    row = db.session.query(Application).filter_by(case_id=case_id).one()
    assert "9874" not in row.purpose
    assert "******-****" in row.purpose


def test_a_new_version_overwrites_nothing(app):
    by = a_secretary()
    case_id = a_case(by)
    revised = applied(amount=20_000)
    assert applications.revise_application(case_id, revised, seen_version=1, by=by, now=NOW) == 2
    assert [row.amount for row in db.session.query(Application).order_by(Application.version)] == [
        25_000,
        20_000,
    ]
    with pytest.raises(Refused, match="nothing_changed"):
        applications.revise_application(case_id, revised, seen_version=2, by=by, now=NOW)
    with pytest.raises(Refused, match="application_changed") as refusal:
        applications.revise_application(case_id, applied(amount=1), seen_version=1, by=by, now=NOW)
    assert refusal.value.facts["version"] == 2


@pytest.mark.parametrize(
    ("stage", "code"),
    [(Stage.AWAITING_SUPPLEMENT, "only_named_points"), (Stage.WITHDRAWN, "case_not_open")],
)
def test_a_version_is_refused_where_the_case_may_not_change(app, stage, code):
    by = a_secretary()
    case_id = a_case_in(stage, by)
    with pytest.raises(Refused, match=code):
        applications.revise_application(case_id, applied(amount=1), seen_version=1, by=by, now=NOW)


def test_whoever_begins_the_review_has_the_case(app):
    by = a_secretary()
    case_id = a_case_in(Stage.IN_REVIEW, by)
    assert stored(case_id).assigned_to == by.id
    with pytest.raises(Refused, match="stage_move"):
        applications.begin_review(case_id, by=by, now=NOW)


def test_a_case_is_handed_over_within_its_board(app):
    by, colleague = a_secretary(), a_secretary()
    stranger = a_secretary(a_board("SOD", "Söderdals stadsdelsnämnd"))
    case_id = a_case_in(Stage.IN_REVIEW, by)
    applications.assign_case(case_id, colleague.id, seen=by.id, by=by, now=NOW)
    assert stored(case_id).assigned_to == colleague.id
    for officer_id, seen, code in (
        (by.id, by.id, "assigned_meanwhile"),
        (colleague.id, colleague.id, "nothing_changed"),
        (stranger.id, colleague.id, "officer_cannot_prepare"),
        ("f" * 16, colleague.id, "officer_cannot_prepare"),
    ):
        with pytest.raises(Refused, match=code):
            applications.assign_case(case_id, officer_id, seen=seen, by=by, now=NOW)
    applications.assign_case(case_id, None, seen=colleague.id, by=by, now=NOW)
    assert stored(case_id).assigned_to is None


def test_a_withdrawn_case_is_ended(app):
    by = a_secretary()
    case_id = a_case_in(Stage.WITHDRAWN, by)
    assert stored(case_id).withdrawal_reason == "Föreningen har lagt ned"
    with pytest.raises(Refused, match="stage_move"):
        applications.withdraw_application(case_id, "Ännu en gång", by=by, now=NOW)
    with pytest.raises(Refused, match="case_ended"):
        applications.assign_case(case_id, by.id, seen=None, by=by, now=NOW)


@pytest.mark.parametrize("reason", ["", "nej", "x" * 1001])
def test_a_withdrawal_needs_a_reason(app, reason):
    by = a_secretary()
    case_id = a_case(by)
    with pytest.raises(Refused, match="reason_length"):
        applications.withdraw_application(case_id, reason, by=by, now=NOW)


def moves(case_id: str, by: Actor) -> list[tuple[Stage, Stage]]:
    file = case_file(case_id, actor=by, today=TODAY)
    told = [happened for happened in reversed(file.timeline) if happened.name == "CaseMoved"]
    return [(Stage(happened.facts["before"]), Stage(happened.facts["after"])) for happened in told]


@pytest.mark.parametrize(
    "stage", [Stage.RECEIVED, Stage.IN_REVIEW, Stage.AWAITING_SUPPLEMENT, Stage.WITHDRAWN]
)
def test_the_journal_replayed_reaches_the_stage(app, stage):
    by = a_secretary()
    case_id = a_case_in(stage, by)
    assert stages.replay(moves(case_id, by)) is stored(case_id).stage is stage


DEEDS = [
    lambda case_id, by: applications.revise_application(
        case_id, applied(amount=1), seen_version=1, by=by, now=NOW
    ),
    lambda case_id, by: applications.begin_review(case_id, by=by, now=NOW),
    lambda case_id, by: applications.assign_case(case_id, by.id, seen=None, by=by, now=NOW),
    lambda case_id, by: applications.withdraw_application(case_id, "Föreningen skrev", by=by, now=NOW),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_another_boards_case_and_a_forged_id_do_not_exist(app, deed):
    case_id = a_case(a_secretary())
    stranger = a_secretary(a_board("SOD", "Söderdals stadsdelsnämnd"))
    for wanted in (case_id, "0" * 16, "'; DROP TABLE cases"):
        with pytest.raises(NotFound):
            deed(wanted, stranger)


@pytest.mark.parametrize("deed", DEEDS)
def test_neither_auditor_nor_clock_may(app, deed):
    case_id = a_case(a_secretary())
    for by in (an_officer(Role.AUDITOR, username="rev", everywhere=True), SYSTEM):
        with pytest.raises(NotAllowed):
            deed(case_id, by)
