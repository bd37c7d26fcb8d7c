"""Many parties from a file: the same answers as one by one, and the file of matches whole or absent."""

import csv

import pytest

from tests.makers import NOW, an_officer
from tests.makers_sources import a_list, a_source, delivered, un_xml
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused, UnreadableRow, UnusableFile
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import Partner, PartyKind, Role
from vetting.gateways import party_files
from vetting.records import listings, looks
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.services import check_files, screening

HEAD = "query_id,name,orgnr,city"
PEOPLE = "query_id,name,birth_date"
LISTED = [
    ("Granlunda Hembygdsförening", "889999-9018", "Granlunda", ""),
    ("Tallviks Idrottsförening", "", "Tallvik", ""),
    ("Ekeby Segelsällskap", "889999-9026", "Ekeby", ""),
    ("Solberga Kulturförening", "", "", ""),
]
ASKED = [
    "a,Granlunda Hembygdsförening,8899999018,Granlunda",
    "b,Tallvik IF,,Tallvik",
    "c,Ekeby Segelsälskap,,",
    "d,Helt Annat Namn,8899999026,",
    "e,Finns Inte Alls,,",
    "f,Solberga kulturforening,,Tallvik",
    "g,,8899999018,",
]


@pytest.fixture
def asking(tmp_path):
    """A function that checks a file of these lines and gives the rows written and what was told."""

    def ask(*lines, head=HEAD, keys=(), data=None, by=SYSTEM):
        queries, matches = tmp_path / "fragor.csv", tmp_path / "traffar.csv"
        queries.write_bytes(data if data is not None else "\n".join([head, *lines, ""]).encode())
        told = check_files.check_file(queries, matches, keys, by=by, now=NOW)
        with matches.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [path.name for path in tmp_path.glob(".*.part")] == []
        return rows, told

    return ask


def the_sources():
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    assert delivered("skulder", a_list(LISTED)).state == "active"
    a_source("sanktioner")
    persons = [("9", "Alva Ekmark", "1970-01-02"), ("8", "Alva Ekmark", "1951-03-04")]
    assert delivered("sanktioner", un_xml([("1", "Granlunda Hembygd")], persons=persons)).state == "active"


def one_by_one(lines):
    """What single checks say, in the form of the file."""
    found = []
    for line in lines:
        query_id, name, number, city = line.split(",")
        party = PartyFacts(name, org_number=number or None, seat=city or None)
        checked = screening.check_party(party, (), by=SYSTEM, now=NOW)
        found += [
            (query_id, met.match.record_id, f"{met.match.score:.3f}", look.source)
            for look in checked.looks
            for met in look.hits
        ]
    return found


def test_the_same_answers_as_one_by_one(app, asking):
    the_sources()
    rows, told = asking(*ASKED)
    written = [(row["query_id"], row["record_id"], row["score"], row["source"]) for row in rows]
    assert sorted(written) == sorted(one_by_one(ASKED))
    assert (told.queries, told.hits, told.incomplete) == (7, len(rows), 0)
    assert told.states == {"sanktioner": "fresh", "skulder": "fresh"}
    assert {row["query_id"] for row in rows} == {"a", "b", "c", "d", "f", "g"}


def test_the_best_comes_first_and_bands_are_two(app, asking):
    the_sources()
    rows, _ = asking(*ASKED)
    for query_id in "abcdefg":
        mine = [row for row in rows if row["query_id"] == query_id]
        assert mine == sorted(mine, key=lambda row: (row["band"] != "strong", -float(row["score"])))
    assert {row["band"] for row in rows} == {"strong", "possible"}
    assert next(row["band"] for row in rows if row["query_id"] == "a") == "strong"
    assert [row["band"] for row in rows if row["query_id"] == "d"] == [
        "possible"
    ]  # the number under another name


def test_persons_by_birth_date(app, asking):
    the_sources()
    rows, told = asking("p,Ekmark Alva,1970-01-02", "q,Alva Ekmark,", "r,Alva Ekmark,1999-09-09", head=PEOPLE)
    found = {(row["query_id"], row["record_id"]): row["band"] for row in rows}
    (right,) = [record for query_id, record in found if query_id == "p"]
    assert found["p", right] == "strong"
    assert [band for (query_id, _), band in found.items() if query_id == "q"] == ["possible", "possible"]
    assert "r" not in {query_id for query_id, _ in found}
    assert told.states == {"sanktioner": "fresh"}


def test_only_the_sources_named(app, asking):
    the_sources()
    rows, told = asking(*ASKED, keys=["sanktioner"])
    assert {row["source"] for row in rows} == {"sanktioner"}
    assert list(told.states) == ["sanktioner"]
    with pytest.raises(NotFound, match="source_not_found"):
        asking(*ASKED, keys=["okänd"])


def test_a_source_that_was_never_loaded_makes_nothing_found_incomplete(app, asking):
    the_sources()
    a_source("tom")
    _, told = asking("e,Finns Inte Alls,,")
    assert (told.hits, told.incomplete, told.states["tom"]) == (0, 1, "never_loaded")


def test_one_deed_without_personal_data(app, asking):
    the_sources()
    before = db.session.query(JournalEntry).count()
    asking(*ASKED)
    (entry,) = db.session.query(JournalEntry).order_by(JournalEntry.seq).offset(before)
    assert entry.name == "PartiesChecked"
    facts = db.session.get(JournalPayload, entry.seq).body
    assert '"queries":7' in str(facts).replace(" ", "").replace("'", '"')
    assert "skulder" in str(facts)
    assert "Granlunda" not in str(facts)


def test_no_source_at_all_and_no_authority(app, asking):
    with pytest.raises(Refused, match="no_sources"):
        asking(*ASKED)
    with pytest.raises(NotAllowed):
        asking(*ASKED, by=an_officer(Role.AUDITOR, everywhere=True))


GOOD = "a,Granlunda,,"


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        (b"", "empty_file", {}),
        (b"\n", "empty_file", {}),
        (b"a,b,c\n", "unknown_headings", {"row": 1}),
        (b"name,query_id,orgnr,city\n", "unknown_headings", {"row": 1}),
        (b"811228-9874,Alva\n", "unknown_headings", {"found": "******-****,Alva"}),
        (f"{HEAD}\n{GOOD}\nb,Ekeby\n".encode(), "short_row", {"row": 3, "field": "orgnr"}),
        (f"{HEAD}\nb,Ekeby,,,x\n".encode(), "short_row", {"row": 2, "field": "city"}),
        (f"{HEAD}\n,Ekeby,,\n".encode(), "value_missing", {"row": 2, "field": "query_id"}),
        (f"{HEAD}\n{GOOD}\n{GOOD}\n".encode(), "same_query_again", {"row": 3, "field": "query_id"}),
        (f"{HEAD}\nb,,,Ekeby\n".encode(), "nothing_to_check", {"row": 2, "field": "name"}),
        (f"{HEAD}\nb,Ekeby,12345,\n".encode(), "bad_org_number", {"row": 2, "field": "orgnr"}),
        (f"{HEAD}\nb,Ekeby,811228-9874,\n".encode(), "bad_org_number", {"row": 2, "field": "orgnr"}),
        (f"{HEAD}\nb,{'x' * 401},,\n".encode(), "value_too_long", {"row": 2, "field": "name"}),
        (f"{PEOPLE}\nb,Alva,1970-13-01\n".encode(), "bad_birth_date", {"row": 2, "field": "birth_date"}),
        (f"{PEOPLE}\nb,Alva,19700101\n".encode(), "bad_birth_date", {"row": 2, "field": "birth_date"}),
        (f"{PEOPLE}\nb,,1970-01-01\n".encode(), "nothing_to_check", {"row": 2, "field": "name"}),
        (f'{HEAD}\nb,"Ekeby,,\n'.encode(), "broken_csv", {"row": 2}),
        (f"{HEAD}\nb,Hembygdsföreningen,,\n".encode("cp1252"), "broken_encoding", {}),
    ],
)
def test_bad_input_is_named_and_writes_nothing(app, asking, tmp_path, data, code, facts):
    (tmp_path / "traffar.csv").write_text("as it was")
    with pytest.raises((UnusableFile, UnreadableRow)) as problem:
        asking(data=data)
    assert problem.value.code == code
    told = problem.value.facts
    assert told["filename"] == "fragor.csv"
    assert {name: told[name] for name in facts} == facts
    assert "811228" not in str(told)
    assert (tmp_path / "traffar.csv").read_text() == "as it was"


def test_blank_lines_and_a_byte_order_mark_are_no_matter(app, asking):
    the_sources()
    _, told = asking(data=f"\ufeff{HEAD}\n\n{GOOD}\n,,,\n".encode())
    assert told.queries == 1


def test_nobody_asked_about_is_an_empty_answer(app, asking):
    the_sources()
    rows, told = asking()
    assert (rows, told.queries, told.hits) == ([], 0, 0)


def test_the_questions_are_not_written_over(app, tmp_path):
    queries = tmp_path / "fragor.csv"
    queries.write_text(f"{HEAD}\n{GOOD}\n")
    with pytest.raises(UnusableFile, match="file_not_written"):
        check_files.check_file(queries, queries, (), by=SYSTEM, now=NOW)
    assert queries.read_text() == f"{HEAD}\n{GOOD}\n"


def test_what_goes_wrong_in_the_middle_leaves_the_old_file(app, asking, tmp_path, monkeypatch):
    the_sources()
    (tmp_path / "traffar.csv").write_text("as it was")
    monkeypatch.setattr(check_files, "PIECE", 2)
    written = party_files.MatchesFile.write

    def full(self, rows):
        rows = list(rows)
        if any(row[0] == "c" for row in rows):
            raise UnusableFile("file_not_written", filename="traffar.csv")
        written(self, rows)

    monkeypatch.setattr(party_files.MatchesFile, "write", full)
    with pytest.raises(UnusableFile):
        asking(*ASKED)
    assert (tmp_path / "traffar.csv").read_text() == "as it was"
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.slow
def test_several_processes_say_what_one_says(own_app, asking, monkeypatch):
    the_sources()
    lines = [line.replace(",", f"{n},", 1) for n in range(6) for line in ASKED]
    one, told = asking(*lines)
    monkeypatch.setattr(check_files, "WORTHWHILE", 20)
    monkeypatch.setattr(check_files, "PIECE", 9)
    monkeypatch.setattr(check_files.os, "cpu_count", lambda: 2)
    assert asking(*lines) == (one, told)


def test_an_index_that_knows_other_rows_than_the_table_is_made_anew(app, asking, monkeypatch):
    the_sources()
    before, _ = asking(*ASKED)
    index = check_files._index()
    source, snapshot = next(one for one in looks.snapshots.sources_in_use() if one[0].key == "skulder")
    rows = list(listings.rows_to_index(source.id, snapshot.seq))
    strangers = [(f"{n:016x}", *row[1:]) for n, row in enumerate(rows)]
    monkeypatch.setattr(index, "_rows_of", lambda *_: strangers)
    index.rebuild(source.id, snapshot.seq)
    after, _ = asking(*ASKED)
    assert after == before


def test_persons_are_asked_of_sources_that_list_persons(app):
    the_sources()
    asked = looks.sources_to_ask(None, today=NOW.date(), index=check_files._index())
    (checked,) = looks.look_for([PartyFacts("Alva Ekmark", kind=PartyKind.PERSON)], asked)
    assert [look.source for look in checked.looks] == ["sanktioner"]
