"""Telling whom rows of an effect list concern: who manages the premises, and lawyers who are asked."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import func, or_, select

from vetting.domain.authority import Act, Actor
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_revocations import EffectKind, EffectState
from vetting.records import seconders
from vetting.records.db import db
from vetting.records.effect_lists import EffectList, EffectRow
from vetting.records.officers import Appointment, Board, Officer
from vetting.records.premises import Premises, PremisesDuty
from vetting.records.reminders import Reminder, settle_all, write_reminder


def tell_of_cancelled(
    effect_list: EffectList, rows: Iterable[EffectRow], *, by: Actor, now: dt.datetime
) -> int:
    """Lays on the desk of each who manages the premises today how many dates were cancelled there; gives how
    many were told. Whoever signed it knows."""
    today = swedish_day(now)
    dates = Counter(row.premises_id for row in rows if row.kind is EffectKind.BOOKING)
    managers = db.session.execute(
        select(PremisesDuty.officer_id, Premises.id, Premises.name)
        .join(Premises, Premises.id == PremisesDuty.premises_id)
        .where(
            PremisesDuty.premises_id.in_(dates),
            PremisesDuty.officer_id != by.id,
            PremisesDuty.from_on <= today,
            or_(PremisesDuty.until_on.is_(None), PremisesDuty.until_on >= today),
        )
        .order_by(PremisesDuty.officer_id, Premises.id)
        .distinct()
    ).all()
    return sum(
        _tell(
            "dates_cancelled",
            (effect_list.id, premises_id, officer_id),
            {"premises": name, "dates": str(dates[premises_id])},
            now=now,
        )
        for officer_id, premises_id, name in managers
    )


def tell_lawyers(effect_list: EffectList, rows: Iterable[EffectRow], *, now: dt.datetime) -> int:
    """Lays on the desk of the lawyers of each board how many of its rows were put to them; gives how many
    were told."""
    asked = Counter(row.board_id for row in rows)
    lawyers = db.session.execute(
        select(Appointment.officer_id, Board.id)
        .join(Officer, Officer.id == Appointment.officer_id)
        .join(Board, or_(Appointment.board_id.is_(None), Appointment.board_id == Board.id))
        .where(Appointment.role == Role.LAWYER, Board.id.in_(asked), Officer.is_active)
        .order_by(Appointment.officer_id, Board.id)
        .distinct()
    ).all()
    return sum(
        _tell(
            "effect_asked",
            (effect_list.id, board_id, officer_id),
            {"rows": str(asked[board_id])},
            now=now,
        )
        for officer_id, board_id in lawyers
    )


def tell_signers(effect_list: EffectList, rows: Iterable[EffectRow], *, by: Actor, now: dt.datetime) -> int:
    """Brings the desks of those who may sign for the rows' boards up to what waits there now; gives how many
    were told. Where nothing waits any more the reminders are settled; who proposed all of it is not told."""
    told = 0
    for board_id in sorted({row.board_id for row in rows}):
        subject = f"effect_sign:{effect_list.id}.{board_id}"
        settle_all(subject, by=by.id, now=now)
        proposers = _proposers(effect_list.id, board_id)
        if not proposers:
            continue
        own = seconders.accounts_of_same(list(proposers)) if len(proposers) == 1 else frozenset()
        for officer_id in set(seconders.officers_who_may(Act.DECIDE_EFFECT, board_id)) - own:
            facts = {"rows": str(sum(proposers.values()) - proposers.get(officer_id, 0))}
            told += write_reminder(
                Reminder(
                    key=f"effect_sign:{effect_list.id}.{board_id}:{officer_id}:{now.isoformat()}",
                    kind="effect_to_sign",
                    subject=subject,
                    facts=facts,
                    officer_id=officer_id,
                    written_at=now,
                )
            )
    return told


def _proposers(list_id: str, board_id: str) -> dict[str, int]:
    """How many rows of the board wait for a signature, by who proposed them."""
    db.session.flush()
    waits = EffectRow.state == EffectState.AWAITING_SECOND
    rows = db.session.execute(
        select(EffectRow.said_by, func.count())
        .where(EffectRow.list_id == list_id, EffectRow.board_id == board_id, waits)
        .group_by(EffectRow.said_by)
    )
    return {str(officer_id): int(count) for officer_id, count in rows}


def _tell(kind: str, about: tuple[str, str, str], facts: dict[str, str], *, now: dt.datetime) -> bool:
    """`about`: the list, the premises or board, and the officer who is told."""
    list_id, thing_id, officer_id = about
    return write_reminder(
        Reminder(
            key=f"{kind}:{thing_id}:{officer_id}:{now.isoformat()}",
            kind=kind,
            subject=f"effect_list:{list_id}",
            facts=facts,
            officer_id=officer_id,
            written_at=now,
        )
    )
