"""What a check may say, and which judgements still hold."""

import datetime as dt

import pytest

from vetting.domain import screening
from vetting.domain.errors import Refused
from vetting.domain.screening import Ageing
from vetting.domain.terms import Band, CheckOutcome, PartyKind, SourcePurpose, SourceState

TODAY = dt.date(2026, 11, 20)
S = SourceState
PARTY = {"name": "Provbygdens IF", "org_number": "8899999018", "seat": "Provby"}
RECORD = {"name": "Provbygdens IF", "aliases": ("PIF", "Provet"), "org_number": None, "seat": "Provby"}


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (None, S.NEVER_LOADED),
        (0, S.FRESH),
        (2, S.FRESH),
        (3, S.AGEING),
        (7, S.AGEING),
        (8, S.STALE),
        (-1, S.FRESH),
    ],
)
def test_a_source_ages_by_its_own_date(age, state):
    as_of = None if age is None else TODAY - dt.timedelta(days=age)
    assert screening.source_state(as_of, TODAY, Ageing(2, 7)) is state


@pytest.mark.parametrize(
    ("states", "hits", "outcome"),
    [
        ([S.FRESH, S.AGEING], 0, CheckOutcome.NONE_FOUND),
        ([S.FRESH, S.STALE], 0, CheckOutcome.INCOMPLETE),
        ([S.FRESH, S.NEVER_LOADED], 0, CheckOutcome.INCOMPLETE),
        ([S.FRESH, S.NOT_CONSULTED], 0, CheckOutcome.INCOMPLETE),
        ([], 0, CheckOutcome.INCOMPLETE),
        ([S.FRESH], 2, CheckOutcome.HITS),
        ([S.STALE], 1, CheckOutcome.HITS),
    ],
)
def test_nothing_found_needs_every_source(states, hits, outcome):
    assert screening.outcome_of(states, hits) is outcome


def test_no_word_of_an_outcome_says_clear():
    assert not [word for word in CheckOutcome if "clear" in word.value or "ok" in word.value]


@pytest.mark.parametrize(
    ("adapter", "kind", "party", "holds"),
    [
        ("manual_query", PartyKind.ORGANISATION, PartyKind.ORGANISATION, False),
        ("spreadsheet_drop", PartyKind.PERSON, PartyKind.ORGANISATION, False),
        ("un_sc_xml", PartyKind.ORGANISATION, PartyKind.PERSON, True),
        ("directory", PartyKind.ORGANISATION, PartyKind.ORGANISATION, True),
    ],
)
def test_which_sources_can_list_a_party(adapter, kind, party, holds):
    assert screening.can_hold(adapter, kind, party) is holds


@pytest.mark.parametrize(
    ("party", "record", "same"),
    [
        (PARTY, {**RECORD, "status": "ny status"}, True),
        (PARTY, {**RECORD, "aliases": ["Provet", "PIF"]}, True),
        ({**PARTY, "name": "Provbygdens  IF "}, RECORD, True),
        ({**PARTY, "seat": "Annanby"}, RECORD, False),
        (PARTY, {**RECORD, "org_number": "8899999026"}, False),
        (PARTY, {**RECORD, "birth_date": "1970"}, False),
    ],
)
def test_a_fingerprint_stands_for_the_facts_a_judgement_rests_on(party, record, same):
    before = screening.fingerprint(PARTY, RECORD, where="a|1")
    assert (screening.fingerprint(party, record, where="a|1") == before) is same
    assert screening.fingerprint(PARTY, RECORD, where="b|1") != before


@pytest.mark.parametrize(
    ("purpose", "band", "status", "needs"),
    [
        (SourcePurpose.WATCH, Band.CONFIRMED, None, True),
        (SourcePurpose.WATCH, Band.POSSIBLE, "Konkurs", True),
        (SourcePurpose.IDENTITY, Band.CONFIRMED, None, False),
        (SourcePurpose.IDENTITY, Band.CONFIRMED, "Inte verksam", False),
        (SourcePurpose.IDENTITY, Band.CONFIRMED, "Likvidation beslutad", True),
        (SourcePurpose.IDENTITY, Band.ID_MATCH_NAME_CONFLICT, None, True),
        (SourcePurpose.IDENTITY, Band.STRONG, None, True),
        (SourcePurpose.IDENTITY, Band.POSSIBLE, None, False),
        (SourcePurpose.IDENTITY, Band.SECTION_OR_UMBRELLA, "Inte verksam", False),
        (SourcePurpose.IDENTITY, Band.POSSIBLE, "Konkurs inledd", True),
    ],
)
def test_a_register_of_who_is_who_asks_only_where_it_speaks_against(purpose, band, status, needs):
    assert screening.needs_judgement(purpose, band, status) is needs


@pytest.mark.parametrize("reason", ["", "   ", "nej"])
def test_a_bare_word_is_no_reason(reason):
    with pytest.raises(Refused, match="reason_missing"):
        screening.require_reason(reason)
