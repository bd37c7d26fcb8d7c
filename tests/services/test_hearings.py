"""Hearing the association: the letter lists what is unshown, and nothing unshown or unread carries a refusal."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer
from tests.makers_checklists import with_evidence
from tests.makers_decisions import a_grant, a_hit_in, a_ready_case, a_refusal, two_officers
from tests.makers_grounds import a_case_with_act, a_refusal_for_act
from tests.makers_hearings import LONG_AGO, an_answer, answered, drafted, facts_of, heard
from tests.makers_refusals import decide, propose, refused
from vetting.domain.authority import Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.hearings import unshown
from vetting.domain.terms import Judgement, OfficeRole, Outcome, Role, Signature
from vetting.domain.terms_decisions import HearingExemption
from vetting.gateways.hearing_letters import letter_markup
from vetting.records import hearings as rows
from vetting.records.cross_checks import Hit
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.hearings import Hearing, Statement, standing_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.signatories import Signatory
from vetting.services import hearings, proposals, statements

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
WHY = "Festivalen öppnar i morgon bitti och lokalen måste vara utrymd innan dess."


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    made = a_ready_case(heard=False)
    proposals.declare_no_conflict(made, by=secretary, now=LONG_AGO)
    return made


@pytest.fixture
def registrar(secretary):
    return an_officer(Role.REGISTRAR, board=a_board(), username="registrator")


def test_nothing_unheard_unshown_unanswered_or_unread_is_proposed_to_be_refused(case_id, secretary):
    refused("hearing_missing", propose, case_id, secretary)
    assert propose(case_id, secretary, a_grant(secretary)), "a grant needs no hearing"
    proposals.return_proposal(
        case_id, db.session.query(Proposal.id).scalar(), "Skriv om.", by=secretary, now=NOW
    )
    with_evidence(case_id, secretary, "S01")
    hearings.communicate(case_id, drafted(case_id), by=secretary, now=NOW)
    assert refused("hearing_reply_awaited", propose, case_id, secretary).facts["due_on"] == "2026-12-04"
    answered(case_id, secretary, now=NOW + DAY)
    found = refused("hearing_reply_awaited", propose, case_id, secretary, now=NOW + DAY).facts["all"]
    assert found == ["hearing_reply_awaited", "statement_not_considered"]
    statement_id = db.session.query(Statement.id).scalar()
    statements.consider_statement(case_id, statement_id, "Mer kommer.", by=secretary, now=NOW + DAY)
    refused("hearing_reply_awaited", propose, case_id, secretary, now=NOW + DAY)
    answered(case_id, secretary, text="Det var allt.", now=NOW + DAY)
    statement_id = db.session.query(Statement.id).filter_by(considered_at=None).scalar()
    statements.consider_statement(
        case_id, statement_id, "Ändringen är registrerad.", is_final=True, by=secretary, now=NOW + DAY
    )
    assert [fact["is_final"] for fact in facts_of("StatementConsidered")] == [False, True]
    an_answer(case_id, at=NOW + DAY)
    missing = refused("hearing_material_unshown", propose, case_id, secretary, now=NOW + DAY)
    assert missing.facts["all"] == ["hearing_material_unshown"], "nothing more is awaited"
    heard(case_id, secretary, now=NOW + DAY)
    refused("hearing_reply_awaited", propose, case_id, secretary, now=NOW + DAY)
    assert propose(case_id, secretary, now=NOW + 20 * DAY)
    assert db.session.query(Proposal).filter_by(is_open=True).one().outcome is Outcome.REFUSED


def test_a_ground_against_the_association_is_heard_on_in_a_dismissal_and_in_a_part_grant(case_id, secretary):
    refused("hearing_missing", propose, case_id, secretary, replace(a_refusal(), outcome=Outcome.DISMISSED))
    proven = a_case_with_act(secretary, number=2)
    proposals.declare_no_conflict(proven, by=secretary, now=NOW)
    an_answer(proven)
    on_act = a_grant(secretary, reasons=a_refusal_for_act().reasons)
    refused("hearing_material_unshown", propose, proven, secretary, on_act)
    heard(proven, secretary)
    proposal = db.session.get_one(Proposal, propose(proven, secretary, on_act))
    an_answer(proven, at=NOW + DAY)
    days = {"decided_on": TODAY + DAY, "today": TODAY + DAY}
    found = rows.faults_at_signing(proven, proposal, Signature.DELEGATE, **days)
    assert [fault.code for fault in found] == ["hearing_material_unshown"]


def test_the_letter_lists_exactly_what_is_unshown_and_is_kept_word_for_word(case_id, secretary):
    first = with_evidence(case_id, secretary, "S01")
    heard(case_id, secretary)
    question = an_answer(case_id)
    hearings.communicate(case_id, drafted(case_id), by=secretary, now=NOW)
    letters = db.session.query(Notice).filter_by(kind=NoticeKind.HEARING).order_by(Notice.written_at).all()
    assert [[item["key"] for item in letter.content["items"]] for letter in letters] == [
        [f"evidence:{first}"],
        [f"answer:{question}"],
    ]
    assert [fact["material"] for fact in facts_of("MaterialCommunicated")] == [
        [f"evidence:{first}"],
        [f"answer:{question}"],
    ]
    shown = letter_markup(letters[1].content)
    for words in (
        "Det här överväger vi",
        "Underlag vi använder",
        "Så bedömer vi det hittills",
        "Ert svar senast",
        "Rätt att begära längre tid",
        "Så läser ni handlingarna",
        "Svar från Kronofogden: Skulder i allmänna mål. Restförda skatter 2025",
        "4\u00a0december\u00a02026",
    ):
        assert words in shown, words
    assert shown == letter_markup(letters[1].content)
    assert "public_claims" not in shown
    hearings.communicate(case_id, drafted(case_id), by=secretary, now=NOW + DAY)
    empty = db.session.query(Notice).order_by(Notice.written_at.desc()).first()
    assert "inget underlag som ni inte redan har fått del av" in letter_markup(empty.content)


def test_a_second_signatory_in_a_register_has_not_been_told_of_with_the_first(case_id, secretary):
    def in_register(name, hit):
        person = Signatory(
            case_id=case_id, name=name, born_on=dt.date(1980, 1, 1), function=OfficeRole.MEMBER,
            declared_on=TODAY, added_by="setup", added_at=LONG_AGO,
        )  # fmt: skip
        db.session.add(person)
        db.session.flush()
        hit.signatory_id, hit.judgement = person.id, Judgement.SAME

    first = db.session.get_one(Hit, a_hit_in(case_id))
    with transaction(is_piece=True):
        in_register("Berit Exempel", first)
    heard(case_id, secretary)
    assert unshown(standing_of(case_id)) == ()
    with transaction(is_piece=True):
        facts = {"band": first.band, "score": 1.0, "reasons": [], "fingerprint": first.fingerprint}
        row = {
            "source_id": first.source_id,
            "listing_id": first.listing_id,
            "record_id": "r1",
            "name": "C. E.",
        }
        second = Hit(check_id=first.check_id, **facts, **row)
        db.session.add(second)
        in_register("Cilla Exempel", second)
    assert [item.id for item in unshown(standing_of(case_id))] == [second.id]


def test_what_came_while_the_letter_was_written_stops_it(case_id, secretary):
    seen = drafted(case_id)
    with_evidence(case_id, secretary, "S01")
    refused("hearing_material_changed", hearings.communicate, case_id, seen, by=secretary, now=NOW)
    assert db.session.query(Notice).count() == 0
    refused(
        "hearing_material_changed",
        hearings.communicate,
        case_id,
        replace(drafted(case_id), seen=("f" * 64,)),
        by=secretary,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"due_on": TODAY + 6 * DAY}, "due_too_soon"),
        ({"due_on": TODAY + 200 * DAY}, "due_too_late"),
        ({"considering": " "}, "text_missing"),
        ({"assessment": "Ordföranden 19811228-9874 hotade."}, "personal_number_in_text"),
        ({"assessment": "Ordföranden är muslim."}, "outlook_in_text"),
        ({"considering": "Avslag övervägs av trygghetsskäl."}, "wording_vague"),
        ({"assessment": "Föreningen står inte bakom demokratin."}, "wording_outlook"),
    ],
)
def test_a_letter_that_is_not_sound_is_not_written(case_id, secretary, changes, code):
    refused(code, hearings.communicate, case_id, replace(drafted(case_id), **changes), by=secretary, now=NOW)
    assert db.session.query(Hearing).count() == db.session.query(Notice).count() == 0


def test_only_who_prepares_the_case_hears_the_association(case_id, secretary):
    other = an_officer(
        Role.CULTURE_SECRETARY, board=a_board("SYD", "Sörlunda stadsdelsnämnd"), username="annan"
    )
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    letter = drafted(case_id)
    for by, error in ((other, NotFound), (auditor, NotAllowed), (Actor("association:x", "X"), NotAllowed)):
        with pytest.raises(error):
            hearings.communicate(case_id, letter, by=by, now=NOW)
        with pytest.raises(error):
            hearings.exempt(case_id, HearingExemption.UNNECESSARY, why=WHY, by=by, now=NOW)
        with pytest.raises(error):
            answered(case_id, by)
    proposals.declare_conflict(case_id, "Min syster är kassör.", by=secretary, now=NOW)
    refused("conflict_of_interest", hearings.communicate, case_id, letter, by=secretary, now=NOW)
    refused("conflict_of_interest", answered, case_id, secretary)


def test_an_exception_covers_what_there_is_and_not_what_comes(case_id, secretary):
    with_evidence(case_id, secretary, "S01")
    refused("exemption_reason_short", hearings.exempt, case_id, HearingExemption.IMMEDIATE, why="Bråttom.", by=secretary, now=NOW)  # fmt: skip
    hearings.exempt(case_id, HearingExemption.IMMEDIATE, why=WHY, by=secretary, now=NOW)
    assert facts_of("HearingExempted")[0]["exemption"] == "immediate"
    assert db.session.query(Notice).count() == 0
    an_answer(case_id)
    refused("hearing_material_unshown", propose, case_id, secretary)
    hearings.exempt(case_id, HearingExemption.IMMEDIATE, why=WHY, by=secretary, now=NOW)
    assert propose(case_id, secretary)


def test_longer_time_is_waited_for(case_id, secretary):
    hearing_id = heard(case_id, secretary)
    hearings.extend(case_id, hearing_id, TODAY + 3 * DAY, by=secretary, now=NOW)
    assert facts_of("HearingExtended")[0] == {"due_before": "2026-11-16", "due_on": "2026-11-23"}
    refused("hearing_reply_awaited", propose, case_id, secretary)
    other_id = a_ready_case(number=2, heard=False)
    with pytest.raises(NotFound):
        hearings.extend(other_id, hearing_id, TODAY + 9 * DAY, by=secretary, now=NOW)
    refused("exemption_without_items", hearings.exempt, case_id, HearingExemption.UNNECESSARY, why=WHY, by=secretary, now=NOW)  # fmt: skip
    an_answer(case_id)
    exemption = hearings.exempt(case_id, HearingExemption.UNNECESSARY, why=WHY, by=secretary, now=NOW)
    refused("hearing_reply_awaited", propose, case_id, secretary)
    with pytest.raises(NotFound):
        hearings.extend(case_id, exemption, TODAY + 9 * DAY, by=secretary, now=NOW)


def test_what_comes_between_proposal_and_signature_stops_the_signature(case_id, secretary):
    """A delegate's signature and the chair's; the board has decided on what there was, but a word is read."""
    heard(case_id, secretary)
    proposal_id = propose(case_id, secretary)
    proposal = db.session.get_one(Proposal, proposal_id)

    def codes(signature, decided_on=TODAY + DAY, today=TODAY + DAY):
        faults = rows.faults_at_signing(case_id, proposal, signature, decided_on=decided_on, today=today)
        return [fault.code for fault in faults]

    assert codes(Signature.DELEGATE) == []
    an_answer(case_id, at=NOW + DAY)
    answered(case_id, secretary, now=NOW + DAY)
    for signature in (Signature.DELEGATE, Signature.CHAIR):
        assert codes(signature) == ["hearing_material_unshown", "statement_not_considered"]
    assert codes(Signature.BOARD) == ["statement_not_considered"]
    assert codes(Signature.BOARD, TODAY) == [], "it came after the board's day"


def test_a_proposal_forged_past_the_gate_is_not_signed(case_id, secretary, registrar):
    """As by somebody who writes to the tables: the signature asks again, whatever the proposal passed."""
    heard(case_id, secretary)
    proposal_id = propose(case_id, secretary)
    with transaction(is_piece=True):
        db.session.execute(text("UPDATE hearings SET reply_due_on = '2026-12-24'"))
    db.session.expire_all()
    refused("hearing_reply_awaited", decide, case_id, proposal_id, registrar)
    with transaction(is_piece=True):
        db.session.execute(text("DELETE FROM hearings"))
    db.session.expire_all()
    refused("hearing_missing", decide, case_id, proposal_id, registrar)
    assert db.session.query(Decision).count() == 0


def test_what_a_letter_listed_is_not_rewritten(case_id, secretary):
    with_evidence(case_id, secretary, "S01")
    heard(case_id, secretary)
    for statement in ("UPDATE hearing_items SET print = 'x'", "DELETE FROM hearing_items"):
        with pytest.raises(Refused, match="kept_as_written"), transaction(is_piece=True):
            db.session.execute(text(statement))
