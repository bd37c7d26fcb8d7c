"""Everyone with support against what changed: exactly the work that a hand count expects."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import two_officers
from tests.makers_rescreening import KEY, a_register, a_supported, declare, hits_found
from tests.queries import count_queries
from vetting.domain.authority import OPERATOR, SYSTEM
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.match_settings import DEFAULT
from vetting.domain.matching import MATCHER_VERSION
from vetting.domain.rescreening import Tally
from vetting.domain.terms import Judgement, Role, SignalKind
from vetting.records.associations import Association
from vetting.records.clearances import Clearance, Rescreening, Signal
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.services import releases, rescreening

LATER = NOW + dt.timedelta(hours=1)
SAME, OTHER, UNSURE = Judgement.SAME, Judgement.OTHER, Judgement.UNSURE
# id, name, number, town, status
R1 = ("r1", "Alfaparkens Teaterförening", "889999-9018", "Granlunda", "")
R2 = ("r2", "Bäckdalens Orienterare", "", "Fjärrby", "")
R3 = ("r3", "Cedersalens Körsångare", "", "Fjärrby", "")
R4 = ("r4", "Dalängens Schacksällskap", "", "", "")
R5 = ("r5", "Elvkvarnens Dansgille", "889999-9034", "", "")
R6 = ("r6", "Björkhagens Friluftsvänner", "252999-9019", "", "")


PEOPLE = {
    "r1": (R1[1], "8899999018", SAME),
    "r2": (R2[1], None, OTHER),
    "r3": (R3[1], None, OTHER),
    "r4": (R4[1], None, UNSURE),
    "r5": (R5[1], "8899999034", SAME),
    "r6": (R6[1], "2529999019", None),
}


def founded(*records: str) -> dict[str, tuple[str, str]]:
    """Associations with support. What the register says of them was judged before the decision."""
    people = two_officers()
    declare()
    a_register(R1, R2, R3, R4, R5)
    found = {}
    for at, record in enumerate(records, start=1):
        name, number, judgement = PEOPLE[record]
        found[record] = a_supported(people, name, number, at=at, judgement=judgement)
    return found


@pytest.fixture
def town(app):
    """Six associations, five of them in the register."""
    return founded(*PEOPLE)


@pytest.fixture
def village(app):
    """Two associations, one of them in the register."""
    return founded("r3", "r6")


def run(now: dt.datetime = LATER) -> Tally:
    return rescreening.rescreen_source(KEY, by=SYSTEM, now=now)


def counts(tally: Tally) -> tuple[int, ...]:
    return tally.new, tally.changed, tally.lapsed_clearances, tally.withdrawn_evidence


def signals() -> set[tuple[str, str]]:
    db.session.rollback()
    return {(one.kind.value, one.record_id) for one in db.session.query(Signal) if one.settled_at is None}


def test_a_changed_delivery_makes_exactly_the_work_a_hand_count_expects(app, town):
    assert [found for _, case_id in town.values() for found, _ in hits_found(case_id)] == [
        "r1", "r2", "r3", "r4", "r5"
    ]  # fmt: skip
    first = run()
    assert (first.parties, counts(first)) == (6, (0, 0, 0, 0))  # everything was seen before the decisions
    assert run().facts() == Tally(parties=6).facts()  # nothing has changed since

    a_register(
        (*R1[:3], "Annanby", ""),  # cited, and judged: both
        R2,
        (*R3[:3], "Närby", ""),  # judged
        (*R4[:4], "Ny uppgift"),  # not who it is
        R6,  # new, and r5 is gone: cited
        ("r7", "Zirkonens Luftballonger", "", "", ""),
    )
    second = run()
    assert (second.parties, counts(second)) == (6, (1, 0, 2, 2))
    assert second.pairs_compared < 12
    expected = {
        ("new_hit", "r6"),
        ("clearance_lapsed", "r1"),
        ("clearance_lapsed", "r3"),
        ("evidence_withdrawn", "r1"),
        ("evidence_withdrawn", "r5"),
    }
    assert signals() == expected
    assert counts(run()) == (0, 0, 0, 0)
    assert signals() == expected

    a_register((*R1[:3], "Annanby", ""), R2, (*R3[:3], "Närby", ""), (*R6[:3], "Bortby", ""))
    third = run()
    assert counts(third) == (0, 1, 0, 0)
    assert signals() == expected - {("new_hit", "r6")} | {("changed_hit", "r6")}
    (overtaken,) = db.session.query(Signal).filter(Signal.settled_at.is_not(None))
    assert (overtaken.settled_as, overtaken.settled_by) == ("overtaken", "system")


def test_what_a_signal_holds_and_what_the_journal_tells(app, village):
    run()
    a_register(R1, R2, (*R3[:3], "Närby", ""), R4, R5)
    run()
    (signal,) = db.session.query(Signal)
    association_id, case_id = village["r3"]
    assert (signal.association_id, signal.case_id) == (association_id, case_id)
    assert signal.decision_id is not None
    assert signal.changed_facts == ["theirs.seat"]
    assert (signal.asked["name"], signal.record["seat"]) == (R3[1], "Närby")
    clearance = db.session.get_one(Clearance, signal.clearance_id)
    assert (clearance.lapsed_at, clearance.lapsed_facts) == (LATER, ["theirs.seat"])
    bodies = [
        body
        for name, body in db.session.query(JournalEntry.name, JournalPayload.body).join(
            JournalPayload, JournalPayload.seq == JournalEntry.seq
        )
        if name in ("Rescreened", "ClearanceLapsed")
    ]
    assert len(bodies) == 3
    assert not [body for body in bodies if "Cedersalen" in body or "Närby" in body]
    run_row = db.session.query(Rescreening).order_by(Rescreening.to_seq.desc()).first()
    assert (run_row.from_seq, run_row.to_seq, run_row.lapsed_clearances) == (1, 2, 1)
    assert (run_row.matcher_version, run_row.settings_version) == (MATCHER_VERSION, DEFAULT.version)


def test_a_delta_finds_what_a_whole_run_finds(app, town):
    """The same changed delivery, once as a delta and once as if nothing had been looked at before."""
    changed = [
        (*R1[:3], "Annanby", ""),
        R2,
        (*R3[:3], "Närby", ""),
        R6,
        ("r8", "Dalängens Schackklubb", "", "", ""),
    ]
    run()
    a_register(*changed)
    run()
    delta = {
        (one.kind, one.association_id, one.record_id, one.fingerprint) for one in db.session.query(Signal)
    }
    with transaction(is_piece=True):
        db.session.query(Signal).delete()
        db.session.query(Rescreening).delete()
        db.session.query(Clearance).update({"lapsed_at": None, "lapsed_facts": []})
    tally = run()
    whole = {
        (one.kind, one.association_id, one.record_id, one.fingerprint) for one in db.session.query(Signal)
    }
    assert whole == delta
    assert {kind for kind, *_ in whole} == set(SignalKind) - {
        SignalKind.CHANGED_HIT,
        SignalKind.ANSWER_CORRECTED,
    }
    assert tally.pairs_compared > 0


def test_going_back_to_an_earlier_snapshot_is_a_change_too(app, village):
    run()
    (first,) = [row.snapshot_id for row in db.session.query(Rescreening)]
    a_register(R1, R2, R3, R4, R5, R6)
    assert counts(run()) == (1, 0, 0, 0)
    releases.roll_back(KEY, first, reason="Fel fil skickades", by=OPERATOR, now=LATER)
    assert rescreening.sources_due() == (KEY,)
    assert counts(run(LATER + dt.timedelta(hours=1))) == (
        0,
        0,
        0,
        0,
    )  # what came with the later one is gone again
    assert rescreening.sources_due() == ()


def test_a_changed_association_is_looked_up_anew(app, village):
    run()
    a_register(R1, R2, R3, R4, R5, ("r9", "Fiskargatans Filmklubb", "009999-9013", "", ""))
    assert counts(run()) == (0, 0, 0, 0)
    assert rescreening.associations_due(LATER) == ()
    association_id, _ = village["r6"]
    with transaction(is_piece=True):
        row = db.session.get_one(Association, association_id)
        row.name, row.org_number, row.updated_at = "Fiskargatans Filmklubb", "0099999013", LATER
    assert rescreening.associations_due(LATER) == (association_id,)
    told = rescreening.rescreen_association(association_id, by=SYSTEM, now=LATER + dt.timedelta(minutes=1))
    assert (told.parties, counts(told)) == (1, (1, 0, 0, 0))
    assert signals() == {("new_hit", "r9")}
    assert rescreening.associations_due(LATER) == ()
    again = rescreening.rescreen_association(association_id, by=SYSTEM, now=LATER + dt.timedelta(minutes=2))
    assert counts(again) == (0, 0, 0, 0)


def test_our_own_changed_fact_lets_a_clearance_lapse(app, village):
    association_id, _ = village["r3"]
    with transaction(is_piece=True):
        row = db.session.get_one(Association, association_id)
        row.city, row.updated_at = "Fjärrby", LATER
    told = rescreening.rescreen_association(association_id, by=SYSTEM, now=LATER)
    assert counts(told) == (0, 0, 1, 0)
    (signal,) = db.session.query(Signal)
    assert signal.changed_facts == ["ours.seat"]


def test_support_that_has_ended_is_not_watched(app, village):
    run()
    a_register(R1, R2, R3, R4, R5, R6)
    late = dt.datetime(2028, 1, 2, 9, tzinfo=dt.UTC)
    assert rescreening.rescreen_source(KEY, by=SYSTEM, now=late).facts() == Tally().facts()


def test_who_may_and_what_is_not_there(app):
    with pytest.raises(NotFound):
        rescreening.rescreen_source("okand", by=SYSTEM, now=NOW)
    with pytest.raises(NotAllowed):
        rescreening.rescreen_source(KEY, by=an_officer(Role.CULTURE_SECRETARY), now=NOW)


@pytest.mark.parametrize("kinds", ["new", "overtaken", "lapsed"])
def test_the_work_of_a_board_is_written_in_as_many_questions_whatever_its_pairs(app, kinds):
    """One pair or seven: new ones, ones that overtake earlier work, and ones whose clearance lapses."""
    sent = []
    people = two_officers()
    declare()
    rows = [(f"r{n}", f"{name}s Trädgårdsgille", "", "Fjärrby", "") for n, name in enumerate(TREES)]
    a_register(*(rows if kinds == "lapsed" else []))
    for at, (_, name, *_) in enumerate(rows, start=1):
        a_supported(people, name, None, at=at, judgement=OTHER)
    run()
    if kinds == "overtaken":
        a_register(*rows)
        run()
    for some in (slice(1), slice(1, 8)):
        if kinds == "new":
            a_register(*rows[: some.stop], now=LATER)
        else:
            rows[some] = [(*row[:3], "Närby", "") for row in rows[some]]
            a_register(*rows, now=LATER)
        with count_queries() as statements:
            told = run(LATER)
        assert sum(counts(told)) == len(rows[some])
        sent.append(statements)
    assert len(sent[0]) == len(sent[1])


TREES = ("Almskogen", "Björkhagen", "Cedersal", "Druvback", "Ekorrlund", "Furulid", "Granmark", "Häggdal")
