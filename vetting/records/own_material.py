"""What of a case its association may read on its own page, and how much it has sent from there."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.hearing_letter import ListedItem, may_open
from vetting.domain.hearings import Shown, Standing, print_of
from vetting.domain.material import Material, MaterialKind
from vetting.domain.secrecy import UNTRIED, ItemKind, Mark, Withholding
from vetting.domain.terms import Stage
from vetting.domain.terms_decisions import HearingExemption, StatementChannel
from vetting.records import hearings, secrecy_marks
from vetting.records.applications import Case
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.files import StoredFile
from vetting.records.hearings import Hearing, Statement
from vetting.records.material import material_of
from vetting.records.referrals import opinions
from vetting.records.secrecy_marks import StandingMark

OF_OTHERS = (MaterialKind.HIT, MaterialKind.ANSWER)


@dataclass(frozen=True)
class OwnItem:
    """An item that the association may read, or sees withheld. `shown_on`: when a letter told of it;
    `exemption`: why none did, told with the decision; `is_own`: on a file it sent itself; with none of the
    three somebody tried it, and it may be given out. `file`: the evidence whose file it may open, or ""."""

    item: ListedItem
    shown_on: dt.datetime | None
    exemption: HearingExemption | None
    is_own: bool
    file: str


@dataclass(frozen=True)
class OwnMaterial:
    """The items, the names of the papers the association sent, how far it has been heard, and what every
    text of the page leaves out."""

    items: tuple[OwnItem, ...]
    papers: tuple[str, ...]
    standing: Standing
    hidden: Withholding


@dataclass(frozen=True)
class _Told:
    """By print: when a letter told of an item, why one did not; masked in a letter it goes by its key too."""

    clear: Mapping[str, dt.datetime]
    masked: Mapping[tuple[str, str], dt.datetime]
    excepted: Mapping[str, HearingExemption]
    kept: frozenset[str]  # until the decision

    def shown_on(self, item: Material, against: Mapping[str, Mark]) -> dt.datetime | None:
        known = print_of(item)
        masked = self.masked.get((item.key, known)) if item.key in against else None
        return self.clear.get(known) or masked


def own_material(case: Case, said: Sequence[Statement]) -> OwnMaterial:
    """What the association reads of the case. What was recorded and neither put before it, nor tried, nor its
    own is not there, and nothing tells of it: a letter does, or the decision. Eight questions."""
    material = material_of(case.id)
    marks = secrecy_marks.standing(case.id, material)
    rows, shown = hearings.hearings_of(case.id), hearings.shown_in(case.id)
    papers = _papers(case.id, hearings.marks_against(marks))
    own = {row.file_digest for row in papers} | {row.file_digest for row in said if row.file_digest}
    told = _told(case.stage, rows, shown)
    listed = hearings.listed_for_association(material, marks)
    found = (
        _own_item(one, line, told, marks, is_own=one.kind is MaterialKind.EVIDENCE and one.digest in own)
        for one, line in zip(material, listed, strict=True)
    )
    return OwnMaterial(
        items=tuple(item for item in found if item is not None),
        papers=tuple(row.file_name for row in papers),
        standing=hearings.standing_from(material, rows, shown, said, marked=()),
        hidden=secrecy_marks.withheld_by(marks),
    )


def _own_item(
    one: Material, listed: ListedItem, told: _Told, marks: Sequence[StandingMark], *, is_own: bool
) -> OwnItem | None:
    against = hearings.marks_against(marks)
    is_tried = any(row.is_open and row.item == one.key for row in marks)
    shown_on, excepted = told.shown_on(one, against), told.excepted.get(print_of(one))
    may_read = one.key not in against and (is_own or is_tried)
    if print_of(one) in told.kept or not (shown_on or excepted or may_read):
        return None
    if shown_on is None and not may_read and one.kind in OF_OTHERS and not listed.withheld:
        listed = _untried(listed)
    file = one.id if may_open(one, against) and not listed.withheld else ""
    return OwnItem(listed, shown_on, None if shown_on else excepted, is_own, file)


def _told(stage: Stage, rows: Sequence[Hearing], shown: Mapping[str, Sequence[Shown]]) -> _Told:
    clear: dict[str, dt.datetime] = {}
    masked: dict[tuple[str, str], dt.datetime] = {}
    excepted: dict[str, HearingExemption] = {}
    frustrating: set[str] = set()
    for row in rows:
        for one in shown.get(row.id, ()):
            if row.exemption is not None:
                excepted[one.print] = row.exemption
                frustrating |= {one.print} if row.exemption is HearingExemption.FRUSTRATES else set()
            elif one.is_masked:
                masked[one.key, one.print] = row.made_at
            else:
                clear[one.print] = row.made_at
    if stage is Stage.DECIDED:
        return _Told(clear, masked, excepted, frozenset())
    known = {*clear, *(one for _key, one in masked)}
    return _Told(clear, masked, {}, frozenset(frustrating - known))


def _untried(item: ListedItem) -> ListedItem:
    """The item without its words: it came from others, and nobody has tried it."""
    return ListedItem(item.key, item.kind, "", "", "", "", None, is_contrary=False, withheld=UNTRIED)


def _papers(case_id: str, withheld: Collection[str]) -> Sequence[Paper]:
    """The papers that the association sent: an opinion filed among them is another's."""
    rows = db.session.scalars(
        select(Paper)
        .where(Paper.case_id == case_id, Paper.id.not_in(opinions(case_id)))
        .order_by(Paper.received_at, Paper.id)
    )
    return [row for row in rows if f"{ItemKind.PAPER}:{row.id}" not in withheld]


def sent_since(case_id: str, since: dt.datetime) -> tuple[int, int]:
    """How many statements came from the association's own page since then, and the bytes of their files."""
    query = (
        select(func.count(Statement.id), func.coalesce(func.sum(StoredFile.size), 0))
        .outerjoin(StoredFile, StoredFile.digest == Statement.file_digest)
        .where(
            Statement.case_id == case_id,
            Statement.channel == StatementChannel.OWN_VIEW,
            Statement.entered_at > since,
        )
    )
    count, size = db.session.execute(query).one()
    return count, int(size)
