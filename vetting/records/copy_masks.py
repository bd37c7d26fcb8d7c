"""What must be masked in a public copy of a case: what is marked, and what is masked whatever is marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from vetting.domain.masking import Mask, MaskKind, Secret
from vetting.domain.secrecy import OFFICERS, Item, ItemKind, Mark
from vetting.domain.secret_words import day_patterns, name_patterns, pattern_of, quote_patterns
from vetting.domain.swedish_time import swedish_day
from vetting.records import secrecy_items, secrecy_marks
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db, settings
from vetting.records.decision_papers import names_of_officers
from vetting.records.journal import JournalEntry
from vetting.records.officers import Appointment, Board, Officer
from vetting.records.secrecy_marks import StandingMark
from vetting.records.signatories import Signatory

SIGNATORY_GROUND = "Namn och födelsetid på den som tecknar för föreningen"


@dataclass(frozen=True)
class CopyMasks:
    """Words to look for in the order to look, items masked whole, and whether officers may be named."""

    secrets: tuple[Secret, ...]
    items: Mapping[str, Mask]
    names_officers: bool


def masks_for(case: Case) -> CopyMasks:
    """Everything to mask in a copy of the case that is made now."""
    rows = secrecy_marks.standing(case.id)
    marks = secrecy_marks.marks_from(rows, case.id)
    association, board = _names(case)
    public = " ".join((association, board, case.case_number, settings().municipality))
    names = names_of_officers({mark.by for mark in marks.values() if mark.by})
    masks = {key: _mask(mark, names) for key, mark in marks.items()}
    items = [item for item in secrecy_items.items_of(case.id) if item.text]
    words = [
        *_quotes([item for item in items if item.key in masks], masks, items, spared=association),
        *_passages(rows, masks),
    ]
    words.sort(key=lambda secret: -len(secret.pattern.pattern))
    threat = masks.get(OFFICERS)
    return CopyMasks(
        secrets=(*words, *_signatories(case, public), *(_officers(case, threat, public) if threat else ())),
        items=masks,
        names_officers=threat is None,
    )


def _names(case: Case) -> tuple[str, str]:
    """Of the association and of the board."""
    row = db.session.execute(
        select(Association.name, Board.name)
        .join(Case, Case.association_id == Association.id)
        .join(Board, Board.id == Case.board_id)
        .where(Case.id == case.id)
    ).one()
    return row[0], row[1]


def _mask(mark: Mark, names: Mapping[str, str]) -> Mask:
    return Mask(
        mark.item,
        MaskKind.PASSAGE if mark.item.startswith(f"{ItemKind.PASSAGE}:") else MaskKind.ITEM,
        mark.ground,
        by=names.get(mark.by, ""),
        on=swedish_day(mark.at).isoformat() if mark.at else "",
    )


def _quotes(
    hidden: Sequence[Item], masks: Mapping[str, Mask], items: Sequence[Item], *, spared: str
) -> Iterator[Secret]:
    """What a masked item says, where another text quotes it. Its source only when no open item has the same;
    the association's own name is no secret, whatever register it stands in."""
    open_sources = {item.source for item in items if item.key not in masks}
    for item in hidden:
        texts = [item.text] if item.source in open_sources else [item.text, item.source]
        for text in texts:
            if text.casefold() not in spared.casefold():
                yield from (Secret(masks[item.key], pattern) for pattern in quote_patterns(text))


def _passages(rows: Sequence[StandingMark], masks: Mapping[str, Mask]) -> Iterator[Secret]:
    for row in rows:
        if row.passage:
            yield Secret(masks[row.item], pattern_of(row.passage))


def _signatories(case: Case, public: str) -> Iterator[Secret]:
    """Everybody who was declared in the case, also those who have been ended."""
    for row in db.session.scalars(
        select(Signatory).where(Signatory.case_id == case.id).order_by(Signatory.added_at, Signatory.id)
    ):
        mask = Mask(f"signatory:{row.id}", MaskKind.SIGNATORY, SIGNATORY_GROUND)
        patterns = (*name_patterns(row.name, spared=public), *day_patterns(row.born_on))
        yield from (Secret(mask, pattern) for pattern in patterns)


def _officers(case: Case, threat: Mask, public: str) -> Iterator[Secret]:
    """Everybody who works, or has worked, with cases of the board; none can be told from another."""
    rows = db.session.scalars(
        select(Officer.display_name)
        .where(
            or_(
                Officer.id.in_(select(JournalEntry.actor).where(JournalEntry.case_id == case.id)),
                Officer.id.in_(
                    select(Appointment.officer_id).where(
                        or_(Appointment.board_id == case.board_id, Appointment.board_id.is_(None))
                    )
                ),
            )
        )
        .order_by(Officer.display_name)
    )
    mask = Mask(OFFICERS, MaskKind.OFFICER, threat.ground, threat.by, threat.on)
    for name in rows:
        yield from (Secret(mask, pattern) for pattern in name_patterns(name, spared=public))
