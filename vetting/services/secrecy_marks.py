"""Marking what may not be given out of a case, saying what was tried and may, and lifting a mark."""

import datetime as dt
from collections.abc import Iterable

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_written
from vetting.domain.secrecy import NEUTRAL_GROUNDS, OFFICERS, ItemKind, require_ground, require_passage
from vetting.domain.separation import require_no_conflict
from vetting.records import secrecy_items, secrecy_marks, sheets
from vetting.records.applications import Case
from vetting.records.db import new_id, settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.secrecy_marks import SecrecyMark

LONGEST = 1000


def grounds() -> tuple[str, ...]:
    """The grounds a mark can have here: those the municipality has set, else neutral ones."""
    return settings().secrecy_grounds or NEUTRAL_GROUNDS


def mark_item(case_id: str, item: str, ground: str, *, by: Actor, now: dt.datetime) -> str:
    """As mark_items, of one item; gives the mark's id."""
    return mark_items(case_id, [item], ground, by=by, now=now)[0]


def mark_items(
    case_id: str, items: Iterable[str], ground: str, *, by: Actor, now: dt.datetime
) -> tuple[str, ...]:
    """The items may not be given out; earlier words on them are lifted. All or none; gives the marks' ids.

    An item is a key of the case's material, `statement:<id>`, `paper:<id>`, `notice:<id>`, or `officers`
    where threats are feared. Raises NotFound for what is not of the case, and Refused `secrecy_ground` or
    `conflict_of_interest`.
    """
    with transaction():
        case = _case(case_id, by)
        return _keep_all(case, items, ground=require_ground(ground, grounds()), by=by, now=now)


def mark_items_tried(case_id: str, items: Iterable[str], *, by: Actor, now: dt.datetime) -> tuple[str, ...]:
    """The items were tried as they read now and may be given out; earlier marks on them are lifted. All or
    none. Raises as mark_items."""
    with transaction():
        return _keep_all(_case(case_id, by), items, by=by, now=now)


def mark_passage(case_id: str, passage: str, ground: str, *, by: Actor, now: dt.datetime) -> str:
    """Those words may not be given out, wherever in the case they stand; gives the mark's id.

    Raises as mark_items, and Refused `passage_short`, `text_missing`, `text_too_long` or
    `personal_number_in_text`: such numbers are masked anyway.
    """
    words = require_passage(require_written(passage, field="passage", longest=LONGEST, is_received=True))
    with transaction():
        case = _case(case_id, by)
        item = f"{ItemKind.PASSAGE}:{new_id()}"
        return _keep(case, item, ground=require_ground(ground, grounds()), passage=words, by=by, now=now)


def lift_mark(case_id: str, mark_id: str, *, by: Actor, now: dt.datetime) -> None:
    """The mark holds no more; what came from others is then untried again, and masked.

    Raises NotFound, and Refused `mark_lifted` or `conflict_of_interest`.
    """
    with transaction():
        case = _case(case_id, by)
        mark = secrecy_marks.mark_in_hand(case.id, mark_id)
        if mark.lifted_at is not None:
            raise Refused("mark_lifted")
        mark.lifted_by, mark.lifted_at = by.id, now
        _note(Entry.SECRECY_LIFTED, mark, by=by, now=now)


def _case(case_id: str, by: Actor) -> Case:
    case = sheets.case_in_hand(case_id)
    require(by, Act.MARK_SECRECY, case.board_id)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    return case


def _keep_all(
    case: Case, items: Iterable[str], *, ground: str = "", by: Actor, now: dt.datetime
) -> tuple[str, ...]:
    known = {one.key for one in secrecy_items.items_of(case.id)} | ({OFFICERS} if ground else set())
    chosen = list(dict.fromkeys(items))
    if not known.issuperset(chosen):
        raise NotFound("not_found")
    prints = secrecy_marks.prints_of(case.id)
    return tuple(
        _keep(case, item, ground=ground, words=prints.get(item, ""), by=by, now=now) for item in chosen
    )


def _keep(
    case: Case,
    item: str,
    *,
    ground: str = "",
    passage: str = "",
    words: str = "",
    by: Actor,
    now: dt.datetime,
) -> str:
    """Without a ground the item is marked as open. `words`: the print of those it has."""
    mark = secrecy_marks.add_mark(
        SecrecyMark(
            case_id=case.id,
            item=item,
            print=words,
            passage=passage,
            is_open=not ground,
            ground=ground,
            marked_by=by.id,
            marked_at=now,
        )
    )
    _note(Entry.SECRECY_MARKED if ground else Entry.SECRECY_TRIED, mark, by=by, now=now)
    return mark.id


def _note(entry: Entry, mark: SecrecyMark, *, by: Actor, now: dt.datetime) -> None:
    """The journal tells which item and why; never the words of a passage."""
    facts = {"item": mark.item, "secrecy_ground": mark.ground}
    note(entry, by=by, now=now, subject=f"secrecy_mark:{mark.id}", case_id=mark.case_id, **facts)
