"""A list read column by column is the list read row by row: the same listings, digests and oddities."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.domain.candidates import text_of, texts_of
from vetting.domain.terms import PartyKind
from vetting.gateways.listing_rows import ListingRows
from vetting.gateways.name_index import SnapshotWriter, opened
from vetting.gateways.plain_rows import PlainRows
from vetting.gateways.registries import spreadsheet_drop
from vetting.gateways.source import SourceOptions, Tally
from vetting.gateways.table_stream import open_table

HEADER = "id;namn;orgnr;ort;född;status;alias;bankgiro;datum\n"
PLAIN = ("Föreningen Ljus", "Exempelbygdens IF", "1:a Provkåren")
ROWS = st.tuples(
    st.sampled_from(["a1", "a2", "", " a3", "x*y", "8 8", "lång" * 40, "811228-9874", "20260101123456"]),
    st.sampled_from(
        [*PLAIN, "två  blanka", " inryckt", "ett|streck", "", "(?)", "e\u0301n", "Nr 811228-9874"]
    ),
    st.sampled_from(["889999-9018", "8899999026", "", "889999-9019", "811228-9874", "saknas"]),
    st.sampled_from(["Provby", "", " ", "Norr  by", "\u200bProvby"]),
    st.sampled_from(["", "1970-01-01", "1970", "19700101", "19700101-1234"]),
    st.sampled_from(["", "uppsagd", "a|b"]),
    st.sampled_from(["", "", "Ljuset"]),
    st.sampled_from(["", "", "900-1234"]),
    st.sampled_from(["", "", "2020-01-31", "i fjol"]),
)
SUMS = st.sampled_from(
    [("Summa", "", "", "", "", "", "", "", "12"), ("", "Antal rader", "", "", "", "", "", "", "")]
)
GOOD = ("b{}", "Föreningen Ljus", "889999-9018", "Provby", "", "", "", "", "")


def both_ways(text: str, kind: PartyKind = PartyKind.ORGANISATION):
    """The stretches, and the listings read one by one, each with its tally."""
    options, stretches, rows = SourceOptions(kind=kind), Tally(), Tally()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lista"
        file.write_text(text, "utf-8")
        found = list(spreadsheet_drop.read_stretches(file, stretches, filename="a.csv", options=options))
        columns = spreadsheet_drop.columns_of({}, "a.csv")
        with open_table(file, rows, columns, filename="a.csv") as table:
            one_by_one = list(ListingRows(table, rows, options=options).walk(filename="a.csv", least=1))
    return (found, stretches), (one_by_one, rows)


def flat(found):
    return [one for part in found for one in (part.listings() if isinstance(part, PlainRows) else (part,))]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(ROWS, ROWS, SUMS), min_size=1, max_size=12), st.integers(0, 40))
def test_columns_and_rows_are_read_alike(odd, plain):
    good = [(GOOD[0].format(n), *GOOD[1:]) for n in range(plain)]
    rows = [*good[: plain // 2], *odd, *good[plain // 2 :], ("z9", *GOOD[1:])]
    (found, stretches), (one_by_one, told) = both_ways(HEADER + "".join(";".join(row) + "\n" for row in rows))
    assert flat(found) == one_by_one
    assert (stretches.problems, stretches.notes) == (told.problems, told.notes)
    for part in found:
        if isinstance(part, PlainRows):
            assert part.digests() == [one.digest for one in part.listings()]


def test_rows_with_nothing_odd_come_together_around_one_that_is_odd():
    lines = [";".join((f"b{n}", *GOOD[1:])) for n in range(60)]
    lines[20] = lines[20].replace("889999-9018", "saknas")
    (found, _), (one_by_one, _) = both_ways(HEADER + "\n".join(lines) + "\n")
    assert [len(one) if isinstance(one, PlainRows) else one.row_no for one in found] == [20, 22, 39]
    assert [one.row_no for one in flat(found)] == [one.row_no for one in one_by_one] == list(range(2, 62))


def test_a_quoted_cell_over_several_lines_moves_the_numbers_of_the_rows_below():
    lines = [";".join((f"b{n}", *GOOD[1:])) for n in range(40)]
    lines[35] = lines[35].replace("Föreningen Ljus", '"Föreningen\r\nLjus\ni byn"')
    (found, _), _ = both_ways(HEADER + "\n".join(lines) + "\n")
    assert [one.row_no for one in flat(found)][33:] == [35, 36, 37, 40, 41, 42, 43]


def test_many_names_are_indexed_as_each_of_them_alone(tmp_path):
    names = ["Föreningen Ljus", "i och &", "I.F.K. Provby", "Ahmed Maxamed", "", "Ljus  i\u00a0byn"]
    for kind in PartyKind:
        assert texts_of(names, kind) == [text_of(one, kind) for one in names]
    born = ["1970-01-01", "1970-01-01; 1971-02-02", None, "1970", None, None]
    ids = [f"{n:016x}" for n in range(1, len(names) + 1)]
    alone, together = (SnapshotWriter(tmp_path, place, 1) for place in ("alone", "together"))
    for listing_id, name, date in zip(ids, names, born, strict=True):
        alone.add(listing_id, PartyKind.PERSON, (name,), date)
    together.add_all(ids, PartyKind.PERSON, names, born, [None] * len(names))
    for writer in (alone, together):
        writer.finish(follows=None, ended=(), rows=lambda: ()).publish()
    one, other = (opened(tmp_path / place, 1)[PartyKind.PERSON][0].segment for place in ("alone", "together"))
    for part in ("ids", "marks", "text", "keys"):
        assert getattr(one, part).tolist() == getattr(other, part).tolist()
    assert len(one) == len(names) - 1 + 1  # one has two dates, and one has no name
