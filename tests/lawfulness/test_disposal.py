"""Lawfulness 22: unproven indications and leads go on schedule, an exception for the archive is told, nothing proven goes."""

import datetime as dt
import json
import os
from dataclasses import replace

import pytest
from sqlalchemy import String, Text, select

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF
from tests.makers_capsules import members_of, ran_alone, taken_out
from tests.makers_checklists import an_act, an_evidence, answered
from tests.makers_decisions import a_grant, a_ready_case, the_checklist, two_officers
from tests.makers_grounds import a_case_with_act, a_refusal_for_act
from tests.makers_hearings import facts_of, heard
from tests.makers_retention import adopted_plan
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, Problem
from vetting.domain.retention_plan import PlanRow
from vetting.domain.sealed_reasons import digest_of_text
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.domain.terms_disposal import LeadSource, RecordKind, Reliability
from vetting.gateways import file_store
from vetting.jobs.run import do_turn
from vetting.jobs.timetable import JOBS
from vetting.records.assessments import Answer, Evidence, RecordedAct
from vetting.records.db import Base, db, settings
from vetting.records.notices import Notice, NoticeKind
from vetting.records.retention_plan import Disposal
from vetting.records.sealed_reasons import SealedReasons
from vetting.services import announcements, decisions, disposal, evidence, proposals

SECRET = "Grannen hörde rop från lokalen"
DAY = dt.timedelta(days=1)
FORCE = NOW + 21 * DAY  # the last day to ask for review
DUE = FORCE + 22 * DAY


@pytest.fixture
def unplanned(app):
    """Two officers, where the municipality has adopted no retention plan."""
    return two_officers()


@pytest.fixture
def people(unplanned):
    """Two officers, where the municipality has adopted what is suggested."""
    adopted_plan()
    return unplanned


@pytest.fixture
def administrator(app):
    return an_officer(Role.ADMINISTRATOR, username="admin.plan", everywhere=True)


def with_an_indication(by, number=1, level=6):
    """A case in review where something is indicated by a lead with a file, and nothing more; gives its id."""
    case_id = a_ready_case(number=number)
    evidence.record_act(case_id, an_act(what=SECRET, actor_role="member"), by=by, now=NOW)
    lead = an_evidence("A01", level, description=SECRET, lead_source=LeadSource.PUBLIC)
    evidence.add_evidence(case_id, lead, file=("anteckning.pdf", PDF), by=by, now=NOW)
    opened = [q.id for q in the_checklist().questions if q.opens_with_act and q.id != "A01"]
    answered(
        case_id,
        by,
        **{"A00": "ja", **dict.fromkeys(opened, "ingen_indikation"), "A01": ("indikation", SECRET),
           "A06": ("oklart", "Prövat"), **dict.fromkeys(("A07", "A08", "A09", "A10"), ("oklart", "Prövat"))},
    )  # fmt: skip
    return case_id


def decided(case_id, secretary, head, draft=None, *, announced=True):
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposal_id = proposals.propose_decision(case_id, draft or a_grant(secretary), by=secretary, now=NOW)
    if draft is None:
        proposals.declare_no_conflict(case_id, by=head, now=NOW)
        decision_id = decisions.decide(case_id, proposal_id, by=head, now=NOW)
    else:
        registrar = an_officer(Role.REGISTRAR, username="registrator.beslut")
        decision_id = decisions.record_board_decision(
            case_id, proposal_id, minutes="Protokoll 4, § 12", decided_on=NOW.date(), by=registrar, now=NOW
        )
    if announced:
        registrar = an_officer(Role.REGISTRAR, username="registrator.tavla")
        announcements.announce_decision(
            decision_id, adjusted_on=NOW.date(), announced_on=NOW.date(), by=registrar, now=NOW
        )
    return decision_id


def told_anywhere(words):
    """Columns of any table that still hold the words."""
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, String | Text) and column.type.__class__.__name__ != "JSON":
                continue
            for (value,) in db.session.execute(select(column)):
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                if words in text:
                    found.append(f"{table.name}.{column.name}")
    return sorted(set(found))


def old_file(digest):
    """Whether the bytes are there, made so old that nobody has just stored them."""
    path = file_store.path_of(settings().files_dir, digest)
    if path.exists():
        os.utime(path, (0, 0))
    return path.exists()


def test_22_an_indication_never_proven_goes_once_the_decision_has_gained_force(app, people, tmp_path):
    secretary, head = people
    case_id = with_an_indication(secretary)
    decision_id = decided(case_id, secretary, head)
    digest = db.session.query(Evidence.file_digest).filter_by(case_id=case_id).scalar()
    seal = db.session.get_one(SealedReasons, decision_id)
    sealed = (seal.text, seal.digest)
    assert old_file(digest)
    assert told_anywhere(SECRET) == [
        "answers.reason", "evidence.description", "recorded_acts.what",
    ]  # fmt: skip
    assert disposal.dispose_due(by=SYSTEM, now=DUE - DAY) == 0, "the time is not out"
    job = next(job for job in JOBS if job.name == "dispose")
    told = do_turn(app, job, Turn("dispose", "2027-01-02", DUE), DUE)
    assert (told.state, dict(told.facts)["count"]) == ("done", 3)
    db.session.expire_all()
    assert told_anywhere(SECRET) == []
    assert not old_file(digest)
    markers = db.session.query(Disposal).filter_by(case_id=case_id).all()
    assert {row.item.partition(":")[0] for row in markers} == {"evidence", "act", "answer"}
    assert {(row.kind, row.rule_days, row.disposed_at) for row in markers} == {
        (RecordKind.INDICATION, 21, DUE)
    }
    assert facts_of("MaterialDisposed") == [
        {"record_kind": "indication", "count": 3, "days": 21, "in_force_on": "2026-11-20"}
    ]
    kept = db.session.get_one(SealedReasons, decision_id)
    assert (kept.text, kept.digest) == sealed
    assert digest_of_text(kept.text) == kept.digest
    capsule = taken_out(case_id, secretary)
    code, said = ran_alone(tmp_path, capsule)
    assert code == 0, said
    rows = json.loads(members_of(capsule)["case.json"])
    assert len(rows["rows"]["disposals"]) == 3
    assert SECRET not in str(members_of(capsule))
    assert disposal.dispose_due(by=SYSTEM, now=DUE + DAY) == 0, "nothing goes twice"


def test_22_a_letter_that_was_sent_stays_as_it_was_sent(people):
    """TF 2:10: sent, it is an official document, kept as long as decisions and letters; the page says so."""
    secretary, head = people
    case_id = with_an_indication(secretary)
    heard(case_id, secretary)
    kept = db.session.query(Notice.content, Notice.digest).filter_by(case_id=case_id).one()
    assert SECRET in json.dumps(kept.content, ensure_ascii=False)
    decided(case_id, secretary, head)
    assert disposal.dispose_due(by=SYSTEM, now=DUE) == 3
    db.session.expire_all()
    rows = db.session.query(Notice.content, Notice.digest).filter_by(case_id=case_id, kind=NoticeKind.HEARING)
    assert rows.one() == kept
    assert set(told_anywhere(SECRET)) <= {"notices.content", "hearing_items.print"}


def test_22_what_is_proven_and_what_a_decision_rests_on_stays(people):
    secretary, head = people
    case_id = a_case_with_act(secretary)
    decided(case_id, secretary, head, a_refusal_for_act())
    before = [
        db.session.query(table).filter_by(case_id=case_id).count()
        for table in (Answer, Evidence, RecordedAct)
    ]
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 400 * DAY) == 0
    assert before == [
        db.session.query(table).filter_by(case_id=case_id).count()
        for table in (Answer, Evidence, RecordedAct)
    ]


def test_22_a_decision_nobody_announced_gains_no_force_and_keeps_everything_but_leads(people):
    secretary, head = people
    case_id = with_an_indication(secretary, level=5)
    decided(case_id, secretary, head, announced=False)
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 400 * DAY) == 0
    assert db.session.query(Answer).filter_by(case_id=case_id, value="indikation").count() == 1


@pytest.mark.parametrize("level", [6, 7, 8])
def test_22_a_lead_that_nobody_verifies_expires_after_ninety_days(people, level):
    """LR-25: tips are leads; evidence of level 5 is none, and what somebody verified is kept."""
    secretary, _ = people
    case_id = with_an_indication(secretary, level=level)
    evidence.add_evidence(case_id, an_evidence("A01", 5), by=secretary, now=NOW)
    held = evidence.add_evidence(
        case_id, an_evidence("A01", level, description="Höll"), by=secretary, now=NOW
    )
    evidence.verify_lead(case_id, held, "Polisens diarium.", Reliability.LIKELY, by=secretary, now=NOW + DAY)
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 89 * DAY) == 0
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 90 * DAY) == 1
    left = db.session.query(Evidence.description).filter_by(case_id=case_id).order_by(Evidence.level).all()
    assert [text for (text,) in left] == ["Anteckning från mötet", "Höll"]
    (marker,) = db.session.query(Disposal)
    assert (marker.kind, marker.rule_days, marker.question_id) == (RecordKind.LEAD, 90, "A01")
    with pytest.raises(Problem, match="lead_verified"):
        evidence.verify_lead(case_id, held, "Igen", Reliability.LIKELY, by=secretary, now=NOW + DAY)


def test_22_a_lead_in_a_proposal_that_waits_is_not_taken_from_under_it(people):
    secretary, _ = people
    case_id = a_case_with_act(secretary)
    evidence.add_evidence(case_id, an_evidence("A02", 7, description="Ett tips"), by=secretary, now=NOW)
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 90 * DAY) == 1
    beside = evidence.add_evidence(case_id, an_evidence("A01", 7), by=secretary, now=NOW)
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 90 * DAY) == 0, "it stands beside proof"
    assert db.session.get(Evidence, beside) is not None


def test_22_an_exception_for_the_archive_is_made_told_and_ended(people, administrator):
    secretary, head = people
    case_id = with_an_indication(secretary)
    decided(case_id, secretary, head)
    board_id = a_board().id
    kept = [
        disposal.make_exception(
            board_id, kind, "Gallringsstopp enligt stadsarkivet", by=administrator, now=NOW
        )
        for kind in (RecordKind.LEAD, RecordKind.INDICATION)
    ]
    with pytest.raises(Problem, match="exception_there"):
        disposal.make_exception(board_id, RecordKind.LEAD, "Igen", by=administrator, now=NOW)
    with pytest.raises(NotAllowed):
        disposal.make_exception(board_id, RecordKind.LEAD, "Själv", by=secretary, now=NOW)
    db.session.rollback()
    assert disposal.dispose_due(by=SYSTEM, now=DUE + 400 * DAY) == 0
    for exception_id in kept:
        disposal.end_exception(exception_id, by=administrator, now=DUE)
    with pytest.raises(Problem, match="exception_ended"):
        disposal.end_exception(kept[0], by=administrator, now=DUE)
    assert disposal.dispose_due(by=SYSTEM, now=DUE) == 3
    made = facts_of("ArchiveExceptionMade")
    assert {one["record_kind"] for one in made} == {"lead", "indication"}
    assert len(facts_of("ArchiveExceptionEnded")) == 2


def test_22_the_municipalitys_own_plan_takes_over_from_its_day(unplanned, administrator):
    secretary, head = unplanned
    case_id = with_an_indication(secretary)
    decided(case_id, secretary, head)
    today = NOW.date()

    def row(kind=RecordKind.INDICATION, days=300, on=today):
        return PlanRow(kind, days, on, "Kommunstyrelsen § 9", adopted_on=today, diary_number="KS 2026/9")

    for wrong, code in (
        (row(on=today - DAY), "plan_reaches_back"),
        (replace(row(), adopted_on=today + DAY), "plan_adopted_later"),
        (replace(row(), adopted_on=None), "plan_adopted_later"),
        (replace(row(), diary_number=" "), "text_missing"),
        (row(days=0), "plan_days_impossible"),
        (row(kind=RecordKind.JOURNAL), "plan_kind_told_only"),
    ):
        with pytest.raises(Problem, match=code):
            disposal.adopt_plan_row(wrong, by=administrator, now=NOW)
        db.session.rollback()
    disposal.adopt_plan_row(row(), by=administrator, now=NOW)
    disposal.adopt_plan_row(row(RecordKind.LEAD, None), by=administrator, now=NOW)
    assert disposal.dispose_due(by=SYSTEM, now=DUE + 100 * DAY) == 0
    assert disposal.dispose_due(by=SYSTEM, now=FORCE + 301 * DAY) == 3
    assert {row.rule_adopted_by for row in db.session.query(Disposal)} == {"Kommunstyrelsen § 9"}


def test_22_only_the_clock_disposes(people):
    with pytest.raises(NotAllowed):
        disposal.dispose_due(by=people[0], now=NOW)
