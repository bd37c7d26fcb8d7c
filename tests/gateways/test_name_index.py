"""The candidate index: what it finds, and within which bounds."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers_names import ORGANISATION, PERSON, a_row, found, the_rows, written
from vetting.gateways import name_index, name_search, name_segments
from vetting.gateways.name_index import opened
from vetting.gateways.name_search import searches


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("Granlunda Hembygdsförening", 1),
        ("GRANLUNDA HEMBYGDSFÖRENING", 1),
        ("granlunda hembygdsforening", 1),
        ("Hembygdsföreningen Granlunda", 1),
        ("Granlunda Hembygdsfören.", 1),
        ("Granlundas Hembygdsförening, ideell förening", 1),
        ("Granlnuda Hembygdsförening", 1),
        ("Granlunda Hemydgsförening", 1),
        ("Granlunda", 1),
        ("Tallviks Idrottsförening", 2),
        ("IF Tallvik", 2),
        ("HA74", 3),
        ("Sällskapet för Björkens Vänner", 4),
        ("Björkens Vanner", 4),
        ("Gamla Namnet i Dalen", 5),
        ("Ö", 6),
    ],
)
def test_a_name_is_met_however_it_is_written(tmp_path, asked, number):
    names = [
        "Granlunda Hembygdsförening",
        "Tallvik IF",
        "HA 74",
        "Sällskapet Björkens Vänner",
        "Nya Namnet",
        "Ö",
    ]
    own = [a_row(n, name) for n, name in enumerate(names, start=1)]
    own[4] = a_row(5, "Nya Namnet", aliases=("Gamla Namnet i Dalen",))
    index = written(tmp_path, [*the_rows(200), *[(f"{int(one[0], 16) + 900:016x}", *one[1:]) for one in own]])
    assert f"{number + 900:016x}" in found(index, asked).listing_ids[:5]


@pytest.mark.parametrize("asked", ["", " ", "förening", "&", "日本", "🙂", "i och", "\x00", "a" * 5000])
def test_odd_names_find_little_and_break_nothing(tmp_path, asked):
    index = written(tmp_path, the_rows(50))
    assert len(found(index, asked).listing_ids) <= 25


def test_nothing_written_is_nothing_found(tmp_path):
    index = written(tmp_path, [])
    assert found(index, "Granlunda").listing_ids == ()
    index = written(tmp_path, [a_row(1, "")], 2)
    assert found(index, "Granlunda", 2).listing_ids == ()


def test_names_cut_in_many_blocks_are_found_as_those_of_one(tmp_path, monkeypatch):
    asked = [name for row in the_rows(200)[::20] for name in row[2]]
    index = written(tmp_path / "one", the_rows(200))
    whole = [found(index, name) for name in asked]
    monkeypatch.setattr(name_segments, "_BLOCK", 300)
    index = written(tmp_path / "many", the_rows(200))
    assert [found(index, name) for name in asked] == whole


def test_persons_and_organisations_are_lists_of_their_own(tmp_path):
    rows = [a_row(1, "Granlunda Vänner"), a_row(2, "Vänner Granlunda", born="1970-01-02")]
    index = written(tmp_path, rows)
    assert found(index, "Granlunda Vänner").listing_ids == (f"{1:016x}",)
    assert found(index, "Granlunda Vänner", kind=PERSON).listing_ids == (f"{2:016x}",)


@pytest.mark.parametrize(
    ("born", "first"),
    [("1970-01-02", 7), ("1970-02-01", 7), ("1970-01-03", 7), ("1971-01-02", 7), ("1990-09-09", 300)],
)
def test_among_namesakes_the_birth_date_chooses(tmp_path, born, first):
    rows = [a_row(n, "Alva Ekmark", born=f"19{50 + n % 20}-1{n % 3}-1{n % 10}") for n in range(10, 200)]
    rows += [a_row(7, "Alva Ekmark", born="1970-01-02"), a_row(300, "Alva Ekmark", born="1990-09-09; 1990")]
    index = written(tmp_path, rows)
    near = found(index, "Alva Ekmark", kind=PERSON, birth_date=born).listing_ids
    assert near[0] == f"{first:016x}" or f"{first:016x}" in near[:2]


def test_among_namesakes_the_seat_chooses(tmp_path):
    rows = [a_row(n, "Hembygdsföreningen", seat=f"Ort {n}") for n in range(100)]
    index = written(tmp_path, rows)
    assert found(index, "Hembygdsföreningen", seat="ort 77").listing_ids[0] == f"{77:016x}"


def test_a_search_that_was_bounded_says_so(tmp_path, monkeypatch):
    rows = [a_row(n, f"Granlunda Hembygdsförening avdelning {n}") for n in range(400)]
    index = written(tmp_path, [*rows, a_row(999, "Sjöhults Segelsällskap")])
    assert not found(index, "Granlunda Hembygdsförening").is_bounded
    for budget in ("DRAWN", "LONGEST", "SAME"):
        monkeypatch.setattr(name_search, budget, 50)
    common = found(index, "Granlunda Hembygd avdelning")
    assert common.is_bounded
    rare = found(index, "Sjöhults Segelsällskap")
    assert (rare.listing_ids[0], rare.is_bounded) == (f"{999:016x}", False)


def test_what_was_considered_counts_every_listing_met(tmp_path):
    index = written(tmp_path, [a_row(n, f"Granlunda Exempel {n}") for n in range(150)])
    told = found(index, "Granlunda Exempel")
    assert (len(told.listing_ids), told.considered, told.is_bounded) == (25, 150, False)


@pytest.mark.parametrize("count", [100, 1_000, 6_000])
def test_the_entries_walked_do_not_grow_with_the_register(tmp_path, monkeypatch, count):
    monkeypatch.setattr(name_search, "DRAWN", 500)
    monkeypatch.setattr(name_search, "LONGEST", 500)
    written(tmp_path, the_rows(count))
    (living,) = opened(tmp_path / "s", 1)[ORGANISATION]
    for text in ("granlunda hembygd forening", "tallvik segl 4", "forening"):
        (search,) = searches([living], [(text, name_search.np.zeros(0, "u4"))], is_gate=False)
        search.nearest()
        codes = 40
        assert search.walked <= 500 + codes * (name_search.RANKED + name_search.SAME)
        if count == 100:
            assert search.walked <= 100 * codes


names = st.text(st.sampled_from("aåbde gnrs1"), min_size=1, max_size=14)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(names, max_size=25),
    second=st.lists(names, max_size=12),
    third=st.lists(names, max_size=12),
    data=st.data(),
)
def test_deltas_with_dead_rows_find_what_a_whole_index_finds(
    tmp_path, monkeypatch, first, second, third, data
):
    monkeypatch.setattr(name_index, "ALWAYS_MERGED", 0)
    monkeypatch.setattr(name_index, "MERGED_FROM", data.draw(st.sampled_from([0.3, 9.0])))
    folder = Path(os.path.join(tmp_path, os.urandom(4).hex()))
    alive, number = {}, 0
    for seq, texts in enumerate((first, second, third), start=1):
        ended = [one for one in alive if seq > 1 and data.draw(st.booleans())]
        for one in ended:
            del alive[one]
        fresh = [a_row(number := number + 1, text) for text in texts]
        alive |= {row[0]: row for row in fresh}
        index = written(folder, fresh, seq, follows=seq - 1 or None, ended=ended)
    whole = written(folder / "whole", list(alive.values()), 3)
    for text in data.draw(st.lists(names, min_size=1, max_size=5)) + first[:2]:
        assert found(index, text, 3) == found(whole, text, 3), text
