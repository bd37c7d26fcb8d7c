"""`vetting spot-check`: a round step by step, as an operator types it."""

import json

import pytest
from click.testing import CliRunner

from tests.makers import NOW, an_officer
from tests.makers_cli import hands_of
from tests.makers_rounds import DICE, HALF_YEAR, a_coordinator, some_supports
from vetting.cli import Commands
from vetting.cli.spot_check import spot_check
from vetting.domain.sealed_document import digest_of
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.rounds import SpotCheckRound

WITNESSES = ("--witness", "samordnare", "--witness", "chef")
OPEN = ("open", "--half-year", HALF_YEAR, "--scope", "grants")


@pytest.fixture
def run(app):
    some_supports(10)
    a_coordinator()
    an_officer(Role.UNIT_HEAD, username="chef")
    an_officer(Role.REGISTRAR, username="registrator")
    group = Commands("vetting", commands={"spot-check": spot_check})
    return lambda *words, now=NOW: CliRunner().invoke(
        group, ["spot-check", *words], obj=hands_of(app, now=now), catch_exceptions=False
    )


def the_round() -> SpotCheckRound:
    db.session.expire_all()
    return db.session.query(SpotCheckRound).one()


def told(name: str) -> tuple[str, dict]:
    """Who did it and with which facts, by the journal."""
    actor, body = (
        db.session.query(JournalEntry.actor, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .filter(JournalEntry.name == name)
        .one()
    )
    return actor, json.loads(body)


def test_a_round_from_the_list_to_the_protocol(run, tmp_path):
    assert "10 in the list" in run(*OPEN, "--percent", "30").stdout
    row = the_round()
    sealed = run("seal", HALF_YEAR)
    assert sealed.stdout.splitlines() == [
        f"seal {the_round().seal_digest}",
        f"list {the_round().frame_digest}",
    ]
    assert run("seed", HALF_YEAR, DICE, *WITNESSES).stdout == "The seed is confirmed.\n"
    assert run("draw", HALF_YEAR).stdout == "3 drawn: 3 random, 0 weighted, 0 take_all\n"
    out = tmp_path / "protokoll.json"
    assert run("protocol", row.id, str(out)).stdout == f"{out}: {the_round().protocol_digest}\n"
    assert digest_of(out.read_bytes()) == the_round().protocol_digest
    assert run("list").stdout == f"{row.id}  2026-H2 grants drawn  NOR\n"


def test_the_documents(run, tmp_path):
    opened = json.loads(run(*OPEN, "--percent", "50", "--weighted", "1", "--json").stdout)
    assert (opened["stage"], opened["items"], opened["random_draw"], opened["weighted_draw"]) == (
        "open",
        10,
        5,
        1,
    )
    assert opened["terms"]["random_percent"] == 50
    assert opened["seal_digest"] is None
    sealed = json.loads(run("seal", HALF_YEAR, "--json").stdout)
    assert (len(sealed["seal_digest"]), sealed["seed"]) == (64, None)
    seeded = json.loads(run("seed", HALF_YEAR, DICE, *WITNESSES, "--json").stdout)
    assert (seeded["stage"], seeded["seed"], seeded["witnesses"]) == (
        "seed_confirmed", DICE, ["Samordnare", "Chef"],
    )  # fmt: skip
    drawn = json.loads(run("draw", HALF_YEAR, "--json").stdout)
    assert drawn["drawn"] == {"random": 5, "weighted": 1, "take_all": 0}
    written = json.loads(run("protocol", HALF_YEAR, str(tmp_path / "p.json"), "--json").stdout)
    assert written["protocol_digest"] == drawn["protocol_digest"]
    (line,) = json.loads(run("list", "--json").stdout)
    assert (line["round"], line["drawn"], line["published"]) == (opened["round"], 6, False)


def test_every_option_of_the_terms(run):
    run(
        *OPEN, "--board", "nor", "--percent", "20", "--weighted", "3", "--amount-threshold", "100000",
        "--first-time", "--earlier-breach", "--coverage", "4", "--second-reading", "25",
        "--public-source", "Vinstnumren i Ekdragningen", "--public-on", "2026-11-25",
    )  # fmt: skip
    terms = the_round().terms
    assert {name: terms[name] for name in ("random_percent", "weighted_size", "amount_threshold")} == {
        "random_percent": 20, "weighted_size": 3, "amount_threshold": 100_000,
    }  # fmt: skip
    assert (terms["first_time"], terms["earlier_breach"], terms["coverage_rounds"]) == (True, True, 4)
    assert (terms["second_reading_percent"], terms["seed_kind"]) == (25, "public")
    assert (terms["public_source"], terms["public_on"]) == ("Vinstnumren i Ekdragningen", "2026-11-25")


def test_the_journal_says_who_read_the_seed_and_who_typed_it(run):
    run(*OPEN)
    run("seal", HALF_YEAR)
    run("seed", HALF_YEAR, DICE, *WITNESSES)
    first, recorded = told("SeedRecorded")
    second, confirmed = told("SeedConfirmed")
    assert (first, second) == (the_round().seed_recorded_by, the_round().seed_confirmed_by)
    assert first != second
    assert recorded["typed_by"] == confirmed["typed_by"] == "operator"


def test_voiding_by_the_operator_and_an_officer(run):
    run(*OPEN)
    round_id = the_round().id
    refused = run("void", HALF_YEAR, "--reason", "Fel.", "--second", "registrator")
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert the_round().void_proposed_by is None
    assert run("void", HALF_YEAR, "--reason", "Fel.", "--second", "chef").stdout == (
        f"The round {round_id} is voided.\n"
    )
    assert the_round().stage is RoundStage.VOIDED
    assert told("RoundVoided")[1] == {"reason": "Fel.", "typed_by": "operator"}
    assert json.loads(run("list", "--json").stdout)[0]["void_reason"] == "Fel."


@pytest.mark.parametrize(
    ("before", "words", "code", "said"),
    [
        ((), ("seal", HALF_YEAR), 2, "round_not_found"),
        ((), ("open", "--half-year", "2026", "--scope", "grants"), 2, "half_year_odd"),
        ((), (*OPEN, "--board", "XXX"), 2, "board_not_found"),
        ((), (*OPEN, "--percent", "200"), 2, "terms_faulty"),
        ((), (*OPEN, "--public-source", "Lotto"), 2, "public_day_missing"),
        ((), ("open", "--half-year", HALF_YEAR, "--scope", "allt"), 2, "scope"),
        ((OPEN,), OPEN, 4, "round_exists"),
        ((OPEN,), ("seed", HALF_YEAR, DICE, *WITNESSES), 4, "seed_before_seal"),
        ((OPEN,), ("draw", HALF_YEAR), 4, "seed_not_confirmed"),
        ((OPEN, ("seal", HALF_YEAR)), ("seal", HALF_YEAR), 4, "round_sealed"),
        ((OPEN, ("seal", HALF_YEAR)), ("seed", HALF_YEAR, DICE), 4, "two_witnesses_needed"),
        ((OPEN, ("seal", HALF_YEAR)), ("seed", HALF_YEAR, DICE, "--witness", "chef"), 2, "two witnesses"),
        ((OPEN, ("seal", HALF_YEAR)), ("seed", HALF_YEAR, "41", *WITNESSES), 4, "dice_too_few"),
        (
            (OPEN, ("seal", HALF_YEAR)),
            ("seed", HALF_YEAR, DICE, "--witness", "samordnare", "--witness", "okänd"),
            2,
            "officer_not_found",
        ),
        (
            (OPEN, ("seal", HALF_YEAR)),
            ("seed", HALF_YEAR, DICE, "--witness", "chef", "--witness", "registrator"),
            4,
            "not_allowed",
        ),
        ((OPEN,), ("protocol", HALF_YEAR, "/nowhere/p.json"), 4, "document_not_there"),
        (
            (OPEN, ("open", "--half-year", HALF_YEAR, "--scope", "premises")),
            ("seal", HALF_YEAR),
            2,
            "round_ambiguous",
        ),
    ],
)
def test_what_is_refused_ends_with_its_code_and_changes_nothing(run, before, words, code, said):
    for earlier in before:
        assert run(*earlier).exit_code == 0
    stages = [row.stage for row in db.session.query(SpotCheckRound)]
    done = run(*words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    db.session.expire_all()
    assert [row.stage for row in db.session.query(SpotCheckRound)] == stages
    assert db.session.query(SpotCheckRound).filter(SpotCheckRound.seed.is_not(None)).count() == 0


def test_a_protocol_that_cannot_be_written_is_bad_input(run, tmp_path):
    for words in (OPEN, ("seal", HALF_YEAR), ("seed", HALF_YEAR, DICE, *WITNESSES), ("draw", HALF_YEAR)):
        run(*words)
    done = run("protocol", HALF_YEAR, str(tmp_path / "no" / "p.json"))
    assert done.exit_code == 2
    assert "p.json" in done.stderr


def test_an_empty_list_of_rounds(run):
    assert run("list").stdout == "No round has been opened.\n"
    assert json.loads(run("list", "--json").stdout) == []
