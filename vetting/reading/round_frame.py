"""The frame of a round as people read it: strata, what is taken in full, chances, and line by line."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from vetting.domain.allocation import Stratum
from vetting.domain.authority import Act, Actor, require
from vetting.domain.chance_words import PlainChance, plain_chance
from vetting.domain.errors import Refused
from vetting.domain.frame import RoundPlan
from vetting.domain.seal import Seal, SealedChecklist, SealedItem, expected_sample
from vetting.domain.sealed_document import read_seal
from vetting.domain.sizing import SizingAdvice, sizing_advice
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import ExclusionReason, RoundStage, TakeAllGround, WeightGround
from vetting.reading.round_rows import RoundHead, head_of, round_row
from vetting.records import round_seals, rounds
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.officers import Board
from vetting.records.rounds import FrameItem, SpotCheckRound

PER_PAGE = 50
_AT_ONCE = 5000
CERTAIN = plain_chance("1.000000000")


@dataclass(frozen=True)
class ShownFrame:
    """A frame in figures. `expected` is how many are expected to be checked in all three streams."""

    items: int
    strata: tuple[Stratum, ...]
    lots: tuple[tuple[int, int], ...]  # number of lots, items with that many
    take_all: tuple[tuple[TakeAllGround, int], ...]
    taken_items: int
    weighted_draw: int
    exclusions: tuple[tuple[ExclusionReason, int], ...]
    expected: float
    advice: SizingAdvice

    @property
    def random_draw(self) -> int:
        """How many the random stream takes."""
        return sum(stratum.draw for stratum in self.strata)


@dataclass(frozen=True)
class ShownItem:
    """One line of a frame, with what the register says of it today. Amount in kronor as when sealed."""

    item: str
    case_id: str
    association: str
    board: str
    kind: SupportKind | None
    amount: int
    stratum: str
    lots: int
    weight_grounds: tuple[WeightGround, ...]
    take_all_grounds: tuple[TakeAllGround, ...]
    chance: PlainChance


@dataclass(frozen=True)
class FramePage:
    """The list: one page of its lines, or of what was left out with its reason."""

    head: RoundHead
    is_sealed: bool
    frame: ShownFrame | None
    items: tuple[ShownItem, ...]
    exclusions: tuple[tuple[str, ExclusionReason], ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PER_PAGE))


def frame_page(round_id: str, *, page: int, only_excluded: bool, actor: Actor, today: dt.date) -> FramePage:
    """One page of the list, of now or as it was sealed. Raises NotFound."""
    row = round_row(round_id, actor)
    seal, left_out = seal_and_exclusions(row, today=today)
    items = seal.items if seal is not None else ()
    total = len(left_out) if only_excluded else len(items)
    page = min(max(1, page), max(1, -(-total // PER_PAGE)))
    part = slice((page - 1) * PER_PAGE, page * PER_PAGE)
    shown = () if only_excluded or seal is None else tuple(_shown(row, seal, items[part]))
    return FramePage(
        head=head_of(row, actor),
        is_sealed=row.sealed_at is not None,
        frame=None if seal is None else shown_frame(seal),
        items=shown,
        exclusions=left_out[part] if only_excluded else (),
        total=total,
        page=page,
    )


def whole_list(
    round_id: str, *, actor: Actor, today: dt.date
) -> tuple[RoundHead, tuple[ShownItem, ...], tuple[tuple[str, ExclusionReason], ...]]:
    """Every line and every exclusion, for a file. Raises NotFound."""
    row = round_row(round_id, actor)
    seal, left_out = seal_and_exclusions(row, today=today)
    return head_of(row, actor), () if seal is None else tuple(_shown(row, seal, seal.items)), left_out


def seal_and_exclusions(
    row: SpotCheckRound, *, today: dt.date
) -> tuple[Seal | None, tuple[tuple[str, ExclusionReason], ...]]:
    """The sealed document, or what sealing would freeze now; the seal is None when nothing is in the frame.

    Raises UnusableFile `sealed_document_unreadable`.
    """
    if row.sealed_at is not None:
        seal = read_seal(rounds.document(row.id, "seal").body.encode())
        return seal, seal.exclusions
    plan = round_seals.plan_of(row)
    frame = round_seals.frame_now(plan, today=today)
    if not frame.lines:
        return None, frame.exclusions
    return round_seals.seal_of(plan, frame, round_seals.checklist_of(row)), frame.exclusions


def shown_frame(seal: Seal) -> ShownFrame:
    """The frame of a seal in figures."""
    grounds = Counter(ground for line in seal.items for ground in line.take_all_grounds)
    draw = sum(stratum.draw for stratum in seal.strata)
    return ShownFrame(
        items=len(seal.items),
        strata=seal.strata,
        lots=tuple(sorted(Counter(line.weight for line in seal.items).items())),
        take_all=tuple((ground, grounds[ground]) for ground in TakeAllGround if grounds[ground]),
        taken_items=sum(1 for line in seal.items if line.take_all_grounds),
        weighted_draw=seal.weighted_draw,
        exclusions=_by_reason(seal.exclusions),
        expected=expected_sample(seal),
        advice=sizing_advice(len(seal.items), draw),
    )


def planned_frame(plan: RoundPlan, *, actor: Actor, today: dt.date) -> ShownFrame | None:
    """What a round that is thought of would freeze today; None when its frame is empty. Raises NotAllowed."""
    require(actor, Act.RUN_SPOT_CHECKS)
    frame = round_seals.frame_now(plan, today=today)
    try:
        return shown_frame(round_seals.seal_of(plan, frame, SealedChecklist("", "", "")))
    except Refused:
        return None


def _by_reason(exclusions: Sequence[tuple[str, ExclusionReason]]) -> tuple[tuple[ExclusionReason, int], ...]:
    counts = Counter(reason for _, reason in exclusions)
    return tuple((reason, counts[reason]) for reason in ExclusionReason if counts[reason])


@dataclass(frozen=True)
class _Known:
    case_id: str
    association: str
    board: str
    kind: SupportKind
    amount: int


def _shown(row: SpotCheckRound, seal: Seal, lines: Sequence[SealedItem]) -> Iterator[ShownItem]:
    chances = {(one.stratum, one.weight): one.total for one in seal.chances}
    is_sealed = row.stage is not RoundStage.OPEN and row.sealed_at is not None
    rest = iter(lines)
    while part := list(islice(rest, _AT_ONCE)):
        ids = [line.item for line in part]
        known = _frozen(row.id, ids) if is_sealed else _of_now(ids)
        for line in part:
            yield _line(line, known.get(line.item), chances)


def _line(line: SealedItem, known: _Known | None, chances: Mapping[tuple[str, int], str]) -> ShownItem:
    is_taken = bool(line.take_all_grounds)
    return ShownItem(
        item=line.item,
        case_id=known.case_id if known else "",
        association=known.association if known else "",
        board=known.board if known else "",
        kind=known.kind if known else None,
        amount=known.amount if known else 0,
        stratum=line.stratum,
        lots=line.weight,
        weight_grounds=line.weight_grounds,
        take_all_grounds=line.take_all_grounds,
        chance=CERTAIN if is_taken else plain_chance(chances[line.stratum, line.weight]),
    )


def _frozen(round_id: str, ids: Sequence[str]) -> dict[str, _Known]:
    """As they were sealed; the name is the association's of today."""
    rows = db.session.execute(
        select(
            FrameItem.item, Support.case_id, Association.name, Board.name, FrameItem.kind, FrameItem.amount
        )
        .join(Support, Support.id == FrameItem.support_id)
        .join(Association, Association.id == Support.association_id)
        .join(Board, Board.id == FrameItem.board_id)
        .where(FrameItem.round_id == round_id, FrameItem.item.in_(ids))
    )
    return {row[0]: _Known(row[1], row[2], row[3], row[4], row[5]) for row in rows}


def _of_now(ids: Sequence[str]) -> dict[str, _Known]:
    rows = db.session.execute(
        select(Case.case_number, Support.case_id, Association.name, Board.name, Support.kind, Support.amount)
        .join(Support, Support.case_id == Case.id)
        .join(Association, Association.id == Support.association_id)
        .join(Board, Board.id == Support.board_id)
        .where(Case.case_number.in_(ids))
    )
    return {row[0]: _Known(row[1], row[2], row[3], row[4], row[5]) for row in rows}
