"""What letters to the association leave out: marked words however they are written, and officers under threat."""

import json
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case, a_secretary
from tests.makers_decisions import a_grant, a_ready_case, two_officers
from tests.makers_grounds import LOOKED, a_case_with_act, a_refusal_for_act
from tests.makers_hearings import LONG_AGO, drafted
from tests.makers_hearings import answered as spoken
from tests.makers_spot_checks import a_check, check_row
from vetting.domain.decisions import Reason
from vetting.domain.points import PointKind
from vetting.domain.secrecy import NEUTRAL_GROUNDS
from vetting.domain.secret_words import WITHHELD
from vetting.domain.supplement import Point
from vetting.domain.terms import Role
from vetting.gateways import check_letters, hearing_letters, letters
from vetting.reading.own_case import own_case_page
from vetting.records.case_codes import OwnCase
from vetting.records.db import db, transaction
from vetting.records.hearings import statements_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.sealed_reasons import SealedReasons
from vetting.records.secrecy_marks import SecrecyMark
from vetting.services import (
    check_comments,
    decisions,
    hearings,
    proposals,
    secrecy_marks,
    statements,
    supplements,
)

GROUND = NEUTRAL_GROUNDS[0]
ODD = "anna  BERG"


@pytest.fixture
def secretary(app):
    return two_officers()[0]


def content_of(case_id, kind):
    return db.session.query(Notice.content).filter_by(case_id=case_id, kind=kind).scalar()


def told(content):
    return json.dumps(content, ensure_ascii=False)


def threatened(case_id, by):
    with transaction(is_piece=True):
        db.session.add(
            SecrecyMark(case_id=case_id, item="officers", ground=GROUND, marked_by=by.id, marked_at=NOW)
        )


def test_no_text_of_a_refusal_tells_marked_words_and_the_seal_keeps_them(secretary):
    case_id = a_case_with_act(secretary)
    secrecy_marks.mark_passage(case_id, "Anna Berg", GROUND, by=secretary, now=NOW)
    secrecy_marks.mark_passage(case_id, "Ingen annan händelse", GROUND, by=secretary, now=NOW)
    draft = a_refusal_for_act()
    draft = replace(
        draft,
        summary=f"{draft.summary} {ODD} såg det.",
        reasons=(
            Reason("A01", "styrkt", f"Hotet mot {ODD} stoppade mötet.", f"{LOOKED} {ODD} är tillfrågad."),
        ),
        proportionality=f"{draft.proportionality} {ODD} är hörd.",
    )
    proposal_id = proposals.propose_decision(case_id, draft, by=secretary, now=NOW)
    registrar = an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    decision_id = decisions.record_board_decision(
        case_id, proposal_id, minutes="Protokoll 4, § 12", decided_on=NOW.date(), by=registrar, now=NOW
    )
    content = content_of(case_id, NoticeKind.DECISION)
    assert ODD not in told(content)
    assert "Ingen annan händelse" not in told(content), "what was weighed tells of it too"
    (reason,) = content["reasons"]
    for text in (content["summary"], content["proportionality"], reason["reason"], reason["no_contrary"]):
        assert WITHHELD in text
    assert told(json.loads(db.session.get_one(SealedReasons, decision_id).text)).count(ODD) == 4


def test_conditions_and_plan_of_a_grant_tell_no_marked_words(secretary):
    draft = a_grant(secretary)
    plan = (replace(draft.plan[0], title=f"Samtal med {ODD}"), *draft.plan[1:])
    draft = replace(
        draft,
        conditions=(*draft.conditions, f"{ODD} leder inte kvällarna."),
        reservation=f"{draft.reservation} {ODD} prövas.",
        plan=plan,
    )
    head = an_officer(Role.UNIT_HEAD, board=a_board(), username="chef")
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    secrecy_marks.mark_passage(case_id, "Anna Berg", GROUND, by=secretary, now=NOW)
    proposal_id = proposals.propose_decision(case_id, draft, by=secretary, now=NOW)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    content = content_of(case_id, NoticeKind.DECISION)
    assert ODD not in told(content)
    assert told(content).count(WITHHELD) == 3


def test_no_letter_before_the_decision_tells_marked_words(secretary):
    case_id = a_ready_case(heard=False)
    secrecy_marks.mark_passage(case_id, "Anna Berg", GROUND, by=secretary, now=NOW)
    words = replace(drafted(case_id), considering=f"Vi väger in {ODD}.", assessment=f"{ODD}, anna\nberg")
    hearings.communicate(case_id, words, by=secretary, now=LONG_AGO)
    content = content_of(case_id, NoticeKind.HEARING)
    assert content["considering"] == f"Vi väger in {WITHHELD}."
    assert content["assessment"] == f"{WITHHELD}, {WITHHELD}"
    point = Point(PointKind.FIELD, "amount", f"Vad fick {ODD}?")
    supplements.request_supplement(case_id, [point], due_on=None, by=secretary, now=NOW)
    (line,) = content_of(case_id, NoticeKind.SUPPLEMENT)["points"]
    assert line["note"] == f"Vad fick {WITHHELD}?"


def a_decision_letter():
    secretary, head = two_officers()
    case_id = a_ready_case()
    threatened(case_id, secretary)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposal_id = proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    return case_id, (secretary, head), letters.letter_markup


def a_hearing_letter():
    secretary, head = two_officers()
    case_id = a_ready_case(heard=False)
    threatened(case_id, secretary)
    hearings.communicate(case_id, drafted(case_id), by=secretary, now=LONG_AGO)
    return case_id, (secretary, head), hearing_letters.letter_markup


def a_supplement_letter():
    secretary = a_secretary()
    case_id = a_case(secretary)
    threatened(case_id, secretary)
    point = Point(PointKind.FIELD, "amount", "Vad ingår?")
    supplements.request_supplement(case_id, [point], due_on=None, by=secretary, now=NOW)
    return case_id, (secretary,), told


def a_check_letter():
    check_id, checker = a_check()
    case_id = check_row(check_id).case_id
    threatened(case_id, checker)
    check_comments.ask_for_comment(check_id, by=checker, now=NOW)
    return case_id, (checker,), check_letters.letter_markup


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (a_decision_letter, NoticeKind.DECISION),
        (a_hearing_letter, NoticeKind.HEARING),
        (a_supplement_letter, NoticeKind.SUPPLEMENT),
        (a_check_letter, NoticeKind.SPOT_CHECK),
    ],
)
def test_where_threats_are_feared_no_letter_to_the_association_names_an_officer(app, written, kind):
    case_id, officers, markup = written()
    content = content_of(case_id, kind)
    for officer in officers:
        assert officer.name not in told(content)
        assert officer.name not in markup(content)


def test_a_letter_without_officers_still_reads_as_one(app):
    case_id, _officers, _ = a_decision_letter()
    markup = letters.letter_markup(content_of(case_id, NoticeKind.DECISION))
    assert "Beslutet har fattats av en behörig tjänsteman på delegation" in markup
    assert "Ansvarig handläggare" in markup
    assert "Föredragande" not in markup


def test_the_own_page_tells_no_marked_words_that_officers_wrote(secretary):
    case_id = a_ready_case(heard=False)
    hearings.communicate(case_id, drafted(case_id), by=secretary, now=LONG_AGO)
    spoken(case_id, secretary, text="Anna Berg ljuger.")
    statement = statements_of(case_id)[0]
    statements.consider_statement(case_id, statement.id, f"Vägt mot {ODD}.", by=secretary, now=NOW)
    secrecy_marks.mark_passage(case_id, "Anna Berg", GROUND, by=secretary, now=NOW)
    own = OwnCase(case_id, "", "", "", "")
    (line,) = own_case_page(own, today=NOW.date()).statements
    assert (line.text, line.considered) == ("Anna Berg ljuger.", f"Vägt mot {WITHHELD}.")
