"""The same deed by several at the same moment: it happens once, and whoever came second is told."""

import datetime as dt
import threading
from collections import Counter
from functools import partial

from tests.makers import NOW, PASSWORD, an_officer
from tests.makers_applications import (
    a_case,
    a_paper,
    a_scheme,
    a_secretary,
    an_association,
    applied,
)
from tests.makers_associations import a_csv, an_import
from tests.makers_decisions import a_grant, a_hit_in, a_ready_case, two_officers
from tests.makers_sources import a_coordinator, a_source, un_xml
from vetting.domain.application import NewApplication
from vetting.domain.errors import Problem, Refused
from vetting.domain.terms import Channel, Judgement
from vetting.records.applications import Application, Case, CaseCounter
from vetting.records.associations import Association, Merge, Paper
from vetting.records.cross_checks import HitJudgement
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.officers import OfficerSession, SignInFailures
from vetting.services import (
    applications,
    assessments,
    directory_imports,
    judgements,
    merges,
    officers,
    papers,
    proposals,
    snapshots,
)
from vetting.services.judgements import Word

LATER = NOW + dt.timedelta(minutes=1)


def patiently(deed, times=5):
    for left in range(times, 0, -1):
        try:
            return deed()
        except Problem as problem:
            if problem.code != "database_busy" or left == 1:
                raise
            db.session.remove()
    return None


def at_once(app, *deeds):
    """Every deed in a thread of its own, begun together; gives what each answered, or the code of its refusal.

    Who is told that the database is busy tries again, as people do.
    """
    db.session.remove()
    start, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, deed):
        with app.app_context():
            start.wait()
            try:
                answers[place] = patiently(deed)
            except Problem as problem:
                answers[place] = problem.code
            except Exception as error:
                answers[place] = f"broke: {type(error).__name__}: {error}"[:300]
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_case_numbers_have_no_gap_under_load(own_app):
    by = a_secretary()
    association, scheme = an_association().id, a_scheme().id

    def twenty():
        made = []
        for _ in range(20):
            new = NewApplication(association, scheme, 2026, applied(), Channel.FORM)
            while True:
                try:
                    made.append(applications.open_application(new, by=by, now=NOW).case_number)
                    break
                except Refused as refusal:
                    if refusal.code != "database_busy":
                        raise
        return made

    made = at_once(own_app, *[twenty] * 8)
    assert all(isinstance(one, list) for one in made), made
    numbers = sorted(number for one in made for number in one)
    assert numbers == [f"NOR-2026-{n:04d}" for n in range(1, 161)]
    assert db.session.query(CaseCounter.last).scalar() == 160


def test_one_key_makes_one_application(own_app):
    by = a_secretary()
    new = NewApplication(an_association().id, a_scheme().id, 2026, applied(), Channel.API, "nyckel-1")
    answers = at_once(own_app, *[lambda: applications.open_application(new, by=by, now=NOW)] * 6)
    assert len({one.case_number for one in answers}) == 1
    assert Counter(one.is_new for one in answers) == {True: 1, False: 5}
    assert db.session.query(Application).count() == 1


def test_the_same_paper_to_several_cases(own_app):
    by = a_secretary()
    cases = [a_case(by) for _ in range(5)]
    sent = a_paper()
    answers = at_once(own_app, *[lambda c=c: papers.receive_paper(c, sent, by=by, now=NOW) for c in cases])
    assert not [one for one in answers if " " in one], answers
    assert db.session.query(Paper).count() == 5


def test_first_failures_of_one_account(own_app):
    an_officer(username="anna")
    db.session.remove()

    def fail():
        return officers.sign_in("anna", "fel fel fel fel", address="10.0.0.1", now=NOW)

    assert set(at_once(own_app, *[fail] * 6)) == {"sign_in_failed"}
    assert {row.count for row in db.session.query(SignInFailures)} == {6}


def test_two_proposals(own_app):
    secretary, head = two_officers()
    case_id = a_ready_case()
    for by in (secretary, head):
        proposals.declare_no_conflict(case_id, by=by, now=NOW)
    drafts = [(secretary, a_grant(secretary)), (head, a_grant(head, amount=30_000))]
    answers = at_once(
        own_app, *[lambda b=b, d=d: proposals.propose_decision(case_id, d, by=b, now=NOW) for b, d in drafts]
    )
    assert "stage_move" in answers
    assert db.session.query(Proposal).filter_by(is_open=True).count() == 1


def test_answering_and_proposing(own_app):
    """Whoever comes second is refused: no proposal stands on answers it was not written on."""
    secretary, head = two_officers()
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    draft = a_grant(secretary)
    answers = at_once(
        own_app,
        lambda: proposals.propose_decision(case_id, draft, by=secretary, now=NOW),
        lambda: assessments.answer_checklist(
            case_id, [("S01", "ja", "Annat")], sheet_version=1, by=head, now=NOW
        ),
    )
    proposal = db.session.query(Proposal).filter_by(case_id=case_id).one_or_none()
    case = db.session.get_one(Case, case_id)
    assert proposal is None or proposal.sheet_version == case.sheet_version, answers
    assert not [one for one in answers if str(one).startswith("broke")], answers


def test_two_judgements_of_one_hit(own_app):
    secretary, head = two_officers()
    case_id = a_ready_case()
    hit_id = a_hit_in(case_id)
    answers = at_once(
        own_app,
        lambda: judgements.judge_hit(hit_id, Word(Judgement.SAME, "Samma nummer."), by=secretary, now=NOW),
        lambda: judgements.judge_hit(hit_id, Word(Judgement.OTHER, "Annat säte."), by=head, now=LATER),
    )
    assert answers == [None, None]
    assert db.session.query(HitJudgement).filter_by(hit_id=hit_id).count() == 2


def test_two_merges_across(own_app):
    by = a_secretary()
    one, other = an_association("Ett", None).id, an_association("Två", None).id
    answers = at_once(
        own_app,
        lambda: merges.merge_associations(one, other, reason="Samma", by=by, now=NOW),
        lambda: merges.merge_associations(other, one, reason="Samma", by=by, now=NOW),
    )
    assert "association_is_merged" in answers
    assert db.session.query(Merge).count() == 1


def test_no_case_is_left_with_an_association_merged_in_the_same_moment(own_app):
    by = a_secretary()
    scheme = a_scheme().id
    for n in range(6):
        kept, gone = an_association(f"Kvar {n}", None).id, an_association(f"Borta {n}", None).id
        new = NewApplication(gone, scheme, 2026, applied(), Channel.FORM)
        merge = partial(merges.merge_associations, kept, gone, reason="Samma", by=by, now=NOW)
        answers = at_once(own_app, merge, *[partial(applications.open_application, new, by=by, now=NOW)] * 3)
        assert not [a for a in answers if str(a).startswith("broke")], answers
        assert db.session.query(Case).filter_by(association_id=gone).count() == 0
        assert db.session.query(Case).filter_by(association_id=kept).count() == 3


def test_merging_and_undoing_do_not_wait_for_each_other(own_app):
    by = a_secretary()
    first, last = sorted(an_association(name, None).id for name in ("Ett", "Två"))
    for _ in range(5):
        merge = merges.merge_associations(last, first, reason="Samma", by=by, now=NOW)
        answers = at_once(
            own_app,
            partial(merges.undo_merge, merge, by=by, now=NOW),
            partial(merges.merge_associations, first, last, reason="Samma", by=by, now=NOW),
        )
        assert not [one for one in answers if str(one).startswith("broke")], answers
        left = [row.id for row in db.session.query(Merge).filter(Merge.undone_at.is_(None))]
        db.session.rollback()
        for one in left:
            merges.undo_merge(one, by=by, now=NOW)


def test_an_import_applied_twice(own_app):
    by = a_secretary()
    import_id = an_import(a_csv(*[f"Förening {n};;Norrdal" for n in range(50)]), by=by)
    answers = at_once(own_app, *[lambda: directory_imports.apply_import(import_id, by=by, now=NOW)] * 3)
    assert answers.count("import_not_open") == 2, answers
    assert db.session.query(Association).count() == 50


def test_two_imports_of_the_same_register(own_app):
    by = a_secretary()
    rows = [f"Förening {n};;Norrdal" for n in range(50)]
    ids = [an_import(a_csv(*rows), by=by), an_import(a_csv(*rows, "En till;;Norrdal"), by=by)]
    answers = at_once(own_app, *[lambda i=i: directory_imports.apply_import(i, by=by, now=NOW) for i in ids])
    assert not [one for one in answers if str(one).startswith("broke")], answers
    assert db.session.query(Association).count() == 51, answers


def test_one_register_received_twice(own_app):
    by = a_secretary()
    data = a_csv("Förening;;Norrdal")
    answers = at_once(
        own_app, *[lambda: directory_imports.receive_directory_file(data, "r.csv", by=by, now=NOW)] * 4
    )
    assert not [one for one in answers if str(one).startswith("broke")], answers
    assert answers.count("same_file_again") == 3, answers


def test_one_delivery_twice(own_app):
    by = a_coordinator()
    key = a_source()
    data = un_xml([("1", "Påhittad Förening")])
    answers = at_once(
        own_app,
        *[lambda: snapshots.receive_delivery(key, data, file_name="l.xml", as_of=None, by=by, now=NOW).state]
        * 4,
    )
    assert set(answers) <= {
        "active",
        "unchanged",
        "received",
        "delivery_overtaken",
        "superseded",
        "parsing",
    }, answers


def test_sessions_opened_at_once(own_app):
    an_officer(username="anna")

    def enter():
        return len(officers.sign_in("anna", PASSWORD, address="10.0.0.1", now=NOW))

    assert set(at_once(own_app, *[enter] * 5)) == {43}
    assert db.session.query(OfficerSession).count() == 5
