"""Whatever comes in whatever order: every snapshot taken into use reads back exactly as it was delivered."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import NOW
from tests.makers_deliveries import changes, read_back, whole, with_lines
from tests.makers_sources import a_source, delivered
from vetting.domain.authority import OPERATOR
from vetting.domain.terms import Partner, PartyKind, RowState
from vetting.records import deliveries, listings, snapshots
from vetting.records.db import db
from vetting.records.db import settings as kept
from vetting.services import releases

_numbers = itertools.count()
IDS = st.sampled_from("abcdef")
NAMES = st.dictionaries(IDS, st.sampled_from(["Norra", "Södra", "Östra"]), min_size=1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("whole"), NAMES),
        st.tuples(st.just("changes"), st.dictionaries(IDS, st.sampled_from(["Norra", "Nya"])), st.sets(IDS)),
        st.tuples(st.just("back"), st.integers(0, 5)),
    ),
    min_size=2,
    max_size=7,
)
QUICK = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)


def test_every_snapshot_reads_back(app, monkeypatch):
    with_lines(monkeypatch)

    @QUICK
    @given(STEPS)
    def run(steps):
        key = a_source(f"lista{next(_numbers)}", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
        expected: dict[int, dict[str, str]] = {}
        for number, step in enumerate(steps, start=1):
            _take(key, step, f"v{number}", expected)
            for seq, names in expected.items():
                assert read_back(key, seq) == names
        for start, end in itertools.product((0, *expected), repeat=2):
            assert _between(key, start, end) == _difference(expected.get(start, {}), expected.get(end, {}))
        if expected:
            _is_indexed(key)

    run()


def _take(key, step, version, expected):
    source = snapshots.source_named(key)
    base = deliveries.current_seq(source)
    follows = "" if not base else snapshots.snapshot_of(source.current_snapshot_id).version
    if step[0] == "back":
        accepted = [seq for seq in expected if seq != base]
        if accepted:
            seq = accepted[step[1] % len(accepted)]
            one = db.session.query(snapshots.Snapshot).filter_by(source_id=source.id, seq=seq).one()
            releases.roll_back(key, one.id, reason="Fel fil kom", by=OPERATOR, now=NOW)
        return
    if step[0] == "whole":
        names, told = step[1], delivered(key, whole(step[1], version=version))
    else:
        kept_names = {**expected.get(base, {}), **step[1]}
        gone = step[2] - set(step[1])
        names = {one: name for one, name in kept_names.items() if one not in gone}
        told = delivered(key, changes(step[1], sorted(gone), follows=follows, version=version))
        if not base:
            assert told.reason == "delta_gap"
            return
    assert told.state == "active"
    before = expected.get(base, {})
    assert told.changes == _counted(_difference(before, names))
    expected[snapshots.snapshot_of(told.snapshot).seq] = dict(names)


def _difference(before, after):
    return (
        {(one, "added") for one in after.keys() - before.keys()}
        | {(one, "removed") for one in before.keys() - after.keys()}
        | {(one, "modified") for one in after.keys() & before.keys() if after[one] != before[one]}
    )


def _counted(found):
    return {name: sum(change == name for _, change in found) for name in ("added", "modified", "removed")}


def _between(key, start, end):
    source_id = snapshots.source_named(key).id
    told = list(listings.changed_between(source_id, start, end))
    if start:
        came = {one.after_id: one.record_id for one in told if one.after_id}
        facts = listings.listings_that_came(
            source_id, start, end, kind=PartyKind.ORGANISATION, most=len(came)
        )
        assert {listing_id: one.record_id for listing_id, one in facts.items()} == came
    return {(one.record_id, one.change.value) for one in told}


def _is_indexed(key):
    """The index of the snapshot in use holds its listings and no others."""
    source = snapshots.source_named(key)
    seq = deliveries.current_seq(source)
    told = {one[0] for one in listings.rows_to_index(source.id, seq)}
    assert told == _indexed(source.id, seq)


def _indexed(source_id, seq):
    from vetting.gateways import name_index

    kinds = name_index.opened(kept().index_dir / source_id, seq)
    return {
        f"{int(one):016x}"
        for living in itertools.chain.from_iterable(kinds.values())
        for one in living.segment.ids[living.alive]
    }


ROWS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"id": IDS, "name": st.just("Norra"), "state": st.sampled_from(list(RowState))}
        ),
        st.fixed_dictionaries({"left_out": st.sampled_from(list(RowState))}),
    ),
    min_size=1,
    max_size=12,
)


def test_rows_always_add_up(app, monkeypatch):
    with_lines(monkeypatch)

    @QUICK
    @given(ROWS)
    def run(rows):
        key = a_source(f"rader{next(_numbers)}", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
        told = delivered(key, whole({}, more=rows))
        counts = dict(told.rows)
        assert counts.pop("in") == len(rows) == sum(counts.values())
        assert len(read_back(key)) == len({row["id"] for row in rows if "id" in row})

    run()
