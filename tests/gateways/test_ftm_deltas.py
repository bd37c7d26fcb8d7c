"""FollowTheMoney deltas: every change told, an empty one too, and no gap in the chain."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.gateways.test_ftm_json import FIRST, FULL, Reading, a_change, an_entity, lines, read, refusal
from tests.makers_walks import Walk
from vetting.domain.errors import UnusableFile
from vetting.gateways.readers import delta_version
from vetting.gateways.registries.ftm_json import ADAPTER
from vetting.gateways.source import Listing, Removal, SourceOptions

__all__ = ["read"]  # the fixture
SECOND, THIRD = "20260102120000-bbb", "20260103120000-ccc"
DELTA = f"t2_{SECOND}_entities.delta.json"
FOLLOWS = {"follows": FIRST}


def test_a_delta(read: Reading) -> None:
    data = lines(
        a_change("ADD", "A"),
        a_change("MOD", "B", alias=["Nytt"]),
        a_change("DEL", "C"),
        a_change("ADD", "D", schema="Address"),
        a_change("MOD", "E", schema="Vessel"),
        end="",
    )
    found = read(data, DELTA, **FOLLOWS)
    tally = found.tally
    assert (tally.is_delta, tally.version, tally.follows) == (True, SECOND, FIRST)
    assert tally.as_of == date(2026, 1, 2)
    assert [(type(one), one.record_id, one.row_no) for one in found.rows] == [
        (Listing, "A", 1),
        (Listing, "B", 2),
        (Removal, "C", 3),
        (Removal, "E", 5),
    ]
    assert found.rows_in == 5


def test_an_empty_delta_says_that_nothing_changed(read: Reading) -> None:
    found = read(b"", DELTA, min_rows=100, **FOLLOWS)
    assert (found.rows, found.rows_in, found.tally.is_delta) == ([], 0, True)


@pytest.mark.parametrize(
    ("filename", "settings", "follows"),
    [
        (DELTA, {"follows": FIRST}, FIRST),
        (DELTA, {"versions": [THIRD, FIRST, SECOND]}, FIRST),
        (DELTA, {"versions": {FIRST: "https://example.invalid", SECOND: "", THIRD: ""}}, FIRST),
        (DELTA, {"follows": "20251231000000-zzz", "versions": [FIRST, SECOND]}, "20251231000000-zzz"),
        ("entities.delta.json", {"version": THIRD, "versions": [FIRST, SECOND, THIRD]}, SECOND),
        (DELTA, {}, "delta_order_unknown"),
        (DELTA, {"versions": [SECOND, THIRD]}, "delta_order_unknown"),  # the first of the window
        (DELTA, {"versions": [FIRST, THIRD]}, "delta_order_unknown"),  # not in it at all
        (DELTA, {"versions": SECOND}, "delta_order_unknown"),
        (DELTA, {"follows": SECOND}, "delta_order_unknown"),
        (DELTA, {"follows": THIRD}, "delta_order_unknown"),
        ("entities.delta.json", {"follows": FIRST}, "delta_version_unknown"),
    ],
)
def test_what_a_delta_builds_on(
    read: Reading, filename: str, settings: dict[str, object], follows: str
) -> None:
    if follows.startswith("delta"):
        assert refusal(read, b"", filename, **settings).code == follows
    else:
        assert read(b"", filename, **settings).tally.follows == follows


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"op": "PUT", "entity": an_entity()}, "delta_op_unknown"),
        ({"op": ["ADD"], "entity": an_entity()}, "delta_op_unknown"),
        ({"op": "add", "entity": an_entity()}, "delta_op_unknown"),
        ({"op": "DEL", "entity": {}}, "not_ftm_line"),
        ({"op": "DEL", "entity": {"id": 7}}, "not_ftm_line"),
        ({"op": "DEL"}, "not_ftm_line"),
        ({"op": "ADD", "entity": {"id": "B"}}, "not_ftm_line"),
        ({"op": "MOD", "entity": {"id": "B", "schema": "Person", "properties": None}}, "not_ftm_line"),
        (an_entity(), "not_ftm_line"),
        (a_change("DEL", "A"), "delta_repeats"),
    ],
)
def test_odd_changes_refuse_the_whole_delta(read: Reading, line: object, code: str) -> None:
    refused = refusal(read, lines(a_change("ADD", "A"), line), DELTA, **FOLLOWS)
    assert (refused.code, refused.facts["line"]) == (code, 2)


@pytest.mark.parametrize(
    ("filename", "version"),
    [
        (DELTA, SECOND),
        (f"{SECOND}-entities.DELTA.json", SECOND),
        (FULL, ""),
        ("entities.delta.json", ""),
        (f"9{SECOND}_entities.delta.json", ""),
        (f"{SECOND}b_entities.delta.json", ""),
    ],
)
def test_the_version_in_the_name_of_a_delta(filename: str, version: str) -> None:
    assert delta_version(ADAPTER, filename) == version
    assert delta_version("un_sc_xml", filename) == ""


@pytest.mark.genuine
def test_the_genuine_chain(genuine: Path) -> None:
    """Five deltas in the publisher's order; the first is rightly empty, and builds on one before the chain."""
    folder = genuine / "sanctions" / "ftm_delta_chain"
    versions = list(json.loads((folder / "t2_delta.json").read_bytes())["versions"])
    told: list[tuple[int, int, int]] = []
    current = versions[0]
    held: set[str] = set()
    for version in versions[1:]:
        file = folder / f"t2_{version}_entities.delta.json"
        found = Walk(ADAPTER, file, options=SourceOptions(settings={"versions": versions}))
        assert (found.tally.version, found.tally.follows) == (version, current)
        current = version
        held |= {one.record_id for one in found.listings}
        held -= {one.record_id for one in found.removals}
        told.append((len(found.listings), len(found.removals), found.tally.left_out.total()))
        assert not found.codes
    assert told == [(2, 0, 0), (2, 0, 0), (0, 1, 0), (1, 0, 0)]
    assert len(held) == 3  # one of those changed had been added by the delta before
    first = folder / f"t2_{versions[0]}_entities.delta.json"
    empty = Walk(ADAPTER, first, options=SourceOptions(settings={"follows": "20000101000000-abc"}))
    assert (empty.rows, empty.tally.version) == ([], versions[0])
    with pytest.raises(UnusableFile, match="delta_order_unknown"):
        Walk(ADAPTER, first, options=SourceOptions(settings={"versions": versions}))
