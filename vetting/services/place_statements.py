"""The statement to the police on the use of a public place, signed by one who may decide for the board."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.place_statements import PlaceStatement, StatementLetter, content_of, require_sound, tidied
from vetting.domain.stages import require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Regime
from vetting.gateways import letters, place_statement_letters
from vetting.records import (
    cases,
    decision_papers,
    delegations,
    notices,
    place_statements,
    preparation,
    sheets,
)
from vetting.records.applications import Case
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.notices import Notice, NoticeKind


@dataclass(frozen=True)
class ShownStatement:
    """The statement as markup, with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    case_number: str
    markup: str
    digest: str
    has_pdf: bool


@dataclass(frozen=True)
class StatementFile:
    name: str
    data: bytes


def give_statement(
    case_id: str, statement: PlaceStatement, *, has_no_conflict: bool = False, by: Actor, now: dt.datetime
) -> str:
    """Gives the municipality's statement and its id; a later one follows it and takes its place.

    `has_no_conflict`: the officer says so with the statement. Raises NotFound, NotAllowed, and Refused
    `not_a_public_place`, `case_not_open`, `conflict_*`, `statement_not_delegated`, `interest_missing`,
    `objection_to_assembly`, or the code of a wording.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.DECIDE, case.board_id)
        if case.regime is not Regime.PUBLIC_PLACE:
            raise Refused("not_a_public_place")
        require_preparation(case.stage)
        preparation.require_word(case, has_none=has_no_conflict, by=by, now=now)
        kept = tidied(statement)
        require_sound(kept, may_object_to_assembly=settings().may_object_to_assembly)
        power = delegations.power_to_give_statement(case, by=by, on=swedish_day(now))
        notice = _write(case, kept, power.item, by=by, now=now)
        place_statement_id = place_statements.keep_statement(
            place_statements.PlaceStatement(
                case_id=case.id,
                stance=kept.stance,
                concerns={interest.value: text for interest, text in kept.concerns.items()},
                is_assembly=kept.is_assembly,
                police_number=kept.police_number,
                delegation_item=power.item,
                notice_id=notice.id,
                given_by=by.id,
                given_at=now,
            )
        )
        _note(case, place_statement_id, kept, item=power.item, by=by, now=now)
        return place_statement_id


def shown_statement(case_id: str, place_statement_id: str, *, by: Actor) -> ShownStatement:
    """The statement, to be read and printed. Raises NotFound."""
    case, letter = _letter_of(case_id, place_statement_id, by)
    return ShownStatement(
        subject=letter.subject,
        case_number=case.case_number,
        markup=place_statement_letters.letter_markup(letter.content),
        digest=letter.digest,
        has_pdf=letters.pdf_available(),
    )


def statement_pdf(case_id: str, place_statement_id: str, *, by: Actor) -> StatementFile:
    """The statement as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    case, letter = _letter_of(case_id, place_statement_id, by)
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    name = "yttrande-" + case.case_number.replace("/", "-").replace(" ", "-") + ".pdf"
    return StatementFile(name, place_statement_letters.letter_pdf(letter.content))


def _letter_of(case_id: str, place_statement_id: str, by: Actor) -> tuple[Case, Notice]:
    case = cases.case(case_id)
    require(by, Act.SEE_CASES, case.board_id)
    for row in place_statements.statements_of(case_id):
        if row.id == place_statement_id:
            return case, notices.notice(row.notice_id)
    raise NotFound("letter_not_written")


def _write(case: Case, statement: PlaceStatement, item: str, *, by: Actor, now: dt.datetime) -> Notice:
    application, names = decision_papers.newest_application_and_names(case.id)
    content = content_of(
        StatementLetter(
            municipality=settings().municipality,
            board=names.board,
            case_number=case.case_number,
            police_number=statement.police_number,
            association=names.association,
            org_number=names.org_number,
            purpose=application.purpose,
            starts_on=application.starts_on.isoformat(),
            ends_on=application.ends_on.isoformat(),
            is_assembly=statement.is_assembly,
            stance=statement.stance.value,
            concerns=tuple((interest.value, text) for interest, text in statement.concerns.items()),
            given_on=swedish_day(now).isoformat(),
            given_by=by.name,
            delegation_item=item,
        )
    )
    subject = f"Yttrande till Polismyndigheten {case.case_number}"
    return notices.keep_letter(case.id, NoticeKind.PLACE_STATEMENT, subject, content, by=by, now=now)


def _note(
    case: Case,
    place_statement_id: str,
    statement: PlaceStatement,
    *,
    item: str,
    by: Actor,
    now: dt.datetime,
) -> None:
    note(
        Entry.PLACE_STATEMENT_GIVEN,
        by=by,
        now=now,
        subject=f"place_statement:{place_statement_id}",
        case_id=case.id,
        stance=statement.stance.value,
        interests=[interest.value for interest in statement.concerns],
        delegation_item=item,
    )
