"""Cases under the other legal regimes, statements to the police, and rules of procedure a board has adopted."""

import datetime as dt

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_ready_case
from vetting.domain.authority import OPERATOR, Actor
from vetting.domain.house_rules import HouseRule
from vetting.domain.place_statements import StatementLetter, content_of
from vetting.domain.terms import Regime, Role
from vetting.domain.terms_decisions import DelegatedAct, HouseRuleKey, PlaceStance
from vetting.records.applications import Application, Case
from vetting.records.db import db, transaction
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Board, Delegation, Officer
from vetting.records.place_statements import PlaceStatement
from vetting.services.house_rules import confirm_house_rule, record_house_rule

EVENT_ON = dt.date(2027, 6, 12)
RULE = "Ett beslut som går föreningen emot motiveras skriftligt innan det fattas."


def a_case_under(regime: Regime, *, board: Board | None = None, number: int = 1) -> str:
    """A case in review under that regime, about one day; gives its id. Of a place the unit head may give the
    opinion."""
    case_id = a_ready_case(board=board, number=number)
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).regime = regime
        applied = db.session.query(Application).filter_by(case_id=case_id).one()
        applied.starts_on = applied.ends_on = EVENT_ON
        applied.purpose = "Loppmarknad på torget"
        if regime is Regime.PUBLIC_PLACE:
            board_id = db.session.get_one(Case, case_id).board_id
            about = {"regime": regime, "act": DelegatedAct.PLACE_STATEMENT}
            day = dt.date(2026, 1, 1)
            db.session.add(
                Delegation(
                    board_id=board_id, role=Role.UNIT_HEAD, max_amount=0, in_force_on=day, item="6.4", **about
                )
            )
    return case_id


def an_adopted_rule(
    board: Board,
    key: HouseRuleKey = HouseRuleKey.REASONS,
    *,
    begins_on: dt.date = dt.date(2026, 1, 1),
    text: str = RULE,
    ends_on: dt.date | None = None,
    by: Actor | None = None,
) -> str:
    """A rule of procedure the board has adopted, confirmed by another than `by`; gives its id."""
    board_id = board.id
    by = by or an_officer(Role.ADMINISTRATOR, username=f"adm.{key.value}.{begins_on}", everywhere=True)
    rule = HouseRule(key, text, "Norrdals stadsdelsnämnd § 7", begins_on, begins_on, ends_on)
    waiting_id = record_house_rule(board_id, rule, by=by, now=NOW)
    return confirm_house_rule(board_id, waiting_id, by=OPERATOR, now=NOW)


def a_place_statement_row(case_id: str) -> str:
    """A statement in the case whatever its regime, for trying its addresses; gives its id."""
    content = content_of(
        StatementLetter(
            municipality="Nordköpstad",
            board="Nämnden",
            case_number="NOR 2026/0001",
            police_number="",
            association="Granen",
            org_number="",
            purpose="Loppmarknad",
            starts_on="2027-06-12",
            ends_on="2027-06-12",
            is_assembly=False,
            stance="no_objection",
            concerns=(),
            given_on="2026-11-20",
            given_by="Chef",
            delegation_item="4.2",
        )
    )
    notice = Notice(
        case_id=case_id,
        kind=NoticeKind.PLACE_STATEMENT,
        subject="Yttrande",
        content=content,
        digest="0" * 64,
        written_by="setup",
        written_at=NOW,
    )
    db.session.add(notice)
    db.session.flush()
    statement = PlaceStatement(
        case_id=case_id,
        stance=PlaceStance.NO_OBJECTION,
        concerns={},
        is_assembly=False,
        delegation_item="4.2",
        notice_id=notice.id,
        given_by=db.session.query(Officer.id).limit(1).scalar(),
        given_at=NOW,
    )
    db.session.add(statement)
    db.session.flush()
    return statement.id
