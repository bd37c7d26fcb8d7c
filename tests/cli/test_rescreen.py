"""`vetting rescreen` as operators type it."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from tests.makers import NOW
from tests.makers_cli import hands_of
from tests.makers_decisions import two_officers
from tests.makers_rescreening import KEY, a_register, a_supported, declare
from vetting.cli.main import main

ROW = ("r1", "Granlunda Kulturförening", "889999-9018", "Granlunda", "")
COUNTS = ["parties", "pairs_compared", "new", "changed", "lapsed_clearances", "withdrawn_evidence"]


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_it_tells_the_counts_and_nothing_twice(app):
    def run(*words: str):
        return CliRunner().invoke(main, words, obj=hands_of(app, now=NOW + dt.timedelta(hours=1)))

    declare()
    a_register()
    a_supported(two_officers(), ROW[1], "8899999018", at=1)
    assert json.loads(run("rescreen", "--json").stdout)["new"] == 0
    a_register(ROW)
    told = json.loads(run("rescreen", "--source", KEY, "--json").stdout)
    assert list(told) == COUNTS
    assert (told["parties"], told["new"], told["pairs_compared"]) == (1, 1, 1)
    again = run("rescreen")
    assert again.exit_code == 0
    assert "1 associations, 0 pairs compared: 0 new" in again.stdout
    unknown = run("rescreen", "--source", "okand")
    assert (unknown.exit_code, "source_not_found" in unknown.stderr) == (2, True)
