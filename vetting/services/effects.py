"""Each board decides its own rows of an effect list, two persons what is to end; closed when none waits."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from vetting.domain.authority import SYSTEM, Act, Actor, require
from vetting.domain.effects import (
    CARRIED_OUT,
    EffectWord,
    cancelling_of,
    kept_cancelling,
    require_may_end,
    require_none_open,
    require_to_end,
    require_waiting,
    tidied,
)
from vetting.domain.entries import Entry
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.separation import require_no_conflict
from vetting.domain.slots import Turn
from vetting.domain.terms_revocations import EffectKind, EffectState
from vetting.records import cancellations, caretakers, decisions, effect_lists, holdings, job_runs
from vetting.records.bookings import request_in_hand
from vetting.records.db import transaction
from vetting.records.effect_lists import EffectList, EffectRow
from vetting.records.journal import note


def decide_effects(
    list_id: str, row_ids: Collection[str], word: EffectWord, *, by: Actor, now: dt.datetime
) -> int:
    """Says of rows of one's own board that they are kept, put to a lawyer, or to end; gives how many.

    A date or tariff that is to end waits for a second person; anything else can only be said to have ended
    once its own decision has ended it. Raises NotFound for a row of another board, and Refused
    `effect_none`, `effect_decided`, `effect_passed`, `ended_elsewhere`, `link_ends_nothing`, or as
    effects.tidied.
    """
    with transaction():
        effect_list, rows = _in_hand(list_id, row_ids, by)
        said = tidied(word, (row.kind for row in rows), now=now)
        if said.state is EffectState.ENDED:
            require_to_end(effect_lists.ends_of(rows), now=now)
        if said.state is EffectState.ENDED:
            ended = holdings.ended_among(row.subject_id for row in rows)
            for row in rows:
                require_may_end(row.kind, has_ended=row.subject_id in ended)
        for row in rows:
            require_waiting(row.state)
            _say(effect_list, row, said, by=by, now=now)
        if said.state is EffectState.LAWYER:
            caretakers.tell_lawyers(effect_list, rows, now=now)
        caretakers.tell_signers(effect_list, rows, by=by, now=now)
        return len(rows)


def sign_ends(list_id: str, row_ids: Collection[str], *, by: Actor, now: dt.datetime) -> int:
    """The second person signs that dates and tariffs end, and they do; gives how many.

    All of them or none. Raises NotFound, and Refused `effect_none`, `effect_not_proposed`,
    `effect_second_person`, `conflict_of_interest`, or as cancellations.cancel_dates.
    """
    require(by, Act.DECIDE_EFFECT)
    with transaction():
        for request_id in effect_lists.requests_of(list_id, row_ids):
            request_in_hand(request_id)  # before the list: so does whoever approves or takes in a date
        effect_list, rows = _in_hand(list_id, row_ids, by)
        for row in rows:
            if row.state is not EffectState.AWAITING_SECOND:
                raise Refused("effect_not_proposed")
            if by.is_person(row.said_by):
                raise Refused("effect_second_person")
        require_to_end(effect_lists.ends_of(rows), now=now)
        _cancel([row for row in rows if row.kind is EffectKind.BOOKING], by=by, now=now)
        for row in rows:
            if row.kind is EffectKind.TARIFF:
                holdings.end_tariff(effect_list.association_id, row.subject_id, now=now)
            _settle(effect_list, row, EffectState.ENDED, by=by, now=now)
        caretakers.tell_of_cancelled(effect_list, rows, by=by, now=now)
        caretakers.tell_signers(effect_list, rows, by=by, now=now)
        return len(rows)


def close_effects(list_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """The board that revoked closes the list. Raises NotFound, Refused `effects_open`, `effects_closed`."""
    require(by, Act.DECIDE_EFFECT)
    with transaction():
        effect_list = effect_lists.list_in_hand(list_id)
        require(by, Act.DECIDE_EFFECT, effect_list.board_id)
        _require_no_conflict(effect_list, by)
        if effect_list.closed_at is not None:
            raise Refused("effects_closed")
        require_none_open(effect_lists.waiting_in(list_id))
        effect_list.close_reason = require_written(reason, field="reason")
        effect_list.closed_at, effect_list.closed_by = now, by.id
        note(RoomEntry.EFFECTS_CLOSED, by=by, now=now, **_about(effect_list))


def find_new_effects(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Adds to the lists what came in other ways than by a deed about the party itself, such as another
    party's request with the same contact. A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        count = effect_lists.join_many(effect_lists.associations_watched(now), by=SYSTEM, now=now)
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)


def _in_hand(list_id: str, row_ids: Collection[str], by: Actor) -> tuple[EffectList, Sequence[EffectRow]]:
    """The list locked, and the rows, all of boards where the actor decides.

    Raises Refused `effect_none`, `conflict_of_interest` (KL 6:28-32)."""
    require(by, Act.DECIDE_EFFECT)
    if not row_ids:
        raise Refused("effect_none")
    effect_list = effect_lists.list_in_hand(list_id)
    rows = effect_lists.rows_of(list_id, row_ids)
    for row in rows:
        require(by, Act.DECIDE_EFFECT, row.board_id)
    _require_no_conflict(effect_list, by)
    return effect_list, rows


def _require_no_conflict(effect_list: EffectList, by: Actor) -> None:
    require_no_conflict(bool(decisions.declared_by(effect_list.case_id, by.id)))


def _say(effect_list: EffectList, row: EffectRow, said: EffectWord, *, by: Actor, now: dt.datetime) -> None:
    row.reason = said.reason
    if said.state is EffectState.LAWYER:
        row.state, row.said_by, row.said_at = EffectState.LAWYER, by.id, now
        _note(RoomEntry.LAWYER_ASKED, effect_list, row, by=by, now=now)
    elif said.state is EffectState.ENDED and row.kind in CARRIED_OUT:
        row.state, row.said_by, row.said_at = EffectState.AWAITING_SECOND, by.id, now
        row.cancelling = dict(kept_cancelling(said.cancelling)) if said.cancelling else None
        _note(RoomEntry.EFFECT_END_PROPOSED, effect_list, row, by=by, now=now)
    else:
        _settle(effect_list, row, said.state, by=by, now=now)


def _settle(
    effect_list: EffectList, row: EffectRow, state: EffectState, *, by: Actor, now: dt.datetime
) -> None:
    row.state, row.decided_by, row.decided_at = state, by.id, now
    _note(RoomEntry.EFFECT_DECIDED, effect_list, row, by=by, now=now)


def _cancel(rows: Iterable[EffectRow], *, by: Actor, now: dt.datetime) -> None:
    """Cancels the dates, one decision a request and proposal: its letter tells all of them at once."""

    def together(row: EffectRow) -> tuple[str, str, str]:
        return row.request_id or "", row.said_by or "", repr(row.cancelling)

    for (request_id, proposed_by, _), some in groupby(sorted(rows, key=together), key=together):
        dates = list(some)
        cancelling = cancelling_of(dates[0].cancelling or {})
        ids = [row.subject_id for row in dates]
        request = request_in_hand(request_id)
        cancellations.cancel_dates(request, ids, cancelling, proposed_by=proposed_by, by=by, now=now)


def _about(effect_list: EffectList) -> dict[str, str]:
    return {"subject": f"effect_list:{effect_list.id}", "case_id": effect_list.case_id}


def _note(entry: RoomEntry, effect_list: EffectList, row: EffectRow, *, by: Actor, now: dt.datetime) -> None:
    about = {"subject": f"effect_row:{row.id}", "case_id": effect_list.case_id}
    note(entry, by=by, now=now, **about, effect=row.kind.value, effect_state=row.state.value)
