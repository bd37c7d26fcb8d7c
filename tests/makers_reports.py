"""Drawn rounds whose checks came to something, for what is reported of them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from tests.makers import NOW, SETUP, an_officer
from tests.makers_rounds import HALF_YEAR, a_coordinator, a_drawn_round, some_supports
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.findings import proposed_measure
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import FindingResult, LeftReason, MeasureKind, SpotCheckState, Stream
from vetting.records.check_sheets import CheckAnswer, CheckReading
from vetting.records.db import db, transaction
from vetting.records.drawn_checks import add_reserve
from vetting.records.journal import note
from vetting.records.rounds import FrameItem
from vetting.records.spot_checks import Finding, FindingReopening, MeasureOutcome, SpotCheck

GOOD, BAD = FindingResult.NO_REMARK, FindingResult.SERIOUS
MINUTES = 90


def two_who_draw() -> tuple[Actor, Actor]:
    """A coordinator, and the unit head who confirms the seed."""
    return a_coordinator(), an_officer(Role.UNIT_HEAD, username="chef.dragning", everywhere=True)


def the_round_of_feature_10(by: tuple[Actor, Actor] | None = None, *, half_year: str = HALF_YEAR) -> str:
    """40 random checks of 100 supports with 3 deviations, and 10 risk-weighted ones with 6."""
    some_supports(100)
    terms = DrawTerms(random_percent=40, weighted_size=10, hourly_cost=600, second_reading_percent=10)
    round_id = a_drawn_round(*(by or two_who_draw()), terms=terms, half_year=half_year)
    closed_with(round_id, {Stream.RANDOM: [BAD] * 3 + [GOOD] * 37, Stream.WEIGHTED: [BAD] * 6 + [GOOD] * 4})
    return round_id


def checks_of(round_id: str, stream: Stream) -> list[SpotCheck]:
    """The checks of one stream in a fixed order."""
    return (
        db.session.query(SpotCheck)
        .filter_by(round_id=round_id, stream=stream)
        .order_by(SpotCheck.stratum, SpotCheck.position)
        .all()
    )


def closed_with(
    round_id: str, results: Mapping[Stream, Sequence[FindingResult]], *, days: Iterable[int] = (20, 30, 60)
) -> list[str]:
    """Closes the first checks of each stream with these results; the others stay open. Gives findings' ids."""
    after = list(days)
    with transaction():
        made = [
            close(check.id, result, days=after[at % len(after)])
            for stream, wanted in results.items()
            for at, (check, result) in enumerate(zip(checks_of(round_id, stream), wanted, strict=False))
        ]
        _noted()
    return made


def close(
    check_id: str,
    result: FindingResult,
    *,
    days: int = 20,
    measure: MeasureKind | None = None,
    due_on: dt.date | None = None,
    minutes: int = MINUTES,
) -> str:
    """A finding, within a transaction; a plan is due within the year unless told otherwise."""
    check = db.session.get_one(SpotCheck, check_id)
    at = check.drawn_at + dt.timedelta(days=days)
    measure = measure or proposed_measure(result)
    if measure is MeasureKind.ACTION_PLAN and due_on is None:
        due_on = dt.date(2027, 6, 1)
    version = db.session.query(Finding).filter_by(check_id=check_id).count() + 1
    finding = Finding(
        check_id=check_id,
        version=version,
        result=result,
        summary="Iakttaget vid kontrollen.",
        comment="",
        measure=measure,
        measure_due_on=due_on,
        minutes_spent=minutes,
        closed_by=SETUP.id,
        closed_at=at,
    )
    db.session.add(finding)
    check.state, check.closed_at = SpotCheckState.CLOSED, at
    db.session.flush()
    return finding.id


def reopened(finding_id: str) -> None:
    """The check is taken up again; its finding stays but stands no longer."""
    with transaction():
        finding = db.session.get_one(Finding, finding_id)
        db.session.add(
            FindingReopening(
                finding_id=finding_id, reason="Nya uppgifter", reopened_by="setup", reopened_at=NOW
            )
        )
        check = db.session.get_one(SpotCheck, finding.check_id)
        check.state, check.closed_at = SpotCheckState.UNDER_WAY, None
        _noted()


def measure_done(finding_id: str) -> None:
    with transaction():
        db.session.add(MeasureOutcome(finding_id=finding_id, outcome="Klart", done_by="setup", done_at=NOW))
        _noted()


def left(check_id: str) -> str:
    """The object left the population; gives the id of the reserve's check."""
    with transaction():
        check = db.session.get_one(SpotCheck, check_id)
        taken = {one.item for one in db.session.query(SpotCheck).filter_by(round_id=check.round_id)}
        reserve = next(
            one.item
            for one in db.session.query(FrameItem)
            .filter_by(round_id=check.round_id, stratum=check.stratum)
            .order_by(FrameItem.item)
            if one.item not in taken
        )
        check.state, check.left_reason = SpotCheckState.LEFT_POPULATION, LeftReason.DISSOLVED
        check.left_proof, check.left_by, check.left_at = "Registerutdrag", "setup", NOW
        db.session.flush()
        row = add_reserve(reserve, check, now=NOW)
        _noted()
        return row.id


def answered(check_id: str, reading: int, answers: Mapping[str, str], *, signed: bool = True) -> None:
    """One reading of a check with these answers."""
    with transaction():
        at = NOW if signed else None
        db.session.add(
            CheckReading(
                check_id=check_id,
                reading=reading,
                sheet_version=1,
                signed_by="setup" if signed else None,
                signed_at=at,
                signed_version=1 if signed else None,
                minutes_spent=0,
            )
        )
        db.session.add_all(
            CheckAnswer(
                check_id=check_id,
                reading=reading,
                question_id=question_id,
                sheet_version=1,
                value=value,
                answered_by="setup",
                answered_at=NOW,
            )
            for question_id, value in answers.items()
        )
        _noted()


def _noted() -> None:
    note(Entry.FINDING_RECORDED, by=SETUP, now=NOW, subject="spot_check:test")
