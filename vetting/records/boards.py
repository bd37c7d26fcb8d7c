"""Questions asked of boards: their schemes, their delegation order, their local parameters."""

from sqlalchemy import func, select

from vetting.domain.delegation import Power
from vetting.domain.errors import NotFound
from vetting.domain.stages import OPEN
from vetting.records.applications import Case, Scheme
from vetting.records.assessments import LocalParameter
from vetting.records.db import db
from vetting.records.officers import Board, Delegation


def locked_board(board_id: str) -> Board:
    """The board, locked until the deed is done. Raises NotFound."""
    found = db.session.get(Board, board_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("board_not_found")
    return found


def board_name(board_id: str) -> str:
    """What the board is called. Raises NotFound."""
    found = db.session.get(Board, board_id)
    if found is None:
        raise NotFound("board_not_found")
    return found.name


def open_case_count(board_id: str) -> int:
    """How many cases of the board are not ended."""
    found = db.session.scalar(select(func.count()).where(Case.board_id == board_id, Case.stage.in_(OPEN)))
    return int(found or 0)


def delegation_of(board_id: str, power: Power) -> Delegation | None:
    """What was recorded for the role and those matters from that very day."""
    return db.session.scalar(
        select(Delegation).where(
            Delegation.board_id == board_id,
            Delegation.role == power.role,
            Delegation.in_force_on == power.in_force_on,
            Delegation.scheme_id.is_not_distinct_from(power.scope.scheme_id),
            Delegation.regime.is_not_distinct_from(power.scope.regime),
            Delegation.act == power.scope.act,
        )
    )


def scheme_of_key(board_id: str, key: str) -> Scheme | None:
    """The board's scheme of that key."""
    return db.session.scalar(select(Scheme).where(Scheme.board_id == board_id, Scheme.key == key))


def scheme(scheme_id: str) -> Scheme:
    """The scheme of that id. Raises NotFound."""
    found = db.session.get(Scheme, scheme_id)
    if found is None:
        raise NotFound("scheme_not_found")
    return found


def local_parameter(
    board_id: str, year: int, *, checklist: str, question_id: str, name: str
) -> LocalParameter | None:
    """What the board has set for that parameter in that year."""
    return db.session.scalar(
        select(LocalParameter).where(
            LocalParameter.board_id == board_id,
            LocalParameter.year == year,
            LocalParameter.checklist_name == checklist,
            LocalParameter.question_id == question_id,
            LocalParameter.name == name,
        )
    )
