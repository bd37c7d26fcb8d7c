"""What the association reads on its own page: what was put before it, tried or its own, and nothing before."""

import pytest

from tests.makers import NOW
from tests.makers_applications import PDF
from tests.makers_checklists import an_evidence, with_evidence
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_hearings import an_answer, heard
from tests.makers_referrals import referred, with_act
from vetting.domain.application import SentPaper
from vetting.domain.errors import NotFound
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.secrecy import UNTRIED
from vetting.domain.terms import PaperKind, Stage
from vetting.domain.terms_decisions import HearingExemption
from vetting.reading.own_case import own_case_page
from vetting.records.applications import Case
from vetting.records.associations import Paper
from vetting.records.case_codes import OwnCase
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.referrals import referrals_of
from vetting.services import evidence, hearings, own_files, referrals, secrecy_marks
from vetting.services.case_codes import association_actor
from vetting.services.papers import receive_paper
from vetting.services.partner_questions import Reply, correct_answer, record_answer

WHY = "Festivalen öppnar i morgon bitti och lokalen måste vara utrymd innan dess."
GROUND = secrecy_marks.NEUTRAL_GROUNDS[0]


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    return a_ready_case(heard=False)


def a_paper(name):
    return SentPaper(PaperKind.OTHER, 2026, name, PDF + name.encode())


def own(case_id):
    return OwnCase(case_id, "NOR 2026/0001", "a", "Föreningen", "-")


def page(case_id):
    return own_case_page(own(case_id), today=NOW.date())


def texts(case_id):
    return [one.item.text for one in page(case_id).used]


def decided(case_id):
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.DECIDED


def test_what_came_from_others_is_not_told_before_it_was_put_before_the_association_or_tried(
    case_id, secretary
):
    answer_id = an_answer(case_id)
    kept = with_evidence(case_id, secretary, "S01", description="Lokalen stod tom")
    assert page(case_id).used == ()
    secrecy_marks.mark_items_tried(case_id, [f"answer:{answer_id}"], by=secretary, now=NOW)
    assert texts(case_id) == ["Restförda skatter 2025"]
    heard(case_id, secretary)
    assert sorted(texts(case_id)) == ["Lokalen stod tom", "Restförda skatter 2025"]
    assert all(one.shown_on for one in page(case_id).used)
    secrecy_marks.mark_item(case_id, f"evidence:{kept}", GROUND, by=secretary, now=NOW)
    assert sorted(texts(case_id)) == ["", "Restförda skatter 2025"]
    with transaction(is_piece=True):
        db.session.get_one(PartnerQuestion, answer_id).answer_text = "Rättat: anmäld för bedrägeri"
    assert texts(case_id) == [""]


def test_what_is_marked_leaves_its_marker_only_where_a_letter_told_of_it(case_id, secretary):
    kept = with_evidence(case_id, secretary, "S01", description="Anna såg det")
    mark = secrecy_marks.mark_item(case_id, f"evidence:{kept}", GROUND, by=secretary, now=NOW)
    assert page(case_id).used == ()
    heard(case_id, secretary)
    assert [one.item.withheld for one in page(case_id).used] == [GROUND]
    secrecy_marks.lift_mark(case_id, mark, by=secretary, now=NOW)
    assert page(case_id).used == ()


def test_what_would_frustrate_the_decision_is_told_of_with_it_and_not_before(case_id, secretary):
    answer_id = an_answer(case_id)
    with_evidence(case_id, secretary, "S01", description="Lokalen töms i natt")
    before = page(case_id)
    hearings.exempt(case_id, HearingExemption.FRUSTRATES, why=WHY, by=secretary, now=NOW)
    secrecy_marks.mark_items_tried(case_id, [f"answer:{answer_id}"], by=secretary, now=NOW)
    assert page(case_id) == before
    with_evidence(case_id, secretary, "S01", description="Obehövligt")
    hearings.exempt(case_id, HearingExemption.UNNECESSARY, why=WHY, by=secretary, now=NOW)
    assert page(case_id) == before
    decided(case_id)
    used = page(case_id).used
    assert {one.item.text: one.exemption for one in used} == {
        "Lokalen töms i natt": HearingExemption.FRUSTRATES,
        "Restförda skatter 2025": HearingExemption.FRUSTRATES,
        "Obehövligt": HearingExemption.UNNECESSARY,
    }


def test_what_nobody_tried_is_withheld_also_after_the_decision(case_id, secretary):
    an_answer(case_id)
    hearings.exempt(case_id, HearingExemption.FRUSTRATES, why=WHY, by=secretary, now=NOW)
    decided(case_id)
    (one,) = page(case_id).used
    assert (one.item.text, one.item.code, one.item.source, one.item.withheld) == ("", "", "", UNTRIED)


def test_its_papers_are_those_it_sent_and_evidence_on_them_is_its_own(secretary):
    case_id = with_act(a_ready_case(heard=False))
    sent = [receive_paper(case_id, a_paper(name), by=secretary, now=NOW) for name in ("ett.pdf", "två.pdf")]
    referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)
    ((_row, question),) = referrals_of(case_id)
    for data, deed, words in ((PDF, record_answer, {}), (PDF + b"2", correct_answer, {"why": "Ny version"})):
        opinion = Reply(
            AnswerCode.STATEMENT_ATTACHED, NOW.date(), "utredare", attachment=("Yttrande.pdf", data)
        )
        deed(question.id, opinion, by=secretary, now=NOW, **words)
    assert db.session.query(Paper).filter_by(case_id=case_id).count() == 4
    assert set(page(case_id).papers) == {"ett.pdf", "två.pdf"}
    secrecy_marks.mark_item(case_id, f"paper:{sent[1]}", GROUND, by=secretary, now=NOW)
    assert page(case_id).papers == ("ett.pdf",)
    file = ("ett.pdf", a_paper("ett.pdf").data)
    evidence.add_evidence(case_id, an_evidence("S01"), file=file, by=secretary, now=NOW)
    (one,) = page(case_id).used
    assert (one.is_own, bool(one.file), one.shown_on) == (True, True, None)


def test_the_file_behind_evidence_opens_once_it_is_put_before_the_association(case_id, secretary):
    found = evidence.add_evidence(
        case_id, an_evidence("S01", description="Stadgar"), file=("bild.pdf", PDF), by=secretary, now=NOW
    )
    assert page(case_id).used == ()
    with pytest.raises(NotFound):
        own_files.open_own_file(own(case_id), found, by=association_actor(own(case_id)), now=NOW)
    heard(case_id, secretary)
    assert [one.file for one in page(case_id).used] == [found]
