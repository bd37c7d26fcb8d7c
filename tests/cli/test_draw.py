"""`vetting draw`: redoable, told to people and machines, and no database anywhere near."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from vetting.cli.main import main

CHECKER = Path(__file__).parents[2] / "vetting/web/static/check_draw.py"
SEED = "40718263559102847361"
FRAME = "id;kind\n" + "".join(f"BID-2026-{number:03};{'ab'[number % 2]}\n" for number in range(1, 13))


@pytest.fixture
def run(tmp_path):
    """Runs the command on a frame with this text, without the service: `obj` is not there."""

    def go(frame: str | bytes, *words: str, size: int = 5, seed: str = SEED):
        path = tmp_path / "frame.csv"
        path.write_bytes(frame if isinstance(frame, bytes) else frame.encode())
        return CliRunner().invoke(main, ["draw", str(path), "--seed", seed, "--size", str(size), *words])

    return go


def test_the_document_is_the_pinned_vector(run):
    told = json.loads(run(FRAME, "--json").stdout)
    assert set(told) == {"frame_digest", "seed", "size", "by", "strata", "order"}
    assert told["frame_digest"] == "3629c9c3f753d1d42ec937199757269c94c7e3582584e56422b942359f4da166"
    assert (told["seed"], told["size"], told["by"]) == (SEED, 5, "")
    assert told["strata"] == [{"stratum": "", "items": 12, "draw": 5}]
    assert [one["id"][-3:] for one in told["order"] if one["drawn"]] == ["010", "011", "002", "001", "006"]
    assert told["order"][0]["ticket"].startswith("077c873c")
    assert len(told["order"]) == 12
    tickets = [one["ticket"] for one in told["order"]]
    assert tickets == sorted(tickets)


def test_each_stratum_is_drawn_by_itself(run):
    told = json.loads(run(FRAME, "--by", "kind", "--json", size=2).stdout)
    assert told["strata"] == [{"stratum": name, "items": 6, "draw": 2} for name in "ab"]
    drawn = [(one["stratum"], one["id"]) for one in told["order"] if one["drawn"]]
    assert [stratum for stratum, _ in drawn] == ["a", "a", "b", "b"]
    larger = json.loads(run(FRAME, "--by", "kind", "--json", size=4).stdout)
    assert [one["id"] for one in larger["order"]] == [one["id"] for one in told["order"]]


@pytest.mark.parametrize(
    "frame",
    [
        FRAME.replace(";", ","),
        "\ufeff" + FRAME,
        FRAME.replace("\n", "\r\n"),
        "\n".join([FRAME.split("\n")[0], *reversed(FRAME.split("\n")[1:])]) + "\n\n",
        FRAME.replace("BID-2026-003", '" BID-2026-003 "'),
        "".join(f"{line.split(';')[0]}\n" for line in FRAME.splitlines()),
        "".join(f"{';'.join(reversed(line.split(';')))};x\n" for line in FRAME.splitlines()),
    ],
    ids=["commas", "mark of UTF-8", "Windows", "other order", "quoted", "one column", "more columns"],
)
def test_the_same_frame_in_another_dress_gives_the_same_draw(run, frame):
    assert json.loads(run(frame, "--json").stdout) == json.loads(run(FRAME, "--json").stdout)


@pytest.mark.parametrize("seed", ["4 1 6", "4 1 6 ", "4  1 6"])
def test_the_normal_form_of_the_seed_is_what_is_told(run, seed):
    assert json.loads(run(FRAME, "--json", seed=seed).stdout)["seed"] == "4 1 6"


def test_people_are_told_what_was_drawn_and_what_comes_next(run):
    said = run(FRAME, "--by", "kind", size=2).stdout
    assert "12 items, frame digest 3629c9c3" in said
    assert "a: 2 of 6 drawn" in said
    assert "reserves: BID-2026-" in said
    many = "id\n" + "".join(f"F-{number}\n" for number in range(40))
    assert "and 25 more" in run(many, size=5).stdout


def test_the_protocol_is_redone_by_the_checker(run, tmp_path):
    out = tmp_path / "protocol.json"
    answer = run(
        "id,bydel\nÅ-1,Söder\nÖ-2,Norr\nÄ-3,Söder\n", "--by", "bydel", "--protocol", str(out), size=1
    )
    assert answer.exit_code == 0, answer.output
    done = subprocess.run([sys.executable, str(CHECKER), str(out)], capture_output=True, encoding="utf-8")
    assert (done.returncode, "Allt stämmer." in done.stdout) == (0, True), done.stdout
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_draw_larger_than_its_stratum_takes_all_of_it(run):
    assert json.loads(run(FRAME, "--json", size=99).stdout)["strata"][0]["draw"] == 12


@pytest.mark.parametrize(
    ("frame", "words", "said"),
    [
        ("", (), "empty_file: filename=frame.csv"),
        (" \n\n", (), "empty_file: filename=frame.csv"),
        ("id\n", (), "no_rows: filename=frame.csv"),
        ("ID;kind\n1;a\n", (), "missing_column: filename=frame.csv, missing=id, found=ID;kind"),
        (FRAME, ("--by", "sort"), "missing_column: filename=frame.csv, missing=sort, found=id|kind"),
        ("id;id\n1;2\n", (), "column_twice: filename=frame.csv, missing=id"),
        ("id;kind\nA;x\nB;y;z\n", (), "row_width: filename=frame.csv, row=3, field=id, expected=2, found=3"),
        ("id;kind\nA;x\n\n ;y\n", (), "item_unusable: filename=frame.csv, row=4, field=id"),
        ("id;kind\nA;x\nB;\n", ("--by", "kind"), "item_unusable: filename=frame.csv, row=3, field=kind"),
        ('id;kind\n"A\nB";x\n', (), "item_unusable: filename=frame.csv, row=3, field=id"),
        ("id\nA\nB\nA\n", (), "item_twice: filename=frame.csv, row=4, field=id, item=A, first_row=2"),
        ("id\nA\u030a\n\u00c5\n", (), "item_twice: filename=frame.csv, row=3, field=id"),
        ('id;kind\nA;"x\n', (), "broken_csv: filename=frame.csv, row=2"),
        ("id\nÅ\n".encode("latin-1"), (), "unknown_encoding: filename=frame.csv, row=2"),
        ("id\nA\n".encode("utf-16"), (), "unknown_encoding: filename=frame.csv, row=1"),
        (
            FRAME,
            ("--protocol", "/no/such/folder/out.json"),
            "file_not_written: filename=/no/such/folder/out.json",
        ),
        (FRAME, ("--seed", "  "), "seed_missing: field=--seed"),
        (FRAME, ("--seed", "\ud800"), "seed_unusable: field=--seed"),
    ],
)
def test_bad_input_is_told_in_one_line(run, frame, words, said):
    answer = run(frame, *words)
    assert (answer.exit_code, answer.stdout) == (2, ""), answer.output
    assert answer.stderr.startswith(said), answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("size", [0, -3])
def test_nothing_cannot_be_drawn(run, size):
    assert run(FRAME, size=size).exit_code == 2


def test_the_frame_is_never_written_over(run, tmp_path):
    answer = run(FRAME, "--protocol", str(tmp_path / "frame.csv"))
    assert (answer.exit_code, answer.stderr.startswith("protocol_over_frame")) == (2, True)
    assert (tmp_path / "frame.csv").read_text() == FRAME


def test_the_command_runs_where_there_is_no_service(tmp_path):
    (tmp_path / "frame.csv").write_text("id\nA\nB\n")
    code = "from vetting.app import command_line; command_line()"
    command = [sys.executable, "-c", code, "draw", "frame.csv", "--seed", "4 1 6", "--size", "1", "--json"]
    settings = {
        "VETTING_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "PYTHONPATH": str(CHECKER.parents[3]),
    }
    done = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["strata"] == [{"stratum": "", "items": 2, "draw": 1}]
    assert [path.name for path in tmp_path.iterdir()] == ["frame.csv"]
