"""Makers for sources, deliveries and checks: invented names, numbers that pass the check digit and are not issued."""

import datetime as dt

from tests.makers import NOW, an_officer
from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.sources import Declaration
from vetting.domain.terms import Judgement, Partner, Role
from vetting.services import judgements, snapshots, sources
from vetting.services.judgements import Word

TODAY = dt.date(2026, 11, 20)


def un_xml(
    entries: list[tuple[str, str]], *, generated: str = "2026-11-19", persons: list[tuple[str, str, str]] = ()
) -> bytes:
    """A small list in the format of the UN's: entities as (id, name), persons as (id, name, birth date)."""
    people = "".join(
        f"<INDIVIDUAL><DATAID>{i}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{n}</FIRST_NAME>"
        f"<UN_LIST_TYPE>Invented</UN_LIST_TYPE><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>"
        f"<DATE>{b}</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
        for i, n, b in persons
    )
    bodies = "".join(
        f"<ENTITY><DATAID>{i}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{n}</FIRST_NAME>"
        f"<UN_LIST_TYPE>Invented</UN_LIST_TYPE><LISTED_ON>2020-01-02</LISTED_ON></ENTITY>"
        for i, n in entries
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{generated}T10:00:00.000-05:00">'
        f"<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES>{bodies}</ENTITIES></CONSOLIDATED_LIST>"
    ).encode()


def a_list(rows: list[tuple[str, ...]], header: str = "Namn;Orgnr;Ort;Status") -> bytes:
    """A partner's list as semicolon text."""
    return "\n".join([header, *(";".join(row) for row in rows), ""]).encode("utf-8-sig")


def a_coordinator() -> Actor:
    return an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)


def a_source(key: str = "sanktioner", adapter: str = "un_sc_xml", by: Actor = SYSTEM, **more: object) -> str:
    """A declared source."""
    partner = more.pop("partner", Partner.SANCTIONS)
    return sources.declare_source(Declaration(key, adapter, partner, **more), by=by, now=NOW)  # type: ignore[arg-type]


def delivered(
    key: str, data: bytes, *, file_name: str = "", as_of: dt.date | None = None, now: dt.datetime = NOW
) -> snapshots.Delivered:
    """A delivery received and read by the clock."""
    name = file_name or ("lista.xml" if data.startswith(b"<?xml") else "lista.csv")
    return snapshots.receive_delivery(key, data, file_name=name, as_of=as_of, by=SYSTEM, now=now)


def judged(
    hit_id: str,
    judgement: Judgement,
    reason: str = "Annan verksamhet",
    *,
    by: Actor,
    facts: tuple[str, ...] = ("name",),
    second: Actor | None = None,
    now: dt.datetime = NOW,
) -> None:
    """A person's word on a hit, and that `second` agrees."""
    judgements.judge_hit(hit_id, Word(judgement, reason, facts), by=by, now=now)
    if second is not None:
        judgements.second_hit(hit_id, agrees=True, reason="Har sett detsamma", by=second, now=now)
