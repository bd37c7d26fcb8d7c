"""The stand-alone checker: agrees with the service on every draw, and names what was tampered with."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.makers_draws import a_line, a_protocol, a_seal, forty_items, frames, some_terms, terms_of_draws
from tests.other_pythons import other_pythons
from vetting.domain.bare_draw import bare_protocol_bytes, draw_bare
from vetting.domain.protocol import protocol_bytes
from vetting.domain.sealed_document import digest_of, document_bytes, sealed_bytes

CHECKER = Path(__file__).parents[1] / "vetting/web/static/check_draw.py"
_spec = importlib.util.spec_from_file_location("check_draw", CHECKER)
assert _spec is not None
assert _spec.loader is not None
check_draw = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(check_draw)


def _document(**terms: int) -> dict:
    return json.loads(protocol_bytes(a_protocol(a_seal(forty_items(), some_terms(**terms)))))


@pytest.fixture
def told(tmp_path):
    """Runs the checker in a process of its own on a document or bytes: exit code and what it said."""

    def go(protocol: object, *words: str, python: str = sys.executable) -> tuple[int, str]:
        path = tmp_path / "protocol.json"
        path.write_bytes(protocol if isinstance(protocol, bytes) else document_bytes(protocol))
        command = [python, "-I", str(CHECKER), str(path), *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
        return done.returncode, done.stdout + done.stderr

    return go


@settings(max_examples=60)
@given(frames(), terms_of_draws(), st.text(alphabet="0123456789 åÅ", min_size=1).filter(str.strip))
def test_it_agrees_with_every_round_drawn_here(lines, terms, seed):
    protocol = a_protocol(a_seal(lines, terms), seed)
    report = check_draw.Report(english=True)
    check_draw.check(
        report,
        json.loads(protocol_bytes(protocol)),
        digest_of(sealed_bytes(protocol.seal)),
        json.loads(sealed_bytes(protocol.seal)),
    )
    assert report.differing == 0


@settings(max_examples=30)
@given(frames(), st.integers(1, 9), st.booleans())
def test_it_agrees_with_every_bare_draw(lines, size, by):
    frame = [(line.item, line.stratum if by else "") for line in lines]
    drawn = draw_bare(frame, "4 1 6", size=size, by="kind" if by else "")
    report = check_draw.Report(english=False)
    check_draw.check(report, json.loads(bare_protocol_bytes(drawn)), None, None)
    assert report.differing == 0


def test_it_speaks_swedish_and_english(told):
    assert told(_document())[1].rstrip().endswith("Allt stämmer.")
    code, said = told(_document(), "--english")
    assert (code, said.rstrip().endswith("All agrees.")) == (0, True)


def test_every_word_has_its_swedish():
    report = check_draw.Report(english=False)
    for text in check_draw.SWEDISH:
        assert text.count("{}") == report.words(text, *["x"] * 3).count("x") - check_draw.SWEDISH[text].count(
            "x"
        )


@pytest.mark.other_python
def test_it_says_the_same_under_every_other_python(told, tmp_path):
    seal = tmp_path / "seal.json"
    seal.write_bytes(sealed_bytes(a_seal()))
    body = protocol_bytes(a_protocol())
    here = told(body, "--seal", str(seal))
    assert here[0] == 0
    for version, program in other_pythons().items():
        assert told(body, "--seal", str(seal), python=program) == here, version


def _added(document: dict) -> None:
    document["seal"]["items"].append(["F-9999", "NOR/operating", "NOR/operating", 1, [], []])


def _removed(document: dict) -> None:
    document["seal"]["items"] = [one for one in document["seal"]["items"] if one[0] != "F-0003"]


def _other_seed(document: dict) -> None:
    document["seed"] = "4 1 7"


def _wide_seed(document: dict) -> None:
    document["seed"] = "4 1  6"


def _swapped(document: dict) -> None:
    stratum = next(one for one in document["random"] if one["stratum"] == "NOR/operating")
    stratum["drawn"][0][0], stratum["reserves"][0] = stratum["reserves"][0], stratum["drawn"][0][0]


def _reserve_before_another(document: dict) -> None:
    reserves = document["random"][1]["reserves"]
    reserves[0], reserves[1] = reserves[1], reserves[0]


def _more_drawn(document: dict) -> None:
    next(one for one in document["seal"]["strata"] if one["name"] == "NOR/operating")["draw"] = 3


def _weight(document: dict) -> None:
    next(one for one in document["seal"]["items"] if one[0] == "F-0007")[3] = 7


def _frame_digest(document: dict) -> None:
    document["seal"]["frame_digest"] = "0" * 64


def _seal_digest(document: dict) -> None:
    document["seal_digest"] = "0" * 64


def _chance(document: dict) -> None:
    document["seal"]["chances"][0]["weighted"] = "0.500000000"


def _weighted(document: dict) -> None:
    drawn = document["weighted"]["drawn"]
    drawn[0][0] = document["weighted"]["reserves"][0]


def _weighted_size(document: dict) -> None:
    document["weighted"]["draw"] = 5


def _left_out(document: dict) -> None:
    del document["take_all"][1]


def _not_read_again(document: dict) -> None:
    document["second_reading"].pop()


def _seed_first(document: dict) -> None:
    document["seed_recorded_at"] = "2026-10-15T07:59:59+00:00"


def _no_stratum(document: dict) -> None:
    document["random"] = document["random"][:1]


@pytest.mark.parametrize(
    ("tamper", "lines"),
    [
        (
            _added,
            [
                "random reserves NOR/operating: F-9999 is missing",
                "frame digest: expected",
                "seal digest: expected",
            ],
        ),
        (_removed, ["random stream NOR/operating: F-0003 should not be there", "frame digest: expected"]),
        (_other_seed, ["random stream NOR/operating: F-0003", "second reading"]),
        (_wide_seed, ["normal form of the seed: expected 4 1 6, found 4 1  6"]),
        (
            _swapped,
            [
                "random stream NOR/operating: F-0003 is missing",
                "random reserves NOR/operating: F-0003 should not be there",
            ],
        ),
        (_reserve_before_another, ["random reserves NOR/operating: nr 1: expected"]),
        (_more_drawn, ["strata: NOR/operating: expected 16, 2, found 16, 3"]),
        (
            _weight,
            ["stratum and lots of each item: F-0007: expected NOR/operating, 4, found NOR/operating, 7"],
        ),
        (_frame_digest, ["frame digest: expected", "found 0000", "seal digest: expected"]),
        (_seal_digest, ["seal digest: expected", "found 0000"]),
        (_chance, ["published chances: */* (1): expected 0.166666667", "found 0.166666667, 0.500000000"]),
        (_weighted, ["weighted stream: F-0014 is missing"]),
        (_weighted_size, ["size of the weighted stream: expected 4, found 5"]),
        (_left_out, ["taken without being drawn: F-0012 is missing"]),
        (_not_read_again, ["second reading: F-0028 is missing"]),
        (_seed_first, ["sealed, then seed, then drawn: expected"]),
        (_no_stratum, ["strata: NOR/operating is missing", "random stream NOR/operating: F-0003 is missing"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_it_names_what_was_tampered_with(told, tamper, lines):
    document = _document()
    tamper(document)
    code, said = told(document, "--english")
    assert code == 1, said
    differing = [line for line in said.splitlines() if line.startswith("DIFFERS: ")]
    for words in lines:
        assert any(words in line for line in differing), said


def test_a_whole_round_made_anew_differs_from_the_published_seal(told, tmp_path):
    """Everything in it agrees with itself; only what was put up before the seed gives it away."""
    published = sealed_bytes(a_seal())
    (tmp_path / "seal.json").write_bytes(published)
    lines = [line for line in forty_items() if line.item != "F-0003"]
    made_anew = protocol_bytes(a_protocol(a_seal([*lines, a_line("F-0050", "NOR/operating")])))
    assert told(made_anew)[0] == 0
    code, said = told(made_anew, "--english", "--seal-digest", digest_of(published).upper())
    assert (code, "DIFFERS: published seal digest: expected" in said) == (1, True)
    code, said = told(made_anew, "--english", "--seal", str(tmp_path / "seal.json"))
    assert code == 1
    assert "DIFFERS: published seal: F-0003 is missing" in said
    assert "DIFFERS: published seal: F-0050 should not be there" in said


def test_a_bare_draw_that_was_tampered_with(told):
    drawn = draw_bare([(f"F-{at}", "") for at in range(9)], "4 1 6", size=2)
    document = json.loads(bare_protocol_bytes(drawn))
    first, reserve = document["strata"][0]["drawn"][0], document["strata"][0]["reserves"][0]
    gone, first[0] = first[0], reserve
    code, said = told(document)
    assert code == 1
    assert f"STÄMMER INTE: slumpurval: {gone} saknas" in said
    assert f"STÄMMER INTE: slumpurval: {reserve} ska inte finnas där" in said


def test_many_differences_are_counted_not_listed(told):
    document = _document()
    for stratum in document["random"]:
        stratum["reserves"] = []
    code, said = told(document, "--english")
    assert code == 1
    assert "DIFFERS: random reserves NOR/operating: and 9 more" in said
    assert said.count("random reserves NOR/operating: F-") == 5


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        (b"", (), "inte JSON i UTF-8"),
        (b"\xff{}", (), "inte JSON i UTF-8"),
        (b"[" * 100_000, (), "inte JSON i UTF-8"),
        (b"{}", (), "en del saknas eller har en annan form"),
        (b"[]", ("--english",), "a part is missing or has another form"),
        (b'"text"', ("--english",), "a part is missing or has another form"),
        (b'{"format":"other","seed":"1"}', (), "inte ett dragningsprotokoll"),
        (
            bare_protocol_bytes(draw_bare([("F-1", "")], "1", size=1)),
            ("--seal-digest", "ab"),
            "ingen försegling",
        ),
        (protocol_bytes(a_protocol()).replace(b'"witnesses"', b'"weighted"'), (), "en del saknas"),
        (b'{"format":"vetting-draw-1","seed":1}', (), "en del saknas"),
    ],
    ids=range(10),
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(told, data, words, said):
    code, answer = told(data, *words)
    assert (code, said in answer) == (2, True), answer
    assert "Traceback" not in answer


def test_a_file_that_is_not_there(tmp_path):
    done = subprocess.run(
        [sys.executable, str(CHECKER), str(tmp_path / "none.json")], capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, "går inte att läsa" in done.stderr) == (2, True)


def test_it_loads_nothing_but_the_standard_library():
    loaded = {name for name in vars(check_draw) if getattr(vars(check_draw)[name], "__spec__", None)}
    assert loaded <= set(sys.stdlib_module_names)
    assert "vetting" not in CHECKER.read_text().split('"""', 2)[2].replace("vetting-protocol-1", "").replace(
        "vetting-draw-1", ""
    )
