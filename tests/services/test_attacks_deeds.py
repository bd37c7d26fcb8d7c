"""What an insider, a careless one or a broken disk could do to a case: refused, or nothing lost by it."""

import datetime as dt
import errno
import os
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, PASSWORD, a_board, an_officer
from tests.makers_applications import a_case, a_case_in, a_paper, a_secretary
from tests.makers_associations import a_csv, an_import
from tests.makers_checklists import an_evidence, with_act
from tests.makers_decisions import a_hit_in, a_proposed_case, a_ready_case, a_refusal, two_officers
from tests.makers_sources import a_source, delivered
from vetting.domain.errors import NotFound, Refused
from vetting.domain.terms import Judgement, Partner, Role, Stage
from vetting.gateways import file_store
from vetting.records.cross_checks import HitJudgement
from vetting.records.db import db, settings
from vetting.records.decisions import Decision
from vetting.records.officers import Appointment, actor_of, officer
from vetting.records.snapshots import Snapshot
from vetting.services import (
    applications,
    decisions,
    evidence,
    judgements,
    officers,
    papers,
    partner_questions,
    proposals,
    row_sheets,
    screening,
)
from vetting.services.judgements import Word


def code_of(deed):
    with pytest.raises((Refused, NotFound)) as refusal:
        deed()
    return refusal.value.code


def test_a_conflict_of_interest_stops_every_deed_in_the_case(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    hit_id = a_hit_in(case_id)
    proposals.declare_conflict(case_id, "Ordförande i föreningen.", by=secretary, now=NOW)
    asking = partner_questions.Asking(Partner.POLICE, "Finns hinder?", "Samverkan", "letter")
    deeds = (
        lambda: judgements.judge_hit(hit_id, Word(Judgement.OTHER, "Annat säte."), by=secretary, now=NOW),
        lambda: screening.cross_check(case_id=case_id, by=secretary, now=NOW),
        lambda: partner_questions.ask_partner(case_id, asking, by=secretary, now=NOW),
        lambda: applications.withdraw_application(case_id, "Föreningen ringde", by=secretary, now=NOW),
    )
    assert [code_of(deed) for deed in deeds] == ["conflict_of_interest"] * len(deeds)
    assert db.session.query(HitJudgement).count() == 0


def test_a_decider_with_a_conflict_sends_nothing_back_either(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_conflict(case_id, "Min syster är kassör.", by=head, now=NOW)
    code = code_of(lambda: proposals.return_proposal(case_id, proposal_id, "Gör om", by=head, now=NOW))
    assert code == "conflict_of_interest"


def test_two_roles_of_one_person_are_one_person(app):
    secretary, _ = two_officers()
    for role in (Role.UNIT_HEAD, Role.REGISTRAR):
        db.session.add(Appointment(officer_id=secretary.id, role=role, board_id=a_board().id))
    db.session.commit()
    both = actor_of(officer(secretary.id))
    case_id, proposal_id = a_proposed_case(both)
    assert code_of(lambda: decisions.decide(case_id, proposal_id, by=both, now=NOW)) == "decider_is_proposer"
    entered = dict(minutes="KN 2026-11-20 § 4", decided_on=NOW.date(), by=both, now=NOW)
    assert (
        code_of(lambda: decisions.record_board_decision(case_id, proposal_id, **entered))
        == "decider_is_proposer"
    )


def test_the_bytes_of_a_register_stay_when_something_else_rests_on_them(app):
    by = a_secretary()
    case_id = a_case_in(Stage.IN_REVIEW, by)
    data = a_csv("Förening;;Norrdal")
    evidence_id = with_evidence_file(case_id, by, data)
    an_import(data, "register.txt", by=by)
    assert evidence.open_evidence(case_id, evidence_id, by=by, now=NOW).data == data


def with_evidence_file(case_id, by, data):
    with_act(case_id, by)
    return evidence.add_evidence(case_id, an_evidence(), file=("register.txt", data), by=by, now=NOW)


def test_the_bytes_of_a_register_stay_when_a_delivery_has_them(app):
    by = a_secretary()
    data = a_csv("Förening;;Norrdal")
    key = a_source("kommunens-lista", "spreadsheet_drop")
    delivered(key, data)
    an_import(data, "register.csv", by=by)
    digest = db.session.query(Snapshot.digest).scalar()
    assert file_store.read(settings().files_dir, digest) == data


def test_evidence_whose_bytes_are_gone_or_changed_is_told_of(app):
    by = a_secretary()
    case_id = a_case_in(Stage.IN_REVIEW, by)
    evidence_id = with_evidence_file(case_id, by, b"anteckning\n")
    digest = db.session.execute(text("SELECT file_digest FROM evidence")).scalar()
    db.session.rollback()
    path = file_store.path_of(settings().files_dir, digest)
    kept = path.read_bytes()
    path.write_bytes(b"annat")
    from vetting.domain.errors import UnusableFile

    try:
        for _ in range(2):
            with pytest.raises(UnusableFile, match="file_damaged"):
                evidence.open_evidence(case_id, evidence_id, by=by, now=NOW)
            path.unlink(missing_ok=True)
    finally:
        path.write_bytes(kept)


def test_a_full_disk_is_told_and_leaves_nothing(app, monkeypatch):
    by = a_secretary()
    case_id = a_case(by)

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    sent = a_paper(data=b"%PDF-1.4\nfull\n%%EOF")
    assert code_of(lambda: papers.receive_paper(case_id, sent, by=by, now=NOW)) == "storage_full"
    left = [f for f in Path(settings().files_dir).rglob("tmp*") if f.is_file()]
    assert left == []
    monkeypatch.undo()
    assert papers.receive_paper(case_id, sent, by=by, now=NOW)


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1")


@pytest.mark.parametrize("value", FORMULAS)
def test_no_cell_begins_as_a_formula(value):
    line = row_sheets.delimited(["Namn"], [[value]]).decode("utf-8-sig").split("\r\n", 1)[1]
    assert line.lstrip('"').startswith("'")


def test_a_day_at_the_end_of_time_is_refused(app):
    by = a_secretary()
    for days in ({"ends_on": dt.date(9999, 12, 31)}, {"starts_on": dt.date(1, 1, 1)}):
        assert code_of(lambda days=days: a_case(by, **days)) == "period_odd"


def test_spraying_passwords_is_not_hidden_by_a_sign_in_of_ones_own(app):
    an_officer(username="egen")
    for n in range(60):
        code = code_of(lambda n=n: officers.sign_in(f"offer{n}", "fel fel fel", address="10.0.0.9", now=NOW))
        if code == "too_many_tries":
            break
        if n % 5 == 0:
            officers.sign_in("egen", PASSWORD, address="10.0.0.9", now=NOW)
    assert code == "too_many_tries"


def test_a_sign_in_name_with_swedish_letters(app):
    an_officer(username="Åsa.Öberg")
    for written in ("Åsa.Öberg", "åsa.öberg"):
        assert officers.sign_in(written, PASSWORD, address="10.0.0.9", now=NOW)


def inserted(case_id, **changes):
    """A decision put in by SQL, past every rule of the service."""
    proposal = db.session.execute(
        text("SELECT id, outcome, amount, proposed_by FROM proposals WHERE case_id = :c"), {"c": case_id}
    ).one()
    values = {
        "id": "f" * 16, "case_id": case_id, "proposal_id": proposal.id, "plan_id": None,
        "outcome": proposal.outcome, "amount": proposal.amount, "proposed_by": proposal.proposed_by,
        "signature": "delegate", "delegation_item": "4.2", "minutes": "",
        "decided_at": "2026-11-20 09:00:00+00:00", "decided_on": "2026-11-20", **changes,
    }  # fmt: skip
    names = ", ".join(values)
    db.session.execute(
        text(f"INSERT INTO decisions ({names}) VALUES ({', '.join(':' + n for n in values)})"), values
    )


def test_sql_cannot_decide_what_the_rules_forbid(app):
    """By SQL the proposer may be named another, and the plan be another case's: the table knows better."""
    secretary, head = two_officers()
    other = an_officer(username="annan")
    case_id, _ = a_proposed_case(secretary, a_refusal())
    second, second_proposal = a_proposed_case(secretary, number=2)
    proposals.declare_no_conflict(second, by=head, now=NOW)
    decisions.decide(second, second_proposal, by=head, now=NOW)
    third, _ = a_proposed_case(secretary, number=3)
    plan_id = db.session.execute(text("SELECT plan_id FROM decisions")).scalar()
    tries = {
        "names another proposer": (case_id, {"decided_by": secretary.id, "proposed_by": other.id}),
        "decides another amount": (
            case_id,
            {"decided_by": head.id, "outcome": "granted", "amount": 5, "plan_id": plan_id},
        ),
        "rests on another case's plan": (third, {"decided_by": head.id, "plan_id": plan_id}),
        "rests on another case's proposal": (
            case_id,
            {"decided_by": head.id, "proposal_id": second_proposal},
        ),
    }
    passed = []
    for name, (case, changes) in tries.items():
        with db.session.begin_nested() as undo:
            try:
                inserted(case, **changes)
                passed.append(name)
                undo.rollback()
            except DBAPIError:
                undo.rollback()
    assert passed == []


@pytest.mark.parametrize(
    "change", ["amount = 1", "decided_by = proposed_by", "outcome = 'refused', amount = 0", "minutes = 'x'"]
)
def test_sql_cannot_change_a_decision_made(app, change):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    for statement in (f"UPDATE decisions SET {change}", "DELETE FROM decisions"):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(text(statement))
    db.session.rollback()
    assert db.session.query(Decision).count() == 1
