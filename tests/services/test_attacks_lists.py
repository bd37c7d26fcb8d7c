"""Registers, lists and deliveries made to break a reader: refused in words or read without harm, never half."""

import json

import pytest

from tests.makers import NOW
from tests.makers_applications import a_list, a_scheme, an_association
from tests.makers_applications import a_secretary as a_preparer
from tests.makers_associations import a_secretary, ibgo
from tests.makers_sources import a_coordinator, a_source, un_xml
from vetting.domain.errors import UnusableFile
from vetting.records.db import db
from vetting.records.imports import ImportRow
from vetting.services import application_lists, directory_imports, snapshots

FILLING = "\n".join(f"Förening {n};;Norrdal" for n in range(4000))
HEAD = "Namn;Org.nr;Ort\n"
REGISTERS = {
    "deep.json": b"[" * 200_000 + b"]" * 200_000,
    "deep-objects.json": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "endless-number.json": b'{"Customers":[{"Name":' + b"9" * 6000 + b"}]}",
    "nul-late.csv": (HEAD + FILLING + "\nA\x00B;;Norrdal\n").encode(),
    "wide.csv": (";".join(["Namn"] + ["x"] * 20_000) + "\n" + ";" * 20_000).encode(),
    "one-line.csv": b"Namn;" + b"a" * 3_000_000,
    "quote.csv": (HEAD + '"' + FILLING).encode(),
    "controls.csv": (HEAD + "A\x1b[31m\x07B\u202ec\u2028d;;Norrdal\n").encode(),
    "surrogates.csv": (HEAD + "A;;Norrdal\n").encode("utf-16-le").join([b"\xff\xfe", b"\x00\xd8\n\x00"]),
    "not-a-number.csv": (HEAD + "A;1e999;Norrdal\nB;NaN;Norrdal\nC;²³;Norrdal\nD;" + "9" * 6000 + ";x\n").encode(),
    "long.csv": (HEAD + "å" * 31_000 + ";;" + "ö" * 31_000 + "\n").encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", REGISTERS)
def test_a_hostile_register(app, name):
    by = a_secretary()
    try:
        made = directory_imports.receive_directory_file(REGISTERS[name], name, by=by, now=NOW)
        directory_imports.stage_directory(made, by=by, now=NOW)
        directory_imports.apply_import(made, by=by, now=NOW)
    except UnusableFile:
        rows = db.session.query(ImportRow).count()
        assert rows == 0


@pytest.mark.parametrize(
    "name", ["A\u0000B", "A\ud800B", "\u202eA", "x" * 5000, 5, None, ["a"], {"a": 1}, True]
)
def test_a_hostile_name_in_a_register(app, name):
    by = a_secretary()
    data = ibgo({"Name": name, "OrganisationNumber": name}, {"Name": "Norrdals kulturförening"})
    made = directory_imports.receive_directory_file(data, "r.json", by=by, now=NOW)
    directory_imports.stage_directory(made, by=by, now=NOW)
    assert directory_imports.apply_import(made, by=by, now=NOW)["rows_in"] == 2


LINES = [
    [
        "1",
        "Almviks Folkdansgille",
        "889999-9018",
        "Verksamhetsbidrag",
        10**300,
        "Dans",
        "9" * 400,
        "x",
        "y",
        -1,
    ],
    ["2", "=1+1", "²", "x" * 5000, 2026, "Dans", 1e300, "0001-01-01", "9999-12-31", 10**30],
    ["3", "Almviks Folkdansgille", "889999-9018", "Verksamhetsbidrag", 2026, "Dans", 5, "", "", 10**15],
]


def test_a_hostile_list_of_applications(app):
    by = a_preparer()
    an_association(), a_scheme()
    lines = [
        [str(cell).replace("\x0b", "") if isinstance(cell, int) else cell for cell in line] for line in LINES
    ]
    lines = [[cell.replace("\x0b", "") if isinstance(cell, str) else cell for cell in line] for line in lines]
    made = application_lists.receive_application_list(a_list(lines), "l.xlsx", by=by, now=NOW)
    counts = application_lists.stage_applications(made, by=by, now=NOW)
    assert counts["rows_in"] == 3
    application_lists.apply_applications(made, by=by, now=NOW)


DELIVERIES = {
    "entities.xml": b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><CONSOLIDATED_LIST>&z;</CONSOLIDATED_LIST>',
    "outside.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&x;</CONSOLIDATED_LIST>',
    "deep.xml": b"<CONSOLIDATED_LIST>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</CONSOLIDATED_LIST>",
    "long.xml": un_xml([("1" * 5000, "N" * 50_000)]),
    "a\x00b\r\n.xml": un_xml([("1", "Påhittad Förening")]),
    "../" * 40 + "x.xml": un_xml([("2", "Påhittad Förening")]),
    "811228-9874.xml": un_xml([("3", "Påhittad Förening")]),
}


@pytest.mark.parametrize("name", DELIVERIES, ids=range(len(DELIVERIES)))
def test_a_hostile_delivery(app, name):
    key = a_source()
    by = a_coordinator()
    told = snapshots.receive_delivery(key, DELIVERIES[name], file_name=name, as_of=None, by=by, now=NOW)
    assert told.state in ("active", "rejected")
    assert "811228-9874" not in json.dumps(told.facts)
