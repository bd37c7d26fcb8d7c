"""The local picture of a half-year: what is seen in the area, from which sources, without any identity."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written, tidy
from vetting.domain.no_names import has_given_name, is_word, persons_in
from vetting.domain.pointers import Pointer, pointers_in
from vetting.domain.seasons import HalfYear
from vetting.domain.terms_action_plans import PictureSource
from vetting.domain.terms_concerns import PointerKind
from vetting.domain.terms_decisions import DeadlineKind

FORMAT = "vetting-local-picture-1"
LONGEST = 6000
LONGEST_FUNCTION = 120
MOST_SOURCES = 20
MOST_PLACES = 40


@dataclass(frozen=True)
class Source:
    """Where something comes from: a kind, the day, and who told it, as a function."""

    kind: PictureSource
    told_on: dt.date
    function: str


@dataclass(frozen=True)
class Picture:
    """A half-year's picture as it is written. `places`: names of places and public bodies that may stand."""

    text: str
    sources: tuple[Source, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """Which picture it is: the board's name, the half-year, the version and the day it was adopted."""

    board: str
    half_year: str
    version: int
    adopted_on: dt.date


@dataclass(frozen=True)
class Known:
    """What a text is held against: the municipality's districts, names of persons the service knows."""

    districts: Collection[str] = ()
    names: Collection[str] = ()
    associations: Collection[str] = ()  # search keys in the text that are names of associations


def sound(picture: Picture, known: Known, *, today: dt.date) -> Picture:
    """The picture with its texts tidied.

    Raises Refused `picture_points` with the `words` to rewrite, `place_is_person`, `source_ahead`,
    `too_many_sources`, `text_missing`, or as free_text.require_written.
    """
    if len(picture.sources) > MOST_SOURCES or len(picture.places) > MOST_PLACES:
        raise Refused("too_many_sources", most=MOST_SOURCES)
    places = tuple(dict.fromkeys(place for place in map(tidy, picture.places) if place))
    named = [place for place in places if has_given_name(place) or persons_in(place, known.names)]
    if named:
        raise Refused("place_is_person", field="places", words=named)
    _require_nobody(picture.text, known, places, field="text")
    text = require_written(picture.text, field="text", longest=LONGEST)
    return Picture(text, tuple(_sound_source(one, known, places, today) for one in picture.sources), places)


def pointing(text: str, known: Known, places: Collection[str]) -> tuple[Pointer, ...]:
    """What in the text points at somebody and has to be rewritten; days may stand."""
    found = pointers_in(text, places=[*known.districts, *places], associations=known.associations)
    kept = [one for one in found if one.kind is not PointerKind.DAY and not is_word(one.words)]
    told = {one.words for one in kept}
    plain = " ".join(text.casefold().split())
    people = [name for name in known.names if " " in name.strip() and name.casefold() in plain]
    return (*kept, *(Pointer(PointerKind.PERSON, name) for name in people if name not in told))


def require_adoptable(picture: Picture) -> None:
    """Raises Refused `picture_without_sources`."""
    if not picture.sources:
        raise Refused("picture_without_sources")


def due_on(half_year: HalfYear, holidays: Collection[dt.date]) -> dt.date:
    """By when the half-year's picture is to be adopted."""
    return day_due(DeadlineKind.LOCAL_PICTURE, half_year.first_on, holidays)


def document_of(edition: Edition, picture: Picture, counts: Mapping[str, int | None]) -> str:
    """The picture as JSON, by which it is sealed. `counts`: concerns by kind, where they are counted."""
    document = {
        "format": FORMAT,
        "board": edition.board,
        "half_year": edition.half_year,
        "version": edition.version,
        "adopted_on": edition.adopted_on.isoformat(),
        "text": picture.text,
        "places": list(picture.places),
        "sources": sources_document(picture.sources),
        "concerns": dict(counts),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def picture_from(document: str) -> tuple[Picture, Mapping[str, int | None]]:
    """The picture that document_of wrote, and the concerns counted with it."""
    read: dict[str, Any] = json.loads(document)
    return Picture(read["text"], sources_from(read["sources"]), tuple(read["places"])), read["concerns"]


def digest_of(document: str) -> str:
    """SHA-256 of the document in UTF-8, hex."""
    return hashlib.sha256(document.encode()).hexdigest()


def sources_document(sources: Iterable[Source]) -> list[dict[str, str]]:
    """As JSON values."""
    return [
        {"kind": one.kind.value, "told_on": one.told_on.isoformat(), "function": one.function}
        for one in sources
    ]


def sources_from(kept: Iterable[Mapping[str, str]]) -> tuple[Source, ...]:
    """The sources that sources_document wrote."""
    return tuple(
        Source(PictureSource(one["kind"]), dt.date.fromisoformat(one["told_on"]), one["function"])
        for one in kept
    )


def _require_nobody(text: str, known: Known, places: Collection[str], *, field: str) -> None:
    found = pointing(text, known, places)
    if found:
        raise Refused("picture_points", field=field, words=[one.words for one in found])


def _sound_source(source: Source, known: Known, places: Collection[str], today: dt.date) -> Source:
    if source.told_on > today:
        raise Refused("source_ahead", field="sources")
    _require_nobody(source.function, known, places, field="sources")
    function = require_written(source.function, field="sources", longest=LONGEST_FUNCTION)
    return Source(source.kind, source.told_on, function)
