"""Nobody can be listed, found, filtered or exported by what they think, believe or were convicted of (RF 2:3, 2:6).

Walked are the tables, what addresses and forms can ask for, what the command line and exports name, and what the
index of names holds.
"""

import ast
import inspect
import re
from pathlib import Path

import pytest

from vetting import gateways
from vetting.domain.entries_rooms import EVERY_ENTRY
from vetting.gateways.name_index import SnapshotWriter
from vetting.records.tables import metadata

ROOT = Path(gateways.__file__).parent.parent
OUTLOOK = re.compile(
    r"outlook|opinion|belief|believ|faith(?!_communit)|relig|ideolog|politic|party_member|sympath|extremis|"
    r"ethnic|race\b|sexual|union_member|offen[cs]e|crime|criminal|convict|conviction|suspect(?!ed_same)|"
    r"sentence|verdict_on|risk_(?:score|level|class)|watch_?list|"
    r"asikt|åsikt|tro(?:s|ende)\b|brott(?!s?datum)|parti(?:tillh)|overtyg"
)
# Tables whose rows are about a living person outside the house: a new column is written here by somebody who has
# asked what it is for. Post and term, name and birth date of who signs in one case, and nothing of what they think.
ABOUT_PERSONS = {
    "office_holders": {"id", "association_id", "role", "term_from_on", "term_until_on", "proof"},
    "signatories": {"id", "case_id", "name", "born_on", "function", "declared_on", "paper_id", "added_by",
                    "added_at", "ended_by", "ended_at"},
}  # fmt: skip


def words_of(node: ast.AST) -> list[str]:
    """Names under which something is asked for: request.args.get("x"), form fields, parser arguments."""
    found = []
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            asked = call.func.attr in ("get", "getlist", "add_argument")
            texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            found += texts if asked else []
        if isinstance(call, ast.ClassDef) and call.name.endswith(("Form", "Filter")):
            found += [
                t.target.id
                for t in call.body
                if isinstance(t, ast.AnnAssign) and isinstance(t.target, ast.Name)
            ]
            found += [
                t.id
                for one in call.body
                if isinstance(one, ast.Assign)
                for t in one.targets
                if isinstance(t, ast.Name)
            ]
    return found


def asked_for(*rooms: str) -> dict[str, str]:
    """Every name that can be asked for in those rooms, with the file it stands in."""
    return {
        name: str(path.relative_to(ROOT))
        for room in rooms
        for path in sorted((ROOT / room).rglob("*.py"))
        for name in words_of(ast.parse(path.read_text()))
    }


def test_no_table_keeps_what_somebody_thinks_or_was_convicted_of():
    columns = [
        f"{table.name}.{column.name}" for table in metadata().sorted_tables for column in table.columns
    ]
    assert [name for name in columns if OUTLOOK.search(name)] == []


@pytest.mark.parametrize("table", ABOUT_PERSONS)
def test_of_persons_only_what_is_written_here_is_kept(table):
    assert {column.name for column in metadata().tables[table].columns} == ABOUT_PERSONS[table]


def test_who_signs_is_reached_through_the_case_alone():
    lines = (Path(__file__).parents[1] / "web" / "routes.txt").read_text().splitlines()
    about = [line for line in lines if "signator" in line or "tecknare" in line]
    assert about
    assert [line for line in about if "/arenden/<case_id>/" not in line] == []


def test_nothing_can_be_asked_for_by_outlook_or_offence():
    names = asked_for("web", "cli", "reading", "domain")
    assert {name: where for name, where in names.items() if OUTLOOK.search(name.casefold())} == {}
    assert len(names) > 100, "the walk found hardly anything: it no longer reads what it should"


def test_no_address_names_it():
    listing = (Path(__file__).parents[1] / "web" / "routes.txt").read_text()
    assert [line for line in listing.splitlines() if OUTLOOK.search(line)] == []


def test_the_journal_has_no_entry_about_it():
    assert [entry.value for entry in EVERY_ENTRY if OUTLOOK.search(entry.value.casefold())] == []


def test_the_index_of_names_holds_names_places_and_dates_alone():
    one, many = (inspect.signature(deed).parameters for deed in (SnapshotWriter.add, SnapshotWriter.add_all))
    assert list(one) == ["self", "listing_id", "kind", "names", "birth_date", "seat"]
    assert list(many) == ["self", "listing_ids", "kind", "names", "birth_dates", "seats"]


@pytest.mark.parametrize(
    "name",
    [
        "person.religion",
        "office_holders.political_view",
        "parties.is_extremist",
        "holders.outlook",
        "x.convicted_on",
    ],
)
def test_the_walk_would_see_it(name):
    assert OUTLOOK.search(name)


def test_the_walk_would_see_a_filter():
    planted = ast.parse('class PersonFilter:\n    ideology: str = ""\nasked = request.args.get("outlook")\n')
    assert [name for name in words_of(planted) if OUTLOOK.search(name)] == ["ideology", "outlook"]
