"""The association's own report: written by one, signed by another, read by the officer, never judged by a machine."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_association_reports import (
    ANSWERS,
    LINK,
    SIGNER,
    handed_over,
    opened,
    signed_report,
    whole_answers,
)
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.authority import Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused, UnusableFile
from vetting.domain.report_reading import Arriving, ReadAnswer, ReportPoint
from vetting.domain.terms import Role
from vetting.domain.terms_association_reports import ReadingKind, ReportChannel, ReportState, RestsOn
from vetting.gateways import report_workbooks
from vetting.reading import association_reports as reading
from vetting.reading.own_reports import own_report_page
from vetting.records import association_reports
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.outbox import Message
from vetting.records.reminders import Reminder
from vetting.services import own_reports, report_readings, report_signing
from vetting.services.case_codes import association_actor
from vetting.services.own_reports import Written
from vetting.services.report_readings import ReadSo

LATER = NOW + dt.timedelta(hours=1)
CHAIR = Actor("signer:test", "ordförande")


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    head = an_officer(Role.UNIT_HEAD, username="chefen", board=a_board())
    return a_decided_case(secretary, head)[0]


@pytest.fixture
def own(case_id, secretary):
    return opened(case_id, secretary)


def saved(own, answers, *, seen=0, role="kassör", now=NOW):
    written = Written(answers, role, "foreningen@granlunda.example")
    return own_reports.save_report_draft(own, written, seen_version=seen, by=association_actor(own), now=now)


def last_year(case_id, secretary, answers=None):
    """The same association's case of the year before, reported on."""
    head = an_officer(Role.UNIT_HEAD, username="forra.chefen", board=a_board())
    before, _ = a_decided_case(secretary, head, number=7)
    with transaction(is_piece=True):
        old, new = db.session.get_one(Case, before), db.session.get_one(Case, case_id)
        old.association_id, old.year = new.association_id, new.year - 1
        old.scheme_id = new.scheme_id
    return signed_report(before, secretary, answers)


def test_a_report_is_written_by_one_signed_by_another_and_found_by_its_reader(own, case_id, secretary):
    report_id = signed_report(case_id, secretary)
    report = association_reports.report_of_case(case_id, report_id)
    assert (report.version, report.written_role, report.signed_role) == (1, "kassör", "ordförande")
    assert report.answers["spent"] == "44000"
    assert association_reports.draft_of(case_id) is None
    waiting = db.session.query(Reminder).filter_by(kind="report_to_read", handled_at=None).one()
    assert waiting.officer_id == secretary.id
    receipt = db.session.query(Message).filter(Message.key == f"report_receipt:{report_id}").one()
    assert report.digest in receipt.body
    assert receipt.to_address == "foreningen@granlunda.example"


def test_the_writer_cannot_certify(own, case_id, secretary):
    version = saved(own, whole_answers(case_id))
    by = association_actor(own)
    facts = {"seen_version": version, "link": LINK, "by": by, "now": NOW}
    with pytest.raises(Refused, match="signer_is_writer"):
        report_signing.hand_over(own, "Kassör", SIGNER, **facts)
    with pytest.raises(Refused, match="signer_has_writers_address"):
        report_signing.hand_over(own, "ordförande", "foreningen@granlunda.example", **facts)
    report_signing.hand_over(own, "ordförande", SIGNER, **facts)
    with pytest.raises(Refused, match="draft_handed_over"):
        saved(own, whole_answers(case_id), seen=version)
    with pytest.raises(Refused, match="signer_is_writer"):
        report_signing.make_signer_code(case_id, "kassör", by=secretary, now=NOW)


def test_the_code_that_opens_the_case_signs_nothing(own, case_id, secretary):
    handed_over(own, whole_answers(case_id))
    with pytest.raises(Refused, match="code_wrong"):
        report_signing.open_signing(own.case_number, "AAAA-BBBB-CCCC", address="192.0.2.2", now=NOW)
    with pytest.raises(NotFound):
        report_signing.sign_report("nothing", seen_version=1, by=CHAIR, now=NOW)


def test_a_draft_need_not_be_whole_and_two_at_once_lose_nothing(own, case_id):
    version = saved(own, {"activities": "Kvällar", "participants": "många"})
    assert own_report_page(own).draft.answers == {"activities": "Kvällar", "participants": "många"}
    with pytest.raises(Refused, match="draft_changed"):
        saved(own, {"activities": "Något annat"}, seen=0)
    assert own_report_page(own).draft.answers["activities"] == "Kvällar"
    with pytest.raises(Refused, match="answers_unsound_report") as refusal:
        report_signing.hand_over(
            own, "ordförande", SIGNER, seen_version=version, link=LINK, by=association_actor(own), now=NOW
        )
    faults = dict(refusal.value.facts["faults"])
    assert faults["participants"] == "number_unreadable"
    assert faults["spent"] == "report_answer_missing"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Deltog gjorde Anna Ek, Bo Alm, Cia Dal", None),
        ("Anna Ek, Bo Alm, Cia Dal", "names_listed"),
        ("Anna Ek\nBo Alm\nCia-Lena Dal", "names_listed"),
        ("Ledare 8808080808", None),
        ("Ledare 19800101-1231 var där", "personal_number_in_text"),
        ("Vi var på Gamla Torget och i Södra Parken", None),
    ],
)
def test_participants_are_told_in_totals_only(own, text, code):
    if code is None:
        assert saved(own, {"activities": text})
        return
    with pytest.raises(Refused, match="answers_not_saved") as refusal:
        saved(own, {"activities": text})
    assert refusal.value.facts["faults"] == (("activities", code),)


def test_last_years_texts_are_copied_only_when_asked_and_never_over_what_is_written(case_id, secretary):
    last_year(case_id, secretary)
    own = opened(case_id, secretary)
    assert own_report_page(own).draft.answers == {}
    version = saved(own, {"results": "Nytt i år"})
    count = own_reports.copy_last_year(own, seen_version=version, by=association_actor(own), now=NOW)
    draft = own_report_page(own).draft
    assert count == 3
    assert draft.answers["results"] == "Nytt i år"
    assert draft.answers["activities"] == ANSWERS["activities"]
    assert "participants" not in draft.answers  # figures are told anew
    assert draft.is_copied


def test_a_workbook_follows_the_same_rule_as_the_form(own, case_id):
    version = saved(own, whole_answers(case_id))
    data = own_reports.report_workbook(own, language="sv", today=NOW.date())
    assert data == own_reports.report_workbook(own, language="sv", today=NOW.date())
    filled = own_reports.read_report_workbook(own, ("redovisning.xlsx", data), today=NOW.date())
    assert filled.version == version
    assert {key: text for key, text in filled.answers.items() if text} == {
        **whole_answers(case_id),
        "spent": "44000",
    }


def test_a_workbook_made_by_another_hand_is_refused_with_its_row(own, case_id, secretary):
    saved(own, whole_answers(case_id))
    questions = own_reports.questions_of(case_id, today=NOW.date())
    blank = own_reports.BlankReport("SYD 2026/0001", "2026-01", 1, "Annan", questions.asked, {})
    data = report_workbooks.write_report_sheet(blank, "sv")
    with pytest.raises(UnusableFile, match="report_sheet_of_other_case") as refusal:
        own_reports.read_report_workbook(own, ("x.xlsx", data), today=NOW.date())
    assert refusal.value.facts["row"] == 5
    with pytest.raises(UnusableFile):
        own_reports.read_report_workbook(own, ("x.xlsx", b"PK nothing"), today=NOW.date())


def emptied(report_id):
    with transaction(is_piece=True):
        db.session.get_one(association_reports.AssociationReport, report_id).answers = {}
        db.session.flush()


def test_a_report_handed_in_is_kept_and_a_correction_is_a_new_version_with_its_reason(case_id, secretary):
    first = signed_report(case_id, secretary)
    with pytest.raises(Refused, match="text_missing"):
        signed_report(case_id, secretary, now=LATER)
    second = None
    own = opened(case_id, secretary, now=LATER)
    draft = association_reports.draft_of(case_id)
    code = handed_over(own, whole_answers(case_id, participants="130"), reason="Räknat fel", now=LATER)
    token = report_signing.open_signing(own.case_number, code, address="192.0.2.2", now=LATER)
    second = report_signing.sign_report(token, seen_version=draft.version, by=CHAIR, now=LATER)
    reports = association_reports.reports_of(case_id)
    assert [one.id for one in reports] == [second, first]
    assert (reports[0].reason, reports[1].answers["participants"]) == ("Räknat fel", "120")
    with pytest.raises(Refused, match="kept_as_written"):
        emptied(first)


def test_the_signer_can_send_it_back_with_a_word(own, case_id):
    code = handed_over(own, whole_answers(case_id))
    token = report_signing.open_signing(own.case_number, code, address="192.0.2.2", now=NOW)
    report_signing.send_back(token, "Antalet kvällar var 30.", by=CHAIR, now=NOW)
    draft = own_report_page(own).draft
    assert (draft.sent_back, draft.handed_at) == ("Antalet kvällar var 30.", None)
    with pytest.raises(NotFound):
        report_signing.sign_report(token, seen_version=draft.version, by=CHAIR, now=NOW)


def test_a_paper_report_is_registered_by_an_officer(case_id, secretary):
    arriving = Arriving(
        whole_answers(case_id), "kassör", "revisor", ReportChannel.PAPER, received_on=NOW.date()
    )
    report_id = report_signing.register_paper_report(case_id, arriving, by=secretary, now=NOW)
    assert association_reports.report_of_case(case_id, report_id).channel is ReportChannel.PAPER
    stranger = an_officer(Role.CULTURE_SECRETARY, username="soder", board=a_board("SYD", "Sör"))
    with pytest.raises((NotAllowed, NotFound)):
        report_signing.register_paper_report(case_id, arriving, by=stranger, now=NOW)


def test_two_years_almost_alike_are_shown_with_their_passages_and_decided_without_delay(case_id, secretary):
    last_year(case_id, secretary)
    report_id = signed_report(case_id, secretary, whole_answers(case_id, deviations="Inget alls"))
    page = reading.case_reports(case_id, actor=secretary)
    assert page.comparison.percent >= 95
    equal = [part.text for text in page.comparison.texts for part in text.now if part.is_equal]
    assert any("öppna kvällar varje torsdag" in text for text in equal)
    assert [line.sign.key for line in page.signs] == ["equal:whole"]
    report_readings.approve_report(
        case_id, report_id, ReadSo("Verksamheten är densamma."), by=secretary, now=LATER
    )
    page = reading.case_reports(case_id, actor=secretary)
    assert page.state is ReportState.APPROVED
    assert page.signs[0].word == "Verksamheten är densamma."


def test_a_negative_answer_never_rests_on_a_sign_alone(case_id, secretary):
    last_year(case_id, secretary)
    report_id = signed_report(case_id, secretary)

    def said(*rests_on):
        answer = ReadAnswer("U02", "nej", "Texten är densamma som i fjol.", rests_on)
        return ReadSo("Oklart", (answer,))

    points = (ReportPoint("spent_on", "Vad har hyran kostat?"),)
    for rests_on, code in (((RestsOn.SIGN,), "answer_rests_on_sign"), ((), "answer_rests_on_nothing")):
        with pytest.raises(Refused, match=code):
            report_readings.ask_completion(
                case_id, report_id, said(*rests_on), points, due_on=None, by=secretary, now=LATER
            )
    due = report_readings.ask_completion(
        case_id, report_id, said(RestsOn.SIGN, RestsOn.PAPER), points, due_on=None, by=secretary, now=LATER
    )
    reading_row = association_reports.reading_of(report_id)
    assert (reading_row.kind, reading_row.due_on) == (ReadingKind.COMPLETION, due)
    sent = db.session.query(Message).filter(Message.key == f"report_completion:{report_id}").one()
    assert "Vad har hyran kostat?" in sent.body
    asked_back = own_report_page(opened(case_id, secretary, now=LATER)).asked_back
    assert [point.question_id for point in asked_back.points] == ["spent_on"]


def test_a_question_is_closed_once_with_a_word(case_id, secretary):
    last_year(case_id, secretary)
    report_id = signed_report(case_id, secretary, whole_answers(case_id, participants="900"))
    keys = {line.sign.key for line in reading.case_reports(case_id, actor=secretary).signs}
    assert keys == {"equal:whole", "jump:participants"}
    report_readings.close_sign(
        case_id, report_id, "jump:participants", "Två nya grupper.", by=secretary, now=LATER
    )
    with pytest.raises(Refused, match="sign_closed"):
        report_readings.close_sign(case_id, report_id, "jump:participants", "Igen", by=secretary, now=LATER)
    with pytest.raises(NotFound):
        report_readings.close_sign(case_id, report_id, "jump:spent", "Inget", by=secretary, now=LATER)
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=secretary, now=LATER)
    with pytest.raises(Refused, match="report_read_already"):
        report_readings.approve_report(case_id, report_id, ReadSo("Igen."), by=secretary, now=LATER)
