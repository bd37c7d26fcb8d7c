"""Boards, the grant schemes they open and the delegation order they have adopted."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may_hold_power, require
from vetting.domain.delegation import Power
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable
from vetting.domain.regimes import require_kind
from vetting.domain.terms import BoardKind, PaperKind, Regime, SupportKind
from vetting.domain.terms_decisions import DelegatedAct
from vetting.gateways.checklist_shelf import shelf
from vetting.records import boards
from vetting.records.applications import Scheme
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.officers import Board, Delegation

PREFIX = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ0-9]{1,11}")
LARGEST_AMOUNT = 2_000_000_000


@dataclass(frozen=True)
class SchemeTerms:
    """What a scheme is: its name, kind of support, legal regime, checklist and the papers needed."""

    name: str
    kind: SupportKind
    regime: Regime
    checklist: str
    papers: tuple[PaperKind, ...]


def found_board(
    prefix: str, name: str, *, kind: BoardKind, district: str | None, by: Actor, now: dt.datetime
) -> str:
    """Adds a board and gives its id. `prefix` leads its case numbers.

    Raises Refused `prefix_odd`, `prefix_taken` or `name_blank`.
    """
    prefix = prefix.strip().upper()
    if not PREFIX.fullmatch(prefix):
        raise Refused("prefix_odd", prefix=prefix[:12])
    with transaction():
        require(by, Act.ADMINISTER)
        board = Board(prefix=prefix, name=_named(name), kind=kind, district=_blank_to_none(district))
        db.session.add(board)
        db.session.flush()
        note(Entry.BOARD_FOUNDED, by=by, now=now, subject=f"board:{board.id}", prefix=prefix, kind=kind.value)
        return board.id


def change_board(
    board_id: str, name: str, *, district: str | None, is_active: bool, by: Actor, now: dt.datetime
) -> None:
    """Renames a board, or takes it out of use. The prefix stays: case numbers begin with it.

    Raises Refused `board_has_open_cases` with their number.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        board = boards.locked_board(board_id)
        if board.is_active and not is_active and (count := boards.open_case_count(board_id)):
            raise Refused("board_has_open_cases", count=count)
        board.name, board.district, board.is_active = _named(name), _blank_to_none(district), is_active
        note(Entry.BOARD_CHANGED, by=by, now=now, subject=f"board:{board_id}", is_active=is_active)


def record_delegation(board_id: str, power: Power, *, by: Actor, now: dt.datetime) -> None:
    """Records up to which amount a role decides from a day on (KL 6:37, 7:5). The same day again corrects it.

    Raises Refused `role_cannot_decide`, `amount_out_of_range`, `delegation_item_missing`,
    `scheme_of_other_board`, or `statement_elsewhere` for the statement to the police under another regime.
    """
    if not may_hold_power(power.role):
        raise Refused("role_cannot_decide", role=power.role.value)
    is_statement = power.scope.act is DelegatedAct.PLACE_STATEMENT
    if is_statement and power.scope.regime not in (None, Regime.PUBLIC_PLACE):
        raise Refused("statement_elsewhere", field="regime")
    if not 0 <= power.max_amount <= LARGEST_AMOUNT:
        raise Refused("amount_out_of_range", largest=LARGEST_AMOUNT)
    item, scope = _item_of(power.item), power.scope
    with transaction():
        require(by, Act.ADMINISTER)
        boards.locked_board(board_id)
        if scope.scheme_id is not None and boards.scheme(scope.scheme_id).board_id != board_id:
            raise Refused("scheme_of_other_board")
        row = boards.delegation_of(board_id, power)
        before = None if row is None else row.max_amount
        if row is None:
            row = Delegation(board_id=board_id, role=power.role, in_force_on=power.in_force_on)
            row.scheme_id, row.regime, row.act = scope.scheme_id, scope.regime, scope.act
            db.session.add(row)
        row.max_amount, row.item = power.max_amount, item
        note(
            Entry.DELEGATION_RECORDED,
            by=by,
            now=now,
            subject=f"board:{board_id}",
            role=power.role.value,
            item=row.item,
            max_amount=power.max_amount,
            max_amount_before=before,
            scheme=scope.scheme_id,
            regime=None if scope.regime is None else scope.regime.value,
            delegated_act=scope.act.value,
            in_force_on=power.in_force_on.isoformat(),
        )


def open_scheme(board_id: str, terms: SchemeTerms, *, by: Actor, now: dt.datetime) -> str:
    """Opens a scheme to apply for and gives its id. Raises Refused `scheme_exists`, `board_inactive` or
    `regime_without_kind`, and NotFound `unknown_checklist`."""
    require_kind(terms.regime, terms.kind)
    if terms.checklist not in shelf().names():
        raise NotFound("unknown_checklist", checklist=terms.checklist)
    name = _named(terms.name)
    with transaction():
        require(by, Act.ADMINISTER)
        if not boards.locked_board(board_id).is_active:
            raise Refused("board_inactive")
        if boards.scheme_of_key(board_id, key_of(name)) is not None:
            raise Refused("scheme_exists", name=name)
        scheme = Scheme(
            board_id=board_id,
            key=key_of(name),
            name=name,
            kind=terms.kind,
            regime=terms.regime,
            checklist=terms.checklist,
            papers=[paper.value for paper in terms.papers],
        )
        db.session.add(scheme)
        db.session.flush()
        note(
            Entry.SCHEME_OPENED,
            by=by,
            now=now,
            subject=f"scheme:{scheme.id}",
            board=board_id,
            kind=terms.kind.value,
            regime=terms.regime.value,
            checklist=terms.checklist,
        )
        return scheme.id


def close_scheme(scheme_id: str, *, by: Actor, now: dt.datetime) -> str:
    """No more applications are received; cases already opened go on. Gives the board's id."""
    return _set_open(scheme_id, False, by=by, now=now)


def reopen_scheme(scheme_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Applications are received again. Gives the board's id."""
    return _set_open(scheme_id, True, by=by, now=now)


def key_of(name: str) -> str:
    """A scheme's short key: its name in lower case a-z, joined by hyphens, at most 40 characters."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40] or "scheme"


def _item_of(text: str) -> str:
    if not (item := require_writable(text, field="item")):
        raise Refused("delegation_item_missing")
    return item


def _set_open(scheme_id: str, is_open: bool, *, by: Actor, now: dt.datetime) -> str:
    with transaction():
        require(by, Act.ADMINISTER)
        scheme = boards.scheme(scheme_id)
        if scheme.is_open == is_open:
            raise Refused("scheme_already_open" if is_open else "scheme_already_closed")
        scheme.is_open = is_open
        entry = Entry.SCHEME_REOPENED if is_open else Entry.SCHEME_CLOSED
        note(entry, by=by, now=now, subject=f"scheme:{scheme_id}", board=scheme.board_id)
        return scheme.board_id


def _named(name: str) -> str:
    text = " ".join(require_writable(name, field="name").split())
    if not text:
        raise Refused("name_blank")
    return text


def _blank_to_none(text: str | None) -> str | None:
    return " ".join(require_writable(text or "", field="district").split()) or None
