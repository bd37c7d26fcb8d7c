"""Associations with live support, checked and decided through the deeds, and a register that changes."""

import datetime as dt

from tests.makers import NOW
from tests.makers_decisions import a_grant, a_ready_case
from tests.makers_sources import a_list, a_source, delivered, judged
from vetting.domain.authority import Actor
from vetting.domain.terms import Judgement, NumberClass, Partner, SignalKind
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.clearances import Clearance, Rescreening, Signal
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db, transaction
from vetting.services import decisions, judgements, proposals, screening

KEY = "skulder"
OTHERS = [(f"x{n}", f"Ovidkommande Sammanslutning {n}", "", "Fjärrby", "") for n in range(20)]


def a_register(*rows: tuple[str, ...], now: dt.datetime = NOW) -> None:
    """A delivery of the register; each row is id, name, number, town, status."""
    delivered(KEY, a_list([*rows, *OTHERS], "Id;Namn;Orgnr;Ort;Status"), now=now)


def declare() -> None:
    """The register becomes known."""
    a_source(KEY, "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)


def a_supported(
    people: tuple[Actor, Actor],
    name: str,
    number: str | None,
    *,
    at: int,
    judgement: Judgement | None = None,
    city: str | None = None,
) -> tuple[str, str]:
    """An association with live support from a decided case; its hits were judged so. Gives association and
    case."""
    secretary, head = people
    case_id = a_ready_case(number=at, check=None)
    with transaction(is_piece=True):
        association_id = db.session.get_one(Case, case_id).association_id
        row = db.session.get_one(Association, association_id)
        row.name, row.search_key, row.sort_key = name, name.casefold(), name.casefold()
        row.org_number, row.city = number, city
        row.number_class = NumberClass.OK if number else NumberClass.MISSING
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    for hit in db.session.query(Hit).filter_by(check_id=check_id).all():
        hit_id = hit.id
        judged(hit_id, judgement or Judgement.UNSURE, by=secretary)
        if db.session.get_one(Hit, hit_id).awaits_second:
            seconded(hit_id, head)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposal_id = proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    return association_id, case_id


def seconded(hit_id: str, by: Actor) -> None:
    """Another person agrees."""
    judgements.second_hit(hit_id, agrees=True, reason="Har sett detsamma", by=by, now=NOW)


def a_clearance_and_signal(case_id: str, hit_id: str) -> dict[str, str]:
    """A word on a hit of a case, and a signal about the same pair; rows only, ids by parameter name."""
    hit, case = db.session.get_one(Hit, hit_id), db.session.get_one(Case, case_id)
    pair = {
        "association_id": case.association_id,
        "board_id": case.board_id,
        "source_id": hit.source_id,
        "record_id": hit.record_id,
        "fingerprint": hit.fingerprint,
    }
    clearance = Clearance(
        hit_id=hit_id, judgement=Judgement.OTHER, reason="Annan ort", ours={}, theirs={}, given_by="setup",
        given_at=NOW, **pair,
    )  # fmt: skip
    run = Rescreening(
        source_id=hit.source_id,
        matcher_version="names-1",
        settings_version="1",
        run_by="setup",
        started_at=NOW,
    )
    db.session.add_all([clearance, run])
    db.session.flush()
    signal = Signal(
        kind=SignalKind.NEW_HIT, case_id=case_id, band=hit.band, listing_id=hit.listing_id,
        rescreening_id=run.id, raised_at=NOW, record={"name": hit.name}, **pair,
    )  # fmt: skip
    db.session.add(signal)
    db.session.flush()
    return {"clearance_id": clearance.id, "signal_id": signal.id}


def hits_found(case_id: str) -> list[tuple[str, str]]:
    """Record and band of the hits of the check that counts."""
    rows = (
        db.session.query(Hit.record_id, Hit.band)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .filter(CrossCheck.case_id == case_id, CrossCheck.is_latest)
    )
    return [(record, band.value) for record, band in rows]
