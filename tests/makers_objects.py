"""One of everything that an address can name, for a board: what the matrix of access is tried on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.makers import NOW, SETUP, an_officer
from tests.makers_action_plans import plan_rows
from tests.makers_applications import PDF, a_case_in
from tests.makers_association_reports import report_rows
from tests.makers_associations import a_csv, an_import, known_besides
from tests.makers_case_rows import (
    a_notice_row,
    a_paper_row,
    a_question_letter_row,
    a_question_row,
    an_effect_list_row,
    an_evidence_row,
)
from tests.makers_claims import ledger_rows
from tests.makers_contracts import contract_rows
from tests.makers_decisions import a_decided_case, a_hit_in, two_officers
from tests.makers_hearings import hearing_rows
from tests.makers_inquiries import an_asked_register, asked
from tests.makers_lettings import letting_rows
from tests.makers_open import open_rows
from tests.makers_plans import living_plan_rows
from tests.makers_premises import premises_rows
from tests.makers_referrals import a_copy_row, a_mark_row, a_referral_row
from tests.makers_regimes import a_place_statement_row
from tests.makers_rescreening import a_clearance_and_signal
from tests.makers_reviews import review_rows
from tests.makers_rules import a_draft
from tests.makers_signatories import a_signatory_row
from tests.makers_sources import a_source, delivered, un_xml
from tests.makers_spot_checks import a_check_of
from tests.makers_wordings import a_wording_row
from vetting.domain.authority import OPERATOR, Actor
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import NumberClass, OfficeRole, Partner, Role, Stage
from vetting.domain.terms_disposal import RecordKind
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.domain.terms_spot_checks import CheckScope
from vetting.gateways import file_store
from vetting.records.absences import Absence
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association, Merge, OfficeHolder
from vetting.records.cross_checks import Hit
from vetting.records.db import db, settings, transaction
from vetting.records.files import remember_file
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.imports import ImportRow, ListImport
from vetting.records.notices import Notice
from vetting.records.officers import Appointment, Board
from vetting.records.reminders import Reminder
from vetting.records.snapshots import Listing, Snapshot, Source
from vetting.services import disposal, draws, rounds, rule_desk, works
from vetting.services.absences import tell_absence
from vetting.services.calendar_feeds import make_feed
from vetting.services.tokens import issue_token

Names = dict[str, str]


def everything_of(board: Board, number: int) -> Names:
    """A decided case of the board with all that hangs on it, and one of each other thing; ids by parameter name."""
    board_id, prefix = board.id, board.prefix
    secretary, head = two_officers(board)
    case_id, _ = a_decided_case(secretary, head, board=board, number=number)
    made: Names = {"case_id": case_id, "board_id": board_id, "hit_id": a_hit_in(case_id)}
    made["number"] = f"{prefix}-2026-{900 + number}"
    made["scheme_id"] = db.session.query(Scheme.id).filter_by(board_id=board_id).first()[0]
    made["follow_up_id"] = (
        db.session.query(FollowUp.id)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .filter(FollowUpPlan.case_id == case_id)
        .first()[0]
    )
    waiting = a_case_in(Stage.AWAITING_SUPPLEMENT, secretary, board=board)
    letter = db.session.query(Notice.content).filter_by(case_id=waiting).scalar()
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).case_number = made["number"]
        digest = file_store.keep(settings().files_dir, PDF)
        remember_file(digest, size=len(PDF), content_type="application/pdf", now=NOW)
        for name, make in OF_CASE.items():
            made[name] = _kept(make(case_id, digest))
        made["partner/question_id"] = _kept(a_question_row(case_id, digest, Partner.SANCTIONS))
        made["attachment_digest"] = digest
        made["question_letter_id"] = _kept(a_question_letter_row(case_id, made["question_id"]))
        made["notice_id"] = _kept(a_notice_row(case_id, letter))
        made |= hearing_rows(case_id, digest) | review_rows(case_id, secretary.id)
        made |= living_plan_rows(case_id)
        made["place_statement_id"] = a_place_statement_row(case_id)
        made |= ledger_rows(case_id, digest, secretary) | report_rows(case_id, secretary.id)
        made |= a_clearance_and_signal(case_id, made["hit_id"])
        hit = db.session.get_one(Hit, made["hit_id"])
        made["arenden/check_id"] = hit.check_id
        made |= _of_nobody(digest, board_id)
    made |= letting_rows(board, secretary.id) | premises_rows(board, secretary.id, digest)
    made |= _accounts(board_id, number) | _register(number, secretary) | a_check_of(board_id, number)
    made |= contract_rows(case_id, secretary, head) | open_rows(secretary.id, number)
    made |= plan_rows(board_id, digest)
    made["programme_id"] = _published(made["round_id"], board_id)
    return made


def _published(round_id: str, board_id: str) -> str:
    """Publishes the board's round and gives a programme of the board."""
    draws.publish_round(round_id, by=OPERATOR, now=NOW)
    return rounds.set_programme(
        None, CheckScope.GRANTS, (board_id,), terms=DrawTerms(), is_active=True, by=OPERATOR, now=NOW
    )


def _accounts(board_id: str, number: int) -> Names:
    administrator = an_officer(Role.ADMINISTRATOR, username=f"admin{number}", everywhere=True)
    other = an_officer(Role.PREMISES_MANAGER, username=f"lokal{number}")
    token_id, _ = issue_token(board_id, "E-tjänst", scopes=["cases:read"], by=administrator, now=NOW)
    key = f"kalla-{number}"
    a_source(key)
    delivered(key, un_xml([("1", "Påhittad Förening")]))
    register = an_asked_register(f"register-{number}")
    return {
        "officer_id": other.id,
        "absence_id": _absence(other.id, administrator),
        "appointment_id": db.session.query(Appointment.id).filter_by(officer_id=other.id).scalar(),
        "token_id": token_id,
        "key": key,
        "administration/key": "reasons",
        "token": make_feed("sv", by=administrator, now=NOW),
        "source": key,
        "registerfragor/key": register,
        "file_id": asked("8899999018", key=register)[0].id,
        "listing_id": db.session.query(Listing.id)
        .join(Source, Source.id == Listing.source_id)
        .filter(Source.key == key)
        .first()[0],
        "snapshot_id": db.session.query(Snapshot.id).filter(Snapshot.file_name == "lista.xml").first()[0],
        "exception_id": disposal.make_exception(
            board_id, RecordKind.LEAD, "Arkivet", by=administrator, now=NOW
        ),
        "work_id": works.queue_work("nothing", {}, by=administrator, now=NOW),
        "draft_id": rule_desk.save_draft(("utkast.toml", a_draft()), by=OPERATOR, now=NOW),
        "checklist_name": "democracy-criteria",
        "name": "democracy-criteria",
        "version": "2026-01",
        "year": "2026",
        "ending": "csv",
        "stickprov/ending": "json",
        "rapporter/ending": "json",
        "rapporter/scope": board_id,
        "rapporter/term": "t1-2026",
        "filename": "app.css",
    }


def _absence(officer_id: str, by: Actor) -> str:
    day = NOW.date() + dt.timedelta(days=90)
    tell_absence(officer_id, day, day, by=by, now=NOW)
    return str(db.session.query(Absence.id).filter_by(officer_id=officer_id).scalar())


def _of_nobody(digest: str, board_id: str) -> Names:
    kept, other, absorbed = (_kept(_association(name)) for name in ("Allén", "Björken", "Cypressen"))
    seat = OfficeHolder(association_id=kept, role=OfficeRole.CHAIR, term_from_on=dt.date(2026, 3, 1))
    reminder = Reminder(
        key=f"round_to_open:{board_id}",
        kind="round_to_open",
        subject="half_year:2026-H2",
        facts={"half_year": "2026-H2"},
        role=Role.COORDINATOR,
        written_at=NOW,
    )
    merge = Merge(
        kept_id=kept, absorbed_id=absorbed, moved={}, reason="Samma", merged_by="setup", merged_at=NOW
    )
    return {
        "association_id": kept,
        **known_besides(kept),
        "other_id": other,
        "holder_id": _kept(seat),
        "merge_id": _kept(merge),
        "reminder_id": _kept(reminder),
        "arenden/import_id": _kept(_application_list(digest, board_id)),
    }


def _kept(row: Any) -> str:
    db.session.add(row)
    db.session.flush()
    return str(row.id)


def _association(name: str) -> Association:
    return Association(
        name=name,
        search_key=name.lower(),
        sort_key=name.lower(),
        number_class=NumberClass.MISSING,
        created_at=NOW,
        updated_at=NOW,
    )


def _application_list(digest: str, board_id: str) -> ListImport:
    return ListImport(
        kind=ListKind.APPLICATIONS,
        board_id=board_id,
        file_digest=digest,
        file_name="lista.csv",
        state=ImportState.PREVIEW,
        received_by=SETUP.id,
        received_at=NOW,
    )


def _register(number: int, by: Actor) -> Names:
    """A register of the directory with a row that waits for a person."""
    import_id = an_import(a_csv(f"Dungens vänner {number};123;Norrdal"), by=by)
    row_no = db.session.query(ImportRow.row_no).filter_by(import_id=import_id).scalar()
    return {"foreningar/import_id": import_id, "row_no": str(row_no)}


OF_CASE: dict[str, Callable[[str, str], Any]] = {
    "paper_id": a_paper_row,
    "evidence_id": an_evidence_row,
    "question_id": a_question_row,
    "signatory_id": a_signatory_row,
    "wording_id": a_wording_row,
    "mark_id": a_mark_row,
    "public_copy_id": a_copy_row,
    "referral_id": a_referral_row,
    "list_id": an_effect_list_row,
}
# Addresses that hold one of these lead to something of one board; others see nothing there.
OF_BOARD = frozenset(
    {
        *(
            "case_id",
            "number",
            "arenden/import_id",
            "arenden/check_id",
            *OF_CASE,
            "hearing_notice_id",
            "hold_notice_id",
            *("claim_id", "claim_event_id", "demand_id", "relief_id", "alarm_id"),
            *("utbetalningar/support_id", "utbetalningar/import_id"),
            "hearing_id",
            "statement_id",
            "code_id",
            "hit_id",
            "clearance_id",
            "signal_id",
            *("follow_up_id", "report_id", "visit_id"),
            *("indicator_id", "instalment_id", "extension_id", "plan_letter_id"),
        ),
        *("stickprov/round_id", "programme_id", "rapporter/scope"),
        *("breach_id", "step_id", "bar_id", "move_id"),
        *("premises_id", "duty_id", "lokaler/import_id", "bokningar/import_id"),
        *("request_id", "bokningar/decision_id", "booking_id", "observation_id"),
        *("handlingsplaner/plan_id", "handlingsplaner/row_id", "lagesbilder/board_id"),
    }
)


def actor_in(role: Role, board: Board) -> Actor:
    """An officer with that role in that board only; an agent is of the partner whose sources are made here."""
    partner = Partner.SANCTIONS if role is Role.PARTNER_AGENT else None
    return an_officer(role, username=f"try.{role.value}", board=board, partner=partner)
