"""Makers for declared signatories, and checks that ask about them: invented names only."""

import datetime as dt
from dataclasses import replace

from tests.makers import NOW
from tests.makers_decisions import a_grant
from tests.makers_sources import a_source, delivered, judged, un_xml
from vetting.domain.authority import Actor
from vetting.domain.signatories import Declared
from vetting.domain.terms import Judgement, OfficeRole, Partner, PartyKind
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db
from vetting.records.signatories import Signatory
from vetting.services import decisions, judgements, proposals, screening, signatories

CHAIR = Declared("Kim Provsson Ek", "1970-01-02", OfficeRole.CHAIR, dt.date(2026, 3, 12))
TREASURER = Declared("Alva Exempelgren", "1981-05-06", OfficeRole.TREASURER, dt.date(2026, 3, 12))
PERSONS = [("901", "Kim Provsson Ek", "1970-01-02"), ("902", "Någon Annansson", "1950-05-05")]


def a_signatory(case_id: str, by: Actor, declared: Declared = CHAIR, **changes: object) -> str:
    """A declared signatory of a case; gives the id."""
    return signatories.declare_signatory(case_id, replace(declared, **changes), by=by, now=NOW)


def a_signatory_row(case_id: str, _digest: str) -> Signatory:
    """The row alone, of a case at any stage."""
    return Signatory(
        case_id=case_id,
        name=CHAIR.name,
        born_on=dt.date(1970, 1, 2),
        function=CHAIR.function,
        declared_on=CHAIR.declared_on,
        added_by="setup",
        added_at=NOW,
    )


def a_list_of_both(persons: list[tuple[str, str, str]] | None = None, key: str = "sanktioner") -> None:
    """A sanctions list with bodies and persons, delivered."""
    a_source(key)
    delivered(key, un_xml([("1", "Norra Provbolaget")], persons=PERSONS if persons is None else persons))


def a_list_of_persons(*rows: tuple[str, str, str], key: str = "naringsforbud", **more: object) -> None:
    """An agency's list of persons as a sheet: id, name, birth date. Without rows nothing is delivered."""
    more.setdefault("partner", Partner.ENFORCEMENT_AUTHORITY)
    a_source(key, "spreadsheet_drop", kind=PartyKind.PERSON, **more)
    if rows:
        lines = ["Id;Namn;Födelsedatum", *(";".join(row) for row in rows), ""]
        delivered(key, "\n".join(lines).encode("utf-8-sig"))


def checked(case_id: str, by: Actor, now: dt.datetime = NOW) -> CrossCheck:
    """The case, checked."""
    return db.session.get_one(CrossCheck, screening.cross_check(case_id=case_id, by=by, now=now))


def hits_of(check: CrossCheck) -> list[Hit]:
    """Its hits by record."""
    return db.session.query(Hit).filter_by(check_id=check.id).order_by(Hit.record_id, Hit.signatory_id).all()


def judged_all(check: CrossCheck, people: tuple[Actor, Actor], word: Judgement = Judgement.OTHER) -> None:
    """Every hit of the check judged so, and agreed to by the second person where it takes two."""
    secretary, head = people
    for hit_id in [hit.id for hit in hits_of(check)]:
        judged(hit_id, word, by=secretary, facts=("name", "birth_date"))
        if db.session.get_one(Hit, hit_id).awaits_second:
            judgements.second_hit(hit_id, agrees=True, reason="Har sett detsamma", by=head, now=NOW)


def decided(case_id: str, people: tuple[Actor, Actor], word: Judgement) -> None:
    """The case checked, its hits judged so, and a grant decided."""
    secretary, head = people
    judged_all(checked(case_id, secretary), people, word)
    for one in people:
        proposals.declare_no_conflict(case_id, by=one, now=NOW)
    proposal_id = proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
