"""Judgments that the service learns from: what holds in court, what binds afterwards, what is not law."""

import datetime as dt
import re

import pytest

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_applications import PDF
from tests.makers_capsules import MINUTES
from tests.makers_checklists import PERSONAL, an_evidence
from tests.makers_decisions import a_decided_case, a_grant, a_proposed_case, a_ready_case
from tests.makers_grounds import ACT_ON, WEIGHED, a_case_with_act, a_refusal_for_act
from vetting.domain.application import SentPaper
from vetting.domain.errors import NotAllowed, Problem, Refused
from vetting.domain.legal_notes import NOTES
from vetting.domain.sealed_reasons import SealState, state_of
from vetting.domain.terms import PaperKind, Role
from vetting.domain.terms_court import CourtOutcome
from vetting.domain.terms_decisions import StatementChannel
from vetting.gateways.letters import letter_markup
from vetting.records.applications import Case
from vetting.records.associations import Association, Paper
from vetting.records.court_findings import CourtFinding
from vetting.records.db import db, transaction
from vetting.records.hearings import Statement
from vetting.records.notices import Notice, NoticeKind
from vetting.records.sealed_reasons import SealedReasons
from vetting.services import court_findings, decisions, evidence, papers, proposals, statements
from vetting.services.court_findings import Judgment
from vetting.services.statements import Spoken
from vetting.web.wording import problem_words

DAY = dt.timedelta(days=1)
FINDING = "Domstolen fann inte visat att föreningen bröt mot villkoret om våld och hot."


def a_judgment(**words):
    said = {
        "court": "Kammarrätten i Stockholm", "number": "1383-19", "judged_on": NOW.date() + 10 * DAY,
        "outcome": CourtOutcome.ANNULLED, "finding": FINDING,
    }  # fmt: skip
    return Judgment(**{**said, **words})


def test_sdu_kr_stockholm_a_refusal_holds_when_the_acts_and_every_gate_are_there(people):
    """A youth federation was refused for 2017 and the court let it stand."""
    secretary, _ = people
    registrar = an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    case_id = a_case_with_act(secretary)
    proposal_id = proposals.propose_decision(case_id, a_refusal_for_act(), by=secretary, now=NOW)
    decision_id = decisions.record_board_decision(
        case_id, proposal_id, minutes=MINUTES, decided_on=NOW.date(), by=registrar, now=NOW
    )
    seal = db.session.get_one(SealedReasons, decision_id)
    assert state_of(seal.text, seal.digest, seal.digest) is SealState.HOLDS
    content = db.session.query(Notice.content).filter_by(case_id=case_id, kind=NoticeKind.DECISION).scalar()
    told = letter_markup(content)
    for wanted in ("A01", "1 mars 2026", "laglighetsprövning", *(said for _, said in WEIGHED.values())):
        assert wanted in told.replace("\xa0", " "), wanted
    for question in ("A01", "A06", *WEIGHED):
        assert f'"{question}"' in seal.text
    assert ACT_ON.isoformat() in str(content)


def test_hfd_2019_43_article_6_is_an_open_point_and_stands_in_no_letter(people, client):
    """Whether a grant is a civil right was not read: a note to lawyers, never law."""
    secretary, head = people
    case_id, _ = a_decided_case(secretary, head)
    content = db.session.query(Notice.content).filter_by(case_id=case_id, kind=NoticeKind.DECISION).scalar()
    told = letter_markup(content)
    an_officer(Role.LAWYER, username="jurist")
    desk = sign_in(client, "jurist").get("/regelverk").text
    for note in NOTES:
        assert note.about in desk
        assert note.about not in told
    assert desk.count("Inte verifierat") >= len(NOTES)
    assert re.search(r"artikel 6|Europakonventionen", told) is None
    for open_page in ("/handlaggningsordning", "/integritet"):
        assert "HFD 2019:43" not in client.get(open_page).text


def test_kr_1383_19_what_a_court_settled_is_shown_to_whoever_decides_next(people, client):
    """The refusal for 2017 was annulled: the authority was bound by what the earlier court had found."""
    secretary, head = people
    earlier, decision_id = a_decided_case(secretary, head)
    later = NOW + 20 * DAY
    court_findings.record_finding(earlier, a_judgment(), by=secretary, now=later)
    case_id = a_ready_case(number=2)
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).association_id = db.session.get_one(Case, earlier).association_id
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    page = sign_in(client, "unit_head.nor")
    shown = page.get(f"/arenden/{case_id}/beslut").text
    assert FINDING in shown
    assert "1383-19" in shown
    other, _ = a_proposed_case(secretary, number=3)
    assert FINDING not in page.get(f"/arenden/{other}/beslut").text, "another association's"
    listed = page.get(f"/arenden/{case_id}/domar").text
    assert db.session.get_one(Case, earlier).case_number in listed
    assert [row.decision_id for row in db.session.query(CourtFinding)] == [decision_id]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"judged_on": NOW.date() - DAY}, "judgment_day_impossible"),
        ({"judged_on": NOW.date() + 30 * DAY}, "judgment_day_impossible"),
        ({"finding": ""}, "text_missing"),
        ({"finding": f"Se {PERSONAL}."}, "personal_number_in_text"),
    ],
)
def test_a_judgment_is_of_a_decision_made_and_told_without_persons(people, changes, code):
    case_id, _ = a_decided_case(*people)
    with pytest.raises(Refused, match=code):
        court_findings.record_finding(case_id, a_judgment(**changes), by=people[0], now=NOW + 20 * DAY)


def test_a_judgment_needs_a_decision_and_stays_as_written(people, client):
    secretary, head = people
    waiting, _ = a_proposed_case(secretary, number=2)
    with pytest.raises(Refused, match="not_decided"):
        court_findings.record_finding(waiting, a_judgment(), by=secretary, now=NOW + 20 * DAY)
    case_id, _ = a_decided_case(secretary, head)
    auditor = an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    with pytest.raises(NotAllowed):
        court_findings.record_finding(case_id, a_judgment(), by=auditor, now=NOW + 20 * DAY)
    db.session.rollback()
    page = sign_in(client, "culture_secretary.nor")
    today = dt.datetime.now(dt.UTC).date()
    sent = {
        "csrf_token": csrf(page, f"/arenden/{case_id}/domar"), "court": "Förvaltningsrätten", "number": "1-26",
        "judged_on": max(today, NOW.date()).isoformat(), "outcome": "annulled", "finding": FINDING,
    }  # fmt: skip
    assert page.post(f"/arenden/{case_id}/domar", data=sent).status_code == 302
    with pytest.raises(Refused, match="kept_as_written"), transaction(is_piece=True):
        db.session.query(CourtFinding).update({"finding": "Annat"})
    db.session.rollback()


def a_number(serial):
    """A personal number with the digit that makes it one (Luhn)."""
    digits = f"800101{serial:03}"
    doubled = [int(one) * (2 - at % 2) for at, one in enumerate(digits)]
    return f"19800101-{serial:03}{-sum(n // 10 + n % 10 for n in doubled) % 10}"


MEMBERS = "\n".join(f"Medlem {n};{a_number(n)}" for n in range(8)).encode()


@pytest.mark.parametrize(
    ("association", "file_name", "data", "is_refused"),
    [
        ("Granlunda Frikyrkoförsamling", "medlemslista 2026.csv", b"Namn;Ort\nA;B\n", True),
        ("Granlunda Frikyrkoförsamling", "bilaga.csv", MEMBERS, True),
        ("Granlunda Frikyrkoförsamling", "medlemsförteckning.pdf", PDF, True),
        ("Granlunda politiska ungdomsförening", "Medlems_register.csv", b"Namn;Ort\nA;B\n", True),
        ("Granlunda Frikyrkoförsamling", "antal per aldersgrupp.csv", b"0-12;14\n13-20;9\n", False),
        ("Granlunda Bollklubb", "medlemslista.csv", b"Namn;Ort\nA;B\n", False),
    ],
)
def test_23_a_named_list_of_members_of_a_body_of_belief_is_not_taken_in(
    people, association, file_name, data, is_refused
):
    """RF 2:2: a warning, and what may take its place: on site, by certificate, by age band."""
    secretary, _ = people
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    with transaction(is_piece=True):
        found = db.session.get_one(Association, db.session.get_one(Case, case_id).association_id)
        found.name = association
    sent = SentPaper(PaperKind.OTHER, 2026, file_name, data)
    ways = (
        lambda: papers.receive_paper(case_id, sent, by=secretary, now=NOW),
        lambda: evidence.add_evidence(
            case_id, an_evidence("S01", act_on=None), file=(file_name, data), by=secretary, now=NOW
        ),
        lambda: statements.record_statement(
            case_id, Spoken("Bilaga", (file_name, data)), channel=StatementChannel.LETTER,
            received_on=NOW.date(), by=secretary, now=NOW,
        ),
    )  # fmt: skip
    told = []
    for way in ways:
        try:
            way()
        except Problem as problem:
            db.session.rollback()
            told.append(problem.code)
    kept = db.session.query(Paper).count(), db.session.query(Statement).count()
    if is_refused:
        assert told[:2] == ["member_list_of_belief"] * 2
        assert told[2] == ("member_list_of_belief" if data == PDF else "kind_not_allowed")
        assert kept == (0, 0)
    else:
        assert "member_list_of_belief" not in told
    words = str(problem_words("member_list_of_belief", {}))
    for instead in ("on site", "auditor", "age band"):
        assert instead in words or "åldersgrupp" in words
