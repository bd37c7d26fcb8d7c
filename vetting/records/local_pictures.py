"""Local pictures of half-years: the draft of each, and the versions as they were adopted."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.local_pictures import Known, Picture, sources_document, sources_from
from vetting.domain.pointers import phrases_of
from vetting.records.associations import Association
from vetting.records.board_reports import known_names
from vetting.records.columns import UtcTime
from vetting.records.concerns import ConcernCount
from vetting.records.db import Base, db, new_id
from vetting.records.officers import Board

MOST_KEYS = 4000


class PictureDraft(Base):
    """The picture of a half-year as it is written on. `edition` rises with every save."""

    __tablename__ = "local_picture_drafts"

    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"), primary_key=True)
    half_year: Mapped[str] = mapped_column(String(7), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    sources: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # kind, told_on, function
    places: Mapped[list[str]] = mapped_column(JSON)
    edition: Mapped[int]
    written_by: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class LocalPicture(Base):
    """A picture as it was adopted, byte for byte; a later version follows and never replaces it."""

    __tablename__ = "local_pictures"
    __table_args__ = (UniqueConstraint("board_id", "half_year", "version"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    half_year: Mapped[str] = mapped_column(String(7))
    version: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the document in UTF-8
    adopted_on: Mapped[dt.date]
    adopted_by: Mapped[str] = mapped_column(String(40))
    adopted_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def draft_of(board_id: str, half_year: str, *, to_change: bool = False) -> PictureDraft | None:
    """The draft so far; None when nothing was written."""
    key = (board_id, half_year)
    return db.session.get(PictureDraft, key, with_for_update=to_change or None, populate_existing=to_change)


def picture_of(draft: PictureDraft) -> Picture:
    """The draft as the rules see it."""
    return Picture(draft.text, sources_from(draft.sources), tuple(draft.places))


def keep_draft(board_id: str, half_year: str, picture: Picture, *, by: str, now: dt.datetime) -> int:
    """Keeps the draft and gives its edition."""
    found = draft_of(board_id, half_year, to_change=True)
    if found is None:
        found = PictureDraft(board_id=board_id, half_year=half_year, edition=0)
        db.session.add(found)
    found.text, found.sources = picture.text, sources_document(picture.sources)
    found.places, found.edition = list(picture.places), found.edition + 1
    found.written_by, found.written_at = by, now
    db.session.flush()
    return found.edition


def pictures_of(board_id: str, half_year: str) -> Sequence[LocalPicture]:
    """Every version adopted for a half-year, the latest first."""
    return db.session.scalars(
        select(LocalPicture)
        .where(LocalPicture.board_id == board_id, LocalPicture.half_year == half_year)
        .order_by(LocalPicture.version.desc())
    ).all()


def keep_picture(picture: LocalPicture) -> LocalPicture:
    """Keeps a version for good."""
    db.session.add(picture)
    db.session.flush()
    return picture


def boards_without_picture(half_year: str) -> Sequence[Board]:
    """Boards in use that have adopted none for the half-year, by name."""
    have = select(LocalPicture.board_id).where(LocalPicture.half_year == half_year)
    return db.session.scalars(
        select(Board).where(Board.is_active, Board.id.not_in(have)).order_by(Board.name)
    ).all()


def known_for(texts: Collection[str]) -> Known:
    """What the texts are held against: districts, persons known by name, and associations they may name."""
    keys = sorted(phrases_of("\n".join(texts)))[:MOST_KEYS]
    found: set[str] = set()
    for at in range(0, len(keys), 500):
        part = keys[at : at + 500]
        rows = db.session.scalars(select(Association.search_key).where(Association.search_key.in_(part)))
        found.update(rows)
    districts = db.session.scalars(select(Board.district).where(Board.district.is_not(None)))
    return Known(frozenset(one for one in districts if one), known_names(), frozenset(found))


def counted(counts: Iterable[ConcernCount], district: str) -> Mapping[str, int | None]:
    """The concerns counted of a district, by kind; None: fewer than are told."""
    return {one.kind.value: one.count for one in counts if one.district == district}
